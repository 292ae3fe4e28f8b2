"""A picture beside its words: next to each other where there is room, one above the other, scrolled, where not."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from dslapp.gui.theme.tokens import GRID

NARROW = 90
"""Letters of width below which the words stand under the picture."""
_WORDS = 42
"""Letters of width that the words need beside the picture."""
_LEAST_HIGH = 120
"""Pixels of height that a picture has at least."""
_PICTURE = 45
"""Letters' widths of height that the picture has where the words stand under it, if the window is as high."""


class TwoPanes(QScrollArea):
    """`head` above an edge that can be moved between `picture` and `words`; nothing is ever squeezed.

    Where they stand above each other, all is scrolled together: what scrolls in `words` is as high as what it holds.
    """

    def __init__(self, head: QWidget, picture: QWidget, words: QWidget, widths: tuple[int, int]) -> None:
        super().__init__()
        self._splitter = QSplitter()
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(picture)
        self._splitter.addWidget(words)
        self._picture, self._words = picture, words
        self._inner = words if isinstance(words, QScrollArea) else words.findChild(QScrollArea)
        self._is_narrow = False
        for each in (picture, self._inner.widget() if self._inner is not None else None):
            if each is not None:
                each.installEventFilter(self)
        self._splitter.setSizes(list(widths))
        content = _AsHighAsThereIs()
        content.setProperty("ground", "clear")
        column = QVBoxLayout(content)
        column.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(head)
        column.addWidget(self._splitter, 1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose by the new width."""
        super().resizeEvent(event)
        letter = self.fontMetrics().averageCharWidth()
        self._is_narrow = narrow = self.width() < NARROW * letter
        self._splitter.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what comes and goes beside the picture and among the words."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Give the words all their height where they stand below, all their width where they stand beside."""
        letter = self.fontMetrics().averageCharWidth()
        high = min(_PICTURE * letter, self.viewport().height() - 2 * GRID)
        least = self._picture.minimumSizeHint().height()  # with the tools above the picture
        self._picture.setMinimumHeight(least + max(0, high - _LEAST_HIGH) if self._is_narrow else 0)
        least = 0 if self._is_narrow else _WORDS * letter
        if self._inner is not None and (held := self._inner.widget()) is not None:
            needs = held.minimumSizeHint()
            high = max(held.heightForWidth(self._inner.viewport().width()), needs.height())
            self._inner.setMinimumHeight(high if self._is_narrow else 0)
            if not self._is_narrow:
                least = max(least, needs.width() + self._inner.verticalScrollBar().sizeHint().width())
        self._words.setMinimumWidth(least)


class _AsHighAsThereIs(QWidget):
    """Takes the height that it is given, although the words in it wrap."""

    def heightForWidth(self, width: int) -> int:
        return self.minimumSizeHint().height()
