"""The head of a case in two lines, for a low window: which case, and what is urgent; a button opens the whole head."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from dslapp.gui.theme.tokens import GRID, Tone
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.hint_text import as_hint
from dslapp.gui.widgets.text import restyle


class OneLine(QLabel):
    """Words that never wrap: what does not fit stands in the hint, and is what a screen reader says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setProperty("part", "strong")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, words: str, tone: Tone | None = None) -> None:
        """Show these words, in a tone."""
        self._words = words
        restyle(self, "tone", tone or "")
        self.setAccessibleName(words)
        self.setToolTip(as_hint(words))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many as fit."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width()))


class CompactHead(QWidget):
    """`opened` says whether the whole head is wanted below."""

    opened = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.urgent = OneLine(), OneLine()
        self.more = Button("More about this case", "filter", "chevron-down")
        self.more.words_shown(False)
        self.more.toggled.connect(self.opened)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self.title)
        lines.addWidget(self.urgent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addLayout(lines, 1)
        row.addWidget(self.more)
