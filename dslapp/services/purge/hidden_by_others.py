"""What other members hid since it may be something that must not be here: told to those who lead, until they looked."""

from datetime import datetime
from typing import NamedTuple

from dslapp.casebook.purging.hidings import hidings_to_see
from dslapp.domain.case.incident import Incident
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit
from dslapp.domain.roles import may
from dslapp.services.case.note_access import note_look
from dslapp.services.session import Session


class HiddenByOther(NamedTuple):
    """One exhibit that somebody else hid; no word of what it shows."""

    who: str
    at: datetime
    incident_id: str
    exhibit_id: str
    ref: str
    case_ref: str


def hidden_by_others(session: Session) -> tuple[HiddenByOther, ...]:
    """What this member has not looked at yet, oldest first; nothing for who does not lead."""
    if not may(session.member.role, "erase"):
        return ()
    found = []
    for event in hidings_to_see(session.casebook, session.member.id, session.member.added_at):
        exhibit = session.casebook.get(Exhibit, event.exhibit_id)
        case = session.casebook.get(Incident, exhibit.incident_id)
        found.append(HiddenByOther(event.by, event.at, case.id, exhibit.id, exhibit.ref, case.ref))
    return tuple(found)


def note_seen_hidden(session: Session, exhibit_id: str) -> None:
    """This member has looked at what was hidden there: at its record, not at its file."""
    for event in session.casebook.select(CustodyEvent, "p.exhibit_id = ? AND p.what = 'shut away'", (exhibit_id,)):
        note_look(session, "viewed", event.incident_id, f"hiding {event.id}")
