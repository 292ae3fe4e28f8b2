"""Attach evidence: gate, look, keep, record.

The GUI runs `check_intake` and `record_exhibit` on the casebook's thread, `look_at_source` and `keep_picture` on the
one for files; `attach_picture` does all four in a row.
"""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from threading import Event

import msgspec

from dslapp.casebook.evidence.files import KeptFile
from dslapp.casebook.evidence.sources import read_whole
from dslapp.casebook.exhibit_rows import next_number
from dslapp.casebook.pictures.protocol import MOST_BYTES, PictureFacts
from dslapp.domain.casework import Action
from dslapp.domain.entity import Entity, ExhibitId, IncidentId, new_id
from dslapp.domain.evidence import CaptureMethod, CustodyEvent, Exhibit, ExhibitKind
from dslapp.domain.evidence_gate import GateClosed, check_gate
from dslapp.domain.incident import Incident
from dslapp.domain.problems import UserProblem
from dslapp.domain.statements import Stated, TriState, When
from dslapp.services.answer_guidance import evidence_rule_of
from dslapp.services.session import Session

Progress = Callable[[int, int], None]


class ExhibitAnswers(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of an exhibit; everything may be answered later, or not known with a reason."""

    description: str = ""
    place: Stated = Stated()
    platform: str = ""
    account: str = ""
    app_area: str = ""
    url: str = ""
    shown_time: Stated = Stated()
    captured: When = When()
    captured_by: str = ""
    device: str = ""
    device_owner: str = ""
    method: CaptureMethod = ""
    received_how: str = ""
    series: str = ""
    series_order: int = 0
    distressing: bool = False
    held_by: str = ""
    seen_by: str = ""
    told_to: str = ""
    police_ref: str = ""


NOTHING_ANSWERED = ExhibitAnswers()


class WaitingPicture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture that was read and decoded, in memory only, and waits for the word to be kept."""

    data: bytes
    sha256: str
    facts: PictureFacts
    name: str
    pasted: bool = False
    """It came from the clipboard as an image and not as a file: its bytes were made by pasting."""

    @property
    def said_of_itself(self) -> str:
        """What the file says of itself: read from the file, not a fact."""
        taken = f"taken {self.facts.exif_taken_at}" if self.facts.exif_taken_at else ""
        pasted = "pasted from the clipboard" if self.pasted else ""
        moves = f"{self.facts.frames} pictures in one file, the first is shown" if self.facts.frames > 1 else ""
        return ", ".join(part for part in (pasted, taken, self.facts.exif_device, moves) if part)


class KeptPicture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture that is safely in the evidence folder and waits for its record."""

    file: KeptFile
    picture: WaitingPicture


class AlreadyAttached(UserProblem):
    """The very same bytes are an exhibit already."""

    def __init__(self, exhibit: Exhibit, ref: str) -> None:
        super().__init__(
            f"This is the same picture as exhibit {exhibit.ref} in {ref}.",
            "Attach it again only if it reached you a second time.",
        )
        self.exhibit = exhibit


def attach_picture(
    session: Session,
    incident_id: str,
    source: Path | bytes,
    answers: ExhibitAnswers,
    *,
    image_answer: TriState,
    name: str = "",
    although_known: bool = False,
) -> Exhibit:
    """Take in one picture, a file or bytes from the clipboard, and record it as an exhibit of the case.

    `image_answer` answers the gate's question for this picture. Raises GateClosed before a byte is read, and
    EvidenceRefused, PictureUnreadable, AlreadyAttached or an EnvironmentProblem with nothing kept.
    """
    check_intake(session, incident_id, image_answer)
    waiting = look_at_source(session, source, name=name)
    check_unknown(session, waiting.sha256, although_known=although_known)
    kept = keep_picture(session, waiting)
    return record_exhibit(session, incident_id, kept, answers, although_known=although_known)


def check_intake(session: Session, incident_id: str, image_answer: TriState) -> None:
    """Raise GateClosed unless one more file may be taken into this case. Reads nothing of the file."""
    session.require("log and change the record")
    incident = session.casebook.get(Incident, incident_id)
    rule = evidence_rule_of(session, incident_id)
    check_gate(incident, rule, image_answer, once_possible=_image_once_possible(session, incident))


def _image_once_possible(session: Session, incident: Incident) -> bool:
    """Whether any version of the case, or an exhibit of imagery that is not held, spoke of such an image."""
    not_held = session.casebook.select(
        Exhibit, "p.incident_id = ? AND p.exhibit_kind = 'imagery not held'", (incident.id,), limit=1
    )
    versions = (version.entity for version in session.casebook.history(entity_id=incident.id))
    return bool(not_held) or any(
        isinstance(version, Incident) and version.safety.imagery_possible for version in versions
    )


def why_closed(session: Session, incident_id: str) -> GateClosed | None:
    """Why no file at all may be taken into this case, or None when each may be decided on."""
    try:
        check_intake(session, incident_id, "no")
    except GateClosed as closed:
        return closed
    return None


def look_at_source(session: Session, source: Path | bytes, *, name: str = "", pasted: bool = False) -> WaitingPicture:
    """Read the source once and have it decoded in the child. Uses no database: runs on the thread for files.

    Raises EvidenceRefused or PictureUnreadable. Nothing is kept, whatever happens.
    """
    data = read_whole(source, MOST_BYTES) if isinstance(source, Path) else source
    facts = session.pictures.inspect(data)
    called = name or (source.name if isinstance(source, Path) else "")
    sha256 = hashlib.sha256(data).hexdigest()
    return WaitingPicture(data=data, sha256=sha256, facts=facts, name=called, pasted=pasted)


def check_unknown(session: Session, sha256: str, *, although_known: bool = False) -> None:
    """Raise AlreadyAttached when the same bytes are an exhibit already, unless `although_known`."""
    found = session.casebook.select(Exhibit, "p.sha256 = ? AND p.withdrawn = 0", (sha256,), limit=1)
    if found and not although_known:
        raise AlreadyAttached(found[0], session.casebook.get(Incident, found[0].incident_id).ref)


def keep_picture(
    session: Session, waiting: WaitingPicture, *, progress: Progress | None = None, cancel: Event | None = None
) -> KeptPicture:
    """Keep its bytes as they are, encrypted and read back. Uses no database: runs on the thread for files.

    Raises EvidenceNotKept or EvidenceCancelled; then nothing is kept.
    """
    kept = session.evidence.keep(io.BytesIO(waiting.data), progress=progress, cancelled=cancel)
    return KeptPicture(file=kept, picture=waiting)


def record_exhibit(
    session: Session,
    incident_id: str,
    kept: KeptPicture,
    answers: ExhibitAnswers,
    *,
    although_known: bool = False,
    awaited: str = "",
) -> Exhibit:
    """Give the kept picture its exhibit number and its first entry of continuity, in one commit.

    `awaited` is the id of an exhibit that was not here yet and has come with this picture: it keeps its number and
    its answers, and its action is done. Raises GateClosed when the gate has shut meanwhile, and AlreadyAttached as
    `check_unknown` does; the kept file is then removed again. When the commit itself fails, the file stays: an error
    does not mean that nothing was saved, and a record without its file must be impossible (reliability.md, rules 2 and
    3). The sweep removes it if it was not.
    """
    try:
        check_intake(session, incident_id, "no")
        check_unknown(session, kept.file.sha256, although_known=although_known)
        changes = (
            _arrived(session, incident_id, awaited, kept) if awaited else _attached(session, incident_id, kept, answers)
        )
    except BaseException:
        session.evidence.remove(kept.file.file_id)
        raise
    session.casebook.commit(changes, reason="Attached.")
    exhibit = changes[0]
    assert isinstance(exhibit, Exhibit)
    return exhibit


def _attached(session: Session, incident_id: str, kept: KeptPicture, answers: ExhibitAnswers) -> list[Entity]:
    exhibit = new_exhibit(session, incident_id, "picture", answers)
    exhibit = msgspec.structs.replace(exhibit, **_of_file(kept))
    return [exhibit, taken_in(session, exhibit)]


def _arrived(session: Session, incident_id: str, awaited: str, kept: KeptPicture) -> list[Entity]:
    exhibit = session.casebook.get(Exhibit, awaited)
    if exhibit.exhibit_kind != "not here yet" or exhibit.withdrawn or exhibit.incident_id != incident_id:
        raise UserProblem(f"Exhibit {exhibit.ref} is not awaited any more.", "Attach this as a new exhibit.")
    exhibit = msgspec.structs.replace(exhibit, exhibit_kind="picture", **_of_file(kept))
    waiting = session.casebook.select(Action, "p.source_id = ? AND p.status = 'open'", (exhibit.id,))
    done = [
        msgspec.structs.replace(each, status="done", finished_at=session.clock(), finished_note="It has come.")
        for each in waiting
    ]
    return [exhibit, taken_in(session, exhibit), *done]


def _of_file(kept: KeptPicture) -> dict[str, object]:
    file, picture = kept.file, kept.picture
    return {
        "file_id": file.file_id, "original_name": picture.name, "size": file.size, "sha256": file.sha256,
        "stored_sha256": file.stored_sha256, "media_type": picture.facts.media_type, "width": picture.facts.width,
        "height": picture.facts.height, "read_from_file": picture.said_of_itself,
    }  # fmt: skip


def new_exhibit(session: Session, incident_id: str, kind: ExhibitKind, answers: ExhibitAnswers) -> Exhibit:
    """One with the next number of whoever is at the keyboard; not saved."""
    producer = session.member.initials
    number = next_number(session.casebook, producer, session.school.exhibit_pattern)
    ref = session.school.exhibit_pattern.format(initials=producer, n=number)
    exhibit = Exhibit(
        id=new_id(), incident_id=IncidentId(incident_id), ref=ref, producer=producer, number=number,
        exhibit_kind=kind, attached_at=session.clock(), attached_by=session.member.name,
    )  # fmt: skip
    return msgspec.structs.replace(exhibit, **msgspec.structs.asdict(answers))


def taken_in(session: Session, exhibit: Exhibit) -> CustodyEvent:
    """The first entry of an exhibit's continuity; not saved."""
    return CustodyEvent(
        id=new_id(), incident_id=exhibit.incident_id, exhibit_id=ExhibitId(exhibit.id), at=session.clock(),
        what="attached", by=session.member.name, where="the casebook" if exhibit.file_id else exhibit.held_by,
        purpose="evidence", hash_checked=bool(exhibit.file_id),
    )  # fmt: skip
