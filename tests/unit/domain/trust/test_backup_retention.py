"""Which backups stay: the latest, days, weeks, months, every term; and never anything by a clock that jumped."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dslapp.domain.local_time import to_local
from dslapp.domain.trust.backup_retention import LATEST, Snapshot, clock_jumped, no_longer_kept, term_of

FIRST = datetime(2025, 9, 3, 15, 0, tzinfo=UTC)


def row(moments: Sequence[datetime]) -> list[Snapshot]:
    return [Snapshot(f"{number:05}", number, moment, verified=True) for number, moment in enumerate(moments, 1)]


def pruned_as_they_come(moments: Sequence[datetime]) -> list[Snapshot]:
    """What is left when each backup prunes after itself, as the program does."""
    there: list[Snapshot] = []
    for each in row(moments):
        before = list(there)
        there.append(each)
        gone = no_longer_kept(there, before=before, now=each.made_at)
        there = [snapshot for snapshot in there if snapshot.name not in gone]
    return there


def school_days(days: int, times_a_day: int = 4) -> Iterator[datetime]:
    for day in range(days):
        for hour in range(times_a_day):
            yield FIRST + timedelta(days=day, hours=hour)


def test_a_year_of_backups_keeps_latest_days_weeks_months_and_terms() -> None:
    moments = list(school_days(365))
    left = pruned_as_they_come(moments)
    days = {to_local(each.made_at).date() for each in left}
    last = to_local(moments[-1]).date()
    assert [each.made_at for each in left[-LATEST:]] == moments[-LATEST:]
    assert {last - timedelta(days=back) for back in range(14)} <= days
    assert len({(day.year, day.month) for day in days}) >= 12
    assert {term_of(day) for day in days} == {
        (2025, "autumn"), (2026, "spring"), (2026, "summer"), (2026, "autumn")
    }  # fmt: skip
    assert len(left) < 20 + 14 + 8 + 12 + 4


def test_the_first_backup_of_every_term_stays_for_good() -> None:
    left = {each.made_at for each in pruned_as_they_come(list(school_days(900, 1)))}
    assert FIRST in left
    assert datetime(2026, 1, 1, 15, 0, tzinfo=UTC) in left
    assert datetime(2026, 4, 15, 15, 0, tzinfo=UTC) in left


def test_nothing_goes_while_the_newest_is_not_verified() -> None:
    there = row(list(school_days(60)))
    there[-1] = there[-1]._replace(verified=False)
    assert no_longer_kept(there, before=there[:-1], now=there[-1].made_at) == ()


@pytest.mark.parametrize(
    "jump", [timedelta(days=-1), timedelta(days=-3650), timedelta(days=18262), timedelta(days=367)], ids=str
)
def test_nothing_goes_by_a_clock_that_jumped(jump: timedelta) -> None:
    before = row(list(school_days(60)))
    now = before[-1].made_at + jump
    newest = Snapshot("newest", 9999, now, verified=True)
    assert clock_jumped(before, now)
    assert no_longer_kept([*before, newest], before=before, now=now) == ()


def test_one_backup_from_the_future_does_not_stop_the_rule_for_ever() -> None:
    moments = [*school_days(60), FIRST + timedelta(days=18262), *(FIRST + timedelta(days=60 + day) for day in range(9))]
    assert len(pruned_as_they_come(moments)) < 60


def test_a_backup_that_was_proved_is_spared() -> None:
    there = row(list(school_days(60)))
    gone = no_longer_kept(there, before=there[:-1], now=there[-1].made_at)
    assert gone[10] not in no_longer_kept(there, before=there[:-1], now=there[-1].made_at, spared=[gone[10]])


@given(st.lists(st.integers(min_value=0, max_value=40_000), min_size=1, max_size=60))
def test_the_newest_the_latest_and_the_oldest_always_stay(hours: list[int]) -> None:
    there = row([FIRST + timedelta(hours=hour) for hour in sorted(hours)])
    gone = set(no_longer_kept(there, before=there[:-1], now=there[-1].made_at))
    assert not gone & {each.name for each in there[-LATEST:]}
    assert there[0].name not in gone


def test_terms_begin_on_fixed_days() -> None:
    days = [date(2026, 8, 31), date(2026, 9, 1), date(2027, 1, 1), date(2027, 4, 14), date(2027, 4, 15)]
    assert [term_of(day) for day in days] == [
        (2026, "summer"), (2026, "autumn"), (2027, "spring"), (2027, "spring"), (2027, "summer")
    ]  # fmt: skip
