"""Read a sealed note of this casebook's inbox, and put it into words for the record."""

import msgspec

from dslapp.domain.case.casework import LogEntry
from dslapp.domain.case.incident_draft import IncidentDraft
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.matters.matter_limits import is_in_a_usual_year
from dslapp.domain.matters.sealed_note import SealedNote, note_as_text
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Access
from dslapp.services.session import Session


def read_note(session: Session, name: str) -> SealedNote:
    """Open one note. Raises EnvironmentProblem when it is damaged, hostile or sealed for somebody else."""
    session.require("log and change the record")
    return note_in(content_of_note(session, name), session.casebook.id)


def entry_of(session: Session, note: SealedNote, incident_id: IncidentId) -> LogEntry:
    """The whole note as a line of the chronology, at the time at which it says that it was written."""
    at = min(note.written_at, session.clock())
    return LogEntry(
        id=new_id(), incident_id=incident_id, at=at, entry_kind="note", who=note.written_by,
        what=f"Sealed note taken in.\n{note_as_text(note)}",
    )  # fmt: skip


def entries_of_note(session: Session, draft: IncidentDraft, incident_id: IncidentId) -> list[LogEntry | Access]:
    """What is saved beside an incident that was begun from a note; nothing when the note was taken in meanwhile."""
    if not draft.note:
        return []
    try:
        note = note_in(content_of_note(session, draft.note), session.casebook.id)
    except EnvironmentProblem:
        return []
    return [entry_of(session, note, incident_id), taken_in(draft.note, incident_id)]


def note_is_in_the_record(session: Session, name: str) -> None:
    """Remove the file of a note that was saved. A file that cannot be removed now only waits once more."""
    from dslapp.casebook.matters.inbox import remove

    try:
        remove(session.opened.folder, name)
    except OSError:
        return


def content_of_note(session: Session, name: str) -> bytes:
    """What was sealed. Raises EnvironmentProblem when it cannot be opened, or is no note by its size."""
    from dslapp.casebook.matters.inbox import LARGEST_NOTE, read

    return read(session.opened.folder, name, session.opened.keys.inbox, LARGEST_NOTE)


def content_of_file(session: Session, name: str) -> bytes:
    """The same for anything in the inbox, a matter with its evidence too."""
    from dslapp.casebook.matters.inbox import read

    return read(session.opened.folder, name, session.opened.keys.inbox)


def note_in(content: bytes, casebook: str) -> SealedNote:
    """The note in what was sealed. Raises EnvironmentProblem when it is none, or another casebook's."""
    from dslapp.casebook.matters.inbox import SealedFileUnreadable

    try:
        note = msgspec.json.decode(content, type=SealedNote)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise SealedFileUnreadable("This was sealed for this casebook, but it is not a note.") from None
    if note.casebook != casebook:
        raise SealedFileUnreadable("This note was written for another casebook.")
    if not is_in_a_usual_year(note.written_at):
        raise SealedFileUnreadable("This note says that it was written on a day that cannot be.")
    return note


def taken_in(name: str, incident_id: str) -> Access:
    """That a note became a part of a case."""
    return Access(
        id=new_id(), what="taken in", incident_id=incident_id, subject=f"sealed note {name}", detail="a sealed note"
    )
