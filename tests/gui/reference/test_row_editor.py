"""Checking and changing reference data: rows of the school’s own, each with its reason, and the way back."""

from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from dslapp.domain.own_guidance.local_rows import LocalRow
from dslapp.domain.reference.platforms import AgeLimit, minimum_age_on
from dslapp.gui.desk import Desk
from dslapp.gui.reference.row_card import RowCard
from dslapp.gui.reference.row_form import RowForm
from dslapp.gui.reference.rows_tab import RowsTab
from dslapp.gui.routes import GuidancePart, ToReference
from tests.casebooks import SettableClock
from tests.gui.accessibility import assert_accessible, clipped
from tests.gui.case.at_the_case import settle
from tests.gui.guidance.at_the_guidance import words_of
from tests.gui.reference.conftest import Opens


def card(tab: RowsTab) -> RowCard:
    assert isinstance(tab.card, RowCard)
    return tab.card


def form(tab: RowsTab) -> RowForm:
    assert isinstance(tab.card, RowForm)
    return tab.card


def save(qtbot: QtBot, desk: Desk, tab: RowsTab) -> None:
    form(tab).save.click()
    settle(qtbot, desk)
    settle(qtbot, desk)


def own_rows(desk: Desk) -> list[LocalRow]:
    return desk.tasks.on_casebook(desk.session.casebook.select, LocalRow)


def test_checked_today_takes_the_warning_away_and_stands_in_the_history(
    opens: Opens, qtbot: QtBot, desk: Desk, clock: SettableClock
) -> None:
    clock.forward(timedelta(days=250))
    page, tab = opens("numbers", key="posh")
    told: list[str] = []
    page.told.connect(lambda words, _tone: told.append(words))
    assert "Nobody has checked this since" in words_of(card(tab))
    card(tab).check.click()
    settle(qtbot, desk)
    settle(qtbot, desk)
    said = words_of(card(tab))
    assert card(tab).row.key == "posh"
    assert "Nobody has checked this since" not in said
    assert "Checked on Wednesday 21 July 2027" in said
    assert told == ["Professionals Online Safety Helpline (POSH): checked today."]
    (kept,) = own_rows(desk)
    assert (kept.file, kept.row, kept.note) == ("contacts", "posh", "Checked: it still holds.")


def test_a_number_is_changed_for_the_whole_casebook(opens: Opens, qtbot: QtBot, desk: Desk) -> None:
    _, tab = opens("numbers", key="posh")
    card(tab).change.click()
    form(tab).parts["phone"].show_value("01632 960444")
    save(qtbot, desk, tab)
    assert form(tab).reason.error() == "Write why, in a few words."
    form(tab).reason.write("They moved; told by e-mail.")
    save(qtbot, desk, tab)
    assert "01632 960444" in words_of(card(tab))
    assert "Your school’s own text" in words_of(card(tab))
    held = desk.tasks.on_casebook(lambda: {each.key: each for each in desk.session.library.contacts.national})
    assert held["posh"].phone == "01632 960444"


def test_the_shipped_text_comes_back(opens: Opens, qtbot: QtBot, desk: Desk) -> None:
    _, tab = opens("words", key="lado")
    card(tab).change.click()
    form(tab).parts["meaning"].show_value("Ours.")
    form(tab).reason.write("Plainer here.")
    save(qtbot, desk, tab)
    assert "Ours." in words_of(card(tab))
    card(tab).change.click()
    form(tab).reason.write("The shipped one is clear enough.")
    form(tab).withdraw.click()
    settle(qtbot, desk)
    settle(qtbot, desk)
    assert "The officer of the local authority" in words_of(card(tab))


def test_a_platform_of_the_schools_own_is_added_with_a_later_age(opens: Opens, qtbot: QtBot, desk: Desk) -> None:
    _, tab = opens("platforms")
    tab.add.click()
    written = form(tab)
    save(qtbot, desk, tab)
    assert written.parts["name"].error() == "Write this: nobody can use it without."
    for name, words in (
        ("name", "PicLoop"), ("kind", "Pictures"), ("how_to_report", "From the picture."), ("keep_first", "Keep it."),
        ("source", "Its own pages"),
    ):  # fmt: skip
        written.parts[name].show_value(words)
    written.parts["ages"].show_value((AgeLimit(years=13), AgeLimit(years=16, since=date(2027, 3, 1))))
    written.reason.write("Our Year 5 uses it.")
    save(qtbot, desk, tab)
    assert card(tab).row.title == "PicLoop"
    cards = desk.tasks.on_casebook(lambda: desk.session.library.platforms)
    ours = cards.called("picloop")
    assert ours is not None
    assert (minimum_age_on(ours, date(2026, 11, 11)), minimum_age_on(ours, date(2027, 3, 1))) == (13, 16)


def test_an_age_that_is_none_is_said_so(opens: Opens) -> None:
    _, tab = opens("platforms", key="instagram")
    card(tab).change.click()
    ages = form(tab).parts["ages"]
    ages.control.setPlainText("thirteen")  # type: ignore[attr-defined]  # a text to write in
    form(tab).reason.write("Look")
    form(tab).save.click()
    assert "“thirteen” is not an age" in ages.error()


def test_cancel_leaves_everything_and_the_list_waits_meanwhile(opens: Opens, desk: Desk) -> None:
    _, tab = opens("law", key="computer-misuse-1990")
    card(tab).change.click()
    assert not tab.table.isEnabled()
    form(tab).cancel.click()
    assert tab.table.isEnabled()
    assert card(tab).row.key == "computer-misuse-1990"
    assert own_rows(desk) == []


def test_what_is_being_written_stays_while_somebody_looks_elsewhere(opens: Opens, qtbot: QtBot, desk: Desk) -> None:
    page, tab = opens("words", key="lado")
    card(tab).change.click()
    form(tab).parts["meaning"].show_value("Half a sentence")
    page.open_part("law")
    page.enter(ToReference("words"))
    settle(qtbot, desk)
    assert form(tab).parts["meaning"].value() == "Half a sentence"


@pytest.mark.parametrize("part", ["platforms", "law", "words", "numbers"])
@pytest.mark.parametrize("width", [pytest.param(1158, id="1366 pixels wide"), pytest.param(620, id="at 200 %")])
def test_every_form_is_accessible(opens: Opens, qtbot: QtBot, desk: Desk, part: GuidancePart, width: int) -> None:
    page, tab = opens(part, width)
    tab.open_row(tab.model.rows()[2].key)
    card(tab).change.click()
    settle(qtbot, desk)
    qtbot.waitUntil(lambda: clipped(page) == [])
    assert_accessible(page)


@pytest.mark.parametrize("width", [pytest.param(1158, id="1366 pixels wide"), pytest.param(620, id="at 200 %")])
def test_what_is_checked_leaves_the_list_of_those_to_check(
    opens: Opens, qtbot: QtBot, desk: Desk, clock: SettableClock, width: int
) -> None:
    clock.forward(timedelta(days=250))
    _, tab = opens("law", width, to_check=True)
    first = tab.model.rows()[0]
    tab.open_row(first.key)
    card(tab).check.click()
    settle(qtbot, desk)
    settle(qtbot, desk)
    assert tab.to_check.isChecked()
    assert first.key not in {row.key for row in tab.model.rows()}
    assert tab.table.isVisible()


def test_a_list_that_is_read_again_stays_a_list_where_there_is_little_room(
    opens: Opens, qtbot: QtBot, desk: Desk
) -> None:
    page, tab = opens("numbers")
    page.resize(620, 640)
    assert tab.table.isVisible()
    page.enter(ToReference("numbers"))
    settle(qtbot, desk)
    assert tab.table.isVisible()


def test_a_card_of_a_name_that_is_taken_is_refused_with_what_to_mend(opens: Opens, qtbot: QtBot, desk: Desk) -> None:
    _, tab = opens("platforms")
    tab.add.click()
    written = form(tab)
    for name in ("name", "kind", "how_to_report", "keep_first", "source"):
        written.parts[name].show_value("Instagram")
    written.reason.write("Ours.")
    save(qtbot, desk, tab)
    assert "another card is called “Instagram” too" in words_of(form(tab))
    assert own_rows(desk) == []
