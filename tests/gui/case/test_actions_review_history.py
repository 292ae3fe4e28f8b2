"""Actions, review, closing, people and history on the screen, for the DSL and for the headteacher."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from dslapp.domain.case.casework import Action, Review
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import IncidentId
from dslapp.domain.school import Member
from dslapp.gui.actions_page import ActionsPage
from dslapp.gui.case.action_forms import ActionForm, EndActionForm
from dslapp.gui.case.closing_form import ClosingForm, ReopenForm
from dslapp.gui.case.due_day import DueDay
from dslapp.gui.case.review_forms import AskDecisionForm, QuestionForm, ReviewDecisionForm, SignOffForm
from dslapp.gui.desk import Desk
from dslapp.gui.people_page import PeoplePage
from dslapp.gui.routes import ToActions, ToCase, ToCaseDetails, ToPeople
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.services.case.do_casework import add_action, finish_action
from dslapp.services.case.review_case import ask_for_decision, ask_question
from tests.casebooks import DSL, HEAD, SettableClock
from tests.cases import bare_case, taunts
from tests.gui.accessibility import assert_accessible
from tests.gui.case.at_the_case import button, labels, lines, open_case, settle


def text(form: object, name: str, words: str) -> None:
    control = form.fields[name].control  # type: ignore[attr-defined]  # any form of the case
    if isinstance(control, GrowingText):
        control.setPlainText(words)
    elif isinstance(control, QLineEdit):
        control.setText(words)


def test_an_action_is_given_with_its_owner_and_day(qtbot: QtBot, desk: Desk) -> None:
    case = desk.tasks.on_casebook(bare_case, desk.session)
    page = open_case(qtbot, desk, case, "actions")
    button(page.view, "Add an action").click()
    form = page.view.findChildren(ActionForm)[0]
    text(form, "what", "Ring MASH")
    owner, due = form.fields["owner"].control, form.fields["due"].control
    assert isinstance(owner, QComboBox)
    owner.setEditText("Ravi S.")
    button(due, "By when: 1 working day").click()
    assert_accessible(page)
    form.save_button.click()
    settle(qtbot, desk)
    assert lines(page.view) == ["Ring MASH. Ravi S.. By the end of Monday 16 November 2026"]


def test_a_past_day_is_refused_beside_its_field(qtbot: QtBot, desk: Desk) -> None:
    page = open_case(qtbot, desk, desk.tasks.on_casebook(bare_case, desk.session), "actions")
    button(page.view, "Add an action").click()
    form = page.view.findChildren(ActionForm)[0]
    text(form, "what", "Ring MASH")
    due = form.fields["due"].control
    assert isinstance(due, DueDay)
    due.set_day((desk.now() - timedelta(days=1)).date())
    form.save_button.click()
    assert form.fields["due"].error() == "This day is past. Choose today or a later day."


def test_overdue_stands_first_and_is_said_in_words(qtbot: QtBot, desk: Desk, clock: SettableClock) -> None:
    case = desk.tasks.on_casebook(bare_case, desk.session)
    desk.tasks.on_casebook(add_action, desk.session, case, "Later", due=clock.now + timedelta(days=9))
    desk.tasks.on_casebook(add_action, desk.session, case, "Soon", due=clock.now + timedelta(hours=1))
    clock.forward(timedelta(days=1))
    said = lines(open_case(qtbot, desk, case, "actions").view)
    assert said[0].startswith("Soon")
    assert "Overdue: it was due by 17:50 GMT on Friday 13 November 2026" in said[0]
    assert said[1].startswith("Later")


def test_an_action_is_ended_with_a_note(qtbot: QtBot, desk: Desk) -> None:
    case = desk.tasks.on_casebook(bare_case, desk.session)
    action = desk.tasks.on_casebook(add_action, desk.session, case, "Ring MASH")
    page = open_case(qtbot, desk, case, "actions", action.id)
    button(page.view, "Done, or drop it").click()
    form = page.view.findChildren(EndActionForm)[0]
    form.drop_button.click()
    settle(qtbot, desk)
    assert form.fields["note"].error() == "Write why this will not be done."
    text(form, "note", "They open an assessment.")
    form.save_button.click()
    settle(qtbot, desk)
    assert lines(page.view) == []
    button(page.view, "Show: Finished too").click()
    assert lines(page.view)[0].startswith("Ring MASH. They open an assessment.")


def test_the_day_of_an_action_changes_with_a_reason(qtbot: QtBot, desk: Desk, clock: SettableClock) -> None:
    case = desk.tasks.on_casebook(bare_case, desk.session)
    due = clock.now + timedelta(hours=1)
    action = desk.tasks.on_casebook(add_action, desk.session, case, "Ring MASH", due=due)
    page = open_case(qtbot, desk, case, "actions", action.id)
    button(page.view, "Change it").click()
    form = page.view.findChildren(ActionForm)[0]
    day = form.fields["due"].control
    assert isinstance(day, DueDay)
    day.set_day((clock.now + timedelta(days=3)).date())
    form.save_button.click()
    settle(qtbot, desk)
    assert form.fields["reason"].error()
    text(form, "reason", "They asked for Monday.")
    form.save_button.click()
    settle(qtbot, desk)
    assert "By the end of Monday 16 November 2026" in lines(page.view)[0]


def test_the_headteacher_asks_decides_and_signs_off(qtbot: QtBot, desk_of: Callable[[str], Desk]) -> None:
    dsl = desk_of(DSL)
    case = dsl.tasks.on_casebook(taunts, dsl.session)
    head_id = next(m.id for m in dsl.tasks.on_casebook(dsl.session.casebook.select, Member) if m.name == HEAD)
    dsl.tasks.on_casebook(ask_for_decision, dsl.session, case, "May we write to all families?", reviewer=head_id)
    head = desk_of(HEAD)
    page = open_case(qtbot, head, case, "review")
    decision = page.view.findChildren(ReviewDecisionForm)[0]
    text(decision, "decision", "Yes, on Tuesday.")
    text(decision, "rationale", "Others may have got the same.")
    decision.save_button.click()
    settle(qtbot, head)
    question = page.view.findChildren(QuestionForm)[0]
    text(question, "question", "Who else saw it?")
    question.save_button.click()
    settle(qtbot, head)
    page.view.findChildren(SignOffForm)[0].save_button.click()
    settle(qtbot, head)
    found = head.tasks.on_casebook(head.session.casebook.of_incident, Review, case)
    assert [review.review_kind for review in found] == ["decision", "question", "sign-off"]
    assert found[2].reviewed_to_entry == page.case.last_entry - 1  # type: ignore[union-attr]  # the sign-off itself is later
    said = labels(page.view)
    assert "Yes, on Tuesday." in said
    assert "Not answered yet; it stands with Jo Hartsedge." in said
    assert "Changed since: nothing." in said


def test_the_dsl_sees_the_question_and_is_led_to_answering_it(qtbot: QtBot, desk_of: Callable[[str], Desk]) -> None:
    dsl = desk_of(DSL)
    case = dsl.tasks.on_casebook(bare_case, dsl.session)
    head = desk_of(HEAD)
    head.tasks.on_casebook(ask_question, head.session, case, "Who else saw it?")
    dsl = desk_of(DSL)
    page = open_case(qtbot, dsl, case, "review")
    assert "Who else saw it?" in labels(page.view)
    button(page.view, "Not answered yet: answer it now").click()
    button(page.view, "Done, or drop it").click()
    form = page.view.findChildren(EndActionForm)[0]
    assert "Answer a question" in labels(form)
    text(form, "note", "Two friends of his.")
    form.save_button.click()
    settle(qtbot, dsl)
    actions = dsl.tasks.on_casebook(dsl.session.casebook.of_incident, Action, case)
    assert actions[0].finished_note == "Two friends of his."


def test_the_headteacher_finds_no_way_to_write_in_the_record(qtbot: QtBot, desk_of: Callable[[str], Desk]) -> None:
    dsl = desk_of(DSL)
    case = dsl.tasks.on_casebook(taunts, dsl.session)
    head = desk_of(HEAD)
    page = open_case(qtbot, head, case, "chronology")
    for words in ("Rang", "Record a decision", "Close this case"):
        with pytest.raises(AssertionError, match="no button"):
            button(page, words)
    page = open_case(qtbot, head, case, "people")
    with pytest.raises(AssertionError, match="no button"):
        button(page.view, "Add a person")


def test_asking_for_a_decision_puts_it_first_on_the_page(qtbot: QtBot, desk: Desk) -> None:
    case = desk.tasks.on_casebook(bare_case, desk.session)
    page = open_case(qtbot, desk, case, "review")
    form = page.view.findChildren(AskDecisionForm)[0]
    text(form, "what", "May we write to all families?")
    form.save_button.click()
    settle(qtbot, desk)
    assert "Decision wanted from Mrs R. Quillan:" in labels(page.view)
    assert "May we write to all families?" in labels(open_case(qtbot, desk, case).view)


def test_closing_first_shows_the_gaps_as_links_and_then_the_form(qtbot: QtBot, desk: Desk) -> None:
    case = desk.tasks.on_casebook(taunts, desk.session)
    page = open_case(qtbot, desk, case)
    button(page, "Close this case").click()
    assert "Before this case can be closed (2)" in labels(page.view)
    button(page.view, "Open action: Ring the DSL").click()
    assert type(page.view).__name__ == "ActionsTab"
    action = desk.tasks.on_casebook(desk.session.casebook.of_incident, Action, case)[0]
    desk.tasks.on_casebook(finish_action, desk.session, action.id, "Done.")
    page = open_case(qtbot, desk, case, "review", "closing")
    form = page.view.findChildren(ClosingForm)[0]
    text(form, "outcome", "The messages stopped.")
    form.save_button.click()
    settle(qtbot, desk)
    assert form.fields["rationale"].error()
    text(form, "rationale", "Four quiet weeks.")
    text(form, "told", "Ellis and his mother")
    text(form, "no_review", "Ellis moves away.")
    form.save_button.click()
    settle(qtbot, desk)
    assert desk.tasks.on_casebook(desk.session.casebook.get, Incident, case).status == "closed"
    reopen = page.view.findChildren(ReopenForm)[0]
    text(reopen, "reason", "A new message came.")
    reopen.save_button.click()
    settle(qtbot, desk)
    assert desk.tasks.on_casebook(desk.session.casebook.get, Incident, case).status == "open"


def test_the_people_tab_says_parts_certainty_and_parents(qtbot: QtBot, desk: Desk) -> None:
    page = open_case(qtbot, desk, desk.tasks.on_casebook(taunts, desk.session), "people")
    said = lines(page.view)
    assert any("Ellis P." in line and "Child affected" in line and "Yes" in line for line in said)
    assert any("believed to be Kai D.’s" in line for line in said)
    assert any("Fernhollow Academy’s DSL asked us to wait" in line for line in said)
    with qtbot.waitSignal(page.go) as gone:
        button(page.view, "Add a person or account").click()
    assert isinstance(gone.args[0], ToCaseDetails)


def test_the_history_shows_old_and_new_words_and_who_looked(qtbot: QtBot, desk: Desk) -> None:
    case: IncidentId = desk.tasks.on_casebook(bare_case, desk.session)
    action = desk.tasks.on_casebook(add_action, desk.session, case, "Ring MASH")
    desk.tasks.on_casebook(finish_action, desk.session, action.id, "They open an assessment.")
    page = open_case(qtbot, desk, case)
    page = open_case(qtbot, desk, case, "history")
    button(page.view, "Show: Changes").click()
    assert "They open an assessment." in lines(page.view)[0]
    button(page.view, "Show: Who looked").click()
    assert len(lines(page.view)) == 1
    assert "Looked at the case" in lines(page.view)[0]


def test_the_actions_of_all_cases_lead_to_their_case(qtbot: QtBot, desk: Desk) -> None:
    case = desk.tasks.on_casebook(taunts, desk.session)
    page = ActionsPage(desk)
    qtbot.addWidget(page)
    page.resize(1160, 720)
    page.show()
    page.enter(ToActions())
    settle(qtbot, desk)
    assert_accessible(page)
    assert "1 open" in labels(page)
    button(page, "Show: Overdue").click()
    assert "Nothing is open." in labels(page)
    button(page, "Show: Mine").click()
    row = page.table.model().index(0, 0)
    with qtbot.waitSignal(page.go) as gone:
        page.table.activated.emit(row)
    assert isinstance(gone.args[0], ToCase)
    assert (gone.args[0].incident_id, gone.args[0].tab) == (case, "actions")


def test_everybody_is_listed_with_the_cases_in_which_they_stand(qtbot: QtBot, desk: Desk) -> None:
    desk.tasks.on_casebook(taunts, desk.session)
    page = PeoplePage(desk)
    qtbot.addWidget(page)
    page.resize(1160, 720)
    page.show()
    page.enter(ToPeople())
    settle(qtbot, desk)
    assert_accessible(page)
    assert "3 people and accounts" in labels(page)
    page.filter.setText("ellis")
    assert "1 person or account" in labels(page)
    page.table.setCurrentIndex(page.table.model().index(0, 0))
    settle(qtbot, desk)
    shown = page.cases_table.model()
    assert [shown.data(shown.index(0, column)) for column in (0, 1)] == ["OSI-2026-0041", "Child affected"]
