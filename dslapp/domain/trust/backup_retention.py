"""Which backups are kept: the latest, then one a day, a week, a month, and one for every school term."""

from collections.abc import Callable, Collection, Hashable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from dslapp.domain.local_time import to_local

LATEST, DAILY, WEEKLY, MONTHLY = 20, 14, 8, 12
"""How many of each are kept. Of every term the first is kept for good."""

_LONGEST_GAP = timedelta(days=366)
"""A backup that seems to come more than a year after the one before it shows a clock that jumped."""
_SPRING, _SUMMER, _AUTUMN = (1, 1), (4, 15), (9, 1)
"""Month and day on which a term begins here. Easter moves; these days do not, and no backup is lost by it."""


class Snapshot(NamedTuple):
    """What the rule needs to know of one backup: its name, its place in the row, its moment in UTC."""

    name: str
    number: int
    """Counts the backups at one place: the order is this one and never the clock's."""
    made_at: datetime
    verified: bool
    """Whether it was read back and signed; one made without a passphrase is not, until it was proved."""


def term_of(day: date) -> tuple[int, str]:
    """The school term of a day in England: its year and its name."""
    for name, start in (("autumn", _AUTUMN), ("summer", _SUMMER), ("spring", _SPRING)):
        if (day.month, day.day) >= start:
            return day.year, name
    raise AssertionError("every day is on or after the first of January")


def clock_jumped(snapshots: Sequence[Snapshot], now: datetime) -> bool:
    """Whether `now` cannot be trusted beside the backups that are there: before the newest, or a year after it."""
    newest = max(snapshots, key=lambda each: each.number, default=None)
    return newest is not None and not timedelta(0) <= now - newest.made_at <= _LONGEST_GAP


def no_longer_kept(
    snapshots: Sequence[Snapshot], *, before: Sequence[Snapshot], now: datetime, spared: Collection[str] = ()
) -> tuple[str, ...]:
    """The names of the backups that may go, oldest first; none unless the newest was verified.

    `before` are those that were there before the newest was made: against them the clock is judged. `spared` stay
    whatever the rule says, such as the last one from which a restore was proved.
    """
    newest_first = sorted(snapshots, key=lambda each: each.number, reverse=True)
    if not newest_first or not newest_first[0].verified or clock_jumped(before, now):
        return ()
    kept = {each.name for each in newest_first[:LATEST]}
    kept |= _newest_of_each(newest_first, lambda day: day, DAILY)
    kept |= _newest_of_each(newest_first, lambda day: day.isocalendar()[:2], WEEKLY)
    kept |= _newest_of_each(newest_first, lambda day: (day.year, day.month), MONTHLY)
    kept |= {each.name for each in {term_of(_day(each)): each for each in newest_first}.values()}  # the oldest stays
    kept |= set(spared)
    return tuple(each.name for each in reversed(newest_first) if each.name not in kept)


def _newest_of_each(newest_first: Sequence[Snapshot], span_of: Callable[[date], Hashable], count: int) -> set[str]:
    """The newest backup of each of the last `count` days, weeks or months that have one."""
    found: dict[Hashable, str] = {}
    for each in newest_first:
        found.setdefault(span_of(_day(each)), each.name)
    return set(list(found.values())[:count])


def _day(snapshot: Snapshot) -> date:
    return to_local(snapshot.made_at).date()
