"""Amend an incident: fill in what was empty, or change what was written and say why. Nothing is overwritten."""

import msgspec

from dslapp.domain.case.amendment import Change, changed_words, changes
from dslapp.domain.case.incident import Incident
from dslapp.domain.problems import UserProblem
from dslapp.services.session import Session

_FIXED = frozenset({"id", "ref", "logged_at", "logged_by", "status", "closed_at", "outcome"})
"""Fields that no form changes: what was logged stays logged, and closing is an act of its own."""


def amend_incident(session: Session, incident: Incident, *, reason: str = "", finishes_draft: str = "") -> Incident:
    """Save a new version of the incident, unless nothing differs. A concern about staff makes the case restricted.

    Filling an empty field needs no reason. Changing or removing what was written does, and so does any change to a
    closed case: else UserProblem with `field="reason"`. The earlier version stays in the history.
    """
    session.require("log and change the record")
    stored = session.casebook.get(Incident, incident.id)
    if incident.safety.staff_concern and not incident.restricted:
        incident = msgspec.structs.replace(incident, restricted=True)
    found = changes(stored, incident)
    if not found:
        if finishes_draft:
            session.casebook.discard_draft(finishes_draft)
        return stored
    if any(change.field in _FIXED for change in found):
        raise ValueError("a fixed field of an incident was changed")
    if not incident.summary.strip():
        raise UserProblem("What happened cannot be left empty. Write one sentence.", field="summary")
    why = reason_for(found, reason, closed=stored.status == "closed")
    session.casebook.commit([incident], reason=why, finishes_draft=finishes_draft)
    return incident


def reason_for(found: tuple[Change, ...], reason: str, *, closed: bool = False) -> str:
    """The reason that stands in the history. Raises UserProblem when what was written changes without one."""
    given = reason.strip()
    written = tuple(change for change in found if not change.completed)
    if closed and not given:
        raise UserProblem("This case is closed. Say why you are adding to it.", field="reason")
    if written and not given:
        raise UserProblem(
            f"You are changing what was written: {changed_words(written)}. Say why; the earlier words are kept.",
            field="reason",
        )
    return given or f"Completed: {changed_words(found)}."
