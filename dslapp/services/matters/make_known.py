"""Make other casebooks known to this one, so that a matter which does not belong here can be sealed to them."""

from pathlib import Path

import msgspec

from dslapp.domain.entity import new_id
from dslapp.domain.matters.compartments import Compartment, Opener
from dslapp.domain.matters.inbox_card import InboxCard
from dslapp.domain.problems import EnvironmentProblem, UserProblem
from dslapp.domain.school import ROLE_NAMES, Access, Contact, Holds, Member
from dslapp.domain.trust.entries import Neighbour, NeighbourOpener
from dslapp.services.access.known_casebooks import AGENCIES, AgencyNumber
from dslapp.services.papers.save_file import only_if_noted, save_new_file
from dslapp.services.program import Program
from dslapp.services.session import Session

_LARGEST_CARD = 64 * 1024


def own_card(session: Session, label: str = "") -> InboxCard:
    """The card of this casebook's inbox, from the keys and the members that the journal vouches for."""
    session.require("read the record")
    members = active_members(session)
    return InboxCard(
        casebook=session.casebook.id,
        label=label or session.opened.folder.stem,
        holds=session.school.holds,
        recipient=session.opened.keys.inbox_recipient,
        openers=tuple(NeighbourOpener(member.role, member.initials) for member in members),
        signing_keys=tuple(member.signing_key for member in members),
    )


def remember_casebook(program: Program, session: Session, label: str = "") -> None:
    """Write down for the unlock page of this computer where the casebook is and the address of its inbox.

    Raises EnvironmentProblem when it cannot be written down.
    """
    folder = session.opened.folder
    known = program.known.known_at(folder)
    label = label or (known.label if known else "") or folder.stem
    program.known.remember(folder, label, own_card(session, label), _agencies(session))


def _agencies(session: Session) -> tuple[AgencyNumber, ...]:
    """The numbers of offices, without anybody's name."""
    return tuple(
        AgencyNumber(
            contact_kind=each.contact_kind, label=each.label, phone=each.phone, out_of_hours=each.out_of_hours,
            checked_on=each.checked_on,
        )
        for each in session.casebook.select(Contact)
        if each.contact_kind in AGENCIES and (each.phone or each.out_of_hours)
    )  # fmt: skip


def renew_card(program: Program, session: Session) -> None:
    """Before it is locked: if its keys were renewed, let the unlock page know its inbox by the new address.

    Raises EnvironmentProblem when it cannot be written down.
    """
    known = program.known.known_at(session.opened.folder)
    if known is not None and known.card is not None and known.card.recipient != session.opened.keys.inbox_recipient:
        remember_casebook(program, session)


def export_card(session: Session, target: Path, label: str) -> InboxCard:
    """Write the card as a file for other computers. Raises UserProblem or EnvironmentProblem."""
    card = own_card(session, label)
    save_new_file(target, msgspec.json.format(msgspec.json.encode(card)))
    with only_if_noted(target):
        session.casebook.commit([Access(id=new_id(), what="exported", subject="inbox card")])
    return card


def read_card(path: Path) -> InboxCard:
    """Read a card that somebody gave. Raises EnvironmentProblem when it is none."""
    from dslapp.casebook.matters.inbox import check_recipient

    try:
        with path.open("rb") as file:
            card = msgspec.json.decode(file.read(_LARGEST_CARD), type=InboxCard)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        raise EnvironmentProblem(
            "This is not the card of a casebook’s inbox.", "Choose the file that ends in .inbox."
        ) from None
    check_recipient(card.recipient)
    return card


def card_of_folder(folder: Path, holds: Holds, label: str = "") -> InboxCard:
    """The card of a casebook on this computer, as its members file tells anybody. Raises EnvironmentProblem."""
    from dslapp.casebook.keys.key_files import read_members
    from dslapp.casebook.matters.inbox import check_recipient

    members = read_members(folder)
    check_recipient(members.inbox_recipient)
    return InboxCard(
        casebook=members.casebook, label=label or folder.stem, holds=holds, recipient=members.inbox_recipient,
        openers=openers_at(folder), signing_keys=tuple(slot.signing_key for slot in members.slots),
    )  # fmt: skip


def make_known(session: Session, card: InboxCard, folder: Path | None = None) -> Neighbour:
    """Keep another casebook's address in this casebook's journal: from now on it is what is sealed to.

    Another address of one that is known needs somebody who may manage the members, and a second one who agrees
    (`waits_for_agreement`). Raises UserProblem when it is this very casebook, NotAllowed.
    """
    session.require("change the settings")
    if card.casebook == session.casebook.id:
        raise UserProblem("This is the casebook that is open.", "Choose another one.", field="casebook")
    had = _find(session, card.casebook)
    neighbour = Neighbour(
        id=had.id if had else new_id(), casebook=card.casebook, label=card.label, holds=card.holds,
        inbox_recipient=card.recipient, signing_keys=card.signing_keys, openers=card.openers,
        folder=str(folder.absolute()) if folder else "",
    )  # fmt: skip
    if had is not None and _address(neighbour) != _address(had):
        session.require("manage the members")
    if neighbour != had:
        session.casebook.commit([neighbour], reason="Another casebook was made known.")
    return neighbour


def no_longer_known(session: Session, neighbour_id: str) -> None:
    """Seal nothing to a casebook any more."""
    session.require("manage the members")
    neighbour = session.casebook.get(Neighbour, neighbour_id)
    session.casebook.commit([msgspec.structs.replace(neighbour, withdrawn=True)], reason="No longer sealed to.")


def neighbours(session: Session) -> tuple[Neighbour, ...]:
    """The other casebooks that are known here."""
    session.require("read the record")
    return tuple(each for each in session.casebook.select(Neighbour) if not each.withdrawn)


def neighbour_of(session: Session, casebook: str) -> Neighbour:
    """The known casebook with that id. Raises UserProblem when it is not known."""
    found = _find(session, casebook)
    if found is None or found.withdrawn:
        raise UserProblem("That casebook is not known here.", "Make it known in Settings, “Other casebooks”.")
    return found


def waits_for_agreement(session: Session, neighbour: Neighbour) -> bool:
    """Whether what is known of a casebook was changed since a second member agreed, and there is a second member.

    The first time that a casebook is made known needs no agreement: the check code is compared then.
    """
    from dslapp.casebook.journal.second_looks import second_looks

    members = active_members(session)
    agreed: Neighbour | None = None
    for look in second_looks(session.casebook):
        said = look.version.entity
        if not isinstance(said, Neighbour) or said.casebook != neighbour.casebook:
            continue
        alone = all(member.id == look.version.actor for member in members)
        if agreed is None or alone or any(second.agrees for _, second in look.countersignatures):
            agreed = said
    return agreed is not None and _address(agreed) != _address(neighbour)


def check_address(session: Session, neighbour: Neighbour) -> None:
    """Compare what was made known with the casebook's own members file, where it is on this computer.

    Raises EnvironmentProblem when it tells another address: somebody changed the keys, or swapped the file. And when
    the address was changed here and no second member has agreed.
    """
    from dslapp.casebook.keys.key_files import read_members

    if waits_for_agreement(session, neighbour):
        raise EnvironmentProblem(
            f"What is known here of “{neighbour.label}” was changed, and no second member has agreed. Nothing was "
            "sealed.",
            "Ask another member to look at it under “Members”, and to compare the check code on the telephone.",
        )
    folder = Path(neighbour.folder)
    if not neighbour.folder or not folder.is_dir():
        return
    compare_address(neighbour.label, neighbour.inbox_recipient, read_members(folder).inbox_recipient)


def compare_address(label: str, known: str, told: str) -> None:
    """Raise EnvironmentProblem when a casebook's members file tells another inbox than the one that is known."""
    if known != told:
        raise EnvironmentProblem(
            f"The inbox of “{label}” has another address than the one that was made known here. Nothing was sealed.",
            "Ask one of its members. If they renewed its keys, make it known again in Settings, “Other casebooks”, or "
            "unlock it once on this computer. If they did not, keep everything as it is and ring your IT support.",
        )


def compartment_of(neighbour: Neighbour) -> Compartment:
    """A known casebook as the rules see it; who can open it is read anew where it is on this computer."""
    folder = Path(neighbour.folder)
    openers = neighbour.openers
    if neighbour.folder and folder.is_dir():
        openers = tuple(dict.fromkeys((*openers, *openers_at(folder))))
    return Compartment(
        neighbour.casebook, neighbour.label, neighbour.holds,
        tuple(Opener(each.role, initials=each.initials) for each in openers),
    )  # fmt: skip


def active_members(session: Session) -> list[Member]:
    """Those who can open this casebook today."""
    return [member for member in session.casebook.select(Member) if not member.retired]


def openers_at(folder: Path) -> tuple[NeighbourOpener, ...]:
    """Who can open the casebook in that place today. A slot's label is a role and initials: "Headteacher · RQ"."""
    from dslapp.casebook.keys.key_files import read_members

    try:
        slots = read_members(folder).slots
    except EnvironmentProblem:
        return ()
    return tuple(
        NeighbourOpener(
            next((role for role in ROLE_NAMES if role == slot.role), "read_only"), slot.label.rpartition("· ")[2]
        )
        for slot in slots
    )


def _address(neighbour: Neighbour) -> Neighbour:
    """What decides to whom and for whom is sealed: all of it, but whether it is in use."""
    return msgspec.structs.replace(neighbour, id="", withdrawn=False)


def _find(session: Session, casebook: str) -> Neighbour | None:
    found = session.casebook.select(Neighbour, "p.casebook = ?", (casebook,))
    return found[0] if found else None
