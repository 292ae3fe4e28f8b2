"""Seal a note for those who can open a casebook: without a passphrase, and so that the writer cannot read it back."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from dslapp.domain.case.incident_draft import IncidentDraft
from dslapp.domain.entity import new_id
from dslapp.domain.matters.compartments import Compartment, Opener, Places, Subject, places_for_note
from dslapp.domain.matters.inbox_card import CARD_SUFFIX, InboxCard
from dslapp.domain.matters.sealed_note import SealedNote, note_of, problems_of
from dslapp.domain.problems import EnvironmentProblem, UserProblem
from dslapp.domain.trust.entries import Neighbour
from dslapp.services.access.known_casebooks import KnownCasebook
from dslapp.services.matters.find_places import places_for
from dslapp.services.matters.make_known import check_address, compare_address, neighbour_of, neighbours, openers_at
from dslapp.services.matters.read_note import note_is_in_the_record
from dslapp.services.papers.save_file import save_new_file
from dslapp.services.session import Session

NOTE_SUFFIX = ".age"


def card_known_here(known: KnownCasebook) -> InboxCard:
    """The address to which a note for a casebook of this computer is sealed: the one of the last unlock here.

    With whoever could open it then, and whoever can today.

    Raises EnvironmentProblem when it was never unlocked here, is not there, or tells another address today.
    """
    from dslapp.casebook.keys.key_files import read_members

    if known.card is None:
        raise EnvironmentProblem(
            f"“{known.label}” was not unlocked on this computer since notes can be left, so its inbox is not known.",
            "Use its card (a file that ends in .inbox), or the paper form.",
        )
    members = read_members(known.folder)
    if members.casebook != known.card.casebook:
        raise EnvironmentProblem(
            f"Another casebook lies where “{known.label}” was. Nothing was sealed.", "Ask one of its members."
        )
    compare_address(known.label, known.card.recipient, members.inbox_recipient)
    openers = tuple(dict.fromkeys((*known.card.openers, *openers_at(known.folder))))
    return msgspec.structs.replace(known.card, openers=openers)


def note_places(cards: Sequence[InboxCard], subject: Subject) -> Places:
    """For which casebooks a note about somebody may be sealed: for none that they can open."""
    return places_for_note([_compartment(card) for card in cards], subject)


def leave_note(known: KnownCasebook, note: SealedNote) -> None:
    """Seal a note and put it into the inbox of a casebook on this computer.

    Raises UserProblem for what is missing or when that casebook may not take it, EnvironmentProblem when nothing was
    left.
    """
    card = card_known_here(known)
    _require_may_take(card, note)
    _put_into(known.folder, _sealed(note, card.casebook, card.recipient))


def write_note_file(card: InboxCard, note: SealedNote, target: Path) -> None:
    """Seal a note for a casebook that is elsewhere, into a file that is carried there.

    Raises UserProblem for what is missing or a file that is there, EnvironmentProblem when nothing was written.
    """
    _require_may_take(card, note)
    save_new_file(target, _sealed(note, card.casebook, card.recipient))


class WaysOut(NamedTuple):
    """Where a first screen may go, and which of those casebooks are on this computer."""

    places: Places
    reachable: frozenset[str]


def ways_out(session: Session, draft: IncidentDraft) -> WaysOut:
    """Whether a first screen may be saved here, and if not, to which casebooks it can be sealed."""
    session.require("log and change the record")
    near = frozenset(each.casebook for each in neighbours(session) if is_on_this_computer(each))
    return WaysOut(places_for(session, draft), near)


class HandedOver(NamedTuple):
    """The label of the casebook to which it was sealed, and whether the disk kept the draft of it here."""

    label: str
    draft_stays: bool = False


def hand_over(session: Session, draft: IncidentDraft, casebook: str, target: Path | None = None) -> HandedOver:
    """Seal the minimum of a first screen to another casebook, and keep nothing of it here.

    Where that casebook is on this computer it goes into its inbox, else into the file `target`. No entry of this
    casebook tells of it: the one whom it is about may be reading here. Raises UserProblem when that casebook may not
    take it, EnvironmentProblem when nothing was sealed; then the draft is still here.
    """
    session.require("log and change the record")
    neighbour = _allowed(session, places_for(session, draft), casebook)
    check_address(session, neighbour)
    label = session.opened.folder.stem
    note = note_of(
        draft, note_id=new_id(), casebook=casebook, at=session.clock(), by=session.member.name, sent_from=label
    )
    sealed = _sealed(note, casebook, neighbour.inbox_recipient)
    if target is not None:
        save_new_file(target, sealed)
    else:
        _put_into(_folder_of(neighbour), sealed)
    if draft.note:
        note_is_in_the_record(session, draft.note)
    try:
        session.casebook.discard_draft(draft.id)
    except EnvironmentProblem:  # it is sealed: told as a failure, it would be sealed once more
        return HandedOver(neighbour.label, draft_stays=True)
    return HandedOver(neighbour.label)


def is_on_this_computer(neighbour: Neighbour) -> bool:
    """Whether its inbox can be reached from here."""
    return bool(neighbour.folder) and Path(neighbour.folder).is_dir()


def file_name(label: str, *, card: bool = False) -> str:
    """What a sealed file or a card is called; nothing in it tells of a person."""
    name = "".join(each if each.isalnum() or each in " -_" else " " for each in label)
    return f"{' '.join(name.split()) or 'Casebook'}{CARD_SUFFIX if card else ' - sealed note' + NOTE_SUFFIX}"


def _allowed(session: Session, places: Places, casebook: str) -> Neighbour:
    if casebook not in {place.casebook for place in places.elsewhere}:
        why = next((place.reason for place in places.refused if place.casebook == casebook), "")
        raise UserProblem(f"That casebook may not take this. {why}".strip(), "Choose one that is offered.")
    return neighbour_of(session, casebook)


def _require_may_take(card: InboxCard, note: SealedNote) -> None:
    for place in note_places([card], note.subject).refused:
        raise UserProblem(
            f"This can’t be left in “{card.label}”. {place.reason}",
            "Choose another casebook, or use the paper form and ring whoever it is for.",
        )


def _compartment(card: InboxCard) -> Compartment:
    openers = tuple(Opener(each.role, initials=each.initials) for each in card.openers)
    return Compartment(card.casebook, card.label, card.holds, openers)


def _sealed(note: SealedNote, casebook: str, recipient: str) -> bytes:
    from dslapp.casebook.matters.inbox import padded, seal

    for problem in problems_of(note):
        raise UserProblem(problem.message, field=problem.field)
    return seal(padded(msgspec.json.encode(msgspec.structs.replace(note, casebook=casebook))), recipient)


def _folder_of(neighbour: Neighbour) -> Path:
    if not is_on_this_computer(neighbour):
        raise EnvironmentProblem(
            f"“{neighbour.label}” is not on this computer.", "Write the sealed note into a file, and carry it there."
        )
    return Path(neighbour.folder)


def _put_into(folder: Path, sealed: bytes) -> None:
    from dslapp.casebook.matters.inbox import leave

    try:
        leave(folder, sealed)
    except OSError as error:
        raise EnvironmentProblem(
            "The note could not be put into the inbox: the disk or the folder did not take it. Nothing was left.",
            "Write it into a file instead, and give that to whoever opens the casebook; or use the paper form.",
        ) from error
