"""Casework: the chronology is written with its own times, actions end with a note, decisions carry their reason."""

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest

from dslapp.domain.case.casework import Action, Decision, LogEntry
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.guidance.reading import ActiveLock
from dslapp.domain.problems import NotAllowed, UserProblem
from dslapp.services.case.do_casework import (
    add_action,
    add_log_entry,
    amend_casework,
    drop_action,
    finish_action,
    record_decision,
)
from dslapp.services.session import Session
from tests.casebooks import SettableClock
from tests.cases import bare_case

HOLD = ActiveLock(
    what="person_spoken_to",
    reason="The LADO says when she may be told.",
    until="lado_advice",
    flow="staff-concern",
    step="hold",
)


@pytest.fixture
def case(session: Session) -> IncidentId:
    """A case straight after the first save."""
    return bare_case(session)


def entry(session: Session, case: IncidentId, **fields: object) -> LogEntry:
    values: dict[str, object] = {
        "id": new_id(),
        "incident_id": case,
        "at": session.clock(),
        "entry_kind": "contact",
        "what": "Rang his mother.",
    }
    return LogEntry(**{**values, **fields})  # type: ignore[arg-type]  # a test names its fields


def decision(session: Session, case: IncidentId, **fields: object) -> Decision:
    values: dict[str, object] = {
        "id": new_id(),
        "incident_id": case,
        "at": session.clock(),
        "subject": "police",
        "decision": "Not to refer",
        "rationale": "No indicator of an offence.",
        "decided_by": session.member.id,
    }
    return Decision(**{**values, **fields})  # type: ignore[arg-type]  # a test names its fields


def test_an_entry_keeps_the_time_at_which_it_happened(session: Session, case: IncidentId) -> None:
    two_days_ago = session.clock() - timedelta(days=2)
    add_log_entry(session, entry(session, case, at=two_days_ago))
    assert session.casebook.of_incident(LogEntry, case)[0].at == two_days_ago


def test_an_entry_says_something_and_is_not_of_the_future(session: Session, case: IncidentId) -> None:
    with pytest.raises(UserProblem) as empty:
        add_log_entry(session, entry(session, case, what="  "))
    assert empty.value.field == "what"
    with pytest.raises(UserProblem) as early:
        add_log_entry(session, entry(session, case, at=session.clock() + timedelta(minutes=1)))
    assert early.value.field == "at"


def test_what_a_lock_advises_against_is_recorded_as_having_happened(session: Session, case: IncidentId) -> None:
    spoken = entry(session, case, entry_kind="spoken to", who="Mr Dunn", with_whom="Ms Tess Orme", what="Told her why.")
    recorded = add_log_entry(session, spoken, lock=HOLD)
    assert recorded.already_happened
    assert "The LADO says when she may be told." in session.casebook.history(entity_id=recorded.id)[0].reason


@pytest.mark.parametrize("missing", ["who", "with_whom"])
def test_a_lock_asks_who_did_it_and_to_whom(session: Session, case: IncidentId, missing: str) -> None:
    spoken = entry(session, case, who="Mr Dunn", with_whom="Ms Tess Orme")
    with pytest.raises(UserProblem) as problem:
        add_log_entry(session, msgspec.structs.replace(spoken, **{missing: ""}), lock=HOLD)
    assert problem.value.field == missing


def test_an_action_belongs_to_whoever_gave_it_unless_named(session: Session, case: IncidentId) -> None:
    assert add_action(session, case, "Ring the platform").owner == session.member.id
    assert add_action(session, case, "Keep the laptop", owner="Ravi S.").owner == "Ravi S."


def test_an_action_ends_once(session: Session, case: IncidentId, clock: SettableClock) -> None:
    action = add_action(session, case, "Ring the platform")
    clock.forward(timedelta(hours=1))
    done = finish_action(session, action.id, "They took it down.")
    assert (done.status, done.finished_at, done.finished_note) == ("done", clock.now, "They took it down.")
    with pytest.raises(UserProblem):
        finish_action(session, action.id)


def test_dropping_an_action_says_why(session: Session, case: IncidentId) -> None:
    action = add_action(session, case, "Ring the platform")
    with pytest.raises(UserProblem) as problem:
        drop_action(session, action.id, " ")
    assert problem.value.field == "note"
    assert drop_action(session, action.id, "The account is gone.").status == "dropped"


def test_a_question_is_done_by_its_answer(session: Session, case: IncidentId) -> None:
    question = Action(
        id=new_id(), incident_id=case, what="Answer: who saw it?", source="question", created_at=session.clock()
    )
    session.casebook.commit([question])
    with pytest.raises(UserProblem):
        finish_action(session, question.id)
    assert finish_action(session, question.id, "Two friends.").finished_note == "Two friends."


@pytest.mark.parametrize("missing", ["decision", "rationale", "decided_by"])
def test_a_decision_carries_its_reason_and_its_author(session: Session, case: IncidentId, missing: str) -> None:
    with pytest.raises(UserProblem) as problem:
        record_decision(session, decision(session, case, **{missing: ""}))
    assert problem.value.field == missing


def test_a_decision_not_to_act_says_who_was_asked_and_what_would_change_it(session: Session, case: IncidentId) -> None:
    with pytest.raises(UserProblem) as nobody:
        record_decision(session, decision(session, case, declined=True))
    assert nobody.value.field == "consulted"
    with pytest.raises(UserProblem) as fixed:
        record_decision(session, decision(session, case, declined=True, consulted="LADO on duty"))
    assert fixed.value.field == "would_change_if"
    record_decision(
        session, decision(session, case, declined=True, consulted="LADO on duty", would_change_if="a second message")
    )
    assert len(session.casebook.of_incident(Decision, case)) == 1


def test_a_correction_needs_a_reason_and_keeps_the_old_words(session: Session, case: IncidentId) -> None:
    written = add_log_entry(session, entry(session, case))
    corrected = msgspec.structs.replace(written, what="Rang his father.")
    with pytest.raises(UserProblem) as problem:
        amend_casework(session, corrected, reason="")
    assert problem.value.field == "reason"
    amend_casework(session, corrected, reason="It was his father.")
    versions = session.casebook.history(entity_id=written.id)
    assert [v.entity.what for v in versions if isinstance(v.entity, LogEntry)] == [
        "Rang his mother.",
        "Rang his father.",
    ]


@pytest.mark.parametrize("emptied", ["decision", "rationale", "decided_by"])
def test_a_correction_leaves_no_decision_without_its_words(session: Session, case: IncidentId, emptied: str) -> None:
    made = record_decision(session, decision(session, case))
    with pytest.raises(UserProblem) as refused:
        amend_casework(session, msgspec.structs.replace(made, **{emptied: " "}), reason="Typing error.")
    assert refused.value.field == emptied


def test_a_correction_does_not_move_a_decision_into_the_future(session: Session, case: IncidentId) -> None:
    made = record_decision(session, decision(session, case))
    later = msgspec.structs.replace(made, at=session.clock() + timedelta(days=400))
    with pytest.raises(UserProblem, match="still to come"):
        amend_casework(session, later, reason="Typing error.")


def test_a_line_filled_in_after_the_case_was_closed_says_why(session: Session, case: IncidentId) -> None:
    written = add_log_entry(session, entry(session, case, outcome=""))
    incident = session.casebook.get(Incident, case)
    session.casebook.commit([msgspec.structs.replace(incident, status="closed")])
    filled = msgspec.structs.replace(written, outcome="They rang back.")
    with pytest.raises(UserProblem) as refused:
        amend_casework(session, filled, reason="")
    assert refused.value.field == "reason"
    assert amend_casework(session, filled, reason="They rang back later.") == filled


def test_a_form_that_changed_nothing_is_finished(session: Session, case: IncidentId) -> None:
    written = add_log_entry(session, entry(session, case))
    session.casebook.save_draft("a-form", "details", "{}")
    amend_casework(session, written, reason="", finishes_draft="a-form")
    assert session.casebook.drafts() == []


def test_the_headteacher_writes_nothing_of_this(session: Session, head_session: Callable[[], Session]) -> None:
    case = bare_case(session)
    action = add_action(session, case, "Ring the platform")
    written = add_log_entry(session, entry(session, case))
    head = head_session()
    for act in (
        lambda: add_log_entry(head, entry(head, case)),
        lambda: add_action(head, case, "Ring the platform"),
        lambda: finish_action(head, action.id),
        lambda: drop_action(head, action.id, "no"),
        lambda: record_decision(head, decision(head, case)),
        lambda: amend_casework(head, written, reason="no"),
    ):
        with pytest.raises(NotAllowed):
            act()
