"""A day typed as people write it, and never a made-up one: the box begins empty."""

import re
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

_NUMBERS = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4})")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?\s+(\d{4})", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OLDEST = date(1901, 1, 1)
"""01/01/1900 is what forms put in for "not known"; Kent refuses it by name (referral-forms.md D.1, 10)."""


def parse_day(text: str) -> date | None:
    """Read "3/3/2014", "3.3.2014" or "3 March 2014", day first; None when it is no day."""
    numbers, words = _NUMBERS.fullmatch(text.strip()), _WORDS.fullmatch(text.strip())
    try:
        if numbers:
            return date(int(numbers[3]), int(numbers[2]), int(numbers[1]))
        if words and words[2][:3].lower() in _MONTHS:
            return date(int(words[3]), _MONTHS.index(words[2][:3].lower()) + 1, int(words[1]))
    except ValueError:
        pass
    return None


class DayEdit(QLineEdit):
    """A day in the past, or nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("dd/mm/yyyy")

    def day(self) -> date | None:
        """The day that is written, if it is one."""
        return parse_day(self.text())

    def set_day(self, day: date | None) -> None:
        """Show `day`."""
        self.setText(f"{day:%d/%m/%Y}" if day else "")

    def problem(self, today: date) -> str:
        """What is wrong with what is written, or an empty text; nothing written is no problem."""
        if not self.text().strip():
            return ""
        day = self.day()
        if day is None:
            return "This is not a date. Write day, month, year: 03/03/2014."
        if day > today:
            return "This day is still to come."
        return "Never write a made-up date. Leave it empty and say why it is not known." if day < _OLDEST else ""
