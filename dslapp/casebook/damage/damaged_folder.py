"""Opens a casebook whose database is damaged: for its lock, its keys, and what can still be read; writes nothing."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec
from filelock import FileLock, Timeout

from dslapp.casebook.damage.assessment import Damage, look_over
from dslapp.casebook.damage.encrypted_pages import EncryptedPages
from dslapp.casebook.damage.refilling import in_memory
from dslapp.casebook.damage.salvage import Salvage, salvage
from dslapp.casebook.evidence.files import EvidenceStore
from dslapp.casebook.folder_lock import let_go, note_owner, take_lock
from dslapp.casebook.keys.device_keys import DeviceKeyOf, no_device_key
from dslapp.casebook.keys.key_files import CasebookKeys, read_members
from dslapp.casebook.keys.member_keys import Identity, Slot
from dslapp.casebook.opening import Opened, evidence_of, keys_of
from dslapp.casebook.purging.purges import learn_hidden
from dslapp.casebook.store import Casebook
from dslapp.domain.long_work import Progress
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Member, Role, School

NO_SCHOOL = School(id="", name="The school’s own record could not be read")


_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class DamagedFolder(NamedTuple):
    """A casebook that is held although its database is damaged: who asked, its keys, what is hit and what was read."""

    folder: Path
    lock: FileLock
    slot: Slot
    identity: Identity
    keys: CasebookKeys
    damage: Damage
    found: Salvage

    @property
    def database(self) -> Path:
        """The damaged file."""
        return self.folder / self.keys.database

    @property
    def evidence(self) -> EvidenceStore:
        """The evidence files, which no damage of the database touches."""
        return evidence_of(self.folder, self.keys)

    @property
    def member(self) -> Member:
        """Who asked: as their last readable record says, else as their own sealed slot says."""
        for version in reversed(self.found.versions):
            if isinstance(version.value, Member) and version.value.id == self.slot.member and version.proved:
                return version.value
        return Member(
            id=self.slot.member, name=self.identity.name, role=msgspec.convert(self.slot.role, Role), initials="",
            signing_key=self.slot.signing_key, age_recipient=self.slot.recipient, added_at=_LONG_AGO,
        )  # fmt: skip

    def read(self, clock: Callable[[], datetime]) -> Opened:
        """Everything that could be read, as a casebook that takes no writing; closing it gives up the lock."""
        member = self.member
        casebook = Casebook(
            self.database, self.keys.key, casebook_id=self.keys.casebook, identity=self.identity, clock=clock,
            reads=in_memory(self.found, (NO_SCHOOL, member)),
        )  # fmt: skip
        evidence = self.evidence
        learn_hidden(casebook, evidence, self.folder, self.keys)
        return Opened(self.folder, casebook, evidence, self.lock, self.keys, member)

    def close(self) -> None:
        """Give up the lock."""
        let_go(self.folder, self.lock)

    def hold_again(self, now: datetime) -> None:
        """Take the lock once more, since `now`. Raises EnvironmentProblem when another program has it by now."""
        try:
            self.lock.acquire(timeout=0)
        except Timeout:
            raise EnvironmentProblem("This casebook is in use elsewhere by now.", "Close it there.") from None
        note_owner(self.folder, now)


def open_damaged_folder(
    folder: Path,
    *,
    who: str,
    passphrase: str,
    clock: Callable[[], datetime],
    device_key_of: DeviceKeyOf = no_device_key,
    progress: Progress | None = None,
) -> DamagedFolder:
    """Hold a casebook that does not open because of its database, and read what can be read of that.

    Raises WrongPassphrase, or EnvironmentProblem when it is in use or its keys cannot be read.
    """
    members = read_members(folder)
    lock = take_lock(folder, clock())
    try:
        slot, identity, keys = keys_of(folder, members, who, passphrase, clock(), device_key_of)
        damage, found = read_database(folder / keys.database, keys, identity, progress)
        return DamagedFolder(folder, lock, slot, identity, keys, damage, found)
    except BaseException:
        let_go(folder, lock)
        raise


def read_database(
    path: Path, keys: CasebookKeys, identity: Identity, progress: Progress | None = None
) -> tuple[Damage, Salvage]:
    """What is hit of a database that nobody has open, and all that can be read of it: nothing, where it is missing."""
    try:
        pages = EncryptedPages(path, keys.key)
    except OSError:
        return Damage(0, (), ()), Salvage(keys.casebook)
    with pages:
        return look_over(pages), salvage(pages, casebook_id=keys.casebook, identity=identity, progress=progress)
