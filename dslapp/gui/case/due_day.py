"""Asks by which day something is due: typed, or one press for the usual ones; says it back in full."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.case.case_words import due_words
from dslapp.domain.local_time import end_of_day, to_local
from dslapp.domain.working_days import add_working_days
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.day_edit import DayEdit
from dslapp.gui.widgets.field import named
from dslapp.gui.widgets.text import Words
from dslapp.gui.widgets.wrapping import WrapLayout


class DueDay(QWidget):
    """A day that is not past, or none. `now` gives the present in UTC; days are those of the school."""

    changed = Signal()

    def __init__(self, name: str, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._edit = named(DayEdit(), name)
        self._edit.setMaximumWidth(20 * GRID)
        self._said = Words(part="hint")
        row = WrapLayout()
        row.addWidget(self._edit)
        for text, days in (("Today", 0), ("1 working day", 1), ("5 working days", 5)):
            button = Button(text, "quiet")
            button.setAccessibleName(f"{name}: {text}")
            button.clicked.connect(lambda _checked, days=days: self.set_day(self._in_working_days(days)))
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(row)
        column.addWidget(self._said)
        self.setFocusProxy(self._edit)
        self._edit.textChanged.connect(self._say)
        self._say()

    def day(self) -> date | None:
        """The day that is written, if it is one."""
        return self._edit.day()

    def due(self) -> datetime | None:
        """The end of that day, in UTC."""
        day = self.day()
        return end_of_day(day) if day else None

    def set_day(self, day: date | None) -> None:
        """Show `day`."""
        self._edit.set_day(day)

    def problem(self) -> str:
        """What is wrong with what is written, or an empty text; nothing written is no problem."""
        if not self._edit.text().strip():
            return ""
        day = self.day()
        if day is None:
            return "This is not a date. Write day, month, year: 16/11/2026."
        return "This day is past. Choose today or a later day." if day < to_local(self._now()).date() else ""

    def _in_working_days(self, days: int) -> date:
        today = to_local(self._now()).date()
        return add_working_days(today, days) if days else today

    def _say(self) -> None:
        due = self.due()
        self._said.setText(f"That is {due_words(due)}." if due else "No date")
        self.changed.emit()
