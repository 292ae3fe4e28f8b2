"""One finding of the Safety page: what was found, what to do now, and the button that leads there."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dslapp.domain.health import Check, State
from dslapp.gui.theme.tokens import GRID, Tone
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.glyph import Glyph
from dslapp.gui.widgets.text import Words

TONES: dict[State, tuple[Tone, str, str]] = {
    "bad": ("danger", "circle-alert", "At risk"),
    "attention": ("warning", "triangle-alert", "Needs you"),
    "unknown": ("neutral", "circle-question-mark", "Not known"),
    "good": ("success", "circle-check", "Good"),
}
"""The tone, the icon and the word of each state."""


class Finding(QFrame):
    """A row: the state as icon and word, the subject, what was found, the way forward, perhaps a `button`."""

    def __init__(self, check: Check, button: Button | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check, self.button = check, button
        tone, icon, state = TONES[check.state]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, GRID // 2, 0, GRID // 2)
        row.setSpacing(GRID + GRID // 2)
        row.addWidget(Glyph(icon, tone, 24), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(GRID // 2)
        column.addWidget(Words(check.title if check.state == "good" else f"{state}: {check.title}", "strong"))
        column.addWidget(Words(check.words, "hint" if check.way_forward else ""))
        if check.way_forward:
            column.addWidget(Words(check.way_forward))
        if button is not None:
            column.addLayout(side_by_side(button))
        row.addLayout(column, 1)
        self.setAccessibleName(" ".join(filter(None, (f"{state}: {check.title}.", check.words, check.way_forward))))
