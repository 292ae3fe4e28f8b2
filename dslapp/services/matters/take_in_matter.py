"""Take in a matter that another casebook handed over: its case, its evidence, its history; and send the receipt."""

import contextlib
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from dslapp.casebook.purging.purges import must_not_be_here
from dslapp.casebook.rows.exhibit_rows import next_number
from dslapp.casebook.rows.people_rows import last_number
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import Entity, ExhibitId, IncidentId, MemberId, new_id
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit
from dslapp.domain.evidence.producers import reference
from dslapp.domain.local_time import to_local
from dslapp.domain.matters.matter_limits import beyond_limits
from dslapp.domain.matters.moved_matter import Matter, Receipt, renewed
from dslapp.domain.problems import UserProblem
from dslapp.domain.school import EXHIBIT_PATTERNS, Access
from dslapp.domain.statements import TriState
from dslapp.domain.trust.entries import Moved, Neighbour
from dslapp.services.intake.number_exhibits import producer_of
from dslapp.services.intake.shut_cases import check_matter
from dslapp.services.matters.matter_proof import Proven, proven
from dslapp.services.matters.read_note import content_of_file
from dslapp.services.matters.seal_note import is_on_this_computer
from dslapp.services.papers.save_file import save_new_file
from dslapp.services.session import Session

F = TypeVar("F", Exhibit, Derivative)


class MatterSeen(NamedTuple):
    """What a matter says of itself before it is taken in; `known` is the casebook from which it says that it comes.

    `doubts` are sentences about what does not fit. `likewise`: the references of cases here that came from the same
    case over there, with other contents.
    """

    matter: Matter
    known: Neighbour | None
    doubts: tuple[str, ...]
    likewise: tuple[str, ...]


class TakenIn(NamedTuple):
    """The new case, and whether its receipt could be left in the inbox of the casebook from which it came."""

    incident: Incident
    receipt: bytes
    receipt_left: bool


class MatterMustNotBeHere(UserProblem):
    """A file of the matter holds bytes that were purged here, or are hidden because they must not be here."""

    def __init__(self) -> None:
        super().__init__(
            "One of the files in this matter must not be here: it was hidden or purged before. Nothing was taken in.",
            "Don’t open or send it. Ring the police, and tell whoever handed the matter over: the file must be removed "
            "there first. Then put this matter aside.",
        )


def look_at_matter(session: Session, name: str) -> MatterSeen:
    """Open a matter that waits. Raises EnvironmentProblem when it is damaged, hostile or for another casebook."""
    session.require("log and change the record")
    arrived = _opened(session, name)
    likewise = [moved.incident_id for moved in _from_the_same(session, arrived.matter) if not arrived.is_of(moved)]
    refs = tuple(session.casebook.get(Incident, each).ref for each in likewise)
    return MatterSeen(arrived.matter, arrived.proof.known, arrived.proof.doubts, refs)


def take_in_matter(session: Session, name: str, *, image_answer: TriState = "") -> TakenIn:
    """Make a matter a case of this casebook, all or nothing; then its file leaves the inbox and the receipt goes back.

    `image_answer` answers the gate's question for the files that come with it. Each exhibit is compared with the
    SHA-256 that it had. Raises GateClosed with nothing taken in, and EnvironmentProblem when anything is not as it was.
    """
    session.require("log and change the record")
    arrived = _opened(session, name)
    check_matter(session, arrived.matter, image_answer, once_possible=arrived.once_possible)
    incident = _taken_before(session, arrived) or _put_in(session, arrived)
    receipt, left = _send_receipt(session, arrived, incident.ref)
    _let_go(session, name)
    return TakenIn(incident, receipt, left)


class _Arrived(NamedTuple):
    matter: Matter
    extract: bytes
    files: Mapping[str, bytes]
    proof: Proven

    @property
    def once_possible(self) -> bool:
        """Whether the case ever spoke of a naked image: as its history has it, or as it says itself of former ones."""
        return self.matter.once_possible or self.proof.once_possible

    def is_of(self, moved: Moved) -> bool:
        """Whether that is the entry of this very matter."""
        return moved.digest == self.proof.digest


def _put_in(session: Session, arrived: _Arrived) -> Incident:
    matter, known = arrived.matter, arrived.proof.known
    for content in arrived.files.values():  # all of them, before anything is kept
        if must_not_be_here(session.casebook, session.evidence, hashlib.sha256(content).hexdigest()):
            raise MatterMustNotBeHere
    if any(each.shut_away_by and each.file_id for each in matter.exhibits):
        raise MatterMustNotBeHere  # it says so itself
    label = known.label if known else matter.from_label
    now, year = session.clock(), to_local(session.clock()).year
    ref = f"OSI-{year}-{last_number(session.casebook, year) + 1:04}"
    fresh = renewed(matter, ref=ref, member=MemberId(session.member.id), at=now)
    kept: list[str] = []
    try:
        exhibits = [_kept(session, each, arrived.files, kept) for each in _numbered(session, fresh.exhibits)]
        history = session.evidence.keep(io.BytesIO(arrived.extract))
        kept.append(history.file_id)
        incident_id = IncidentId(fresh.incident.id)
        received = [_received(session, each, matter, label) for each in exhibits if each.file_id]
        moved = Moved(
            id=new_id(), incident_id=incident_id, direction="in", casebook=matter.from_casebook,
            label=label, ref=matter.incident.ref, entries=matter.entries, file_id=history.file_id,
            sha256=history.sha256, digest=arrived.proof.digest, reason=matter.reason, at=now,
            once_possible=arrived.once_possible,
        )  # fmt: skip
        taken = Access(
            id=new_id(), what="taken in", incident_id=incident_id, subject=f"matter {matter.id}",
            detail=f"from “{label}”, where it was {matter.incident.ref}",
        )  # fmt: skip
        copies = [_kept(session, each, arrived.files, kept) for each in _lettered(fresh.derivatives, fresh, exhibits)]
        others = [value for value in fresh.values() if not isinstance(value, Exhibit | Derivative)]
        changes: list[Entity] = [fresh.incident, *others, *exhibits, *copies, *received, moved, taken]
    except BaseException:
        for file_id in kept:
            session.evidence.remove(file_id)
        raise
    session.casebook.commit(changes, reason=f"Taken in from “{label}”.")
    return fresh.incident


def _taken_before(session: Session, arrived: _Arrived) -> Incident | None:
    """The case that this very matter became already, when only its file was left behind.

    Known by what it is made of: another one that only says the same of itself is another matter.
    """
    moves = _from_the_same(session, arrived.matter)
    return next((session.casebook.find(Incident, each.incident_id) for each in moves if arrived.is_of(each)), None)


def _from_the_same(session: Session, matter: Matter) -> tuple[Moved, ...]:
    """What was taken in from the same case over there."""
    moves = session.casebook.select(Moved, "p.direction = 'in'")
    return tuple(each for each in moves if (each.casebook, each.ref) == (matter.from_casebook, matter.incident.ref))


def _let_go(session: Session, name: str) -> None:
    """Take the file out of the inbox; one that stays is recognised the next time."""
    from dslapp.casebook.matters.inbox import remove

    with contextlib.suppress(OSError):
        remove(session.opened.folder, name)


def save_receipt(taken: TakenIn, target: Path) -> None:
    """Write the sealed receipt into a file, where the other casebook is on another computer."""
    save_new_file(target, taken.receipt)


def _opened(session: Session, name: str) -> _Arrived:
    from dslapp.casebook.matters.bundle import unpacked
    from dslapp.casebook.matters.inbox import SealedFileUnreadable

    bundle = unpacked(content_of_file(session, name))
    try:
        matter = msgspec.json.decode(bundle.matter, type=Matter)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise SealedFileUnreadable("This was sealed for this casebook, but it is not a matter.") from None
    if matter.casebook != session.casebook.id:
        raise SealedFileUnreadable("This matter was sealed for another casebook.")
    if wrong := beyond_limits(matter):
        raise SealedFileUnreadable(f"No casebook can take this matter in. {wrong}")
    return _Arrived(matter, bundle.extract, bundle.files, proven(session, bundle, matter))


def _numbered(session: Session, exhibits: tuple[Exhibit, ...]) -> list[Exhibit]:
    """Exhibits keep their numbers; one that is taken here gets the next, and says what it was called.

    So does one whose reference is not made of its number, as no later exhibit could have that reference, and one that
    carries the initials of somebody else here.
    """
    pattern = session.school.exhibit_pattern
    taken = {(each.producer, each.number) for each in session.casebook.select(Exhibit)}
    refs = {each.ref for each in session.casebook.select(Exhibit)}
    found = []
    for exhibit in exhibits:
        own = {reference(each, exhibit.producer, exhibit.number) for each in EXHIBIT_PATTERNS}
        producer = producer_of(session, exhibit.attached_by, exhibit.producer)
        is_taken = (producer, exhibit.number) in taken or exhibit.ref in refs or producer != exhibit.producer
        if is_taken or exhibit.ref not in own:
            number = max(
                next_number(session.casebook, producer, pattern),
                *(each[1] + 1 for each in taken if each[0] == producer), 1,
            )  # fmt: skip
            while (ref := reference(pattern, producer, number)) in refs:
                number += 1
            said = f"{exhibit.description} (formerly {exhibit.ref})".strip()
            exhibit = msgspec.structs.replace(exhibit, ref=ref, producer=producer, number=number, description=said)
        taken.add((exhibit.producer, exhibit.number))
        refs.add(exhibit.ref)
        found.append(exhibit)
    return found


def _lettered(copies: Sequence[Derivative], fresh: Matter, exhibits: Sequence[Exhibit]) -> Iterator[Derivative]:
    """The copies under the references that their exhibits have here."""
    was, now = ({each.id: each.ref for each in those} for those in (fresh.exhibits, exhibits))
    for copy in copies:
        letter = copy.ref.removeprefix(was.get(copy.exhibit_id, ""))
        yield msgspec.structs.replace(copy, ref=f"{now.get(copy.exhibit_id, copy.id)}{letter}")


def _kept(session: Session, exhibit: F, files: Mapping[str, bytes], kept: list[str]) -> F:
    """Keep the file of an exhibit or a copy here. Raises EnvironmentProblem when it is not the one that it was."""
    from dslapp.casebook.matters.inbox import SealedFileUnreadable

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
    return msgspec.structs.replace(exhibit, file_id=file.file_id, stored_sha256=file.stored_sha256, size=file.size)


def _received(session: Session, exhibit: Exhibit, matter: Matter, label: str) -> CustodyEvent:
    return CustodyEvent(
        id=new_id(), incident_id=exhibit.incident_id, exhibit_id=ExhibitId(exhibit.id), at=session.clock(),
        what="handed over", by=matter.moved_by, to=session.member.name, hash_checked=True,
        purpose=f"Moved from “{label}”: {matter.reason}",
    )  # fmt: skip


def _send_receipt(session: Session, arrived: _Arrived, ref: str) -> tuple[bytes, bool]:
    """Seal the receipt; leave it where the matter came from, if that casebook is known here and on this computer."""
    from dslapp.casebook.matters.inbox import leave, padded, seal
    from dslapp.casebook.matters.moving import signed

    matter, known = arrived.matter, arrived.proof.known
    receipt = signed(
        session.casebook,
        Receipt(
            matter=matter.id, digest=arrived.proof.digest, from_casebook=matter.from_casebook,
            casebook=session.casebook.id, label=session.opened.folder.stem, old_ref=matter.incident.ref, ref=ref,
            taken_at=session.clock(),
        ),
    )  # fmt: skip
    recipient = known.inbox_recipient if known else matter.from_recipient
    sealed = seal(padded(msgspec.json.encode(receipt)), recipient)
    if known is None or not is_on_this_computer(known):
        return sealed, False
    try:
        leave(Path(known.folder), sealed)
    except OSError:
        return sealed, False
    return sealed, True
