"""A page with one table: in a low window, as at 200 %, its head takes one line, so that rows are seen below it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dslapp.gui.pages import Page
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.text import Heading, Words

_LOW = 24
"""Lines of words: in a page that is less high, the margins are narrower."""


class ListPage(Page):
    """Its heading, and `count` beside it; fill `column` below."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Heading(title, 1)
        self.heading.setWordWrap(False)
        self.count = Words(part="hint")
        self.count.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.head = QHBoxLayout()
        self.head.setSpacing(2 * GRID)
        self.head.addWidget(self.heading)
        self.head.addWidget(self.count, 1)
        self.column = QVBoxLayout(self)
        self.column.addLayout(self.head)
        self.set_low(False)

    def set_low(self, is_low: bool) -> None:
        """Whether height is short."""
        around, above = (2 * GRID, GRID) if is_low else (3 * GRID, 3 * GRID)
        self.column.setContentsMargins(around, above, around, GRID if is_low else 2 * GRID)
        self.column.setSpacing(GRID if is_low else GRID + GRID // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose by the new height."""
        super().resizeEvent(event)
        self.set_low(self.height() < _LOW * self.fontMetrics().lineSpacing())
