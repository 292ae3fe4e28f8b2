"""The chronology on the screen: filtered, added to in one place, corrected with a reason, and no word lost."""

from datetime import timedelta

import msgspec
import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from dslapp.domain.case.casework import Decision, LogEntry
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.guidance.reading import ActiveLock
from dslapp.gui.case.chronology_tab import ChronologyTab
from dslapp.gui.case.decision_form import DecisionForm
from dslapp.gui.case.entry_form import EntryForm
from dslapp.gui.case.lines_list import LinesList
from dslapp.gui.case.page import CasePage
from dslapp.gui.desk import Desk
from dslapp.gui.routes import ToCase
from dslapp.gui.widgets.growing_text import GrowingText
from tests.cases import bare_case, coach
from tests.gui.accessibility import assert_accessible
from tests.gui.case.at_the_case import button, go, labels, lines, open_case, settle

HOLD = ActiveLock(
    what="person_spoken_to", reason="The LADO says when she may be told.", until="lado_advice", flow="f", step="s"
)


@pytest.fixture
def case(desk: Desk) -> IncidentId:
    return desk.tasks.on_casebook(coach, desk.session)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, case: IncidentId) -> CasePage:
    return open_case(qtbot, desk, case, "chronology")


def write(form: EntryForm | DecisionForm, **words: str) -> None:
    for name, text in words.items():
        control = form.fields[name].control
        if isinstance(control, GrowingText):
            control.setPlainText(text)
        elif isinstance(control, QLineEdit):
            control.setText(text)


def entry_form(page: CasePage) -> EntryForm:
    return page.view.findChildren(EntryForm)[0]


def test_every_line_has_its_time_author_and_source(page: CasePage) -> None:
    said = lines(page.view)
    assert any("Friday 13 November 2026, 16:50 GMT" in line and "Jo Hartsedge" in line for line in said)
    assert any("written 2 days later" in line and "Log: advice received" in line for line in said)


def test_a_phone_call_is_written_with_few_words_and_appears_at_once(qtbot: QtBot, desk: Desk, page: CasePage) -> None:
    button(page.view, "Rang").click()
    form = entry_form(page)
    assert form.isVisible()
    assert_accessible(page)
    write(form, with_whom="MASH", what="They open an assessment.")
    form.save_button.click()
    settle(qtbot, desk)
    assert not form.isVisible()
    assert any("They open an assessment. (with MASH)" in line for line in lines(page.view))


def test_a_mistake_stands_beside_its_field_and_nothing_typed_is_lost(qtbot: QtBot, desk: Desk, page: CasePage) -> None:
    button(page.view, "Rang").click()
    form = entry_form(page)
    write(form, with_whom="MASH")
    form.save_button.click()
    settle(qtbot, desk)
    assert form.fields["what"].error() == "Write what happened or what was done."
    assert form.value().with_whom == "MASH"


def test_words_are_kept_when_the_page_is_left_and_come_back_with_the_case(
    qtbot: QtBot, desk: Desk, page: CasePage, case: IncidentId
) -> None:
    button(page.view, "Advice received").click()
    write(entry_form(page), with_whom="LADO on duty", what="Wait until Monday.")
    other = desk.tasks.on_casebook(bare_case, desk.session)
    assert page.leave()
    go(qtbot, desk, page, ToCase(other, "chronology"))
    assert not entry_form(page).isVisible()
    again = open_case(qtbot, desk, case, "chronology")
    form = entry_form(again)
    assert form.isVisible()
    assert (form.kind, form.value().what) == ("advice", "Wait until Monday.")


def test_kept_words_of_one_case_never_appear_in_another(
    qtbot: QtBot, desk: Desk, page: CasePage, case: IncidentId
) -> None:
    button(page.view, "Note").click()
    write(entry_form(page), what="Only for the coach’s case.")
    page.leave()
    other = desk.tasks.on_casebook(bare_case, desk.session)
    page.enter(ToCase(other, "chronology"))
    page.enter(ToCase(case, "chronology"))
    page.enter(ToCase(other, "chronology"))
    settle(qtbot, desk)
    assert not entry_form(page).isVisible()
    assert entry_form(page).is_empty()


def test_words_that_were_taken_out_again_do_not_come_back(
    qtbot: QtBot, desk: Desk, page: CasePage, case: IncidentId
) -> None:
    button(page.view, "Note").click()
    write(entry_form(page), what="Form filed.")
    page.leave()
    settle(qtbot, desk)
    write(entry_form(page), what="")
    page.leave()
    settle(qtbot, desk)
    assert desk.tasks.on_casebook(desk.session.casebook.drafts) == []


def test_discarding_forgets_what_was_kept(qtbot: QtBot, desk: Desk, page: CasePage) -> None:
    button(page.view, "Note").click()
    form = entry_form(page)
    write(form, what="Form filed.")
    page.leave()
    settle(qtbot, desk)
    form.discard_button.click()
    settle(qtbot, desk)
    assert not form.isVisible()
    assert desk.tasks.on_casebook(desk.session.casebook.drafts) == []


def test_saving_ends_the_draft(qtbot: QtBot, desk: Desk, page: CasePage) -> None:
    button(page.view, "Note").click()
    form = entry_form(page)
    write(form, what="Form filed.")
    page.leave()
    settle(qtbot, desk)
    assert len(desk.tasks.on_casebook(desk.session.casebook.drafts)) == 1
    form.save_button.click()
    settle(qtbot, desk)
    assert desk.tasks.on_casebook(desk.session.casebook.drafts) == []


def test_a_lock_is_shown_and_what_happened_all_the_same_is_recorded(
    qtbot: QtBot, desk: Desk, page: CasePage, case: IncidentId
) -> None:
    assert page.case
    locked = msgspec.structs.replace(page.case, locks=(HOLD,))
    page.view.show_case(locked)
    button(page.view, "Spoke to").click()
    form = entry_form(page)
    assert "The LADO says when she may be told." in labels(form)
    assert "It has already happened – record it" in labels(form)
    write(form, who="Mr Dunn", with_whom="Ms Tess Orme", what="Told her why.")
    form.save_button.click()
    assert form.fields["about"].error()
    button(form, "Is it about them: Yes").click()
    form.save_button.click()
    settle(qtbot, desk)
    saved = desk.tasks.on_casebook(desk.session.casebook.of_incident, LogEntry, case)
    assert [entry.already_happened for entry in saved if entry.who == "Mr Dunn"] == [True]


def test_an_entry_is_corrected_with_a_reason(qtbot: QtBot, desk: Desk, case: IncidentId) -> None:
    written = LogEntry(
        id=new_id(), incident_id=case, at=desk.now() - timedelta(hours=1), entry_kind="contact", what="Rang her mother."
    )
    desk.tasks.on_casebook(desk.session.casebook.commit, [written])
    page = open_case(qtbot, desk, case, "chronology", written.id)
    button(page.view, "Correct the chosen line").click()
    form = entry_form(page)
    write(form, what="Rang her father.")
    form.save_button.click()
    settle(qtbot, desk)
    assert form.fields["reason"].error()
    write(form, reason="It was her father.")
    form.save_button.click()
    settle(qtbot, desk)
    assert any("Rang her father." in line and "corrected later" in line for line in lines(page.view))


def test_significant_events_can_be_shown_alone(page: CasePage) -> None:
    before = len(lines(page.view))
    tab = page.view
    assert isinstance(tab, ChronologyTab)
    button(tab, "Show: Significant").click()
    assert 0 < len(lines(tab)) <= before


def test_a_decision_not_to_act_asks_what_would_change_it(
    qtbot: QtBot, desk: Desk, page: CasePage, case: IncidentId
) -> None:
    button(page.view, "Record a decision").click()
    form = page.view.findChildren(DecisionForm)[0]
    write(form, decision="Not to suspend her", rationale="She is on leave.", consulted="HR")
    form.declined.setChecked(True)
    assert_accessible(page)
    form.save_button.click()
    settle(qtbot, desk)
    assert form.fields["would_change_if"].error()
    write(form, would_change_if="She comes to the trip")
    form.save_button.click()
    settle(qtbot, desk)
    decided = desk.tasks.on_casebook(desk.session.casebook.of_incident, Decision, case)
    assert decided[-1].declined
    assert decided[-1].decided_by == "Jo Hartsedge"


def test_enter_on_a_line_begins_its_correction(qtbot: QtBot, desk: Desk, page: CasePage) -> None:
    found = page.view.findChildren(LinesList)[0]
    assert page.case
    found.choose(page.case.log[0].id)
    found.opened.emit(page.case.log[0].id)
    assert entry_form(page).isVisible()
    assert entry_form(page).value().what == page.case.log[0].what
