"""Guidance in a case: saved as it was asked, its clocks on Today, its outcome a decision with a reason."""

import dataclasses
from datetime import timedelta

import msgspec
import pytest

from dslapp.domain.case.casework import Action, Decision
from dslapp.domain.case.incident import Incident, SafetyAnswers
from dslapp.domain.guidance.route import GuidanceAnswer, GuidanceRun
from dslapp.domain.problems import NotAllowed, UserProblem
from dslapp.services.case.read_case import load_case
from dslapp.services.case.today import today
from dslapp.services.guidance.answer_guidance import (
    answer_step,
    evidence_rule_of,
    open_route,
    read_walk,
)
from dslapp.services.session import Session
from tests.casebooks import SettableClock
from tests.cases import bare_case
from tests.routes import adult_here_accused, go_on, go_until


def test_what_the_first_screen_knows_is_not_asked_again(session: Session) -> None:
    walk = open_route(session, adult_here_accused(session))
    assert walk.current is not None
    assert (walk.current.flow, walk.current.step) == ("triage", "what-else")


def test_friday_evening_means_tonight_and_monday_is_the_limit(session: Session) -> None:
    case = adult_here_accused(session)
    open_route(session, case)
    go_until(session, case, "staff-concern", "ring-lado")
    [action] = [a for a in session.casebook.of_incident(Action, case) if "LADO" in a.what and a.status == "open"]
    assert action.due is not None
    assert action.due.isoformat() == "2026-11-16T23:59:59+00:00"
    assert "the end of Monday 16 November 2026" in action.due_in_words
    assert [due.ref for due in today(session).this_week] == [session.casebook.get(Incident, case).ref]


def test_a_clock_that_was_met_is_done_on_today(session: Session) -> None:
    case = adult_here_accused(session)
    open_route(session, case)
    go_until(session, case, "staff-concern", "ring-lado")
    go_on(session, case)
    [lado] = [
        a for a in session.casebook.of_incident(Action, case) if a.source_id.startswith("staff-concern/ring-lado")
    ]
    assert lado.status == "done"


def test_an_answer_keeps_the_words_edition_and_source_of_its_day(session: Session) -> None:
    case = adult_here_accused(session)
    open_route(session, case)
    go_on(session, case, "nothing-else")
    [kept] = session.casebook.of_incident(GuidanceAnswer, case)
    assert kept.question.startswith("What else is in it?")
    assert kept.answers_shown == ("Nothing else",)
    assert (kept.edition, bool(kept.source), kept.answered_by) == ("2026.2", True, "Jo Hartsedge")


def test_what_was_written_at_a_step_stands_with_its_label(session: Session) -> None:
    case = adult_here_accused(session)
    open_route(session, case)
    go_until(session, case, "staff-concern", "keep-quiet")
    go_on(session, case, who_knows="Only Mrs Halloran and the head.")
    kept = session.casebook.of_incident(GuidanceAnswer, case)[-1]
    assert [(r.field, r.value) for r in kept.recorded] == [("who-knows", "Only Mrs Halloran and the head.")]
    assert kept.recorded[0].label.startswith("Who knows about this")


def test_an_earlier_answer_is_changed_with_a_reason_and_stays_readable(session: Session, clock: SettableClock) -> None:
    case = adult_here_accused(session)
    open_route(session, case)
    go_on(session, case, "nothing-else")
    clock.forward(timedelta(minutes=5))
    with pytest.raises(UserProblem, match="changing an earlier answer"):
        answer_step(session, case, "what-else", ["bullying"], flow="triage")
    answer_step(session, case, "what-else", ["bullying"], flow="triage", reason="Her friend told us more.")
    first, second = session.casebook.of_incident(GuidanceAnswer, case)
    assert (first.superseded, second.superseded, second.reason) == (True, False, "Her friend told us more.")
    assert len(session.casebook.history(entity_id=first.id)) == 2
    flows = {run.flow: run.superseded for run in session.casebook.of_incident(GuidanceRun, case)}
    assert flows["staff-concern"] is False


def test_an_outcome_becomes_a_decision_with_its_reason(session: Session) -> None:
    case = adult_here_accused(session)
    open_route(session, case)
    go_until(session, case, "staff-concern", "threshold")
    go_on(session, case, "none")
    go_until(session, case, "staff-concern", "pattern")
    go_on(session, case, "none")
    go_on(session, case, decision="Recorded as a low-level concern.", reason="A single remark; no limb is met.")
    [decision] = session.casebook.of_incident(Decision, case)
    assert (decision.outcome_code, decision.rationale) == ("LOW_LEVEL_RECORDED", "A single remark; no limb is met.")
    run = next(run for run in session.casebook.of_incident(GuidanceRun, case) if run.flow == "staff-concern")
    assert (run.outcome_code, run.ended_at is not None) == ("LOW_LEVEL_RECORDED", True)


def test_nothing_is_saved_when_something_must_still_be_written(session: Session) -> None:
    case = adult_here_accused(session)
    open_route(session, case)
    go_until(session, case, "staff-concern", "keep-quiet")
    before = session.casebook.head
    with pytest.raises(UserProblem, match="Write this before going on"):
        answer_step(session, case, "keep-quiet")
    assert session.casebook.head == before


def test_images_on_a_staff_laptop_lock_all_files_for_good_and_make_the_route_mandatory(session: Session) -> None:
    case = bare_case(session, safety=SafetyAnswers(danger="no", image="yes", adult_here="accused"))
    open_route(session, case)
    go_until(session, case, "staff-concern", "stop-images", default="adult-here")
    go_on(session, case)
    assert evidence_rule_of(session, case) == "no files"
    assert session.casebook.get(Incident, case).classification.mandatory_routes == ("csa-images",)


def test_the_head_reads_the_guidance_but_does_not_answer_it(session: Session) -> None:
    case = adult_here_accused(session)
    open_route(session, case)
    as_head = dataclasses.replace(session, member=msgspec.structs.replace(session.member, role="headteacher"))
    assert read_walk(as_head, case).current is not None
    with pytest.raises(NotAllowed):
        answer_step(as_head, case, "what-else", ["nothing-else"])


def test_another_route_is_opened_in_the_middle_and_the_first_one_waits(session: Session) -> None:
    case = adult_here_accused(session)
    open_route(session, case)
    go_until(session, case, "staff-concern", "tell-head")
    walk = open_route(session, case, "police")
    assert walk.current is not None
    assert walk.current.flow == "police"
    go_until(session, case, "staff-concern", "tell-head")
    assert {run.flow for run in session.casebook.of_incident(GuidanceRun, case)} >= {"triage", "police"}


def test_triage_is_done_once_it_has_led_on(session: Session) -> None:
    case = adult_here_accused(session)
    open_route(session, case)
    go_on(session, case, "nothing-else")
    runs = {run.flow: run for run in session.casebook.of_incident(GuidanceRun, case)}
    assert (runs["triage"].outcome_code, runs["triage"].ended_at is not None) == ("LED_ON", True)
    assert runs["staff-concern"].outcome_code == ""


def test_a_file_that_is_never_taken_is_not_promised_after_advice(session: Session) -> None:
    case = bare_case(session, safety=SafetyAnswers(danger="no", image="yes", adult_here="accused"))
    open_route(session, case)
    go_until(session, case, "staff-concern", "stop-images", default="adult-here")
    go_on(session, case)
    about_files = [lock for lock in load_case(session, case).locks if lock.what == "evidence_files"]
    assert [lock.for_good for lock in about_files] == [True]
