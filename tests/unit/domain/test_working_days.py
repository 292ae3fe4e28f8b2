"""Working days in England, as the LADO's clock counts them (scenarios.md, G.2)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dslapp.domain.working_days import add_working_days, bank_holiday_name, is_working_day

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2060, 12, 31))


@pytest.mark.parametrize(
    ("received", "due"),
    [
        pytest.param(date(2026, 11, 13), date(2026, 11, 16), id="Friday afternoon is due on Monday"),
        pytest.param(date(2026, 11, 14), date(2026, 11, 16), id="Saturday is due on Monday"),
        pytest.param(date(2026, 12, 24), date(2026, 12, 29), id="25 and 28 December are bank holidays"),
        pytest.param(date(2026, 12, 23), date(2026, 12, 24), id="school holidays do not stop the clock"),
        pytest.param(date(2027, 3, 25), date(2027, 3, 30), id="Good Friday and Easter Monday"),
    ],
)
def test_one_working_day(received: date, due: date) -> None:
    assert add_working_days(received, 1) == due


def test_the_glossarys_bank_holidays_are_known() -> None:
    for day in (
        date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29),
        date(2027, 5, 3), date(2027, 5, 31), date(2027, 8, 30),
    ):  # fmt: skip
        assert bank_holiday_name(day)
        assert not is_working_day(day)


def test_scottish_and_irish_holidays_do_not_count() -> None:
    assert is_working_day(date(2027, 1, 4))
    assert is_working_day(date(2027, 3, 17))


@given(day=DAYS, count=st.integers(1, 30))
def test_the_limit_is_a_later_working_day_with_exactly_that_many_between(day: date, count: int) -> None:
    limit = add_working_days(day, count)
    between = [day + timedelta(days=n) for n in range(1, (limit - day).days + 1)]
    assert sum(map(is_working_day, between)) == count
    assert is_working_day(limit)


@given(day=DAYS, earlier=st.integers(0, 20), count=st.integers(1, 10))
def test_a_later_report_is_never_due_earlier(day: date, earlier: int, count: int) -> None:
    assert add_working_days(day - timedelta(days=earlier), count) <= add_working_days(day, count)


@given(day=DAYS, first=st.integers(1, 10), second=st.integers(1, 10))
def test_days_add_up(day: date, first: int, second: int) -> None:
    assert add_working_days(add_working_days(day, first), second) == add_working_days(day, first + second)


def test_no_days_is_no_clock() -> None:
    with pytest.raises(ValueError, match="at least one"):
        add_working_days(date(2026, 11, 13), 0)
