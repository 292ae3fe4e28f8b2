"""Working days in England: Monday to Friday without bank holidays. School holidays do not stop a clock.

Public: `is_working_day`, `add_working_days`, `end_of_working_day`, `bank_holiday_name`. "Within one working day" of a
day means by the end of the next working day after it, whatever the hour (flows.md, *Time limits*; Kirklees words the
Friday night so too).
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from dslapp.domain.local_time import LONDON, to_local


@cache
def _bank_holidays(year: int) -> dict[date, str]:
    from holidays.countries.united_kingdom import UnitedKingdom  # slow to load, and most starts count no days

    calendar = UnitedKingdom(subdiv="ENG", years=year, expand=False)  # type: ignore[no-untyped-call]  # holidays is untyped
    return dict(calendar.items())


def bank_holiday_name(day: date) -> str:
    """Return the name of the bank holiday in England on that day, or an empty text."""
    return _bank_holidays(day.year).get(day, "")


def is_working_day(day: date) -> bool:
    """Whether the day is a Monday to Friday and no bank holiday in England."""
    return day.weekday() < 5 and not bank_holiday_name(day)


def add_working_days(day: date, count: int) -> date:
    """Return the `count`-th working day after `day`; `day` itself never counts. Raises ValueError below 1."""
    if count < 1:
        raise ValueError("a clock in working days needs at least one")
    for _ in range(count):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return day


def end_of_working_day(moment: datetime, *, working_days: int) -> datetime:
    """Return the end, in UTC, of the `working_days`-th working day after an aware moment, by London's calendar."""
    day = add_working_days(to_local(moment).date(), working_days)
    return datetime.combine(day, time(23, 59, 59), LONDON).astimezone(UTC)
