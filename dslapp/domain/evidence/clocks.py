"""The clocks of an exhibit side by side, and what does not go together among them, asked in words: never a verdict.

A picture shows a time, somebody says when it was captured, the file says one of itself, and this computer knows when
it came here. Each may be wrong. Only what cannot be true of all readings of two clocks is asked about (records.md C.4).
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec

from dslapp.domain.case.incident import Incident
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitKind, SaidByFile
from dslapp.domain.local_time import (
    NoInstant,
    OneInstant,
    TwoInstants,
    resolve_local,
    say_day_short,
    say_moment,
    to_local,
)
from dslapp.domain.statements import Stated, When

_TAKEN: frozenset[ExhibitKind] = frozenset({"picture", "film", "sound"})
"""Kinds whose own time is that of their capture; of the others it is when they were written or sent."""
_BY_MACHINE = "read by machine"
_ABOUT = timedelta(minutes=10)
"""People say times roundly: within this, two clocks agree."""
_HOUR = timedelta(hours=1)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.]\d{2})?\s*(?P<half>[ap]\.?m\.?)?"
_BETWEEN = r"(?:\s*,?\s*(?:at\s+)?|T)"
_WITH_YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})[-:/](?P<month>\d{{2}})[-:/](?P<day>\d{{2}}){_BETWEEN}{_TIME}", re.I)
_IN_NUMBERS = re.compile(rf"(?P<day>\d{{1,2}})[/.](?P<month>\d{{1,2}})[/.](?P<year>\d{{4}}){_BETWEEN}{_TIME}", re.I)
_IN_LETTERS = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>[a-z]{{3}})[a-z]*\.?,?\s+(?P<year>\d{{4}}){_BETWEEN}{_TIME}", re.I
)


class ClockReading(msgspec.Struct, frozen=True, kw_only=True):
    """One clock: whose it is, what it says, and what is to be known about it."""

    whose: str
    says: str
    hint: str = ""


class ClockTimes(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the times of one exhibit, answered or still being typed."""

    kind: ExhibitKind = "picture"
    shown: Stated = Stated()
    captured: When = When()
    captured_clock: str = ""
    said: tuple[SaidByFile, ...] = ()
    recorded_at: datetime | None = None
    """When it came here, by this computer's clock."""
    happened: When = When()
    """What the case says of the incident."""


def source_in_words(source: str) -> str:
    """Where in a file something is read, in words that say what it is."""
    return "camera data in it, EXIF" if source == "EXIF" else source


def clock_times(exhibit: Exhibit, incident: Incident) -> ClockTimes:
    """The times of an exhibit as it is saved."""
    return ClockTimes(
        kind=exhibit.exhibit_kind, shown=exhibit.shown_time, captured=exhibit.captured,
        captured_clock=exhibit.captured_clock, said=exhibit.said, recorded_at=exhibit.attached_at,
        happened=incident.occurred,
    )  # fmt: skip


def clocks(times: ClockTimes) -> tuple[ClockReading, ...]:
    """Every clock that says something, in the order in which they were read."""
    readings = [
        ClockReading(whose="Shown in it", says=times.shown.in_words(), hint="exactly as it stands there"),
        ClockReading(whose="Captured, as we were told", says=_when(times.captured), hint=times.captured_clock),
    ]
    for each in _said_times(times.said):
        hint = f"{source_in_words(each.source)}, not checked: clocks of devices are often wrong"
        readings.append(ClockReading(whose="The file says", says=_said(each), hint=hint))
    if times.recorded_at:
        says = say_moment(times.recorded_at)
        readings.append(ClockReading(whose="Came here", says=says, hint="by this computer’s clock"))
    return tuple(readings)


def doubts(times: ClockTimes, now: datetime) -> tuple[str, ...]:
    """What cannot all be true, each as a question or a hint; an empty tuple does not mean that the clocks are right."""
    found = [*_file_against_words(times), *_before_shown(times), *_against_the_case(times), *_still_to_come(times, now)]
    return tuple(dict.fromkeys(found))


def readings_of(text: str) -> tuple[datetime, ...]:
    """Every moment, in UTC, that a written date and time may mean; none unless it has both.

    A day and month in numbers are read both ways round where both are possible, and an hour that happened twice twice.
    """
    for pattern in (_WITH_YEAR_FIRST, _IN_NUMBERS, _IN_LETTERS):
        match = pattern.search(text)
        if match:
            return tuple(moment for wall in _walls(match, pattern) for moment in _meant(wall))
    return ()


def _walls(match: re.Match[str], pattern: re.Pattern[str]) -> Iterator[datetime]:
    part = match.groupdict()
    hour, half = int(part["hour"]), (part["half"] or "").lower()[:1]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    day, month = int(part["day"]), part["month"]
    if pattern is _IN_LETTERS:
        number = _MONTHS.index(month.lower()) + 1 if month.lower() in _MONTHS else 0
    else:
        number = int(month)
    either = {(day, number), (number, day)} if pattern is _IN_NUMBERS else {(day, number)}
    for this_day, this_month in sorted(either):
        try:
            yield datetime(int(part["year"]), this_month, this_day, hour, int(part["minute"]))  # noqa: DTZ001 - a wall clock's
        except ValueError:  # the 13th of the 21st
            continue


def _meant(wall: datetime) -> tuple[datetime, ...]:
    match resolve_local(wall):
        case OneInstant(utc=utc):
            return (utc,)
        case TwoInstants(first=first, second=second):
            return (first, second)
        case NoInstant(meant=meant):
            return (meant,)


def _said_times(said: tuple[SaidByFile, ...]) -> Iterator[SaidByFile]:
    return (each for each in said if each.what == "time" and each.source != _BY_MACHINE)


def _moments(each: SaidByFile) -> tuple[datetime, ...]:
    return (each.at.astimezone(UTC),) if each.at else readings_of(each.text)


def _span(when: When) -> tuple[datetime, datetime] | None:
    """The earliest and the latest moment; None while it is not known."""
    if when.precision not in ("exact", "between") or when.start is None:
        return None
    return when.start, when.end if when.precision == "between" and when.end else when.start


def _file_against_words(times: ClockTimes) -> Iterator[str]:
    span = _span(times.captured)
    for each in _said_times(times.said) if span else ():
        moments = _moments(each)
        if not moments or span is None:
            continue
        apart = min((_apart(moment, span) for moment in moments), key=abs)
        nearest = min(moments, key=lambda moment: abs(_apart(moment, span)))
        wrote = span[0] if apart <= timedelta() else span[1]
        file, words = _pair(nearest, wrote)
        if times.kind in _TAKEN:
            if abs(apart) > _ABOUT:
                yield _which_is_which(f"The file says {file}, you wrote {words}", abs(apart))
        elif apart > _ABOUT:
            yield f"The file says {file}, you wrote that it was captured before that, {words}: which clock is which?"


def _which_is_which(both: str, apart: timedelta) -> str:
    if abs(apart - _HOUR) <= _ABOUT:
        return f"{both}: one hour apart. Was one clock on GMT and the other on BST?"
    return f"{both}: which clock is which?"


def _before_shown(times: ClockTimes) -> Iterator[str]:
    shown = readings_of(times.shown.text)
    if not shown:
        return
    earliest = min(shown)
    span = _span(times.captured)
    if span and earliest - span[1] > _ABOUT:
        seen, words = _pair(earliest, span[1])
        yield f"It shows {seen}, and you wrote that it was captured before that, {words}: which clock is which?"
    if times.kind in _TAKEN:
        for each in _said_times(times.said):
            moments = _moments(each)
            if moments and earliest - max(moments) > _ABOUT:
                seen, file = _pair(earliest, max(moments))
                yield f"It shows {seen}, and the file says that it was captured earlier, {file}: is that clock right?"


def _against_the_case(times: ClockTimes) -> Iterator[str]:
    span, happened = _span(times.captured), _span(times.happened)
    if span and happened and happened[0] - span[1] > _ABOUT:
        words, case = _pair(span[1], happened[0])
        yield f"You wrote that it was captured {words}, before it happened ({case}): check both."
    came = times.recorded_at
    if span and came and span[0] - came > _ABOUT:
        words, here = _pair(span[0], came)
        yield f"You wrote that it was captured {words}, after it came here ({here}): check the date and the time."


def _still_to_come(times: ClockTimes, now: datetime) -> Iterator[str]:
    span = _span(times.captured)
    if span and span[1] - now > timedelta(minutes=1):
        yield f"You wrote that it was captured {_full(span[1])}, which is still to come: check the date and the time."
    for each in _said_times(times.said):
        moments = _moments(each)
        if moments and min(moments) - now > _ABOUT:
            yield f"The file says {_full(min(moments))}, which is still to come by our clock: which is wrong?"
    shown = readings_of(times.shown.text)
    if shown and min(shown) - now > _ABOUT:
        yield f"It shows {_full(min(shown))}, which is still to come: is it written as it stands there?"


def _apart(moment: datetime, span: tuple[datetime, datetime]) -> timedelta:
    """How far `moment` is before (less than nothing) or after `span`."""
    if moment < span[0]:
        return moment - span[0]
    return max(moment - span[1], timedelta())


def _pair(one: datetime, other: datetime) -> tuple[str, str]:
    """Two moments in words: the times alone where both are of one day."""
    same = to_local(one).date() == to_local(other).date()
    return (_time(one), _time(other)) if same else (_full(one), _full(other))


def _time(moment: datetime) -> str:
    return f"{to_local(moment):%H:%M}"


def _full(moment: datetime) -> str:
    return f"{say_day_short(to_local(moment).date())}, {_time(moment)}"


def _when(when: When) -> str:
    span = _span(when)
    if span is None:
        return f"Not known – {when.unknown_because}" if when.unknown_because else "Not answered yet"
    if span[0] == span[1]:
        return say_moment(span[0])
    return f"Between {say_moment(span[0])} and {say_moment(span[1])}"


def _said(each: SaidByFile) -> str:
    return f"{say_moment(each.at)} (“{each.text}”)" if each.at else each.text
