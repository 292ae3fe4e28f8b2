"""Closing: nothing may be missing, it carries its reason, and closed is not frozen."""

from datetime import date

import msgspec
import pytest

from dslapp.domain.case.casework import Decision, LogEntry
from dslapp.domain.case.closing import Closing
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.problems import UserProblem
from dslapp.services.case.close_case import CLOSED, close_case, reopen_case
from dslapp.services.case.do_casework import add_log_entry, finish_action
from dslapp.services.case.read_case import load_case
from dslapp.services.session import Session
from tests.cases import bare_case, taunts

CLOSING = Closing(
    outcome="The messages stopped; Ellis has a mentor.",
    rationale="No message for four weeks.",
    told="Ellis, his mother",
    review_on=date(2027, 1, 12),
)


@pytest.fixture
def finished(session: Session) -> IncidentId:
    """Scenario 1 with everything done."""
    case = taunts(session)
    for action in load_case(session, case).open_actions:
        finish_action(session, action.id, "Done.")
    return case


def test_a_case_with_gaps_stays_open_and_says_what_is_missing(session: Session) -> None:
    case = bare_case(session)
    with pytest.raises(UserProblem, match="cannot be closed yet"):
        close_case(session, case, CLOSING)
    assert load_case(session, case).incident.status == "open"


def test_closing_keeps_outcome_reason_and_review_date_in_one_save(session: Session, finished: IncidentId) -> None:
    before = session.casebook.head[0]
    closed = close_case(session, finished, CLOSING)
    assert (closed.status, closed.outcome, closed.review_on) == ("closed", CLOSING.outcome, CLOSING.review_on)
    assert closed.closed_at == session.clock()
    decision = session.casebook.of_incident(Decision, finished)[0]
    assert (decision.subject, decision.rationale, decision.told) == (CLOSED, CLOSING.rationale, CLOSING.told)
    assert session.casebook.head[0] == before + 2


@pytest.mark.parametrize("missing", ["outcome", "rationale", "told", "review_on"])
def test_the_form_names_the_field_that_is_missing(session: Session, finished: IncidentId, missing: str) -> None:
    closing = msgspec.structs.replace(CLOSING, **{missing: None if missing == "review_on" else ""})
    with pytest.raises(UserProblem) as problem:
        close_case(session, finished, closing)
    assert problem.value.field == missing


def test_no_review_day_is_possible_with_a_reason(session: Session, finished: IncidentId) -> None:
    closing = msgspec.structs.replace(CLOSING, review_on=None, no_review_because="Ellis moves away.")
    assert close_case(session, finished, closing).review_on is None
    assert "Ellis moves away." in session.casebook.of_incident(Decision, finished)[0].rationale


def test_closed_is_not_frozen(session: Session, finished: IncidentId) -> None:
    close_case(session, finished, CLOSING)
    late = LogEntry(
        id=new_id(), incident_id=finished, at=session.clock(), entry_kind="contact", what="His mother rang."
    )
    add_log_entry(session, late)
    assert [entry.what for entry in load_case(session, finished).log] == ["His mother rang."]


def test_a_closed_case_opens_again_with_a_reason_and_both_stand_in_the_record(
    session: Session, finished: IncidentId
) -> None:
    close_case(session, finished, CLOSING)
    with pytest.raises(UserProblem) as problem:
        reopen_case(session, finished, " ")
    assert problem.value.field == "reason"
    opened = reopen_case(session, finished, "A new message came.")
    assert (opened.status, opened.closed_at) == ("open", None)
    assert [d.subject for d in load_case(session, finished).decisions] == [CLOSED, "Open the case again"]


def test_nothing_is_closed_or_opened_twice(session: Session, finished: IncidentId) -> None:
    with pytest.raises(UserProblem, match="open already"):
        reopen_case(session, finished, "because")
    close_case(session, finished, CLOSING)
    with pytest.raises(UserProblem, match="closed already"):
        close_case(session, finished, CLOSING)
