"""Exhibits without a file: imagery that must not be held here, and what somebody has still to send."""

from datetime import timedelta

import msgspec

from dslapp.services.exhibits.answer_exhibit import answer_exhibit, answers_of
from dslapp.services.intake.attach_evidence import ExhibitAnswers
from dslapp.services.intake.record_without_file import record_without_file
from tests.gui.accessibility import assert_accessible, clipped
from tests.gui.evidence.arriving import drop, items
from tests.gui.evidence.conftest import TAUNTS, Evidence, files


def test_imagery_not_held_is_recorded_in_words_and_closes_the_case_to_files(evidence: Evidence) -> None:
    evidence.open()
    evidence.answer("unsure")
    form = evidence.tab.not_held
    form.save_button.click()
    evidence.settle()
    assert form.fields["held_by"].error()
    assert form.fields["material"].error(), "all that is missing is said at once"
    form.parts.material.kinds.button("image of a child").click()
    form.parts.what.setPlainText("Ravi saw file names and one picture on a school laptop.")
    form.parts.who.setText("Mrs Quillan")
    form.parts.where.setText("in the safe of the head's office")
    form.parts.power.button("on").click()
    form.parts.seen.setPlainText("Ravi S., by accident")
    form.save_button.click()
    evidence.settle()
    [exhibit] = evidence.case().exhibits
    assert exhibit.exhibit_kind == "imagery not held"
    assert exhibit.held_by == "Mrs Quillan; in the safe of the head's office"
    assert (exhibit.power_state, exhibit.seen_by) == ("on", "Ravi S., by accident")
    evidence.tab.open_exhibit(exhibit.id)
    assert evidence.tab.viewer.pane.state.words() == "Not held: in words", "as everywhere else"
    evidence.tab.viewer.back_button.click()
    assert evidence.case().incident.safety.image == "unsure"
    assert evidence.tab.closed.isVisible()
    assert not evidence.tab.intake.isVisible()


def test_where_nobody_was_told_the_police_are_an_action_and_the_numbers_stay(evidence: Evidence) -> None:
    evidence.open()
    evidence.desk.tasks.on_casebook(
        record_without_file, evidence.desk.session, evidence.case_id, "imagery not held",
        ExhibitAnswers(held_by="Mrs Quillan", material="image of a child"),
    )  # fmt: skip
    evidence.show()
    assert [each.what for each in evidence.case().open_actions] == ["Ring the police about JH/1 – now"]
    assert evidence.tab.ring.isVisible()
    assert "999 if anyone could be hurt today, else 101" in evidence.tab.ring.accessibleName()
    [exhibit] = evidence.case().exhibits
    evidence.tab.open_exhibit(exhibit.id)
    evidence.settle()
    shown = evidence.tab.viewer.facts
    for label in ("The device is on or off", "Told to", "Police reference"):
        assert f"{label}\nNot written yet" in shown.words()
    assert "recorded in words by Jo Hartsedge; who has it: Mrs Quillan" in shown.words()
    assert "attached" not in shown.words().lower()
    evidence.qtbot.waitUntil(lambda: clipped(evidence.tab) == [])
    assert_accessible(evidence.tab)
    answers = msgspec.structs.replace(answers_of(exhibit), told_to="PC 4410, 101, 17:05")
    evidence.desk.tasks.on_casebook(answer_exhibit, evidence.desk.session, exhibit.id, answers)
    evidence.show()
    assert evidence.tab.ring.isHidden()
    [action] = evidence.case().actions
    assert (action.status, action.finished_note) == ("done", "Told: PC 4410, 101, 17:05")


def test_what_somebody_sends_becomes_an_action_and_later_the_same_exhibit(evidence: Evidence) -> None:
    evidence.open()
    evidence.tab.not_here_button.click()
    form = evidence.tab.not_here
    form._what.setText("Rest of the group chat")
    form._who.setText("Ellis's mother, on her phone")
    form._how.setText("she e-mails it to the office")
    assert_accessible(evidence.tab)
    form.save_button.click()
    assert form.fields["due"].error() == "Choose by when: then somebody is reminded."
    form._due.set_day((evidence.desk.now() + timedelta(days=3)).date())
    form.save_button.click()
    evidence.settle()
    [action] = evidence.case().actions
    assert action.due is not None
    assert action.what == "Get exhibit JH/1: Rest of the group chat, she e-mails it to the office"
    drop(evidence, files(TAUNTS))
    evidence.answer("no")
    items(evidence)[0]._belongs.setCurrentIndex(1)
    evidence.save()
    [exhibit], [action] = evidence.case().exhibits, evidence.case().actions
    assert (exhibit.ref, exhibit.exhibit_kind, exhibit.original_name) == ("JH/1", "picture", TAUNTS.name)
    assert action.status == "done"


def test_the_words_about_imagery_survive_leaving_the_page(evidence: Evidence) -> None:
    evidence.open()
    evidence.tab.not_held_button.click()
    evidence.tab.not_held.parts.who.setText("The police have the phone")
    evidence.tab.leave()
    evidence.settle()
    kept = evidence.desk.tasks.on_casebook(evidence.desk.session.casebook.drafts)
    assert ["The police have the phone" in draft.content for draft in kept] == [True]


def test_what_is_awaited_says_who_has_it(evidence: Evidence) -> None:
    evidence.open()
    evidence.desk.tasks.on_casebook(
        record_without_file, evidence.desk.session, evidence.case_id, "not here yet",
        ExhibitAnswers(description="Voice message", held_by="Mia's phone"),
    )  # fmt: skip
    evidence.read()
    evidence.settle()
    [tile] = evidence.tab.gallery.tiles()
    assert "Not here yet" in tile.picture.accessibleName()
    assert not tile.wants_picture


def test_the_word_stop_stays_in_view_above_the_form(evidence: Evidence) -> None:
    evidence.open()
    evidence.tab.resize(1150, 420)
    evidence.answer("yes")
    area, stop = evidence.tab._area, evidence.tab.intake.gate._stop
    top = stop.mapTo(area.viewport(), stop.rect().topLeft()).y()
    assert 0 <= top < area.viewport().height() - stop.height()
