"""A message with an icon and words, never by colour alone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dslapp.domain.problems import Problem
from dslapp.gui.theme.tokens import GRID, Tone
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.glyph import TONE_ICONS, Glyph
from dslapp.gui.widgets.text import Words, restyle
from dslapp.gui.widgets.wrapping import WrapLayout

SPOKEN: dict[Tone, str] = {
    "neutral": "Note",
    "information": "Information",
    "success": "Done",
    "warning": "Warning",
    "danger": "Important",
}


class Banner(QFrame):
    """A message in a tone: a strong first line, more words, and buttons for what can be done about it."""

    def __init__(self, tone: Tone = "information", title: str = "", text: str = "", parent: QWidget | None = None):
        super().__init__(parent)
        self.setProperty("part", "banner")
        self._glyph = Glyph(TONE_ICONS[tone], tone, 24)
        self._title = Words(part="strong")
        self._text = Words()
        self._buttons = WrapLayout()
        words = QVBoxLayout()
        words.setSpacing(GRID // 2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        words.addLayout(self._buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID + GRID // 2, 2 * GRID, GRID + GRID // 2)
        row.setSpacing(GRID + GRID // 2)
        row.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.show_message(tone, title, text)

    def show_message(self, tone: Tone, title: str, text: str = "") -> None:
        """Show other words in another tone; the buttons stay."""
        restyle(self, "tone", tone)
        self._glyph.show_icon(TONE_ICONS[tone], tone)
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(f"{SPOKEN[tone]}: {title} {text}".strip())

    def show_problem(self, problem: Problem) -> None:
        """Show what went wrong and the way forward."""
        self.show_message("danger", problem.message, problem.way_forward)
        self.setVisible(True)

    def add_button(self, button: Button) -> Button:
        """Put `button` under the words and return it."""
        self._buttons.addWidget(button)
        return button
