"""Makes a casebook's folder and opens it: the lock, the member's slot, the keys, the database, the evidence."""

import contextlib
import platform
import shutil
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec
from filelock import FileLock, Timeout
from pyrage import x25519

from dslapp.casebook.attempts import note_attempt, sign_attempts
from dslapp.casebook.durable_files import move_into_place, replace_durably
from dslapp.casebook.evidence_files import EvidenceStore
from dslapp.casebook.key_files import (
    CasebookKeys,
    MembersFile,
    new_keys,
    read_keys,
    read_members,
    write_keys,
    write_members,
)
from dslapp.casebook.keys import STANDARD_KDF, Identity, Kdf, Slot, WrongPassphrase, new_identity, unwrap, wrap
from dslapp.casebook.store import Casebook
from dslapp.domain.entity import Entity, new_id
from dslapp.domain.local_time import say_moment
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import ROLE_NAMES, Member, Recovery, Role, School

SUFFIX = ".casebook"
_LOCK, _OWNER = "casebook.lock", "casebook.owner"


class AnotherCasebook(EnvironmentProblem):
    """What opened is not the casebook, or not the role, that the member's own sealed slot names."""

    def __init__(self) -> None:
        super().__init__(
            "This is not the casebook that you opened before, or somebody has changed who you are in it.",
            "Nothing was written into it. Keep the folder as it is, and ring whoever looks after your computers.",
        )


class Founder(NamedTuple):
    """A member from the first day."""

    name: str
    role: Role
    initials: str
    passphrase: str


class _Owner(msgspec.Struct, frozen=True):
    """Who holds the lock, so that the next person can be told where to close it."""

    computer: str
    since: datetime


class Opened(NamedTuple):
    """Everything of one unlocked casebook. `close` lets go of it all."""

    folder: Path
    casebook: Casebook
    evidence: EvidenceStore
    lock: FileLock

    def close(self) -> None:
        """Close the database and give up the lock."""
        try:
            self.casebook.close()
        finally:
            _let_go(self.folder, self.lock)


def create_folder(
    folder: Path,
    *,
    school: School,
    founders: Sequence[Founder],
    recovery_recipient: str,
    clock: Callable[[], datetime],
    kdf: Kdf = STANDARD_KDF,
) -> None:
    """Make a casebook with its first members at `folder`, complete or not at all.

    Raises EnvironmentProblem when something of that name is there already, or the disk refuses.
    """
    if folder.exists():
        raise EnvironmentProblem(f"There is already something called {folder.name}.", "Choose another name or folder.")
    building = folder.with_name(folder.name + ".new")
    try:
        shutil.rmtree(building, ignore_errors=True)  # left by a start that was cut short: nobody holds its keys
        (building / "evidence").mkdir(parents=True)
        _fill(building, school, founders, recovery_recipient, clock, kdf)
        move_into_place(building, folder)
    except BaseException as error:
        shutil.rmtree(building, ignore_errors=True)
        if isinstance(error, OSError):
            raise EnvironmentProblem(
                "The casebook could not be made there: the disk did not take it.", "Choose another folder."
            ) from error
        raise


def _fill(
    building: Path,
    school: School,
    founders: Sequence[Founder],
    recovery_recipient: str,
    clock: Callable[[], datetime],
    kdf: Kdf,
) -> None:
    casebook_id = new_id()
    keys = new_keys(casebook_id)
    identities = [new_identity(new_id(), founder.name) for founder in founders]
    now = clock()
    members: list[Entity] = [
        Member(
            id=identity.member_id, name=founder.name, role=founder.role, initials=founder.initials,
            signing_key=identity.public_key, age_recipient=identity.recipient, added_at=now,
        )
        for founder, identity in zip(founders, identities, strict=True)
    ]  # fmt: skip
    recovery = Recovery(id=new_id(), recipient=recovery_recipient, issued_at=now)
    database = Casebook(
        building / keys.database, keys.key, casebook_id=casebook_id, identity=identities[0], clock=clock, create=True
    )
    try:
        database.commit([*members, school, recovery], reason="The casebook was created.")
        first_entry = database.first_entry
    finally:
        database.close()
    slots = tuple(
        wrap(
            msgspec.structs.replace(identity, first_entry=first_entry), casebook=casebook_id, role=founder.role,
            label=slot_label(founder.role, founder.initials), passphrase=founder.passphrase, kdf=kdf,
        )
        for founder, identity in zip(founders, identities, strict=True)
    )  # fmt: skip
    inbox = str(x25519.Identity.from_str(keys.inbox[-1]).to_public())
    write_members(building, MembersFile(casebook=casebook_id, generation=1, inbox_recipient=inbox, slots=slots))
    write_keys(building, keys, [*(identity.recipient for identity in identities), recovery_recipient])


def open_folder(
    folder: Path, *, who: str, passphrase: str, clock: Callable[[], datetime], notes_attempts: bool = True
) -> Opened:
    """Open a casebook as the member `who`: a slot's id or label, or the member's name.

    `notes_attempts`: write the failed unlocks since last time into the journal; not into one that may be damaged.
    Raises WrongPassphrase (noted for the next unlock to sign), or EnvironmentProblem when it is in use or damaged.
    """
    members = read_members(folder)
    lock = _take_lock(folder, clock())
    try:
        slot, identity = _unwrap_one(members, who, passphrase) or (None, None)
        if slot is None or identity is None:
            note_attempt(folder, clock())
            raise WrongPassphrase
        keys = read_keys(folder, identity.age, casebook=members.casebook)
        casebook = Casebook(
            folder / keys.database, keys.key, casebook_id=members.casebook, identity=identity, clock=clock
        )
        try:
            _know_again(casebook, slot)
            if notes_attempts:
                sign_attempts(folder, casebook)
        except BaseException:
            casebook.close()
            raise
        return Opened(folder, casebook, _evidence(folder, keys), lock)
    except BaseException:
        _let_go(folder, lock)
        raise


def slot_label(role: Role, initials: str) -> str:
    """What the unlock page shows for a member: readable by anybody at this computer, so no full name."""
    return f"{ROLE_NAMES[role]} · {initials}"


def _unwrap_one(members: MembersFile, who: str, passphrase: str) -> tuple[Slot, Identity] | None:
    """The slot that is meant and opens, with what was in it."""
    for slot in _candidates(members, who):
        try:
            identity = unwrap(slot, casebook=members.casebook, passphrase=passphrase)
        except WrongPassphrase:
            continue
        if who in (slot.member, slot.label) or identity.name.casefold() == who.casefold():
            return slot, identity
    return None


def _know_again(casebook: Casebook, slot: Slot) -> None:
    """Refuse another casebook put in the place of this one, and a role that the sealed slot does not give.

    Keys can be sealed to a member by anybody, and whoever reads the journal's key can write into it.
    """
    member = casebook.find(Member, slot.member)
    same = casebook.first_entry == casebook.identity.first_entry
    if not same or member is None or (member.role, member.signing_key) != (slot.role, slot.signing_key):
        raise AnotherCasebook


def _candidates(members: MembersFile, who: str) -> list[Slot]:
    exact = [slot for slot in members.slots if who in (slot.member, slot.label)]
    if exact:
        return exact
    initials = "".join(word[0] for word in who.split() if word).upper()
    return sorted(members.slots, key=lambda slot: not slot.label.endswith(f"· {initials}"))


def _evidence(folder: Path, keys: CasebookKeys) -> EvidenceStore:
    identities = [x25519.Identity.from_str(each) for each in keys.evidence]
    return EvidenceStore(folder / "evidence", [identities[-1].to_public()], identities)


def _take_lock(folder: Path, now: datetime) -> FileLock:
    lock = FileLock(folder / _LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise EnvironmentProblem(
            f"This casebook is in use{_owner(folder)}.", "Close it there, then try again."
        ) from None
    except OSError:
        raise EnvironmentProblem(
            "This casebook's folder cannot be written to.", "Ask whoever looks after this computer for access."
        ) from None
    with contextlib.suppress(OSError):  # it only tells the next person where to close the casebook
        replace_durably(folder / _OWNER, msgspec.json.encode(_Owner(computer=platform.node(), since=now)))
    return lock


def _let_go(folder: Path, lock: FileLock) -> None:
    try:
        with contextlib.suppress(OSError):
            (folder / _OWNER).unlink(missing_ok=True)
    finally:
        lock.release()


def _owner(folder: Path) -> str:
    try:
        owner = msgspec.json.decode((folder / _OWNER).read_bytes(), type=_Owner)
        return f" on {owner.computer} since {say_moment(owner.since)}"
    except (OSError, msgspec.MsgspecError):
        return " elsewhere"
