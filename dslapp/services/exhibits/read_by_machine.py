"""Have a machine read the words in a picture: saved once beside the exhibit, found by search, and never a fact.

Runs on a thread of its own; `on_casebook(work, *arguments)` runs what needs the database on the casebook's thread.
"""

from collections.abc import Iterator
from threading import Event

import msgspec

from dslapp.casebook.evidence.files import EvidenceUnsound
from dslapp.casebook.pictures.reader import PicturePixels
from dslapp.casebook.recognition.judging import judge
from dslapp.casebook.recognition.problems import NotReadByMachine
from dslapp.casebook.recognition.reader import (
    MachineReader,
    ReadingCancelled,
    is_installed,
    longest_to_read,
    program,
)
from dslapp.domain.entity import ExhibitId, new_id
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitText
from dslapp.domain.evidence.machine_text import has_unread_pictures, reading_of
from dslapp.domain.long_work import OnCasebook
from dslapp.domain.problems import Problem
from dslapp.domain.roles import may
from dslapp.domain.school import Access
from dslapp.services.exhibits.show_evidence import note_unsound
from dslapp.services.exhibits.show_file import SMALL_FILE, read_for_showing
from dslapp.services.intake.attach_evidence import MOST_WORDS, why_closed
from dslapp.services.intake.shut_cases import refuse_where_shut
from dslapp.services.session import Session

__all__ = ["ReadingCancelled", "is_available", "note_copied", "read_exhibit", "read_if_wanted"]

MOST_PAGES = 20
"""Of a document that was scanned: more takes minutes."""
_DOTS_A_POINT = 2.0
"""144 dots an inch: print of 8 points is high enough to be read."""


def is_available() -> bool:
    """Whether this installation can read words in pictures at all; where it cannot, nothing offers it."""
    return is_installed()


def read_if_wanted(session: Session, on_casebook: OnCasebook, exhibit: Exhibit, cancel: Event) -> ExhibitText | None:
    """Read an exhibit that was attached just now, unless the school wants none of it or it was read meanwhile.

    Never raises for a picture that cannot be read: nobody asked for it. Whoever wants it read asks, and is told.
    """
    if not on_casebook(_is_wanted, session, exhibit.id):
        return None
    try:
        return read_exhibit(session, on_casebook, exhibit, cancel)
    except (Problem, ReadingCancelled):
        return None


def read_exhibit(
    session: Session, on_casebook: OnCasebook, exhibit: Exhibit, cancel: Event | None = None
) -> ExhibitText:
    """Read the words in a picture, or in the pages of a scanned document, and keep them as what a machine read.

    Reading again makes a new version. Raises NotReadByMachine when the machine gives up or there is nothing to read,
    GateClosed, EvidenceUnsound, ExhibitLocked, PictureUnreadable or MachineReaderBroken; UserProblem for a file that is
    too large to be held; and ReadingCancelled.
    """
    on_casebook(_check, session, exhibit.id)
    cancel = cancel or Event()
    try:
        data = read_for_showing(session, exhibit)
    except EvidenceUnsound as found:
        on_casebook(note_unsound, session, exhibit, found)
        raise
    seen, unread = [], list[str]()
    with MachineReader() as reader:
        for number, page in enumerate(_pages(session, exhibit, data)):
            if number == MOST_PAGES:
                unread.append(f"Only the first {MOST_PAGES} of its {exhibit.pages} pages were read.")
                break
            seen.extend(reader.see(page, cancel))
    reading = judge(seen)
    text = ExhibitText(
        id=new_id(), incident_id=exhibit.incident_id, exhibit_id=ExhibitId(exhibit.id), how="read by machine",
        text=reading.text[:MOST_WORDS], cut=len(reading.text) > MOST_WORDS, unread=(*reading.unread, *unread),
        program=program(),
    )  # fmt: skip
    kept = on_casebook(_keep, session, text, cancel)
    assert isinstance(kept, ExhibitText)
    return kept


def note_copied(session: Session, exhibit: Exhibit) -> None:
    """Write into the history that the words read in an exhibit were copied out of the program."""
    session.require("read the record")
    session.casebook.commit(
        [
            Access(
                id=new_id(), what="copied", incident_id=exhibit.incident_id, subject=f"exhibit {exhibit.id}",
                detail=f"words of {exhibit.ref}, read by machine",
            )
        ]
    )  # fmt: skip


def _pages(session: Session, exhibit: Exhibit, data: bytes) -> Iterator[PicturePixels]:
    """The picture, or the pages of a document one by one, no larger than the machine takes them."""
    if exhibit.exhibit_kind == "picture":
        yield session.pictures.view(data, longest_to_read(exhibit.width, exhibit.height))
        return
    for number in range(max(1, exhibit.pages)):
        yield from session.files.pages(data, _DOTS_A_POINT, number, 1)


def _is_wanted(session: Session, exhibit_id: str) -> bool:
    exhibit, texts = _now(session, exhibit_id)
    return (
        session.school.reads_by_machine
        and may(session.member.role, "log and change the record")
        and not session.casebook.read_only
        and has_unread_pictures(exhibit, texts)
        and exhibit.size <= SMALL_FILE  # by itself only what memory hardly notices; whoever asks gets larger ones
        and reading_of(exhibit_id, texts) is None
        and why_closed(session, exhibit.incident_id) is None
    )


def _check(session: Session, exhibit_id: str) -> None:
    """Raise unless it may be read as it stands now: it may have been withdrawn or erased since."""
    session.require("log and change the record")
    exhibit, texts = _now(session, exhibit_id)
    if not has_unread_pictures(exhibit, texts):
        raise NotReadByMachine(f"There is no picture in exhibit {exhibit.ref} that could be read.")
    refuse_where_shut(session, exhibit)


def _keep(session: Session, text: ExhibitText, cancel: Event) -> ExhibitText:
    if cancel.is_set():  # asked here, on the casebook's thread: locking sets it before it closes the casebook
        raise ReadingCancelled
    _check(session, text.exhibit_id)
    before = reading_of(text.exhibit_id, _now(session, text.exhibit_id)[1])
    if before is not None:
        text = msgspec.structs.replace(text, id=before.id)
    if text != before:
        session.casebook.commit([text], reason="Read by machine, unchecked.")
    return text


def _now(session: Session, exhibit_id: str) -> tuple[Exhibit, list[ExhibitText]]:
    texts = session.casebook.select(ExhibitText, "p.exhibit_id = ?", (exhibit_id,))
    return session.casebook.get(Exhibit, exhibit_id), texts
