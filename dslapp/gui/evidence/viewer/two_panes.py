"""A picture beside its words: next to each other where there is room, one above the other, scrolled, where not."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from dslapp.gui.theme.tokens import GRID

NARROW = 90
"""Letters of width below which the words stand under the picture."""
_WORDS = 42
"""Letters of width that the words need beside the picture."""
_BOTH = 85
"""Letters' widths of height that picture and words need when they stand above each other."""


class TwoPanes(QScrollArea):
    """`head` above an edge that can be moved between `picture` and `words`; nothing is ever squeezed."""

    def __init__(self, head: QWidget, picture: QWidget, words: QWidget, widths: tuple[int, int]) -> None:
        super().__init__()
        self._splitter = QSplitter()
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(picture)
        self._splitter.addWidget(words)
        self._words = words
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
        narrow = self.width() < NARROW * letter
        self._splitter.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        self._splitter.setMinimumHeight(_BOTH * letter if narrow else 0)
        self._words.setMinimumWidth(0 if narrow else _WORDS * letter)


class _AsHighAsThereIs(QWidget):
    """Takes the height that it is given, although the words in it wrap."""

    def heightForWidth(self, width: int) -> int:
        return self.minimumSizeHint().height()
