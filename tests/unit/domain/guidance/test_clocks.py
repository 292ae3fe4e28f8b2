"""Clocks: Friday 16:50 means tonight, Monday is the limit."""

from datetime import UTC, datetime

import pytest

from dslapp.domain.guidance.clocks import Clock, Within, due, out_of_hours
from dslapp.domain.local_time import LONDON, say_moment


def limit_of(within: str, started: datetime) -> str:
    found = due(Clock(id="c", label="", within=within, since="m"), {"m": started})
    assert found is not None
    return found.words


FRIDAY = datetime(2026, 11, 13, 16, 50, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("within", "started", "words"),
    [
        ("1 working day", FRIDAY, "by the end of Monday 16 November 2026"),
        ("1 working day", datetime(2026, 12, 24, 9, 0, tzinfo=LONDON), "by the end of Tuesday 29 December 2026"),
        ("1 working day", datetime(2027, 3, 25, 9, 0, tzinfo=LONDON), "by the end of Tuesday 30 March 2027"),
        ("24 hours", FRIDAY, "by 16:50 GMT on Saturday 14 November 2026"),
        ("24 hours", datetime(2026, 10, 24, 12, 0, tzinfo=LONDON), "by 11:00 GMT on Sunday 25 October 2026"),
        ("5 calendar days", datetime(2026, 12, 18, 15, 0, tzinfo=LONDON), "by the end of Wednesday 23 December 2026"),
        ("4 weeks", FRIDAY, "by the end of Friday 11 December 2026"),
        ("1 month", datetime(2027, 1, 31, 9, 0, tzinfo=LONDON), "by the end of Sunday 28 February 2027"),
        ("2 months", datetime(2026, 11, 30, 9, 0, tzinfo=LONDON), "by the end of Saturday 30 January 2027"),
    ],
)
def test_the_limit_is_said_in_full(within: str, started: datetime, words: str) -> None:
    assert limit_of(within, started) == words


def test_immediately_is_now_and_on_friday_evening_it_is_tonight() -> None:
    assert limit_of("immediately", datetime(2026, 11, 12, 11, 0, tzinfo=LONDON)) == "now"
    assert limit_of("immediately", FRIDAY).startswith("now – tonight, by the out-of-hours number")
    assert limit_of("immediately", datetime(2026, 11, 14, 10, 0, tzinfo=LONDON)).startswith("now – today")


def test_the_lado_is_rung_at_once_and_monday_is_only_the_latest() -> None:
    clock = Clock(id="lado", label="Ring the LADO", within="1 working day", since="allegation_received", at_once=True)
    found = due(clock, {"allegation_received": FRIDAY})
    assert found is not None
    assert found.words.endswith("; the latest is the end of Monday 16 November 2026")
    assert found.words.startswith("now – tonight")
    assert say_moment(found.limit) == "Monday 16 November 2026, 23:59 GMT"


def test_a_late_hour_in_utc_is_still_the_local_day() -> None:
    summer_night = datetime(2026, 7, 2, 23, 30, tzinfo=UTC)
    assert limit_of("1 working day", summer_night) == "by the end of Monday 6 July 2026"


def test_the_schools_own_limit_replaces_the_default() -> None:
    clock = Clock(id="c", label="", within="1 working day", since="m", setting="lado_clock")
    found = due(clock, {"m": FRIDAY}, {"lado_clock": "24 hours"})
    assert found is not None
    assert found.latest == "16:50 GMT on Saturday 14 November 2026"


def test_a_clock_whose_moment_is_not_known_does_not_run() -> None:
    assert due(Clock(id="c", label="", within="1 working day", since="suspension"), {"m": FRIDAY}) is None


def test_offices_are_closed_at_night_at_weekends_and_on_bank_holidays() -> None:
    assert out_of_hours(FRIDAY)
    assert out_of_hours(datetime(2026, 12, 28, 11, 0, tzinfo=LONDON))
    assert not out_of_hours(datetime(2026, 11, 13, 11, 0, tzinfo=LONDON))


@pytest.mark.parametrize("words", ["soon", "0 hours", "1 working", "two days", ""])
def test_an_unreadable_length_of_time_names_the_readable_ones(words: str) -> None:
    with pytest.raises(ValueError, match="write immediately, 24 hours"):
        Within.parse(words)
