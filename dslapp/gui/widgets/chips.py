"""Small marks of state: a chip with an icon and words, and the chip that says when something is due."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from dslapp.domain.local_time import say_day, say_time, to_local
from dslapp.gui.theme.tokens import GRID, Tone
from dslapp.gui.widgets.glyph import TONE_ICONS, Glyph
from dslapp.gui.widgets.text import restyle


class Chip(QFrame):
    """A word or two about a state, e.g. "Open", "Restricted", "Hash checked"."""

    def __init__(self, text: str, tone: Tone = "neutral", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "chip")
        self._glyph = Glyph(icon or TONE_ICONS[tone], tone, 16)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, 2, GRID + 2, 2)
        row.setSpacing(GRID // 2 + 2)
        row.addWidget(self._glyph)
        row.addWidget(self._text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.show_state(text, tone, icon)

    def show_state(self, text: str, tone: Tone = "neutral", icon: str = "") -> None:
        """Show another state."""
        restyle(self, "tone", tone)
        restyle(self._text, "tone", tone)
        self._glyph.show_icon(icon or TONE_ICONS[tone], tone)
        self._text.setText(text)
        self.setAccessibleName(text)

    def words(self) -> str:
        """The words on it."""
        return self._text.text()


class DueChip(Chip):
    """When an action is due, seen from `now`: overdue, today, or the full date. Both times in UTC."""

    def __init__(self, due: datetime | None, now: datetime, done: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(*due_in_words(due, now, done=done), parent)


def due_in_words(due: datetime | None, now: datetime, *, done: bool = False) -> tuple[str, Tone, str]:
    """Words, tone and icon for a due time, both times in UTC; days are those of the school (Europe/London)."""
    if done:
        return "Done", "success", "circle-check"
    if due is None:
        return "No date", "neutral", "clock"
    day, today = to_local(due).date(), to_local(now).date()
    if due < now:
        return f"Overdue since {say_time(due) if day == today else say_day(day)}", "danger", "bell"
    if (to_local(due).hour, to_local(due).minute) == (23, 59):
        return (
            ("Due by the end of today", "warning", "hourglass")
            if day == today
            else (f"Due by the end of {say_day(day)}", "information", "clock")
        )
    if day == today:
        return f"Due today by {say_time(due)}", "warning", "hourglass"
    return f"Due by {say_time(due)}, {say_day(day)}", "information", "clock"
