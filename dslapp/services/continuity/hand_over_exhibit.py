"""Write down that an exhibit changed hands: from whom, to whom, when, where, under which seal, who signed."""

from datetime import datetime
from typing import Literal

import msgspec

from dslapp.casebook.evidence.files import EvidenceUnsound
from dslapp.domain.entity import ExhibitId, IncidentId, new_id
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit
from dslapp.domain.long_work import OnCasebook, run_here
from dslapp.domain.problems import UserProblem
from dslapp.services.exhibits.exhibit_locks import refuse_locked
from dslapp.services.exhibits.show_evidence import note_unsound
from dslapp.services.session import Session


class HandOver(msgspec.Struct, frozen=True, kw_only=True):
    """One change of hands, as somebody tells it; seal and signature only where there are any."""

    what: Literal["handed over", "received"]
    at: datetime
    from_whom: str
    to: str
    where: str
    purpose: str
    seal: str = ""
    signed_by: str = ""


def hand_over_exhibit(
    session: Session, exhibit: Exhibit, step: HandOver, on_casebook: OnCasebook = run_here, *, finishes_draft: str = ""
) -> CustodyEvent:
    """Add a change of hands to the exhibit's continuity; a file that is kept here is checked against its hash first.

    Runs on the thread for files. Raises UserProblem with `field`, ExhibitLocked, or EvidenceUnsound: its damage then
    stands in the continuity instead.
    """
    on_casebook(session.require, "log and change the record")
    check_step(step, session.clock())
    _refuse_withdrawn(exhibit)
    if exhibit.file_id:
        check = session.evidence.check(exhibit.file_id, exhibit.sha256)
        if check.state != "sound":
            found = EvidenceUnsound(check, exhibit.ref)
            on_casebook(note_unsound, session, exhibit, found)
            raise found
        refuse_locked(session, exhibit)
    event = step_of(session, step, exhibit.incident_id, exhibit_id=exhibit.id, hash_checked=bool(exhibit.file_id))
    on_casebook(_save, session, exhibit, event, finishes_draft)
    return event


def check_step(step: HandOver, now: datetime) -> None:
    """Raise UserProblem, with `field`, for what every change of hands must say."""
    for field, said, missing in (
        ("from_whom", step.from_whom, "Write who had it before."),
        ("to", step.to, "Write who has it now."),
        ("where", step.where, "Write where it changed hands, or where it is kept now."),
        ("purpose", step.purpose, "Write what for."),
    ):
        if not said.strip():
            raise UserProblem(missing, "“Not known” is an answer.", field=field)
    if step.at > now:
        raise UserProblem("This time is still to come. Check the date and the time.", field="at")


def step_of(
    session: Session, step: HandOver, incident_id: str, *, exhibit_id: str = "", device_id: str = "",
    hash_checked: bool = False,
) -> CustodyEvent:  # fmt: skip
    """The step of continuity for a change of hands."""
    return CustodyEvent(
        id=new_id(), incident_id=IncidentId(incident_id), exhibit_id=ExhibitId(exhibit_id), device_id=device_id,
        at=step.at, what=step.what, by=session.member.name, from_whom=step.from_whom.strip(), to=step.to.strip(),
        where=step.where.strip(), purpose=step.purpose.strip(), seal=step.seal.strip(),
        signed_by=step.signed_by.strip(), hash_checked=hash_checked,
    )  # fmt: skip


def _refuse_withdrawn(exhibit: Exhibit) -> None:
    if exhibit.withdrawn:
        raise UserProblem(f"Exhibit {exhibit.ref} was withdrawn.", "Its continuity has ended.")


def _save(session: Session, exhibit: Exhibit, event: CustodyEvent, finishes_draft: str) -> None:
    """Asked once more: it may have been withdrawn, hidden or purged while a large file was checked."""
    now = session.casebook.get(Exhibit, exhibit.id)
    _refuse_withdrawn(now)
    refuse_locked(session, now)
    if now.file_id != exhibit.file_id:
        raise UserProblem(f"The file of exhibit {exhibit.ref} is not here any more.", "Look at its record again.")
    session.casebook.commit([event], finishes_draft=finishes_draft)
