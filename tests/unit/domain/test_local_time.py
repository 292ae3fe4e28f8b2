"""Local time: the hour that happens twice is asked about, the hour that never happens is refused."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dslapp.domain.local_time import (
    LONDON,
    NoInstant,
    OneInstant,
    TwoInstants,
    resolve_local,
    say_moment,
    say_time,
    to_local,
)


@pytest.mark.parametrize("moment", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)])
def test_the_ends_of_the_calendar_are_said_too(moment: datetime) -> None:
    """What comes from outside may say any moment: no page may fail to open for it."""
    assert str(moment.year) in say_moment(moment)


def test_a_screenshot_at_half_past_one_on_25_october_2026_has_two_meanings() -> None:
    meaning = resolve_local(datetime(2026, 10, 25, 1, 30))
    assert meaning == TwoInstants(
        first=datetime(2026, 10, 25, 0, 30, tzinfo=UTC), second=datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    )
    assert isinstance(meaning, TwoInstants)
    assert (say_time(meaning.first), say_time(meaning.second)) == ("01:30 BST", "01:30 GMT")


@pytest.mark.parametrize("wall", [datetime(2026, 10, 25, 0, 59, 59), datetime(2026, 10, 25, 2, 0)])
def test_the_hours_around_it_have_one(wall: datetime) -> None:
    assert isinstance(resolve_local(wall), OneInstant)


def test_the_hour_that_spring_leaves_out_never_happened() -> None:
    meaning = resolve_local(datetime(2027, 3, 28, 1, 30))
    assert isinstance(meaning, NoInstant)
    assert say_moment(meaning.meant) == "Sunday 28 March 2027, 02:30 BST"


def test_a_moment_is_written_in_full_with_its_zone() -> None:
    assert say_moment(datetime(2026, 11, 13, 16, 50, tzinfo=UTC)) == "Friday 13 November 2026, 16:50 GMT"
    assert say_moment(datetime(2026, 7, 1, 15, 5, tzinfo=UTC)) == "Wednesday 1 July 2026, 16:05 BST"


def test_times_with_and_without_zone_are_not_mixed_up() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        resolve_local(datetime(2026, 11, 13, 16, 50, tzinfo=UTC))
    with pytest.raises(ValueError, match="needs a time zone"):
        to_local(datetime(2026, 11, 13, 16, 50))


@given(moment=st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2060, 1, 1), timezones=st.just(UTC)))
def test_every_moment_is_among_the_meanings_of_its_local_time(moment: datetime) -> None:
    meaning = resolve_local(moment.astimezone(LONDON).replace(tzinfo=None))
    match meaning:
        case OneInstant(utc=utc):
            assert utc == moment
        case TwoInstants(first=first, second=second):
            assert moment in (first, second)
        case NoInstant():
            raise AssertionError("a moment that happened cannot have been left out")
