"""A made-up date of birth is found in whatever way it is written; true ones and other numbers are left alone."""

from datetime import date

import pytest

from dslapp.domain.case.birth_dates import is_made_up, made_up_date


@pytest.mark.parametrize(
    "words",
    ["01/01/1900", "1.1.1900", "1900-01-01", "1 January 1900", "1st Jan 1900", "00/00/0000", "01/01/00", "99/99/9999"],
)
def test_stand_ins_are_found(words: str) -> None:
    assert made_up_date(f"Mia K., born {words}, Year 9") == words


@pytest.mark.parametrize(
    "words",
    ["9 May 1988", "03/03/2012", "3/3/12", "2012-03-03", "tel 01632 960 123", "020 79 4600", "TS-1211-0417", "aged 16"],
)
def test_true_dates_and_other_numbers_are_not(words: str) -> None:
    assert made_up_date(words) == ""


def test_nobody_in_a_school_was_born_in_1900() -> None:
    assert is_made_up(date(1900, 1, 1))
    assert not is_made_up(date(1948, 2, 29))
