"""From page to page of a PDF that is looked at one page at a time."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.text import Words


class PageStepper(QWidget):
    """Says which page of how many is shown; hidden where there is only one. `turned` is sent when another is wanted."""

    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page, self._pages = 0, 1
        self.before = Button("Page before", "quiet", "chevron-left")
        self.after = Button("Page after", "quiet", "chevron-right")
        self._words = Words()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.before)
        row.addWidget(self.after)
        row.addWidget(self._words, 1)
        self.before.clicked.connect(lambda: self._turn(-1))
        self.after.clicked.connect(lambda: self._turn(1))
        self.begin(1)

    def begin(self, pages: int) -> None:
        """Stand at the first of so many pages."""
        self.page, self._pages = 0, max(1, pages)
        self._say()

    def _turn(self, step: int) -> None:
        self.page = min(max(0, self.page + step), self._pages - 1)
        self._say()
        self.turned.emit()

    def _say(self) -> None:
        self.setVisible(self._pages > 1)
        self._words.setText(f"Page {self.page + 1} of {self._pages}")
        self.before.setEnabled(self.page > 0)
        self.after.setEnabled(self.page < self._pages - 1)
