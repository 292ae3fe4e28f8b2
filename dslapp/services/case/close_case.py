"""Close a case once nothing is missing, and open it again with a reason. Closed is not frozen: amendments go on."""

import msgspec

from dslapp.domain.case.casework import Decision
from dslapp.domain.case.closing import Closing, closing_gaps, closing_mistakes
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.problems import UserProblem
from dslapp.services.case.read_case import load_case
from dslapp.services.session import Session

CLOSED = "Close the case"
REOPENED = "Open the case again"


def close_case(session: Session, incident_id: IncidentId, closing: Closing, *, finishes_draft: str = "") -> Incident:
    """Close the case: the outcome, its reason and who agreed stand as a decision, saved together with it.

    Raises UserProblem when the record still has gaps or the form lacks something, with `field` for the latter.
    """
    session.require("close a case")
    case = load_case(session, incident_id)
    if case.incident.status == "closed":
        raise UserProblem("This case is closed already.")
    gaps = closing_gaps(case)
    if gaps:
        raise UserProblem(
            f"This case cannot be closed yet. First: {gaps[0].what}.", "The list shows all that is missing."
        )
    now = session.clock()
    mistakes = closing_mistakes(case, closing, session.member.name, now)
    if mistakes:
        raise UserProblem(mistakes[0].message, field=mistakes[0].field)
    closed = msgspec.structs.replace(
        case.incident, status="closed", closed_at=now, outcome=closing.outcome.strip(), review_on=closing.review_on,
        lessons=closing.lessons.strip() or case.incident.lessons,
    )  # fmt: skip
    no_review = f" No review date: {closing.no_review_because.strip()}" if closing.review_on is None else ""
    decision = Decision(
        id=new_id(), incident_id=incident_id, at=now, subject=CLOSED,
        decision=f"{CLOSED}. {closing.outcome.strip()}", rationale=closing.rationale.strip() + no_review,
        decided_by=session.member.id, consulted=closing.consulted.strip(), told=closing.told.strip(),
        second_person=closing.second_person.strip(),
    )  # fmt: skip
    reason = f"Closed: {closing.rationale.strip()}"
    session.casebook.commit([closed, decision], reason=reason, finishes_draft=finishes_draft)
    return closed


def reopen_case(session: Session, incident_id: IncidentId, reason: str, *, finishes_draft: str = "") -> Incident:
    """Open a closed case again, and say why."""
    session.require("close a case")
    if not reason.strip():
        raise UserProblem("Write why the case is opened again.", field="reason")
    incident = session.casebook.get(Incident, incident_id)
    if incident.status == "open":
        raise UserProblem("This case is open already.")
    opened = msgspec.structs.replace(incident, status="open", closed_at=None)
    decision = Decision(
        id=new_id(), incident_id=incident_id, at=session.clock(), subject=REOPENED, decision=REOPENED,
        rationale=reason.strip(), decided_by=session.member.id,
    )  # fmt: skip
    why = f"Opened again: {reason.strip()}"
    session.casebook.commit([opened, decision], reason=why, finishes_draft=finishes_draft)
    return opened
