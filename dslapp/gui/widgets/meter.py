"""How far something has come, as a bar and in words."""

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.text import Words


class Meter(QWidget):
    """A bar with its words above it, e.g. "9 of 11 answered"."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Words(name)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self._words)
        column.addWidget(self._bar)

    def show_progress(self, done: int, total: int, words: str = "") -> None:
        """Show `done` of `total`; a total of 0 means that nobody knows how long it takes."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._words.setText(words or f"{done} of {total}")
        self._bar.setAccessibleDescription(self._words.text())
