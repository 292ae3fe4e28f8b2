"""Amending a case: empty fields are filled in freely, what was written changes only with a reason, nothing is lost."""

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec
import pytest

from dslapp.domain.case.incident import Classification, Incident, Risk
from dslapp.domain.problems import NotAllowed, UserProblem
from dslapp.domain.statements import When
from dslapp.services.case.amend_incident import amend_incident
from dslapp.services.case.log_incident import log_incident
from dslapp.services.session import Session
from tests.cases import ex_pupil_taunts

replace = msgspec.structs.replace


@pytest.fixture
def incident(session: Session) -> Incident:
    return log_incident(session, ex_pupil_taunts(session))


def reasons(session: Session, incident: Incident) -> list[str]:
    return [version.reason for version in session.casebook.history(entity_id=incident.id)]


def test_filling_what_was_empty_needs_no_reason(session: Session, incident: Incident) -> None:
    sunday = When(precision="exact", start=datetime(2026, 11, 8, 21, 41, tzinfo=UTC))
    fuller = replace(incident, occurred=sunday, place_type="home", exact_words="nobody wants you 🙃")
    assert amend_incident(session, fuller) == fuller
    assert session.casebook.get(Incident, incident.id) == fuller
    assert reasons(session, incident)[-1] == "Completed: when it happened, where it happened, the child’s own words."


def test_changing_what_was_written_demands_a_reason_and_keeps_the_old_words(
    session: Session, incident: Incident
) -> None:
    changed = replace(incident, summary="It was two messages, not one.")
    with pytest.raises(UserProblem, match="what happened") as problem:
        amend_incident(session, changed)
    assert problem.value.field == "reason"
    assert session.casebook.get(Incident, incident.id) == incident

    amend_incident(session, changed, reason="Ellis showed me the second message.")
    versions = session.casebook.history(entity_id=incident.id)
    assert [version.entity for version in versions] == [incident, changed]
    assert versions[-1].reason == "Ellis showed me the second message."


def test_removing_a_tick_demands_a_reason_but_adding_one_does_not(session: Session, incident: Incident) -> None:
    one = replace(incident, classification=Classification(cells=("contact-aggressive",)))
    two = replace(incident, classification=Classification(cells=("contact-aggressive", "conduct-aggressive")))
    amend_incident(session, one)
    amend_incident(session, two)
    with pytest.raises(UserProblem, match="matrix"):
        amend_incident(session, one)


def test_finding_out_a_time_that_was_not_known_needs_no_reason(session: Session, incident: Incident) -> None:
    amend_incident(session, replace(incident, occurred=When(precision="unknown", unknown_because="Ellis will look")))
    known = replace(incident, occurred=When(precision="exact", start=datetime(2026, 11, 8, 21, tzinfo=UTC)))
    amend_incident(session, known)
    with pytest.raises(UserProblem):
        amend_incident(session, incident)


def test_a_closed_case_takes_additions_only_with_a_reason(session: Session, incident: Incident) -> None:
    closed = replace(incident, status="closed")
    session.casebook.commit([closed], reason="Closed.")
    late = replace(closed, risk=Risk(safe_today="Seen by form tutor at 8:40"))
    with pytest.raises(UserProblem, match="closed"):
        amend_incident(session, late)
    amend_incident(session, late, reason="Written up late.")


def test_nothing_is_saved_when_nothing_differs(session: Session, incident: Incident) -> None:
    amend_incident(session, incident)
    assert reasons(session, incident) == ["Logged."]


def test_what_was_logged_stays_logged(session: Session, incident: Incident) -> None:
    with pytest.raises(ValueError, match="fixed"):
        amend_incident(session, replace(incident, ref="OSI-2026-0099"), reason="tidier")
    with pytest.raises(UserProblem, match="left empty"):
        amend_incident(session, replace(incident, summary=" "), reason="gone")


def test_learning_that_it_is_about_staff_restricts_the_case(session: Session, incident: Incident) -> None:
    about_staff = replace(incident, safety=replace(incident.safety, adult_here="unsure"))
    assert amend_incident(session, about_staff, reason="Ellis named the coach.").restricted


def test_the_headteacher_cannot_amend(incident: Incident, head_session: Callable[[], Session]) -> None:
    with pytest.raises(NotAllowed):
        amend_incident(head_session(), incident)
