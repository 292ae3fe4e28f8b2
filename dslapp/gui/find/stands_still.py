"""Shows notices and what is worked on at once, and from then on moves nothing that somebody is about to press."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.gui.theme.tokens import GRID


class StandsStill(QWidget):
    """Notices stand above the work, and hide themselves while they have nothing to say.

    `begin` while all is being read; `stand` when it has been read, or has taken too long. A notice that comes later
    than that stands below everything, and is one of `late`: `late_changed` says that these are others now.
    """

    late_changed = Signal()

    def __init__(self, notices: Sequence[QWidget]) -> None:
        super().__init__()
        self.stands = False
        self.work = QVBoxLayout()
        self._notices = tuple(notices)
        self._came: set[QObject] = set()
        self._above, self._below = QVBoxLayout(), QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for layout in (column, self._above, self.work, self._below):
            layout.setSpacing(2 * GRID)
        for layout in (self._above, self.work, self._below):
            column.addLayout(layout)
        for notice in notices:
            self._above.addWidget(notice)
            notice.installEventFilter(self)

    def begin(self) -> None:
        """Show nothing until `stand`; every notice has its place above again."""
        self.stands = False
        self._came.clear()
        self.hide()
        for notice in self._notices:
            notice.hide()
            self._above.addWidget(notice)

    def stand(self) -> None:
        """Show it as it is now, once; what has nothing to say yet says it below."""
        if self.stands:
            return
        for notice in self._notices:
            if notice.isHidden():
                self._below.addWidget(notice)
        self.stands = True
        self.show()

    @property
    def late(self) -> tuple[QWidget, ...]:
        """The notices that came late and still have something to say, from the top."""
        return tuple(each for each in self._notices if each in self._came and not each.isHidden())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice a notice that comes late, or that has nothing to say any more."""
        if self.stands and event.type() == QEvent.Type.ShowToParent:
            self._came.add(watched)
            self.late_changed.emit()
        elif self.stands and event.type() == QEvent.Type.HideToParent:
            self.late_changed.emit()
        return super().eventFilter(watched, event)
