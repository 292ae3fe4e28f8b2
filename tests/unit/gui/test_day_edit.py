"""Reading a day as people write it."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from dslapp.gui.widgets.day_edit import DayEdit, parse_day


@pytest.mark.parametrize("typed", ["3/3/2014", "03.03.2014", "3 March 2014", "3rd mar 2014", " 03-03-2014 "])
def test_a_day_is_read_day_first(typed: str) -> None:
    assert parse_day(typed) == date(2014, 3, 3)


@pytest.mark.parametrize("typed", ["", "31/02/2014", "2014", "13/13/2014", "yesterday", "3/3/14"])
def test_what_is_no_day_is_none(typed: str) -> None:
    assert parse_day(typed) is None


@pytest.mark.parametrize(
    ("typed", "said"), [("01/01/1900", "made-up"), ("1/1/2030", "still to come"), ("soon", "not a date"), ("", "")]
)
def test_a_made_up_or_future_day_is_refused_in_words(qtbot: QtBot, typed: str, said: str) -> None:
    edit = DayEdit()
    qtbot.addWidget(edit)
    edit.setText(typed)
    assert said in edit.problem(date(2026, 11, 13))
    assert bool(edit.problem(date(2026, 11, 13))) == bool(said)
