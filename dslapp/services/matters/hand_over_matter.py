"""Hand a matter over to another casebook with its history; here it stays until the receipt comes, then a stub."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Account, Person
from dslapp.domain.entity import new_id
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.local_time import say_day, to_local
from dslapp.domain.long_work import OnCasebook, run_here
from dslapp.domain.matters.compartments import Places
from dslapp.domain.matters.matter_limits import beyond_limits, is_in_a_usual_year
from dslapp.domain.matters.moved_matter import Matter, Receipt, handed_over, matter_of, stub_of
from dslapp.domain.problems import EnvironmentProblem, UserProblem
from dslapp.domain.school import Access
from dslapp.domain.trust.entries import BackupPlace, Erasure, Moved, Neighbour
from dslapp.services.backups.back_up import BackedUp, back_up_everywhere
from dslapp.services.case.read_case import load_case
from dslapp.services.exhibits.exhibit_locks import refuse_locked
from dslapp.services.intake.attach_evidence import image_once_possible
from dslapp.services.intake.shut_cases import check_leaving
from dslapp.services.matters.find_places import places_for_case
from dslapp.services.matters.make_known import check_address, neighbour_of, neighbours, waits_for_agreement
from dslapp.services.matters.read_note import content_of_file
from dslapp.services.matters.seal_note import is_on_this_computer
from dslapp.services.papers.save_file import save_new_file
from dslapp.services.session import Session

if TYPE_CHECKING:
    from dslapp.casebook.matters.extract import Extract


class WaysToMove(NamedTuple):
    """To which casebooks a case may go, and which of them are on this computer."""

    places: Places
    reachable: frozenset[str]


def ways_to_move(session: Session, incident_id: str) -> WaysToMove:
    """Where a case may go: one about an adult here where the rules say, any other to any known casebook."""
    from dslapp.domain.matters.compartments import Place

    session.require("move a matter")
    found, known = places_for_case(session, incident_id), neighbours(session)
    near = frozenset(each.casebook for each in known if is_on_this_computer(each))
    if found.elsewhere or found.refused or found.belongs_elsewhere:
        return WaysToMove(found, near)  # it is about an adult here, who may be able to open some of them
    return WaysToMove(found._replace(elsewhere=tuple(Place(each.casebook, each.label, "") for each in known)), near)


def hand_over_matter(
    session: Session, incident_id: str, casebook: str, reason: str, target: Path | None = None
) -> Neighbour:
    """Seal a case with its evidence and signed history for another casebook: into its inbox, or into a file.

    Nothing is removed here before the receipt comes. Raises UserProblem without a reason, when that casebook may not
    take it or an exhibit is locked, GateClosed when nobody could take its files in, EnvironmentProblem when nothing
    was sealed.
    """
    from dslapp.casebook.evidence.files import EvidenceShutAway
    from dslapp.casebook.matters.bundle import TooLargeToMove, packed
    from dslapp.casebook.matters.extract import extract_file, extract_of
    from dslapp.casebook.matters.inbox import LARGEST, leave, seal
    from dslapp.casebook.matters.moving import digest_of, proof_of, signed

    session.require("move a matter")
    if not reason.strip():
        raise UserProblem("Say why it is moved.", field="reason")
    if casebook not in {place.casebook for place in ways_to_move(session, incident_id).places.elsewhere}:
        raise UserProblem("That casebook may not take this.", "Choose one that is offered.", field="casebook")
    neighbour = neighbour_of(session, casebook)
    check_address(session, neighbour)
    if target is None and not is_on_this_computer(neighbour):
        raise EnvironmentProblem(f"“{neighbour.label}” is not on this computer.", "Write it into a file.")
    history = extract_of(session.casebook, incident_id)
    matter = _matter(session, history, neighbour, reason.strip())
    if wrong := beyond_limits(matter):
        raise UserProblem(f"No casebook can take this in as it is. {wrong}", "Correct it in the case; then move it.")
    for exhibit in matter.exhibits:
        refuse_locked(session, exhibit)
    hidden = {each.file_id for each in matter.exhibits if each.shut_away_by} | session.evidence.shut_away
    if any(each.file_id in hidden for each in matter.files):
        raise EvidenceShutAway
    check_leaving(session, matter)
    if sum(each.size for each in matter.files) > LARGEST:
        raise TooLargeToMove  # before a film of 2 GB is read into memory
    text, extract = msgspec.json.encode(matter), extract_file(history)
    proof = signed(session.casebook, proof_of(text, extract))
    files = ((each.file_id, session.evidence.read(each.file_id, each.sha256)) for each in matter.files)
    sealed = seal(packed(text, extract, msgspec.json.encode(proof), files), neighbour.inbox_recipient)
    if target is not None:
        save_new_file(target, sealed)
    else:
        try:
            leave(Path(neighbour.folder), sealed)
        except OSError as error:
            raise EnvironmentProblem(
                "It could not be put into the inbox: the disk or the folder did not take it. Nothing was moved.",
                "Write it into a file instead.",
            ) from error
    sent = Access(
        id=new_id(),
        what="handed over",
        incident_id=incident_id,
        subject=handed_over(matter.id, neighbour.casebook, digest_of(proof)),
        detail=f"to “{neighbour.label}”, where it waits to be taken in",
    )
    session.casebook.commit([sent], reason=f"Sealed for “{neighbour.label}”. {reason.strip()}")
    return neighbour


def read_receipt(session: Session, name: str) -> Receipt:
    """The receipt that waits in the inbox, with the name by which its casebook is known here.

    Raises EnvironmentProblem when it is none, or nobody known signed it.
    """
    from dslapp.casebook.matters.inbox import SealedFileUnreadable
    from dslapp.casebook.matters.moving import is_signed_by

    session.require("move a matter")
    try:
        receipt = msgspec.json.decode(content_of_file(session, name), type=Receipt)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise SealedFileUnreadable("This is not a receipt.") from None
    if not is_in_a_usual_year(receipt.taken_at):
        raise SealedFileUnreadable("This is not a receipt: its date is none.")
    if receipt.from_casebook != session.casebook.id:
        raise SealedFileUnreadable("This receipt is for another casebook.")
    known = neighbour_of(session, receipt.casebook)
    if not is_signed_by(receipt, known.signing_keys):
        raise EnvironmentProblem(
            f"Nobody who is known as a member of “{known.label}” signed this receipt. Nothing was removed.",
            "Ask them. If they have a new member or new keys, make that casebook known again in Settings.",
        )
    if waits_for_agreement(session, known):
        raise EnvironmentProblem(
            f"What is known here of “{known.label}” was changed, and no second member has agreed. Nothing was removed.",
            "Ask another member to look at it under “Members”.",
        )
    return msgspec.structs.replace(receipt, label=known.label)


class Finished(NamedTuple):
    """The stub that stays, and what came of the backups that were made before anything went."""

    stub: Incident
    backups: tuple[BackedUp, ...]


def finish_move(session: Session, name: str, on_casebook: OnCasebook | None = None) -> Finished:
    """Remove a matter whose receipt waits in the inbox: its content goes, its reference and its seals stay.

    A backup is made everywhere before that.

    Raises UserProblem when no such matter was handed over, or more was written since;
    EnvironmentProblem when nothing was removed.
    """
    session.require("move a matter")
    session.require("erase")
    ask = on_casebook or run_here
    ask(_ready_to_go, session, name)
    backups = back_up_everywhere(session, on_casebook)
    return Finished(ask(_remove_moved, session, name), backups)


def _ready_to_go(session: Session, name: str) -> tuple[Receipt, Incident, str, tuple[int, ...]]:
    """The receipt, the case that it is for, why it was handed over, and the entries that go."""
    from dslapp.casebook.matters.moving import entries_to_erase

    receipt = read_receipt(session, name)
    incident, because, sent = _handed_over(session, receipt)
    erased = entries_to_erase(session.casebook, incident.id)
    if erased[-1] > sent:
        raise UserProblem(
            f"More was written into {incident.ref} after it was handed over, and it has not arrived there.",
            "Hand it over again; then remove it with the new receipt.",
        )
    return receipt, incident, because, erased


def _remove_moved(session: Session, name: str) -> Incident:
    """Look again, since the backup took its time; then remove it, and return the stub."""
    from dslapp.casebook.matters.inbox import remove

    (receipt, incident, because, erased), now = _ready_to_go(session, name), session.clock()
    files = [each.file_id for each in session.casebook.of_incident(Exhibit, incident.id) if each.file_id]
    day = say_day(to_local(receipt.taken_at).date())
    stub = stub_of(incident, label=receipt.label, ref=receipt.ref, said=f"on {day}", at=now)
    moved = Moved(
        id=new_id(), incident_id=incident.id, direction="out", casebook=receipt.casebook, label=receipt.label,
        ref=receipt.ref, entries=(min(erased), max(erased)), reason=because, at=now,
    )  # fmt: skip
    gone = Erasure(id=new_id(), entries=erased, ref=incident.ref, because=f"Moved to “{receipt.label}”. {because}")
    session.casebook.commit([stub, moved, gone], reason=because, erases=erased)
    for file_id in files:
        session.evidence.remove(file_id)  # one that stays behind is swept later: no record names it any more
    try:
        remove(session.opened.folder, name)
    except OSError:
        return stub
    return stub


def backups_that_hold_it(session: Session) -> tuple[str, ...]:
    """Where what was moved can still be read: in backups of today and before, those at places no longer used too; and
    in the quarantine, where a restore or a newer program put what was there.
    """
    from dslapp.casebook.keys.key_files import QUARANTINE

    session.require("read the record")
    places = [f"the backups at {place.label}" for place in session.casebook.select(BackupPlace)]
    aside = sorted(path.name for path in (session.opened.folder / QUARANTINE).glob("*") if path.is_dir())
    return (*places, *(f"the casebook’s own folder {QUARANTINE}/{name}" for name in aside))


def _matter(session: Session, history: "Extract", neighbour: Neighbour, reason: str) -> Matter:
    """The case as it stands, its people as it knew them: what other cases wrote of them stays here."""
    case = load_case(session, history.incident)
    matter = matter_of(
        case, to=neighbour.casebook, from_casebook=session.casebook.id, from_label=session.opened.folder.stem,
        from_recipient=session.opened.keys.inbox_recipient, reason=reason, by=session.member.name, at=session.clock(),
    )  # fmt: skip
    known = history.people
    accounts = tuple(own if isinstance(own := known.get(each.id), Account) else each for each in matter.accounts)
    owners = {each.person_id for each in accounts if each.person_id} - {each.id for each in matter.people}
    people = (*matter.people, *(session.casebook.get(Person, each) for each in sorted(owners)))
    people = tuple(own if isinstance(own := known.get(each.id), Person) else each for each in people)
    possible = image_once_possible(session, case.incident)
    return msgspec.structs.replace(matter, people=people, accounts=accounts, once_possible=possible)


def _handed_over(session: Session, receipt: Receipt) -> tuple[Incident, str, int]:
    """The case that was handed over under this receipt, why, and in which entry.

    The entry names the casebook and what the matter was made of: a receipt of another one, or for something else,
    is for nothing that was handed over. Raises UserProblem then.
    """
    wanted = handed_over(receipt.matter, receipt.casebook, receipt.digest)
    for incident in session.casebook.select(Incident, "p.ref = ?", (receipt.old_ref,)):
        for version in session.casebook.history(incident_id=incident.id):
            sent = version.entity
            if isinstance(sent, Access) and (sent.what, sent.subject) == ("handed over", wanted):
                return incident, version.reason, version.seq
    raise UserProblem(f"Nothing called {receipt.old_ref} was handed over with this receipt.", "Put it aside.")
