"""Clocks of the guidance: how long, from which moment, and the due time in full words.

Public: `Clock`, `Within`, `Due`, `due`, `read_moment`, `out_of_hours`. A clock in days ends with its last day in
Europe/London; a clock in hours ends to the minute; "immediately" ends at the moment at which it begins.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

import msgspec

from dslapp.domain.local_time import LONDON, say_day, say_time, to_local
from dslapp.domain.working_days import add_working_days, is_working_day

Unit = Literal["now", "hours", "working days", "calendar days", "months"]

_WITHIN = re.compile(r"(\d{1,3}) (hour|working day|calendar day|week|month)s?")
_OFFICES_CLOSE = time(16, 30)
_OFFICES_OPEN = time(8, 30)
STEP_DONE = "step_done"
"""The moment that every clock may name: when its own step was done."""


class Within(msgspec.Struct, frozen=True, kw_only=True):
    """A length of time as the rules give it; `amount` is 0 for "immediately"."""

    amount: int
    unit: Unit

    @classmethod
    def parse(cls, words: str) -> "Within":
        """Read "immediately", "24 hours", "1 working day", "5 calendar days", "4 weeks" or "1 month".

        Raises ValueError with the mend for anything else.
        """
        if words == "immediately":
            return cls(amount=0, unit="now")
        found = _WITHIN.fullmatch(words)
        if found is None or found[1] == "0":
            raise ValueError(
                f"“{words}” is not a length of time; write immediately, 24 hours, 1 working day, 5 calendar days, "
                "4 weeks or 1 month"
            )
        amount, noun = int(found[1]), found[2]
        if noun == "week":
            return cls(amount=7 * amount, unit="calendar days")
        units: dict[str, Unit] = {
            "hour": "hours",
            "working day": "working days",
            "calendar day": "calendar days",
            "month": "months",
        }
        return cls(amount=amount, unit=units[noun])


class Clock(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"since": "from"}):
    """A time limit at a step.

    `since` (in the data: `from`) is a named moment such as `allegation_received`, or `step_done`. Doing the step meets
    the clock, unless it only begins then (`step_done`). `at_once`: the thing is to be done now and the limit is only
    the latest. `setting`: the fact that holds the school's own length of time, since local authorities differ.
    """

    id: str
    label: str
    within: str
    since: str
    at_once: bool = False
    setting: str = ""
    check_locally: bool = False

    def __post_init__(self) -> None:
        """Refuse a length of time that nobody can read."""
        Within.parse(self.within)

    @property
    def begins_when_done(self) -> bool:
        """Whether the step starts this clock rather than meets it."""
        return self.since == STEP_DONE


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """When something is due: `limit` in UTC, and the words for it.

    `latest` is "the end of Monday 16 November 2026"; `words` is the whole promise:
    "by the end of Monday 16 November 2026", or "now; the latest is the end of …".
    """

    started: datetime
    limit: datetime
    latest: str
    words: str
    at_once: bool = False

    @classmethod
    def as_promised(cls, started: datetime, limit: datetime, words: str) -> "Due":
        """The same again from what a case has stored of it."""
        by_a_time = words.startswith("by ") or "the latest is " in words
        latest = words.rpartition("the latest is ")[2].removeprefix("by ") if by_a_time else "now"
        return cls(started=started, limit=limit, latest=latest, words=words, at_once=not words.startswith("by "))


def due(clock: Clock, moments: Mapping[str, datetime], facts: Mapping[str, str] | None = None) -> Due | None:
    """Return when the clock ends, or None while the moment from which it runs is not known.

    `moments` holds aware datetimes by name. `facts` may hold the school's own length under `clock.setting`.
    """
    started = moments.get(clock.since)
    if started is None:
        return None
    within = Within.parse((facts or {}).get(clock.setting) or clock.within)
    if within.unit == "now":
        return Due(started=started, limit=started, latest="now", words=_now_words(started), at_once=True)
    if within.unit == "hours":
        limit = started.astimezone(UTC) + timedelta(hours=within.amount)
        latest = f"{say_time(limit)} on {say_day(to_local(limit).date())}"
    else:
        day = _last_day(to_local(started).date(), within)
        limit = datetime.combine(day, time(23, 59, 59), LONDON).astimezone(UTC)
        latest = f"the end of {say_day(day)}"
    words = f"{_now_words(started)}; the latest is {latest}" if clock.at_once else f"by {latest}"
    return Due(started=started, limit=limit, latest=latest, words=words, at_once=clock.at_once)


def read_moment(text: str) -> datetime | None:
    """Read an ISO 8601 moment with its offset; None for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def out_of_hours(moment: datetime) -> bool:
    """Whether offices are, or are about to be, closed: then ring the out-of-hours number too."""
    local = to_local(moment)
    return not is_working_day(local.date()) or not _OFFICES_OPEN <= local.time() < _OFFICES_CLOSE


def _now_words(moment: datetime) -> str:
    """Friday 16:50 means tonight, not Monday (practice.md, correction 3)."""
    if not out_of_hours(moment):
        return "now"
    evening = to_local(moment).time() >= _OFFICES_CLOSE
    return f"now – {'tonight' if evening else 'today'}, by the out-of-hours number if the office is closed"


def _last_day(day: date, within: Within) -> date:
    if within.unit == "working days":
        return add_working_days(day, within.amount)
    if within.unit == "months":
        return _add_months(day, within.amount)
    return day + timedelta(days=within.amount)


def _add_months(day: date, count: int) -> date:
    """The same day of a later month; its last day where the month is shorter."""
    months = day.month - 1 + count
    year, month = day.year + months // 12, months % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))
