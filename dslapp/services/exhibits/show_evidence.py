"""Show evidence: thumbnails and the revealed picture, with the hash checked again, and copies of the original."""

from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event
from typing import BinaryIO, cast

from dslapp.casebook.evidence.files import EvidenceShutAway, EvidenceUnsound
from dslapp.casebook.evidence.sources import read_whole
from dslapp.casebook.pictures.problems import PictureUnreadable
from dslapp.casebook.pictures.protocol import MOST_BYTES
from dslapp.casebook.pictures.reader import PicturePixels
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import ExhibitId, new_id
from dslapp.domain.evidence.exhibits import CustodyAct, CustodyEvent, Exhibit
from dslapp.domain.evidence.lock import lifts
from dslapp.domain.leaving_names import says_something
from dslapp.domain.long_work import OnCasebook, run_here
from dslapp.domain.problems import Problem, UserProblem
from dslapp.domain.school import Access
from dslapp.services.case.note_access import note_look
from dslapp.services.exhibits.exhibit_locks import refuse_locked, renew_lock
from dslapp.services.intake.look_at_file import WaitingFile
from dslapp.services.papers.release_paper import refuse_telling_name
from dslapp.services.papers.save_file import only_if_noted, save_new_file_by
from dslapp.services.session import Session

Pixels = PicturePixels
"""A picture ready to be painted, for those who may not import the casebook."""


class ExportStopped(UserProblem):
    """The casebook was locked while a copy was being saved."""

    def __init__(self) -> None:
        super().__init__("The copy was stopped, and nothing of it was kept.")


def thumbnail(session: Session, exhibit: Exhibit, longest: int) -> Pixels:
    """A small picture for the gallery, made in memory. Uses no database: runs on the thread for files.

    Raises EvidenceUnsound or PictureUnreadable.
    """
    return session.pictures.thumbnail(original(session, exhibit), longest)


def waiting_thumbnail(session: Session, waiting: WaitingFile, longest: int) -> Pixels | None:
    """A small picture of what waits, or None where there is nothing to draw. Uses no database.

    Runs on the thread for files. Raises PictureUnreadable for a picture that cannot be shown.
    """
    if waiting.facts.kind == "picture":
        source = waiting.source
        data = read_whole(source, MOST_BYTES) if isinstance(source, Path) else source
        return session.pictures.thumbnail(data, longest)
    try:
        return session.pictures.thumbnail(waiting.facts.poster, longest) if waiting.facts.poster else None
    except PictureUnreadable:
        return None


def picture(session: Session, exhibit: Exhibit) -> Pixels:
    """The whole picture for the viewer, made in memory, its hash checked. Uses no database.

    Runs on the thread for files. Raises EvidenceUnsound or PictureUnreadable.
    """
    return session.pictures.view(original(session, exhibit))


def original(session: Session, exhibit: Exhibit) -> bytes:
    """The bytes that were attached, checked against their hash, for any use of them. Uses no database.

    Raises EvidenceUnsound, which names the exhibit and is noted, or ExhibitLocked while nobody said why it may be used
    again.
    """
    try:
        data = session.evidence.read(exhibit.file_id, exhibit.sha256)
    except EvidenceUnsound as found:
        raise noted_unsound(session, exhibit, found) from None
    refuse_locked(session, exhibit)
    return data


def note_revealed(session: Session, exhibit: Exhibit) -> None:
    """Write into the history that this picture was looked at; once a sitting."""
    session.require("read the record")
    note_look(session, "revealed", exhibit.incident_id, f"exhibit {exhibit.id}")


def note_unsound(session: Session, exhibit: Exhibit, found: Problem) -> bool:
    """Write the damage of an exhibit's file into its continuity, for good; once for each kind of damage: it is locked.

    A file that was brought back and is damaged again is noted again. Returns whether `found` is damage at all: a
    picture that merely cannot be shown is none.
    """
    if not isinstance(found, EvidenceUnsound):
        return False
    what: CustodyAct = "missing" if found.check.state == "missing" else "hash mismatch"
    known: set[CustodyAct] = set()
    for event in session.casebook.select(CustodyEvent, "p.exhibit_id = ?", (exhibit.id,), order="p.seq"):
        known = set() if lifts(event) else known | {event.what}
    if what not in known:
        session.casebook.commit([_custody(session, exhibit, what=what, purpose=found.check.reason)])
    renew_lock(session, exhibit.id)
    return True


def noted_unsound(session: Session, exhibit: Exhibit, found: EvidenceUnsound) -> EvidenceUnsound:
    """The damage of an exhibit's file, named, once it stands in the continuity: wherever it was seen first.

    Runs on any thread. What cannot be noted, as in a casebook that is damaged itself, is told all the same.
    """
    named = EvidenceUnsound(found.check, exhibit.ref)
    with suppress(Problem):
        session.on_casebook(note_unsound, session, exhibit, named)
    return named


def export_original(
    session: Session, exhibit_id: str, target: Path, *, purpose: str, on_casebook: OnCasebook | None = None,
    cancel: Event | None = None,
) -> None:  # fmt: skip
    """Write the untouched original to a new file, checked against its hash, and note it in history and continuity.

    It is not held in memory: with `on_casebook`, run it on the thread for files. Raises UserProblem without a purpose,
    or for a name that could tell whom it is about; EvidenceUnsound, or EnvironmentProblem when the file cannot be
    written; ExportStopped once `cancel` is set. Then nothing is left at `target`.
    """
    ask = on_casebook or run_here
    exhibit = ask(_exportable, session, exhibit_id, target, purpose)
    try:
        save_new_file_by(target, partial(_copy_original, session, exhibit, cancel))
    except EvidenceUnsound as damage:
        found = EvidenceUnsound(damage.check, exhibit.ref)
        ask(note_unsound, session, exhibit, found)
        raise found from None
    with only_if_noted(target):
        _stop_if(cancel)
        ask(_note_exported, session, exhibit, target, purpose.strip())


def _copy_original(session: Session, exhibit: Exhibit, cancel: Event | None, stream: BinaryIO) -> None:
    session.evidence.copy_to(exhibit.file_id, exhibit.sha256, cast("BinaryIO", _Stoppable(stream, cancel)))
    refuse_locked(session, exhibit)


def _stop_if(cancel: Event | None) -> None:
    if cancel is not None and cancel.is_set():
        raise ExportStopped


class _Stoppable:
    """Writes on until the export is to stop."""

    def __init__(self, stream: BinaryIO, cancel: Event | None) -> None:
        self._stream, self._cancel = stream, cancel

    def write(self, piece: bytes) -> int:
        """Write a piece. Raises ExportStopped."""
        _stop_if(self._cancel)
        return self._stream.write(piece)


def _exportable(session: Session, exhibit_id: str, target: Path, purpose: str) -> Exhibit:
    session.require("refer to an agency")
    if not says_something(purpose):
        raise UserProblem("Say in words what this copy is for and who gets it.", field="purpose")
    exhibit = session.casebook.get(Exhibit, exhibit_id)
    refuse_telling_name(target, exhibit.ref, session.casebook.get(Incident, exhibit.incident_id).ref)
    if not exhibit.file_id:
        raise UserProblem(f"Exhibit {exhibit.ref} has no file here.", "Its record says who has it.")
    if exhibit.shut_away_by:
        raise EvidenceShutAway
    return exhibit


def _note_exported(session: Session, exhibit: Exhibit, target: Path, purpose: str) -> None:
    """Asked once more: it may have been hidden or purged while its file was written on the other thread."""
    _exportable(session, exhibit.id, target, purpose)
    refuse_locked(session, exhibit)
    noted = Access(
        id=new_id(), what="exported", incident_id=exhibit.incident_id, subject=f"exhibit {exhibit.id}",
        detail=f"original of {exhibit.ref}, unencrypted: {purpose}",
    )  # fmt: skip
    custody = _custody(session, exhibit, what="exported", purpose=purpose, hash_checked=True)
    session.casebook.commit([noted, custody], reason=purpose)


def _custody(
    session: Session, exhibit: Exhibit, *, what: CustodyAct, purpose: str, hash_checked: bool = False
) -> CustodyEvent:
    return CustodyEvent(
        id=new_id(), incident_id=exhibit.incident_id, exhibit_id=ExhibitId(exhibit.id), at=session.clock(), what=what,
        by=session.member.name, purpose=purpose, hash_checked=hash_checked,
    )  # fmt: skip
