"""The Guidance tab: a DSL is led through the flowchart of a case, one question at a time."""

from datetime import timedelta

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dslapp.domain.case.casework import Decision, LogEntry
from dslapp.domain.case.incident import SafetyAnswers
from dslapp.domain.guidance.flows import Outcome
from dslapp.domain.guidance.path import Place
from dslapp.domain.guidance.route import GuidanceAnswer, GuidanceDeparture
from dslapp.domain.statements import Stated
from dslapp.gui.desk import Desk
from dslapp.gui.guidance.record_input import RecordInput
from dslapp.gui.guidance.step_parts import LockBanner
from dslapp.gui.log_incident.draft_keeper import KEEP_AFTER_MS
from dslapp.services.case.keep_draft import drafts
from tests.casebooks import SettableClock
from tests.gui.accessibility import assert_accessible
from tests.gui.guidance.at_the_guidance import AtTheGuidance, Opens, saved, words_of


def test_what_the_first_screen_knows_is_carried_in_and_shown(opens: Opens) -> None:
    at = opens()
    assert "Could anyone be hurt today?" in at.words()
    assert "Yes, an adult here may have done wrong" in at.words()
    assert_accessible(at.tab)
    at.tab.begin.begin_button.click()
    at.settle()
    assert at.step == "triage/what-else"
    at.walk.show_side("answers")
    carried = [card.said.question for card in at.walk.answers.cards if card.said.status == "carried"]
    assert len(carried) == 3
    assert "Carried: known already" in at.words()


def test_scenario_7_says_monday_is_the_limit_and_tonight_is_meant(opens: Opens) -> None:
    at = opens("staff-concern", "ring-lado")
    said = at.words()
    assert "Ring the LADO now. The latest is the end of Monday 16 November 2026. Don't wait for more facts." in said
    assert "tonight, by the out-of-hours number" in said
    assert "Due by the end of Monday 16 November 2026" in said


def test_what_must_be_written_keeps_one_on_the_step_with_the_error_beside_the_field(opens: Opens) -> None:
    at = opens("staff-concern", "keep-quiet")
    at.walk.pane.go_button.click()
    field = at.form.fields["who-knows"]
    assert "tick “Not known yet” and say why" in field.error()
    at.settle()
    assert at.step == "staff-concern/keep-quiet"
    control = field.control
    assert isinstance(control, RecordInput)
    control.set_value(Stated(unknown_because="The secretary took the call. Jo asks her on Monday."))
    at.walk.pane.go_button.click()
    at.settle()
    answer = next(each for each in saved(at, GuidanceAnswer) if each.step == "keep-quiet")
    assert answer.recorded[0].unknown_because.startswith("The secretary took the call.")


def test_a_note_appears_at_once_beside_its_answer(opens: Opens) -> None:
    at = opens("staff-concern", "about-whom")
    note = "The head must not be told and must not open this record."
    assert note not in at.words()
    assert at.form.answers is not None
    at.form.answers.button("head").click()
    assert note in at.words()


def test_what_one_answer_wants_written_is_kept_while_another_is_chosen(opens: Opens) -> None:
    targeted = SafetyAnswers(danger="no", image="no", adult_here="targeted")
    at = opens("staff-targeted", "wish", safety=targeted, default="yes")
    assert at.form.answers is not None
    at.form.answers.button("no-but-report").click()
    control = at.form.fields["override-reason"].control
    assert isinstance(control, RecordInput)
    control.set_value(Stated(text="Others could be hurt."))
    at.form.answers.button("no").click()
    assert "override-reason" not in at.form.fields
    assert not control.isVisible()
    at.form.answers.button("no-but-report").click()
    assert at.form.value().recorded["override-reason"].text == "Others could be hurt."


def test_changing_an_earlier_answer_wants_a_reason_and_strikes_through_what_followed(opens: Opens) -> None:
    at = opens("staff-concern", "keep-quiet")
    at.walk.show_side("answers")
    card = next(card for card in at.walk.answers.cards if card.said.visit.step == "about-whom")
    card.findChildren(QPushButton)[-1].click()
    assert at.step == "staff-concern/about-whom"
    assert at.form.answers is not None
    at.form.answers.button("head").click()
    at.walk.pane.go_button.click()
    assert "Say why you change it" in at.form.fields["reason"].error()
    at.form.fields["reason"].control.setPlainText("A second witness says that it is the head.")  # type: ignore[attr-defined]  # a GrowingText
    at.walk.pane.go_button.click()
    at.settle()
    assert at.step == "staff-concern/tell-chair"
    taken_back = [card.said for card in at.walk.answers.cards if card.said.visit.superseded]
    assert {said.visit.step for said in taken_back} == {"about-whom", "tell-head"}
    assert "Taken back" in at.words()
    assert "A second witness says that it is the head." in at.words()


def test_leaving_an_earlier_answer_as_it_is_asks_for_no_reason(opens: Opens) -> None:
    at = opens("staff-concern", "keep-quiet")
    before = at.desk.tasks.on_casebook(lambda: at.desk.session.casebook.head)
    at.walk.open_place(Place(flow="staff-concern", step="about-whom"))
    at.walk.pane.go_button.click()
    at.settle()
    assert at.step == "staff-concern/keep-quiet"
    assert at.desk.tasks.on_casebook(lambda: at.desk.session.casebook.head) == before


def test_a_lock_never_hides_what_has_already_happened(opens: Opens) -> None:
    at = opens("staff-concern", "keep-quiet")
    assert "STOP" in at.words()
    banner = next(each for each in at.walk.standing.findChildren(LockBanner) if each.lock.what == "person_spoken_to")
    assert "Not yet: speak to the person concerned." in words_of(banner)
    banner.button.click()
    form = at.tab.happened
    assert form.isVisible()
    form.save_button.click()
    assert "write whom it concerned" in form.fields["with_whom"].error()
    form.fields["with_whom"].control.setText("Ms Tess Orme")  # type: ignore[attr-defined]  # a QLineEdit
    form.fields["what"].control.setPlainText("“I hear there is talk about you.”")  # type: ignore[attr-defined]  # a GrowingText
    form.fields["who"].control.setText("A colleague, in the staff room")  # type: ignore[attr-defined]  # a QLineEdit
    form.save_button.click()
    at.settle()
    [entry] = saved(at, LogEntry)
    assert (entry.already_happened, entry.with_whom) == (True, "Ms Tess Orme")
    assert at.step == "staff-concern/keep-quiet"
    assert not form.isVisible()


def test_an_outcome_in_school_writes_the_decision_and_its_reason(opens: Opens, clock: SettableClock) -> None:
    at = opens("staff-concern", "basic-facts")
    at.answer()
    at.answer("none")
    at.answer("low-level")
    at.answer()
    at.answer("none")
    assert isinstance(at.form.shown.step, Outcome)
    assert "You have decided not to refer. Why, who did you ask, and what would change your mind?" in at.words()
    at.walk.pane.go_button.click()
    assert {"decision", "reason", "decided-by", "decided-at"} <= {
        name for name, field in at.form.fields.items() if field.error()
    }
    assert_accessible(at.tab)
    clock.forward(timedelta(hours=1))
    at.answer()
    [decision] = saved(at, Decision)
    assert (decision.outcome_code, decision.rationale) == ("LOW_LEVEL_RECORDED", "About reason")
    assert decision.declined
    assert decision.at.isoformat() == "2026-11-13T16:50:00+00:00"
    assert "Nothing is left to ask" in at.words()


def test_words_typed_at_a_step_are_kept_and_put_back(qtbot: QtBot, opens: Opens, desk: Desk) -> None:
    at = opens("staff-concern", "keep-quiet")
    control = at.form.fields["who-knows"].control
    assert isinstance(control, RecordInput)
    control.set_value(Stated(text="Żółć 🙃 knows"))
    qtbot.waitUntil(lambda: "is kept" in at.walk.pane.kept.text(), timeout=KEEP_AFTER_MS + 1000)
    again = AtTheGuidance(qtbot, desk, at.case)
    qtbot.waitUntil(lambda: again.walk.pane.kept.text() == "Restored from 16:50 GMT.")
    assert again.form.value().recorded["who-knows"].text == "Żółć 🙃 knows"
    again.walk.pane.go_button.click()
    again.settle()
    assert desk.tasks.on_casebook(drafts, desk.session) == ()


def test_words_typed_are_kept_when_one_leaves_at_once(qtbot: QtBot, opens: Opens, desk: Desk) -> None:
    at = opens("staff-concern", "keep-quiet")
    control = at.form.fields["who-knows"].control
    assert isinstance(control, RecordInput)
    control.set_value(Stated(text="Nobody else"))
    assert at.page.leave()
    at.settle()
    [draft] = desk.tasks.on_casebook(drafts, desk.session)
    assert (draft.form, draft.about_id) == ("guidance", "staff-concern/keep-quiet")


def test_the_same_step_stays_untouched_while_the_case_is_read_again(opens: Opens) -> None:
    at = opens("staff-concern", "about-whom")
    assert at.form.answers is not None
    at.form.answers.button("supply").click()
    at.tab.changed.emit()
    at.settle()
    assert at.form.value().answers == ("supply",)


def test_an_image_case_of_an_adult_takes_no_files_and_says_never(opens: Opens) -> None:
    at = opens(
        "staff-concern", "stop-images", safety=SafetyAnswers(danger="no", image="yes", adult_here="accused"),
        default="adult-here",
    )  # fmt: skip
    assert "Never: take in files." in at.words()
    assert "It has already been seen or copied – record who, when, and where it is now" in at.words()


def test_departing_from_a_lock_needs_a_reason_and_a_second_name_and_leaves_the_question(opens: Opens) -> None:
    at = opens("staff-concern", "ring-lado")
    banners = at.walk.standing.findChildren(LockBanner)
    banner = next(each for each in banners if each.lock.what == "parents_contacted")
    banner.depart.click()
    form = at.tab.departure
    assert form.isVisible()
    form.save_button.click()
    at.settle()
    assert "Write why you depart" in form.fields["reason"].error()
    form.fields["reason"].control.setPlainText("The mother stood in the office")  # type: ignore[attr-defined]  # a GrowingText
    form.save_button.click()
    at.settle()
    assert "One person alone" in form.fields["second-person"].error()
    form.fields["second-person"].control.setText("Sam Ottrell")  # type: ignore[attr-defined]  # a QLineEdit
    form.save_button.click()
    at.settle()
    [made] = saved(at, GuidanceDeparture)
    assert (made.lock, made.second_person) == ("parents_contacted", "Sam Ottrell")
    assert at.step == "staff-concern/ring-lado"
    locked = {each.lock.what for each in at.walk.standing.findChildren(LockBanner)}
    assert "parents_contacted" not in locked
    assert "The mother stood in the office" in words_of(at.walk.standing)


def test_999_is_recorded_from_any_step_and_the_question_comes_back(opens: Opens) -> None:
    at = opens("staff-concern", "ring-lado")
    at.walk.strip.rang.click()
    form = at.tab.rang
    form.fields["by_whom"].control.setText("The secretary")  # type: ignore[attr-defined]  # a QLineEdit
    form.fields["incident_number"].control.setText("412")  # type: ignore[attr-defined]  # a QLineEdit
    form.save_button.click()
    at.settle()
    assert at.step == "police/young"
    [call] = [each for each in saved(at, LogEntry) if each.what == "999 was rung."]
    assert call.outcome == "Incident number: 412"
    assert "ring-lado" in {place.step for place in at.walk.view.walk.position.waiting}  # type: ignore[union-attr]
