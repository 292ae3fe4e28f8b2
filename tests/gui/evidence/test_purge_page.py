"""The page of what must not be here: hidden with one press, purged after the police, with a second person."""

from collections.abc import Callable
from datetime import timedelta
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from dslapp.domain.entity import IncidentId
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.shield_card import ShieldCard
from dslapp.gui.evidence.intake.never_held_choice import NeverHeldChoice
from dslapp.gui.evidence.never_here.not_here_card import NotHereCard
from dslapp.gui.evidence.never_here.purge_page import FIRST
from dslapp.gui.routes import ToPurge
from dslapp.services.case.read_case import read_case
from dslapp.services.intake.attach_evidence import ExhibitAnswers
from dslapp.services.intake.record_without_file import record_without_file
from dslapp.services.purge.shut_away import shut_away
from tests.casebooks import DEPUTY, HEAD, PASSPHRASES
from tests.gui.accessibility import assert_accessible
from tests.gui.evidence.conftest import Evidence
from tests.gui.evidence.purging import Purging
from tests.gui.scripted_prompter import ScriptedPrompter


def test_first_it_says_not_to_look_and_hides_it_with_one_press(purging: Purging) -> None:
    page = purging.page
    assert FIRST in page.first.accessibleName()
    assert "999" in page.numbers.text()
    assert "101" in page.numbers.text()
    assert page.hide_button.isVisible()
    assert not page.purge_button.isVisible()
    assert_accessible(page)
    page.hide_button.click()
    purging.settle()
    assert purging.now().shut_away_by == "Jo Hartsedge"
    assert page.hidden.isVisible()
    assert page.purge_button.isVisible()
    assert_accessible(page)


@pytest.mark.parametrize("only_a_list_says_so", [True, False])
def test_what_a_restored_backup_brought_back_is_hidden_already_and_to_be_decided(
    purging: Purging, only_a_list_says_so: bool
) -> None:
    """Today leads here: nothing has to be hidden first. What a signed entry calls purged was hidden by no mistake."""
    page, evidence = purging.page, purging.desk.session.evidence
    for seen in (evidence.shut_away, evidence.listed if only_a_list_says_so else evidence.purged):
        seen.add(purging.exhibit.file_id)
    page.enter(ToPurge(IncidentId(purging.exhibit.incident_id), purging.exhibit.id))
    purging.settle()
    assert not page.hide_button.isVisible()
    assert page.hidden.isVisible()
    assert page.purge_button.isVisible()
    assert page.mistake_button.isVisible() == only_a_list_says_so
    assert_accessible(page)


def test_purging_asks_the_police_a_second_person_and_once_more(purging: Purging, prompter: ScriptedPrompter) -> None:
    page = purging.page
    purging.fill()
    assert "Ring the police now, 999 if anyone could be hurt today" in page.form.material.words()
    purging.purge()
    assert page.form.fields["second"].error()
    prompter._confirmations = iter([True, True])
    purging.agree(HEAD)
    page.form.passphrase.set_text(PASSPHRASES[DEPUTY])
    purging.purge()
    assert page.form.fields["passphrase"].error()
    assert purging.now().file_id
    page.form.passphrase.set_text(PASSPHRASES[HEAD])
    purging.purge()
    left = purging.now()
    assert (left.exhibit_kind, left.file_id) == ("imagery not held", "")
    assert f"{HEAD} agreed and signed." in page.done.accessibleName()
    assert "sync program" in page.elsewhere.words()
    assert not page.purge_button.isVisible()
    assert_accessible(page)


def test_nobody_can_come_takes_a_reason(purging: Purging, prompter: ScriptedPrompter) -> None:
    purging.fill()
    prompter._confirmations = iter([True, True])
    purging.agree("Nobody can come now")
    purging.purge()
    assert purging.page.form.fields["alone_because"].error()
    purging.page.form.alone.setText("The head is at a conference")
    purging.purge()
    assert purging.now().exhibit_kind == "imagery not held"
    assert "countersign" in purging.page.done.accessibleName()


def test_nobody_can_come_is_offered_for_an_image_of_a_child_under_the_polices_reference_only(purging: Purging) -> None:
    purging.fill()
    form = purging.page.form
    purging.agree("Nobody can come now")
    assert form.why_two.isHidden()
    no_advice, other = form.police.button("no advice"), form.material.kinds.button("terrorist material")
    for unfit in (form.ref.clear, form.advised.clear, no_advice.click, other.click):
        unfit()
        assert form.second.findText("Nobody can come now") < 0
        assert form.second.currentText() == "Choose", "nobody is chosen in their place"
        assert form.why_two.isVisible()
        form.police.button("remove it").click()
        form.advised.setText("PC 4471")
        form.ref.setText("37/1113/26")


def test_after_the_purge_the_page_says_what_comes_next(purging: Purging, prompter: ScriptedPrompter) -> None:
    purging.fill()
    prompter._confirmations = iter([True])
    purging.agree("Nobody can come now")
    purging.page.form.alone.setText("The head is at a conference")
    purging.page.form.seen.setPlainText("Sam Ottrell, in the preview")
    purging.purge()
    assert purging.page.heading.text() == f"The file of exhibit {purging.exhibit.ref} was removed"
    assert "Tell the police that it is gone here" in purging.page.done.accessibleName()
    assert "Support for Sam Ottrell" in purging.page.support.button.accessibleName()


def test_who_may_not_purge_hides_it(desk_of: Callable[[str], Desk], purging_of: Callable[[Desk], Purging]) -> None:
    purging = purging_of(desk_of(DEPUTY))
    purging.page.hide_button.click()
    purging.settle()
    assert purging.page.only_leads.isVisible()
    assert not purging.page.purge_button.isVisible()


def test_without_advice_it_is_left_hidden_and_where_they_want_it_left_nothing_purges(purging: Purging) -> None:
    page = purging.page
    page.hide_button.click()
    purging.settle()
    page.form.police.button("no advice").click()
    assert page.form.leave_hidden.isVisible()
    assert "Leave it hidden. That is enough until they ring back" in page.form.leave_hidden.accessibleName()
    assert page.purge_button.accessibleName() == "Purge it without their advice"
    assert page.purge_button.property("role") == "secondary"
    page.form.police.button("leave it").click()
    assert not page.purge_button.isVisible()
    page.form.police.button("remove it").click()
    assert (page.purge_button.isVisible(), page.purge_button.property("role")) == (True, "danger")
    assert not page.form.leave_hidden.isVisible()


def test_what_the_police_said_is_saved_and_there_on_coming_back(purging: Purging) -> None:
    purging.page.hide_button.click()
    purging.settle()
    page, form = purging.page, purging.page.form
    assert not page.keep_button.isVisible()
    form.police.button("leave it").click()
    assert page.keep_button.isVisible()
    assert page._card.heading.text() == "What the police said"
    for gone in (page.purge_button, page.goes, form.fields["second"], form.fields["described"], form.keeps):
        assert not gone.isVisible()
    form.advised.setText("PC 4471, 17:05")
    form.ref.setText("37/1113/26")
    page.keep_button.click()
    purging.settle()
    assert "Choose when" in form.fields["ask_again"].error()
    form.again.set_day(purging.desk.now().date() + timedelta(days=3))
    assert_accessible(page)
    page.keep_button.click()
    purging.settle()
    assert purging.now().police_said == "leave it"
    page.leave()
    page.enter(ToPurge(IncidentId(purging.exhibit.incident_id), purging.exhibit.id))
    purging.settle()
    assert (form.police_said, form.advised.text(), form.ref.text()) == ("leave it", "PC 4471, 17:05", "37/1113/26")


def test_that_the_police_were_told_of_the_purge_is_written_on_its_page(
    purging: Purging, prompter: ScriptedPrompter
) -> None:
    purging.fill()
    purging.agree(HEAD)
    purging.page.form.passphrase.set_text(PASSPHRASES[HEAD])
    prompter._confirmations = iter([True])
    purging.purge()
    purging.page.told_button.click()
    purging.page.told_form.line.setText("PC 4471, 101, 17:30")
    purging.page.told_form.act.click()
    purging.settle()
    assert purging.now().told_to == "PC 4471 at 17:05; PC 4471, 101, 17:30"


def test_hidden_by_mistake_it_is_shown_again_with_a_reason(purging: Purging) -> None:
    page = purging.page
    page.hide_button.click()
    purging.settle()
    page.mistake_button.click()
    page.out_button.click()
    purging.settle()
    assert page.mistake_field.error()
    page.mistake.setText("The wrong exhibit was pressed, Mrs Quillan agrees")
    page.out_button.click()
    purging.settle()
    assert not purging.now().shut_away_by


@pytest.mark.parametrize(
    ("kind", "said", "never"),
    [
        ("image of a child", "Report Remove comes before it is deleted", "Anti-Terrorist"),
        ("intimate image of an adult", "check locally", "Report Remove"),
        ("terrorist material", "0800 789 321", "Report Remove"),
        ("not known", "Act as if it were an image of a child", "Anti-Terrorist"),
    ],
)
def test_each_answer_says_at_once_what_to_do(purging: Purging, kind: str, said: str, never: str) -> None:
    choice = NeverHeldChoice(purging.desk)
    purging.keep(choice)
    choice.kinds.button(kind).click()
    purging.settle()
    assert said in choice.words()
    assert never not in choice.words()
    assert "999" in choice.words()


def test_beside_the_exhibit_stands_the_way_out(purging: Purging) -> None:
    case = purging.desk.tasks.on_casebook(read_case, purging.desk.session, purging.exhibit.incident_id)
    card = NotHereCard(purging.desk)
    purging.keep(card)
    gone: list[object] = []
    card.go.connect(gone.append)
    card.show_exhibit(purging.exhibit, case)
    assert not card.change_button.isVisible()
    card.must_not_button.click()
    assert gone == [ToPurge(IncidentId(purging.exhibit.incident_id), purging.exhibit.id)]


def test_the_viewer_shows_nothing_of_what_is_hidden(evidence: Evidence) -> None:
    evidence.open()
    exhibit = evidence.attach()
    evidence.desk.tasks.on_casebook(shut_away, evidence.desk.session, exhibit.id)
    evidence.read()
    evidence.settle()
    evidence.tab.open_exhibit(exhibit.id)
    evidence.settle()
    assert evidence.tab.viewer.pane.view.has_picture is False
    [card] = evidence.tab.viewer.findChildren(NotHereCard)
    assert card.hidden.isVisible()
    assert not evidence.tab.viewer.acts.export_button.isVisible()
    assert evidence.case().custody[-1].what == "shut away"


def test_what_is_recorded_can_be_completed_later(evidence: Evidence) -> None:
    evidence.open()
    answers = ExhibitAnswers(held_by="Mrs Quillan", material="image of a child")
    session, tasks = evidence.desk.session, evidence.desk.tasks
    recorded = tasks.on_casebook(record_without_file, session, evidence.case_id, "imagery not held", answers)
    evidence.read()
    evidence.settle()
    evidence.tab.open_exhibit(recorded.id)
    [card] = evidence.tab.viewer.findChildren(NotHereCard)
    card.change_button.click()
    evidence.settle()
    assert card.parts.who.text() == "Mrs Quillan"
    card.parts.ref.setText("37/1113/26")
    card.save_button.click()
    evidence.settle()
    card.change_button.click()
    card.parts.who.setText("PC 4471, Thornshire Police")
    card.save_button.click()
    evidence.settle()
    assert "Say why" in card.reason_field.error() + card._trouble.accessibleName()
    card.reason.setText("Fetched by the police")
    card.save_button.click()
    evidence.settle()
    [now] = evidence.case().exhibits
    assert (now.held_by, now.police_ref, now.material) == (
        "PC 4471, Thornshire Police", "37/1113/26", "image of a child"
    )  # fmt: skip


def test_hiding_and_purging_stop_what_reads_it_in_the_background(
    purging: Purging, desk: Desk, qtbot: QtBot, prompter: ScriptedPrompter
) -> None:
    started, stopped = Event(), Event()

    def read(cancel: Event) -> None:
        started.set()
        if cancel.wait(20):
            stopped.set()

    def begin() -> None:
        started.clear()
        stopped.clear()
        desk.tasks.submit(read, lane="background", cancellable=True)
        qtbot.waitUntil(started.is_set)

    begin()
    purging.fill()
    qtbot.waitUntil(stopped.is_set)
    begin()
    prompter._confirmations = iter([True])
    purging.agree("Nobody can come now")
    purging.page.form.alone.setText("The head is at a conference")
    purging.purge()
    qtbot.waitUntil(stopped.is_set)


def test_blur_and_withdraw_send_what_must_not_be_here_to_its_own_page(evidence: Evidence) -> None:
    evidence.open()
    exhibit = evidence.attach()
    evidence.read()
    evidence.settle()
    evidence.tab.open_exhibit(exhibit.id)
    evidence.settle()
    gone: list[object] = []
    evidence.tab.go.connect(gone.append)
    [shield] = evidence.tab.viewer.findChildren(ShieldCard)
    shield.button.click()
    assert shield.first.isVisible()
    assert shield.form.field.label.text() == "Why should people be warned before they see it?"
    shield.first.button.click()
    evidence.tab.viewer.acts.first.button.click()
    assert gone == [ToPurge(IncidentId(exhibit.incident_id), exhibit.id)] * 2


def test_who_stops_at_the_gate_reads_the_numbers_there_and_where_else_it_may_be(evidence: Evidence) -> None:
    evidence.open()
    evidence.attach()
    evidence.read()
    evidence.settle()
    evidence.answer("unsure")
    said = evidence.tab.intake.gate._stop.accessibleName()
    assert "999 if anyone could be hurt today, else 101" in said
    assert "Ring the LADO too" in said
    assert "Is it in an exhibit already? Open it and press “This must not be here”." in said
