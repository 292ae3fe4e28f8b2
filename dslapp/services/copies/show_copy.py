"""Show a copy of an exhibit, its hash checked again, and save it outside of the casebook for a reason."""

from pathlib import Path

from dslapp.casebook.evidence.files import EvidenceShutAway, EvidenceUnsound
from dslapp.casebook.pictures.formats import PDF
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import new_id
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import CustodyAct, CustodyEvent, Exhibit
from dslapp.domain.leaving_names import says_something
from dslapp.domain.long_work import OnCasebook, run_here
from dslapp.domain.problems import Problem, UserProblem
from dslapp.domain.school import Access
from dslapp.services.case.note_access import note_look
from dslapp.services.exhibits.exhibit_locks import refuse_locked
from dslapp.services.exhibits.show_evidence import Pixels
from dslapp.services.papers.release_paper import refuse_telling_name
from dslapp.services.papers.save_file import only_if_noted, save_new_file
from dslapp.services.session import Session

_SMALL_SCALE = 0.4
"""Dots a point of a page that is shown small."""


def copy_thumbnail(session: Session, copy: Derivative, longest: int) -> Pixels:
    """A small picture of a copy, of a PDF's first page. Uses no database. Raises EvidenceUnsound."""
    data = copy_bytes(session, copy)
    if copy.media_type == PDF:
        return session.pictures.page(data, _SMALL_SCALE, longest=longest)
    return session.pictures.thumbnail(data, longest)


def copy_bytes(session: Session, copy: Derivative) -> bytes:
    """The bytes that were kept. Raises EvidenceUnsound, which names the copy. Uses no database."""
    try:
        return session.evidence.read(copy.file_id, copy.sha256)
    except EvidenceUnsound as found:
        raise EvidenceUnsound(found.check, copy.ref) from None


def note_copy_revealed(session: Session, copy: Derivative) -> None:
    """Write into the history that this copy was looked at; once a sitting."""
    session.require("read the record")
    note_look(session, "revealed", copy.incident_id, f"copy {copy.id}")


def note_copy_unsound(session: Session, copy: Derivative, found: Problem) -> bool:
    """Write the damage of a copy's file into the continuity of its exhibit, once. Returns whether it is damage.

    The original is not locked by it: another copy can be made of that.
    """
    if not isinstance(found, EvidenceUnsound):
        return False
    purpose = f"copy {copy.ref}: {found.check.reason}"
    events = session.casebook.select(CustodyEvent, "p.exhibit_id = ?", (copy.exhibit_id,))
    if not any(each.purpose == purpose for each in events):
        session.casebook.commit([_custody(session, copy, "checked", purpose)])
    return True


def export_copy(
    session: Session, copy_id: str, target: Path, *, purpose: str, on_casebook: OnCasebook = run_here
) -> None:
    """Write a copy to a new file, checked against its hash, and note it in history and continuity.

    With `on_casebook`, run it on the thread for files. Raises UserProblem without a purpose, for a withdrawn copy, for
    one of a locked original, or for a name that could tell whom it is about; EvidenceUnsound, or EnvironmentProblem
    when the file cannot be written. Then nothing is left at `target`.
    """
    copy = on_casebook(_exportable, session, copy_id, target, purpose)
    try:
        data = copy_bytes(session, copy)
    except EvidenceUnsound as found:
        on_casebook(note_copy_unsound, session, copy, found)
        raise
    save_new_file(target, data)
    with only_if_noted(target):
        on_casebook(_note_exported, session, copy, target, purpose.strip())


def _exportable(session: Session, copy_id: str, target: Path, purpose: str) -> Derivative:
    session.require("refer to an agency")
    if not says_something(purpose):
        raise UserProblem("Say in words what this copy is for and who gets it.", field="purpose")
    copy = session.casebook.get(Derivative, copy_id)
    if copy.withdrawn:
        raise UserProblem(f"Copy {copy.ref} is withdrawn.", "Choose another copy, or make a new one.")
    exhibit = session.casebook.get(Exhibit, copy.exhibit_id)
    if exhibit.shut_away_by:
        raise EvidenceShutAway
    refuse_locked(session, exhibit)
    refuse_telling_name(target, copy.ref, session.casebook.get(Incident, copy.incident_id).ref)
    return copy


def _note_exported(session: Session, copy: Derivative, target: Path, purpose: str) -> None:
    """Asked once more: it may have been withdrawn, hidden or purged while it was written on the other thread."""
    _exportable(session, copy.id, target, purpose)
    noted = Access(
        id=new_id(), what="exported", incident_id=copy.incident_id, subject=f"copy {copy.id}",
        detail=f"{copy.derivative_kind} copy {copy.ref}, unencrypted: {purpose}",
    )  # fmt: skip
    custody = _custody(session, copy, "exported", f"copy {copy.ref}, its hash checked: {purpose}")
    session.casebook.commit([noted, custody], reason=purpose)


def _custody(session: Session, copy: Derivative, what: CustodyAct, purpose: str) -> CustodyEvent:
    """A step of the exhibit's continuity at which its original was not read."""
    return CustodyEvent(
        id=new_id(), incident_id=copy.incident_id, exhibit_id=copy.exhibit_id, at=session.clock(), what=what,
        by=session.member.name, purpose=purpose,
    )  # fmt: skip
