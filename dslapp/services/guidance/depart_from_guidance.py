"""Depart from the guidance in a case: with a reason and a second person, saved as it was decided, for good."""

from dslapp.domain.case.incident import Incident
from dslapp.domain.guidance.departures import DepartureForm, depart
from dslapp.domain.guidance.flows import LockedThing
from dslapp.domain.guidance.path import Departed, Place, Walk
from dslapp.services.guidance.answer_guidance import replayed, require_open
from dslapp.services.guidance.guidance_changes import CaseChanges
from dslapp.services.session import Session


def depart_from_guidance(
    session: Session,
    incident_id: str,
    form: DepartureForm,
    *,
    place: Place | None = None,
    lock: LockedThing | None = None,
    finishes_draft: str = "",
) -> Walk:
    """Go past the step at `place`, or lift `lock`; it stands in the case as a decision, with who agrees and by when.

    Raises UserProblem without a reason or a second person, for what nobody may depart from, and in a closed case.
    """
    session.require("answer the guidance")
    library, incident = session.library.guidance, session.casebook.get(Incident, incident_id)
    require_open(incident)
    before, stored = replayed(session, incident_id)
    after = depart(library, before, form, at=session.clock(), by=session.member.name, place=place, lock=lock)
    made = after.events[-1]
    assert isinstance(made, Departed)
    changes = CaseChanges(session, incident, before, after, stored)
    changes.add_departure(made, number=len(after.events))
    changes.follow()
    reason = f"Departed from the guidance: {made.reason}"
    session.casebook.commit(changes.entities, reason=reason, finishes_draft=finishes_draft)
    return after
