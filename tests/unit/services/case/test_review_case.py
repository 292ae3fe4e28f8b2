"""Review: the headteacher asks, decides and signs off, and never writes in the record."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from dslapp.domain.case.casework import Action, Decision, LogEntry, Review
from dslapp.domain.case.closing import Closing
from dslapp.domain.case.cold_read import cold_read
from dslapp.domain.case.history_words import changed_since
from dslapp.domain.case.people import Involvement
from dslapp.domain.entity import IncidentId, MemberId, new_id
from dslapp.domain.problems import NotAllowed, UserProblem
from dslapp.domain.school import Member
from dslapp.services.case.amend_incident import amend_incident
from dslapp.services.case.close_case import close_case, reopen_case
from dslapp.services.case.do_casework import add_action, finish_action, record_decision
from dslapp.services.case.involve_people import involve, withdraw_involvement
from dslapp.services.case.read_case import load_case, read_case
from dslapp.services.case.review_case import ask_for_decision, ask_question, decide, sign_off
from dslapp.services.session import Session
from tests.casebooks import DSL, HEAD
from tests.cases import bare_case, taunts


def head_of(session: Session) -> MemberId:
    return MemberId(next(member.id for member in session.casebook.select(Member) if member.name == HEAD))


def test_a_question_becomes_an_action_of_the_owner(session: Session, head_session: Callable[[], Session]) -> None:
    case = bare_case(session)
    owner = session.member.id
    head = head_session()
    before = head.casebook.head[0]
    review = ask_question(head, case, "Who else saw it?", due=head.clock() + timedelta(days=2))
    action = head.casebook.get(Action, review.action_id)
    assert (action.owner, action.source, action.asked_by) == (owner, "question", head.member.id)
    assert head.casebook.head[0] == before + 2


def test_the_answer_stands_with_the_question(
    session: Session, head_session: Callable[[], Session], unlock_as: Callable[[str], Session]
) -> None:
    case = bare_case(session)
    review = ask_question(head_session(), case, "Who else saw it?")
    dsl = unlock_as(DSL)
    finish_action(dsl, review.action_id, "Two friends of his.")
    read = load_case(dsl, case)
    assert [
        (each.text, action.finished_note)
        for each in read.reviews
        for action in read.actions
        if action.id == each.action_id
    ] == [("Who else saw it?", "Two friends of his.")]


def test_a_decision_that_was_asked_for_stands_first_and_is_done_by_deciding(
    session: Session, head_session: Callable[[], Session]
) -> None:
    case = taunts(session)
    asked = ask_for_decision(session, case, "May we write to all Year 8 families?", reviewer=head_of(session))
    head = head_session()
    first = cold_read(load_case(head, case), head.clock()).points[0]
    assert first.lines[0].text.startswith("May we write to all Year 8 families? Wanted from Mrs R. Quillan")
    decide(head, case, "Yes, on Tuesday.", "Others may have got the same.", wanted=asked.id)
    assert head.casebook.get(Action, asked.id).status == "done"
    assert "None is asked of you" in cold_read(load_case(head, case), head.clock()).points[0].lines[0].text


def test_a_reviewers_decision_needs_its_reason(session: Session, head_session: Callable[[], Session]) -> None:
    case = bare_case(session)
    head = head_session()
    with pytest.raises(UserProblem) as problem:
        decide(head, case, "Yes.", "")
    assert problem.value.field == "rationale"


def test_only_a_reviewer_can_be_asked_for_a_decision(session: Session) -> None:
    with pytest.raises(UserProblem) as problem:
        ask_for_decision(session, bare_case(session), "May we?", reviewer=MemberId(session.member.id))
    assert problem.value.field == "reviewer"


def test_what_changed_since_the_sign_off_is_counted_from_what_was_read(
    session: Session, head_session: Callable[[], Session], unlock_as: Callable[[str], Session]
) -> None:
    case = taunts(session)
    head = head_session()
    read = read_case(head, case)
    signed = sign_off(head, case, reviewed_to=read.last_entry, remark="Read before the meeting.")
    assert changed_since(load_case(head, case), signed.reviewed_to_entry) == ()
    dsl = unlock_as(DSL)
    add_action(dsl, case, "Write to Year 8 families")
    after = load_case(dsl, case)
    assert changed_since(after, signed.reviewed_to_entry) == ("1 action",)
    last = cold_read(after, dsl.clock()).points[11].lines
    assert [(line.label, line.text) for line in last][-1] == ("Changed since:", "1 action")


def test_what_was_written_while_the_head_was_reading_counts_as_changed(
    session: Session, head_session: Callable[[], Session]
) -> None:
    case = taunts(session)
    read_to = load_case(session, case).last_entry
    add_action(session, case, "Write to Year 8 families")
    head = head_session()
    signed = sign_off(head, case, reviewed_to=read_to)
    assert changed_since(load_case(head, case), signed.reviewed_to_entry) == ("1 action",)


def test_a_sign_off_names_an_entry_of_the_journal(session: Session, head_session: Callable[[], Session]) -> None:
    case = bare_case(session)
    head = head_session()
    for entry in (0, head.casebook.head[0] + 1):
        with pytest.raises(ValueError, match="entry of the journal"):
            sign_off(head, case, reviewed_to=entry)


def test_reviews_are_signed_with_the_reviewers_own_key(session: Session, head_session: Callable[[], Session]) -> None:
    case = bare_case(session)
    head = head_session()
    review = ask_question(head, case, "Who else saw it?")
    assert [version.actor for version in head.casebook.history(entity_id=review.id)] == [head.member.id]


def test_a_dsl_cannot_review_their_own_work(session: Session) -> None:
    case = bare_case(session)
    with pytest.raises(NotAllowed):
        ask_question(session, case, "Who?")
    with pytest.raises(NotAllowed):
        decide(session, case, "Yes.", "Because.")
    with pytest.raises(NotAllowed):
        sign_off(session, case, reviewed_to=1)
    assert session.casebook.of_incident(Review, case) == []


def test_the_headteacher_cannot_change_the_record_by_any_service(
    session: Session, head_session: Callable[[], Session]
) -> None:
    case = taunts(session)
    head = head_session()
    read = load_case(head, case)
    someone = read.present[0]
    decision = Decision(
        id=new_id(), incident_id=case, at=head.clock(), subject="x", decision="x", rationale="x", decided_by="x"
    )
    again = Involvement(id=new_id(), incident_id=case, person_id=someone.involvement.person_id, role="witness")
    acts: tuple[Callable[[], object], ...] = (
        lambda: amend_incident(head, read.incident, reason="x"),
        lambda: involve(head, again),
        lambda: withdraw_involvement(head, someone.involvement.id, reason="x"),
        lambda: record_decision(head, decision),
        lambda: add_action(head, case, "x"),
        lambda: ask_for_decision(head, IncidentId(case), "x", reviewer=MemberId(head.member.id)),
        lambda: close_case(head, case, Closing(outcome="x", rationale="x", told="x")),
        lambda: reopen_case(head, case, "x"),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert head.casebook.of_incident(LogEntry, case) == []
