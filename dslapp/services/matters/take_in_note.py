"""Take in sealed notes: read what waits in the inbox, and make it a part of the record before the file goes."""

from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from dslapp.domain.case.casework import LogEntry
from dslapp.domain.case.incident import Incident
from dslapp.domain.case.incident_draft import IncidentDraft
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.matters.sealed_note import SealedNote, draft_from
from dslapp.domain.problems import EnvironmentProblem, UserProblem
from dslapp.domain.roles import may
from dslapp.domain.school import Access
from dslapp.services.case.log_incident import begin_draft
from dslapp.services.matters.read_note import (
    content_of_note,
    entry_of,
    note_in,
    note_is_in_the_record,
    read_note,
    taken_in,
)
from dslapp.services.session import Session

WaitingKind = Literal["note", "matter", "receipt", "unreadable"]


_RECEIPT = b'{"format":"dsl-casebook/matter-receipt/'
"""How a receipt begins: the format is the first field of what is sealed."""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """One file in the inbox. Of a note that can be read there are its first words, of another the reason."""

    name: str
    kind: WaitingKind
    size: int
    note: SealedNote | None = None
    problem: str = ""

    @property
    def urgent(self) -> bool:
        """Whether it is a note that says that somebody could be hurt today, or that nobody is sure."""
        return self.note is not None and self.note.urgent


class Left(NamedTuple):
    """How many files wait in the inbox, and how many of them tell of danger today."""

    notes: int
    urgent: int = 0


def what_waits(session: Session) -> Left:
    """What Today says of the inbox. Whoever may not read the notes is told how many there are."""
    count = count_waiting(session)
    if not count or not may(session.member.role, "log and change the record"):
        return Left(count)
    return Left(count, sum(each.urgent for each in waiting_notes(session)))


def count_waiting(session: Session) -> int:
    """How many files wait in the inbox; none for somebody who may not take them in."""
    from dslapp.casebook.matters.inbox import waiting

    session.require("read the record")
    if not may(session.member.role, "log and change the record"):
        return 0
    return len(waiting(session.opened.folder))


def waiting_notes(session: Session) -> tuple[Waiting, ...]:
    """What waits in the inbox, danger first, then the oldest, each opened and judged; nothing there stops the list."""
    from dslapp.casebook.matters.inbox import LARGEST_NOTE, waiting

    session.require("log and change the record")
    found = []
    for file in waiting(session.opened.folder):
        if file.size > LARGEST_NOTE and not file.fault:
            found.append(Waiting(name=file.name, kind="matter", size=file.size))
            continue
        try:
            found.append(_judged(session, file.name, file.size))
        except EnvironmentProblem as problem:
            found.append(Waiting(name=file.name, kind="unreadable", size=file.size, problem=problem.message))
    return tuple(sorted(found, key=lambda each: not each.urgent))


def begin_from_note(session: Session, name: str) -> IncidentDraft:
    """Fill in a first screen from a note and keep it as a draft. The note stays until the incident is saved."""
    session.require("log and change the record")
    draft = msgspec.structs.replace(draft_from(read_note(session, name), begin_draft(session)), note=name)
    session.casebook.save_draft(draft.id, "incident", msgspec.json.encode(draft).decode())
    return draft


def add_note_to_case(session: Session, name: str, incident_id: str) -> LogEntry:
    """Write a note into a case that is there already; then the file goes. Raises UserProblem in a closed case."""
    session.require("log and change the record")
    if session.casebook.get(Incident, incident_id).status == "closed":
        raise UserProblem("This case is closed.", "Open it again, with a reason; then add the note.")
    note = read_note(session, name)
    entry = entry_of(session, note, IncidentId(incident_id))
    session.casebook.commit([entry, taken_in(name, incident_id)], reason="A sealed note was taken in.")
    note_is_in_the_record(session, name)
    return entry


def put_aside(session: Session, name: str) -> None:
    """Take a file that cannot be read off the list; it stays on the disk. Raises EnvironmentProblem."""
    from dslapp.casebook.matters import inbox

    session.require("log and change the record")
    try:
        inbox.put_aside(session.opened.folder, name)
    except OSError as error:
        raise EnvironmentProblem("The file could not be put aside.", "Look at it with your IT support.") from error
    session.casebook.commit([Access(id=new_id(), what="purged", subject="file in the inbox", detail=name)])


def take_in_file(session: Session, path: Path) -> None:
    """Put a sealed file that was carried here into the inbox. Raises EnvironmentProblem when it cannot be read here."""
    from dslapp.casebook.matters import inbox

    session.require("log and change the record")
    inbox.read_outside(path, session.opened.keys.inbox)  # only what members can open comes in
    try:
        inbox.take_in_file(session.opened.folder, path)
    except OSError as error:
        raise EnvironmentProblem(
            "The file could not be put into the inbox: the disk did not take it.", "Make room, then try again."
        ) from error


def _judged(session: Session, name: str, size: int) -> Waiting:
    from dslapp.casebook.matters.bundle import STARTS_WITH

    content = content_of_note(session, name)
    if content.startswith(STARTS_WITH):
        return Waiting(name=name, kind="matter", size=size)
    if content.startswith(_RECEIPT):
        return Waiting(name=name, kind="receipt", size=size)
    return Waiting(name=name, kind="note", size=size, note=note_in(content, session.casebook.id))
