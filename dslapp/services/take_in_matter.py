"""Take in a matter that another casebook handed over: its case, its evidence, its history; and send the receipt."""

import contextlib
import io
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from dslapp.casebook.exhibit_rows import next_number
from dslapp.casebook.people_rows import last_number
from dslapp.domain.entity import Entity, ExhibitId, IncidentId, MemberId, new_id
from dslapp.domain.evidence import CustodyEvent, Exhibit
from dslapp.domain.incident import Incident
from dslapp.domain.local_time import to_local
from dslapp.domain.moved_matter import Matter, Receipt, renewed
from dslapp.domain.school import Access
from dslapp.domain.trust import Moved, Neighbour
from dslapp.services.make_known import neighbours
from dslapp.services.read_note import content_of_file
from dslapp.services.save_file import save_new_file
from dslapp.services.seal_note import is_on_this_computer
from dslapp.services.session import Session


class MatterSeen(NamedTuple):
    """What a matter says of itself before it is taken in; `known` is the casebook from which it says that it comes."""

    matter: Matter
    known: Neighbour | None


class TakenIn(NamedTuple):
    """The new case, and whether its receipt could be left in the inbox of the casebook from which it came."""

    incident: Incident
    receipt: bytes
    receipt_left: bool


def look_at_matter(session: Session, name: str) -> MatterSeen:
    """Open a matter that waits. Raises EnvironmentProblem when it is damaged, hostile or for another casebook."""
    session.require("log and change the record")
    matter, _, _ = _opened(session, name)
    return MatterSeen(matter, _known(session, matter))


def take_in_matter(session: Session, name: str) -> TakenIn:
    """Make a matter a case of this casebook, all or nothing; then its file leaves the inbox and the receipt goes back.

    Each exhibit is compared with the SHA-256 that it had. Raises EnvironmentProblem when anything is not as it was.
    """
    session.require("log and change the record")
    matter, extract, files = _opened(session, name)
    before = _taken_before(session, matter)
    incident = before or _put_in(session, matter, extract, files)
    receipt, left = _send_receipt(session, matter, incident.ref)
    _let_go(session, name)
    return TakenIn(incident, receipt, left)


def _put_in(session: Session, matter: Matter, extract: bytes, files: Mapping[str, bytes]) -> Incident:
    now, year = session.clock(), to_local(session.clock()).year
    ref = f"OSI-{year}-{last_number(session.casebook, year) + 1:04}"
    fresh = renewed(matter, ref=ref, member=MemberId(session.member.id), at=now)
    kept: list[str] = []
    try:
        exhibits = [_kept(session, each, files, kept) for each in _numbered(session, fresh.exhibits)]
        history = session.evidence.keep(io.BytesIO(extract))
        kept.append(history.file_id)
        incident_id = IncidentId(fresh.incident.id)
        received = [_received(session, each, matter) for each in exhibits if each.file_id]
        moved = Moved(
            id=new_id(), incident_id=incident_id, direction="in", casebook=matter.from_casebook,
            label=matter.from_label, ref=matter.incident.ref, entries=matter.entries, file_id=history.file_id,
            sha256=history.sha256, reason=matter.reason, at=now,
        )  # fmt: skip
        taken = Access(
            id=new_id(), what="taken in", incident_id=incident_id, subject=f"matter {matter.id}",
            detail=f"from “{matter.from_label}”, where it was {matter.incident.ref}",
        )  # fmt: skip
        others = [value for value in fresh.values() if not isinstance(value, Exhibit)]
        changes: list[Entity] = [fresh.incident, *others, *exhibits, *received, moved, taken]
        session.casebook.commit(changes, reason=f"Taken in from “{matter.from_label}”.")
    except BaseException:
        for file_id in kept:
            session.evidence.remove(file_id)
        raise
    return fresh.incident


def _taken_before(session: Session, matter: Matter) -> Incident | None:
    """The case that this very matter became already, when only its file was left behind."""
    for moved in session.casebook.select(Moved, "p.direction = 'in'"):
        if (moved.casebook, moved.ref, moved.entries) == (matter.from_casebook, matter.incident.ref, matter.entries):
            return session.casebook.find(Incident, moved.incident_id)
    return None


def _let_go(session: Session, name: str) -> None:
    """Take the file out of the inbox; one that stays is recognised the next time."""
    from dslapp.casebook.inbox import remove

    with contextlib.suppress(OSError):
        remove(session.opened.folder, name)


def save_receipt(taken: TakenIn, target: Path) -> None:
    """Write the sealed receipt into a file, where the other casebook is on another computer."""
    save_new_file(target, taken.receipt)


def _opened(session: Session, name: str) -> tuple[Matter, bytes, Mapping[str, bytes]]:
    from dslapp.casebook.bundle import unpacked
    from dslapp.casebook.inbox import SealedFileUnreadable

    bundle = unpacked(content_of_file(session, name))
    try:
        matter = msgspec.json.decode(bundle.matter, type=Matter)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise SealedFileUnreadable("This was sealed for this casebook, but it is not a matter.") from None
    if matter.casebook != session.casebook.id:
        raise SealedFileUnreadable("This matter was sealed for another casebook.")
    return matter, bundle.extract, bundle.files


def _known(session: Session, matter: Matter) -> Neighbour | None:
    return next((each for each in neighbours(session) if each.casebook == matter.from_casebook), None)


def _numbered(session: Session, exhibits: tuple[Exhibit, ...]) -> list[Exhibit]:
    """Exhibits keep their numbers; one that is taken here gets the next, and says what it was called."""
    taken = {(each.producer, each.number) for each in session.casebook.select(Exhibit)}
    refs = {each.ref for each in session.casebook.select(Exhibit)}
    found = []
    for exhibit in exhibits:
        if (exhibit.producer, exhibit.number) in taken or exhibit.ref in refs:
            number = max(
                next_number(session.casebook, exhibit.producer),
                *(each[1] + 1 for each in taken if each[0] == exhibit.producer), 1,
            )  # fmt: skip
            ref = session.school.exhibit_pattern.format(initials=exhibit.producer, n=number)
            said = f"{exhibit.description} (formerly {exhibit.ref})".strip()
            exhibit = msgspec.structs.replace(exhibit, ref=ref, number=number, description=said)
        taken.add((exhibit.producer, exhibit.number))
        refs.add(exhibit.ref)
        found.append(exhibit)
    return found


def _kept(session: Session, exhibit: Exhibit, files: Mapping[str, bytes], kept: list[str]) -> Exhibit:
    """Keep an exhibit's original here. Raises EnvironmentProblem when it is not the one that it was."""
    from dslapp.casebook.inbox import SealedFileUnreadable

    if not exhibit.file_id:
        return exhibit
    original = files.get(exhibit.file_id)
    if original is None:
        raise SealedFileUnreadable(f"The file of exhibit {exhibit.ref} is missing. Nothing was taken in.")
    file = session.evidence.keep(io.BytesIO(original))
    kept.append(file.file_id)
    if file.sha256 != exhibit.sha256:
        raise SealedFileUnreadable(
            f"The file of exhibit {exhibit.ref} is not the one that it was. Nothing was taken in."
        )
    return msgspec.structs.replace(
        exhibit, file_id=file.file_id, stored_sha256=file.stored_sha256, size=file.size, media_type=file.media_type
    )


def _received(session: Session, exhibit: Exhibit, matter: Matter) -> CustodyEvent:
    return CustodyEvent(
        id=new_id(), incident_id=exhibit.incident_id, exhibit_id=ExhibitId(exhibit.id), at=session.clock(),
        what="handed over", by=matter.moved_by, to=session.member.name, hash_checked=True,
        purpose=f"Moved from “{matter.from_label}”: {matter.reason}",
    )  # fmt: skip


def _send_receipt(session: Session, matter: Matter, ref: str) -> tuple[bytes, bool]:
    """Seal the receipt; leave it where the matter came from, if that casebook is known here and on this computer."""
    from dslapp.casebook.inbox import leave, padded, seal
    from dslapp.casebook.moving import signed_receipt

    receipt = signed_receipt(
        session.casebook,
        Receipt(
            matter=matter.id, from_casebook=matter.from_casebook, casebook=session.casebook.id,
            label=session.opened.folder.stem, old_ref=matter.incident.ref, ref=ref, taken_at=session.clock(),
        ),
    )  # fmt: skip
    known = _known(session, matter)
    recipient = known.inbox_recipient if known else matter.from_recipient
    sealed = seal(padded(msgspec.json.encode(receipt)), recipient)
    if known is None or not is_on_this_computer(known):
        return sealed, False
    try:
        leave(Path(known.folder), sealed)
    except OSError:
        return sealed, False
    return sealed, True
