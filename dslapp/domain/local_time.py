"""Europe/London time: what a clock on the wall meant, and how a moment is written for people.

Public: `resolve_local` (one instant | two | none), `to_local`, `end_of_day`, `say_day`, `say_time`, `say_moment`.
Times are stored in UTC and shown with GMT or BST (glossary, *Conventions*). The words are made here and not by
`strftime`, whose month names follow whatever locale the window system has set.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import msgspec

LONDON = ZoneInfo("Europe/London")

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class OneInstant(msgspec.Struct, frozen=True, kw_only=True):
    """The usual case: this local time happened once. `utc` is that moment."""

    utc: datetime


class TwoInstants(msgspec.Struct, frozen=True, kw_only=True):
    """The hour that happens twice when the clocks go back: ask which one is meant.

    `first` is the moment in BST, `second` the moment in GMT one hour later, both in UTC.
    """

    first: datetime
    second: datetime


class NoInstant(msgspec.Struct, frozen=True, kw_only=True):
    """The hour that is left out when the clocks go forward: no clock in England showed this time.

    `meant` is the moment that the time would be had the clocks not gone forward, in UTC.
    """

    meant: datetime


LocalMeaning = OneInstant | TwoInstants | NoInstant


def resolve_local(wall: datetime) -> LocalMeaning:
    """Return what a time read from a clock in England meant.

    `wall` has no time zone, e.g. `datetime(2026, 10, 25, 1, 30)`, which is ambiguous. Raises ValueError if it has one.
    """
    if wall.tzinfo is not None:
        raise ValueError("a time on the wall has no time zone")
    first = wall.replace(tzinfo=LONDON, fold=0).astimezone(UTC)
    second = wall.replace(tzinfo=LONDON, fold=1).astimezone(UTC)
    if first == second:
        return OneInstant(utc=first)
    if first.astimezone(LONDON).replace(tzinfo=None, fold=0) == wall.replace(fold=0):
        return TwoInstants(first=first, second=second)
    return NoInstant(meant=first)


def to_local(moment: datetime) -> datetime:
    """Return an aware moment in Europe/London. Raises ValueError for a time without a zone: guessing would be wrong.

    A moment of the first or last day of the calendar, which no zone can be applied to, stays as it is.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    try:
        return moment.astimezone(LONDON)
    except OverflowError:
        return moment


def from_milliseconds(since_1970: int) -> datetime:
    """Return the UTC moment that lists hold as milliseconds since 1970."""
    return datetime.fromtimestamp(since_1970 / 1000, UTC)


def end_of_day(day: date) -> datetime:
    """The last second of a day in England, in UTC: when something due on that day is due."""
    return datetime.combine(day, time(23, 59, 59), LONDON).astimezone(UTC)


def say_day(day: date) -> str:
    """Write a date in full: "Monday 16 November 2026"."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def say_day_without_year(day: date) -> str:
    """Write a date of this year in a line that has little room: "3 November"."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def say_time(moment: datetime) -> str:
    """Write the local time of day with its zone: "16:50 GMT"."""
    local = to_local(moment)
    return f"{local:%H:%M} {local.tzname()}"


def say_day_short(day: date) -> str:
    """Write a date for a column of a table: "13 Nov 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def say_moment(moment: datetime) -> str:
    """Write a moment in full: "Friday 13 November 2026, 16:50 GMT"."""
    return f"{say_day(to_local(moment).date())}, {say_time(moment)}"
