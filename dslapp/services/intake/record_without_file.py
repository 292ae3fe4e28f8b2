"""Record what is not held here: imagery that must not be, and an exhibit that somebody has still to send."""

from datetime import datetime

import msgspec

from dslapp.domain.case.casework import Action
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import Entity, IncidentId, new_id
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitKind
from dslapp.domain.evidence.never_held import is_an_image
from dslapp.domain.problems import UserProblem
from dslapp.services.intake.attach_evidence import ExhibitAnswers, new_exhibit, taken_in
from dslapp.services.session import Session


def record_without_file(
    session: Session,
    incident_id: str,
    kind: ExhibitKind,
    answers: ExhibitAnswers,
    *,
    arrives: str = "",
    due: datetime | None = None,
    finishes_draft: str = "",
) -> Exhibit:
    """Record imagery that is not held, or an exhibit that is not here yet; the latter becomes an action as well.

    `arrives` says who sends it and how, `due` (UTC) by when. A case in which imagery is recorded says from then on that
    a naked or sexual image may be part of it; where nobody was told of it, ringing the police is an action, due now.
    Raises UserProblem when nobody is named who has it.
    """
    session.require("log and change the record")
    if not answers.held_by.strip():
        raise UserProblem("Say who has it and where it is.", "“Not known” is an answer.", field="held_by")
    exhibit = new_exhibit(session, incident_id, kind, answers)
    changes: list[Entity] = [exhibit, taken_in(session, exhibit)]
    if kind == "imagery not held" and is_an_image(answers.material):
        changes += image_possible(session.casebook.get(Incident, incident_id))
    if exhibit.nobody_told:
        changes.append(
            Action(
                id=new_id(), incident_id=IncidentId(incident_id), what=f"Ring the police about {exhibit.ref} – now",
                owner=session.member.id, due=session.clock(), source="exhibit", source_id=exhibit.id,
                created_at=session.clock(),
            )
        )  # fmt: skip
    if kind == "not here yet":
        what = f"Get exhibit {exhibit.ref}: {arrives.strip() or answers.held_by.strip()}"
        changes.append(
            Action(
                id=new_id(), incident_id=IncidentId(incident_id), what=what, owner=session.member.id,
                due=due, source="exhibit", source_id=exhibit.id, created_at=session.clock(),
            )
        )  # fmt: skip
    session.casebook.commit(changes, reason="Recorded without a file.", finishes_draft=finishes_draft)
    return exhibit


def image_possible(incident: Incident) -> list[Incident]:
    """The case as one that may hold a naked or sexual image; nothing where it says so already."""
    if incident.safety.imagery_possible:
        return []
    safety = msgspec.structs.replace(incident.safety, image="unsure")
    return [msgspec.structs.replace(incident, safety=safety)]
