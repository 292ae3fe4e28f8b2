"""Record that 999 was rung, from any step: the police guidance opens where it goes on, and what was asked waits."""

from datetime import datetime

import msgspec

from dslapp.domain.case.casework import LogEntry
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.guidance.path import FlowOpened, Walk
from dslapp.domain.guidance.walk import open_flow, start
from dslapp.domain.problems import UserProblem
from dslapp.services.guidance.answer_guidance import known_facts, replayed, require_open
from dslapp.services.guidance.guidance_changes import CaseChanges
from dslapp.services.session import Session

POLICE = "police"
RUNG_FACTS = {"danger": "yes", "emergency": "yes"}
"""What is known once 999 was rung; by it the police guidance asks for no second call."""
RUNG_MOMENT = "police_referral_made"


class Rang999(msgspec.Struct, frozen=True, kw_only=True):
    """When 999 was rung, by whom, and the incident number or why there is none yet."""

    at: datetime
    by_whom: str
    incident_number: str = ""


def record_999(session: Session, incident_id: str, rang: Rang999, *, finishes_draft: str = "") -> Walk:
    """Save the call in the chronology and in the walk, which then stands in the police guidance after the call.

    Raises UserProblem with `field` when something is missing, and in a closed case.
    """
    session.require("answer the guidance")
    library, incident = session.library.guidance, session.casebook.get(Incident, incident_id)
    require_open(incident)
    now, by = session.clock(), session.member.name
    if not rang.by_whom.strip():
        raise UserProblem("Write who rang 999.", field="by_whom")
    if rang.at > now:
        raise UserProblem("This time is still to come. Check the date and the time.", field="at")
    before, stored = replayed(session, incident_id)
    moments = {RUNG_MOMENT: rang.at}
    if before.events:
        after = open_flow(library, before, POLICE, at=now, by=by, facts=RUNG_FACTS, moments=moments)
    else:
        received = incident.reported_to_dsl_at
        given = {"concern_received": received, "allegation_received": received, **moments}
        facts = {**known_facts(session, incident), **RUNG_FACTS}
        after = start(library, POLICE, at=now, by=by, facts=facts, moments=given)
    opened = after.events[-1]
    assert isinstance(opened, FlowOpened)
    number = rang.incident_number.strip()
    call = LogEntry(
        id=new_id(), incident_id=IncidentId(incident_id), at=rang.at, entry_kind="contact", what="999 was rung.",
        who=rang.by_whom.strip(), with_whom="Police (999)",
        outcome=f"Incident number: {number}" if number else "The incident number is not known yet.",
    )  # fmt: skip
    changes = CaseChanges(session, incident, before, after, stored)
    changes.note_opened(opened, number=len(after.events))
    changes.follow()
    session.casebook.commit([call, *changes.entities], reason="999 was rung.", finishes_draft=finishes_draft)
    return after
