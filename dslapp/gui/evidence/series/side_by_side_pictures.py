"""Two large pictures beside each other that scroll and zoom together."""

from PySide6.QtWidgets import QScrollBar, QSplitter, QWidget

from dslapp.gui.evidence.viewer.picture_view import PictureView


class SideBySidePictures(QSplitter):
    """`first` and `second` show what they are given; while `together`, each follows the other, place for place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.together = True
        self._following = False
        self.first, self.second = PictureView(), PictureView()
        for view in (self.first, self.second):
            view.setMinimumSize(140, 160)
            self.addWidget(view)
        self.setChildrenCollapsible(False)
        for one, other in ((self.first, self.second), (self.second, self.first)):
            self._tie(one.verticalScrollBar(), other.verticalScrollBar())
            self._tie(one.horizontalScrollBar(), other.horizontalScrollBar())

    def _tie(self, leader: QScrollBar, follower: QScrollBar) -> None:
        leader.valueChanged.connect(lambda _value: self._follow(leader, follower))

    def _follow(self, leader: QScrollBar, follower: QScrollBar) -> None:
        if not self.together or self._following:
            return
        self._following = True
        length, other = leader.maximum() - leader.minimum(), follower.maximum() - follower.minimum()
        share = (leader.value() - leader.minimum()) / length if length else 0.0
        follower.setValue(follower.minimum() + round(share * other))
        self._following = False
