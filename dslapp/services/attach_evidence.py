"""Attach evidence: gate, look, keep, record; or record what is not held here and must not be.

The GUI runs `check_intake` and `record_exhibit` on the casebook's thread and `keep_picture` on the one for files;
`attach_picture` does all three in a row.
"""

import io
from collections.abc import Callable
from pathlib import Path
from threading import Event

import msgspec

from dslapp.casebook.evidence_files import EvidenceStore, KeptFile
from dslapp.casebook.evidence_sources import check_unchanged, opened
from dslapp.casebook.pictures.protocol import PictureFacts
from dslapp.casebook.pictures.reader import PictureReader
from dslapp.domain.casework import Action
from dslapp.domain.entity import Entity, ExhibitId, IncidentId, new_id
from dslapp.domain.evidence import CaptureMethod, CustodyEvent, Exhibit, ExhibitKind
from dslapp.domain.evidence_gate import check_gate
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


class KeptPicture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture that is safely in the evidence folder and waits for its record."""

    file: KeptFile
    facts: PictureFacts
    original_name: str


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
    kept = keep_picture(session.evidence, session.pictures, source, name=name)
    return record_exhibit(session, incident_id, kept, answers, although_known=although_known)


def check_intake(session: Session, incident_id: str, image_answer: TriState) -> None:
    """Raise GateClosed unless one more file may be taken into this case. Reads nothing of the file."""
    session.require("log and change the record")
    incident = session.casebook.get(Incident, incident_id)
    check_gate(incident, evidence_rule_of(session, incident_id), image_answer)


def keep_picture(
    evidence: EvidenceStore,
    pictures: PictureReader,
    source: Path | bytes,
    *,
    name: str = "",
    progress: Progress | None = None,
    cancelled: Event | None = None,
) -> KeptPicture:
    """Read the source once, have it decoded in the child, and keep its bytes as they are.

    Raises EvidenceRefused, PictureUnreadable, EvidenceNotKept or EvidenceCancelled; then nothing is kept.
    """
    data = _read(source) if isinstance(source, Path) else source
    facts = pictures.inspect(data)
    kept = evidence.keep(io.BytesIO(data), progress=progress, cancelled=cancelled)
    return KeptPicture(file=kept, facts=facts, original_name=name or (source.name if isinstance(source, Path) else ""))


def _read(path: Path) -> bytes:
    with opened(path) as (stream, before):
        data = stream.read()
        check_unchanged(path, stream, before, len(data))
    return data


def known_picture(session: Session, data_sha256: str) -> Exhibit | None:
    """The exhibit that has the same bytes, if there is one."""
    found = session.casebook.select(Exhibit, "p.sha256 = ? AND p.withdrawn = 0", (data_sha256,), limit=1)
    return found[0] if found else None


def record_exhibit(
    session: Session, incident_id: str, kept: KeptPicture, answers: ExhibitAnswers, *, although_known: bool = False
) -> Exhibit:
    """Give the kept picture its exhibit number and its first entry of continuity, in one commit.

    Raises AlreadyAttached when the same bytes are an exhibit already, unless `although_known`; the kept file is then
    removed again, as it is when the record cannot be saved.
    """
    try:
        known = known_picture(session, kept.file.sha256)
        if known is not None and not although_known:
            raise AlreadyAttached(known, session.casebook.get(Incident, known.incident_id).ref)
        exhibit = _new_exhibit(
            session, incident_id, "picture", answers, file_id=kept.file.file_id, original_name=kept.original_name,
            size=kept.file.size, sha256=kept.file.sha256, stored_sha256=kept.file.stored_sha256,
            media_type=kept.facts.media_type, width=kept.facts.width, height=kept.facts.height,
            read_from_file=_said_by_file(kept.facts),
        )  # fmt: skip
        session.casebook.commit([exhibit, _taken_in(session, exhibit)], reason="Attached.")
    except BaseException:
        session.evidence.remove(kept.file.file_id)
        raise
    return exhibit


def record_without_file(
    session: Session, incident_id: str, kind: ExhibitKind, answers: ExhibitAnswers, *, arrives: str = ""
) -> Exhibit:
    """Record imagery that is not held, or an exhibit that is not here yet; the latter becomes an action as well.

    `arrives` says who sends it, how and by when. Raises UserProblem when nobody is named who has it.
    """
    session.require("log and change the record")
    if not answers.held_by.strip():
        raise UserProblem("Say who has it and where it is.", "“Not known” is an answer.", field="held_by")
    exhibit = _new_exhibit(session, incident_id, kind, answers)
    changes: list[Entity] = [exhibit, _taken_in(session, exhibit)]
    if kind == "not here yet":
        what = f"Get exhibit {exhibit.ref}: {arrives.strip() or answers.held_by.strip()}"
        changes.append(
            Action(
                id=new_id(), incident_id=IncidentId(incident_id), what=what, owner=session.member.name,
                source="exhibit", source_id=exhibit.id, created_at=session.clock(),
            )
        )  # fmt: skip
    session.casebook.commit(changes, reason="Recorded without a file.")
    return exhibit


def answer_exhibit(session: Session, exhibit_id: str, answers: ExhibitAnswers, *, reason: str = "") -> Exhibit:
    """Answer the exhibit's questions, or change the answers; what was written before needs a reason to be changed."""
    session.require("log and change the record")
    exhibit = session.casebook.get(Exhibit, exhibit_id)
    given = {field: getattr(answers, field) for field in answers.__struct_fields__}
    overwritten = [field for field, value in given.items() if _was_written(getattr(exhibit, field), value)]
    if overwritten and not reason.strip():
        raise UserProblem("You are changing what was written.", "Say why; the old text stays readable.", field="reason")
    changed = msgspec.structs.replace(exhibit, **given)
    if changed != exhibit:
        session.casebook.commit([changed], reason=reason.strip() or "Completed.")
    return changed


def withdraw_exhibit(session: Session, exhibit_id: str, *, because: str) -> Exhibit:
    """Take an exhibit out of the case; its number is never used again, its file and history stay."""
    session.require("log and change the record")
    if not because.strip():
        raise UserProblem("Say why this exhibit is withdrawn.", field="reason")
    exhibit = session.casebook.get(Exhibit, exhibit_id)
    withdrawn = msgspec.structs.replace(exhibit, withdrawn=True, withdrawn_because=because.strip())
    session.casebook.commit([withdrawn], reason=because.strip())
    return withdrawn


def _was_written(old: object, new: object) -> bool:
    return bool(old) and old not in (Stated(), When(), new)


def _new_exhibit(
    session: Session, incident_id: str, kind: ExhibitKind, answers: ExhibitAnswers, **file: object
) -> Exhibit:
    producer = session.member.initials
    number = next_number(session, producer)
    ref = session.school.exhibit_pattern.format(initials=producer, n=number)
    fields = {**msgspec.structs.asdict(answers), **file}
    if not fields["captured_by"]:
        fields["captured_by"] = session.member.name
    exhibit = Exhibit(
        id=new_id(), incident_id=IncidentId(incident_id), ref=ref, producer=producer, number=number,
        exhibit_kind=kind, attached_at=session.clock(), attached_by=session.member.name,
    )  # fmt: skip
    return msgspec.structs.replace(exhibit, **fields)


def next_number(session: Session, producer: str) -> int:
    """The next running number of a producer for the whole log; a number is never used twice."""
    row = session.casebook.connection.execute("SELECT max(number) FROM exhibit WHERE producer = ?", (producer,))
    return int(row.fetchone()[0] or 0) + 1


def _taken_in(session: Session, exhibit: Exhibit) -> CustodyEvent:
    return CustodyEvent(
        id=new_id(), incident_id=exhibit.incident_id, exhibit_id=ExhibitId(exhibit.id), at=session.clock(),
        what="attached", by=session.member.name, where="the casebook" if exhibit.file_id else exhibit.held_by,
        purpose="evidence", hash_checked=bool(exhibit.file_id),
    )  # fmt: skip


def _said_by_file(facts: PictureFacts) -> str:
    said = [f"taken {facts.exif_taken_at}" if facts.exif_taken_at else "", facts.exif_device]
    return ", ".join(part for part in said if part)
