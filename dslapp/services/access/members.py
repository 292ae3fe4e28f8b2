"""Who may open the casebook: adding, changing, removing, letting in again, and the recovery sheet."""

from pathlib import Path
from threading import Event
from typing import NamedTuple

import msgspec

from dslapp.casebook.keys.device_keys import kept_by
from dslapp.casebook.keys.key_files import read_members
from dslapp.casebook.keys.member_keys import STANDARD_KDF, Kdf, WrongPassphrase
from dslapp.casebook.keys.membership import change_keys, enrol
from dslapp.casebook.keys.membership import change_passphrase as seal_with_another
from dslapp.casebook.opening import open_with_sheet
from dslapp.domain.entity import new_id
from dslapp.domain.evidence.producers import check_initials
from dslapp.domain.long_work import OnCasebook, Progress, run_here
from dslapp.domain.matters.compartments import Opener
from dslapp.domain.problems import EnvironmentProblem, UserProblem
from dslapp.domain.roles import may
from dslapp.domain.school import Member, Recovery, Role, School
from dslapp.domain.trust.entries import Epoch
from dslapp.domain.trust.passphrases import strength
from dslapp.services.access.countersign import unsigned_acts_about
from dslapp.services.access.create_casebook import (
    NewMember,
    check_casebook_is_not_about,
    check_member,
    passphrase_hints,
)
from dslapp.services.access.recovery import RecoveryKey
from dslapp.services.access.unlock_casebook import unlock_casebook
from dslapp.services.backups.back_up import BackedUp, back_up_everywhere
from dslapp.services.backups.backups_left_open import backups_left_open
from dslapp.services.matters.find_places import is_adult_of_open_concern
from dslapp.services.program import Program
from dslapp.services.session import Session


class Standing(NamedTuple):
    """One member as they stand: those who left too."""

    member: Member
    waits: bool
    """Whether something done to their membership waits for a second member."""


def standing(session: Session) -> tuple[Standing, ...]:
    """Everybody who may or might open this casebook, in the order in which they were added."""
    waits = unsigned_acts_about(session)
    return tuple(Standing(member, member.id in waits) for member in session.casebook.select(Member))


def add_member(session: Session, wanted: NewMember) -> Member:
    """Let somebody else open the casebook. Raises UserProblem, naming the field, when an answer cannot be taken."""
    session.require("manage the members")
    check_member(wanted, session.school.name)
    everybody = session.casebook.select(Member)
    active = [member for member in everybody if not member.retired]
    if any(member.name.casefold() == wanted.name.strip().casefold() for member in active):
        raise UserProblem(f"{wanted.name.strip()} is a member already.", field="name")
    member = Member(
        id=new_id(), name=wanted.name.strip(), role=wanted.role, initials=wanted.initials.strip(), signing_key="",
        age_recipient="", added_at=session.clock(),
    )  # fmt: skip
    _check_is_no_subject(session, member)
    others = [each.initials for each in everybody if each.name != wanted.name.strip()]
    check_initials(wanted.name, wanted.initials, others)
    return enrol(
        session.opened, member, wanted.passphrase, reason=f"{member.name} was added as a member.", kdf=_kdf(session)
    )


def change_passphrase(session: Session, old: str, new: str) -> None:
    """Change one's own passphrase. Raises UserProblem for the field "old" when it is not the passphrase, and for
    "passphrase" when the new one cannot be taken.
    """
    _check_passphrase(session.member, session.school, new)
    if old == new:
        raise UserProblem("The new passphrase is the old one.", field="passphrase")
    try:
        seal_with_another(session.opened, old, new, _kdf(session), device_key_of=kept_by(session.credentials))
    except WrongPassphrase:
        raise UserProblem("This is not your passphrase.", "Type the one that you unlocked with.", field="old") from None


def change_role(session: Session, member_id: str, role: Role, because: str) -> Member:
    """Give another member another role. It holds from their next unlock on."""
    session.require("manage the members")
    member = _another(session, member_id, "Another member has to change your role.")
    _check_reason(because)
    if member.role == role:
        raise UserProblem(f"{member.name} has that role already.", field="role")
    changed = msgspec.structs.replace(member, role=role)
    _check_is_no_subject(session, changed)
    _check_somebody_manages(session, changed)
    session.casebook.commit([changed], reason=because.strip())
    return changed


class Removed(NamedTuple):
    """What removing came to: the number of the new keys, the backups under them, and those from before."""

    epoch: int
    backups: tuple[BackedUp, ...]
    backups_still_open_to_them: tuple[str, ...]
    """Older ones that the one who left can still open: a line a place."""
    backups_before: tuple[BackedUp, ...]
    """What came of the backups that are made before anything is changed."""


def remove_member(
    session: Session,
    member_id: str,
    because: str,
    on_casebook: OnCasebook | None = None,
    *,
    progress: Progress = lambda done, total: None,
    cancelled: Event | None = None,
) -> Removed:
    """Take away for good what a member could open: they sign nothing any more, and the casebook gets new keys.

    Takes a while, with a backup at every place before and after. Raises EnvironmentProblem when the disk has no room
    for a copy, or it was cancelled before the new keys: then nothing was changed.
    """
    ask = on_casebook or run_here
    ask(_check_removal, session, member_id, because)
    before = _back_up_before(session, on_casebook, progress, cancelled)
    gone, epoch = ask(_take_out, session, member_id, because, progress, cancelled)
    left_open = backups_left_open(session, gone, on_casebook)
    after = back_up_everywhere(session, on_casebook, progress=progress, cancel=cancelled)
    return Removed(epoch.number, after, left_open, before)


def _check_removal(session: Session, member_id: str, because: str) -> Member:
    session.require("manage the members")
    member = _another(session, member_id, "Another member has to remove you.")
    _check_reason(because)
    _check_somebody_manages(session, msgspec.structs.replace(member, retired=True))
    return member


def _take_out(
    session: Session, member_id: str, because: str, progress: Progress, cancelled: Event | None
) -> tuple[Member, Epoch]:
    member, why = _check_removal(session, member_id, because), because.strip()
    gone = msgspec.structs.replace(member, retired=True, retired_at=session.clock(), retired_because=why)
    return gone, change_keys(session.opened, [gone], because=why, progress=progress, cancelled=cancelled)


def _back_up_before(
    session: Session, on_casebook: OnCasebook | None, progress: Progress, cancelled: Event | None
) -> tuple[BackedUp, ...]:
    made = back_up_everywhere(session, on_casebook, progress=progress, cancel=cancelled)
    if cancelled is not None and cancelled.is_set():
        raise EnvironmentProblem("This was stopped.", "Nothing was changed.")
    return made


def enrol_anew(session: Session, member_id: str, passphrase: str, because: str) -> Member:
    """Let a member in again who forgot the passphrase, or who had left: with new keys, under the same name."""
    session.require("manage the members")
    member = _another(session, member_id, "Another member has to let you in again.", even_if_retired=True)
    _check_reason(because)
    _check_is_no_subject(session, member)
    _check_passphrase(member, session.school, passphrase)
    return enrol(session.opened, member, passphrase, reason=because.strip(), kdf=_kdf(session))


def sheet_in_force(session: Session) -> Recovery:
    """The recovery sheet as the journal has it: when it was issued, and whether it was used since."""
    return session.casebook.select(Recovery)[0]


class Issued(NamedTuple):
    """The backups under the new keys, and what came of those that are made before anything is changed."""

    backups: tuple[BackedUp, ...]
    backups_before: tuple[BackedUp, ...]


def issue_new_sheet(
    session: Session,
    key: RecoveryKey,
    because: str,
    on_casebook: OnCasebook | None = None,
    *,
    progress: Progress = lambda done, total: None,
    cancelled: Event | None = None,
) -> Issued:
    """Put another recovery sheet in the place of the one in force, and give the casebook new keys. Takes a while.

    Only once the new sheet is on paper and three of its groups were typed back. Raises EnvironmentProblem when it was
    cancelled before the new keys: then the old sheet is in force.
    """
    session.require("manage the members")
    _check_reason(because)
    before = _back_up_before(session, on_casebook, progress, cancelled)
    (on_casebook or run_here)(_put_in_force, session, key, because.strip(), progress, cancelled)
    return Issued(back_up_everywhere(session, on_casebook, progress=progress, cancel=cancelled), before)


def _put_in_force(
    session: Session, key: RecoveryKey, because: str, progress: Progress, cancelled: Event | None
) -> None:
    sheet = msgspec.structs.replace(
        sheet_in_force(session), **key.public._asdict(), issued_at=session.clock(), used_at=None
    )  # fmt: skip
    change_keys(session.opened, [sheet], because=because, progress=progress, cancelled=cancelled)


def recover_with_sheet(program: Program, folder: Path, identity: str, member_id: str, passphrase: str) -> Session:
    """Let a member in again with the recovery sheet, and unlock the casebook as that member.

    `identity` is what `read_recovery_sheet` read. Raises EnvironmentProblem when the sheet is not the one in force, and
    UserProblem for a passphrase that is too easy to guess. The sheet has to be replaced afterwards.
    """
    opened = open_with_sheet(folder, age_identity=identity, clock=program.clock)
    try:
        casebook = opened.casebook
        member = casebook.get(Member, member_id)
        if member.retired:
            raise UserProblem(f"{member.name} is not a member any more.", "Choose a member who has not left.")
        school = casebook.select(School)[0]
        _check_passphrase(member, school, passphrase)
        used = msgspec.structs.replace(casebook.select(Recovery)[0], used_at=program.clock())
        enrol(
            opened, member, passphrase, reason="Let in again with the recovery sheet.",
            kdf=program.kdf or STANDARD_KDF, also=[used],
        )  # fmt: skip
    finally:
        opened.close()
    return unlock_casebook(program, folder, member_id, passphrase)


def _another(session: Session, member_id: str, refusal: str, *, even_if_retired: bool = False) -> Member:
    member = session.casebook.get(Member, member_id)
    if member.id == session.member.id:
        raise UserProblem(refusal, "Nobody changes what they themselves may do.")
    if member.retired and not even_if_retired:
        raise UserProblem(f"{member.name} is not a member any more.")
    return member


def _check_is_no_subject(session: Session, member: Member) -> None:
    """A concern about an adult here is never read by that adult. Says nothing of which concern it is."""
    check_casebook_is_not_about(session.school, member.name, member.role)
    if is_adult_of_open_concern(session, Opener(member.role, member.name, member.initials)):
        raise UserProblem(
            f"{member.name} is, or may be, an adult whom an open concern in this casebook is about.",
            "Whoever a concern is about may not open its casebook. If this is somebody else of that name, write their "
            "full name.",
            field="name",
        )


def _check_reason(because: str) -> None:
    if len(because.strip()) < 3:
        raise UserProblem("Write why.", "It stands in the record beside what you do.", field="because")


def _check_passphrase(member: Member, school: School, passphrase: str) -> None:
    described = NewMember(name=member.name, role=member.role, initials=member.initials)
    judged = strength(passphrase, passphrase_hints(described, school.name))
    if not judged.acceptable:
        raise UserProblem(judged.advice, field="passphrase")


def _check_somebody_manages(session: Session, changed: Member) -> None:
    after = [changed if member.id == changed.id else member for member in session.casebook.select(Member)]
    if not any(not member.retired and may(member.role, "manage the members") for member in after):
        raise UserProblem(
            "Nobody would be left who may manage the members.", "First give somebody else a role that may."
        )


def _kdf(session: Session) -> Kdf:
    """As slow to try as the member's own slot, which is sealed together with what it says of that."""
    slots = read_members(session.opened.folder).slots
    return next(slot.kdf for slot in slots if slot.member == session.member.id)
