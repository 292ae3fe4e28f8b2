"""Dates of birth that nobody has: a made-up one leads the agency to the wrong person (referral-forms.md D.1, 10)."""

import re
from datetime import date

EARLIEST = date(1910, 1, 1)
"""Nobody in a school's record was born before."""
_MOST = 2100
_NUMBERS = re.compile(r"(?<!\d)(\d{1,4})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{2,4})(?!\d)")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_WORDS = re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:{_MONTHS})[a-z]*\.?,?\s+(\d{{4}})(?!\d)", re.IGNORECASE)


def is_made_up(day: date) -> bool:
    """Whether a date stands in for one that is not known, such as 1 January 1900."""
    return day < EARLIEST


def made_up_date(words: str) -> str:
    """The first date in a text that cannot be anybody's birthday, such as "01/01/1900"; empty when there is none."""
    for found in _NUMBERS.finditer(words):
        first, middle, last = found.groups()
        year = int(first) if len(first) == 4 else int(last)
        short_stand_in = len(first) < 3 and len(last) == 2 and (int(first), int(middle), int(last)) == (1, 1, 0)
        if short_stand_in or (4 in (len(first), len(last)) and not EARLIEST.year <= year <= _MOST):
            return found.group().strip()
    for found in _WORDS.finditer(words):
        if not EARLIEST.year <= int(found.group(2)) <= _MOST:
            return found.group().strip()
    return ""


def age_on(born: date, day: date) -> int:
    """How old somebody born on `born` was on `day`, in whole years; born on 29 February counts as 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
