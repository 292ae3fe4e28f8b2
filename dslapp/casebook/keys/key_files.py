"""The two small files beside the database: who may try to open it, and the keys sealed to those who may.

`members.json` and `casebook.key.age`, each with a second copy `.b` that is written first (docs/file-formats.md).
"""

import hashlib
import itertools
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

import msgspec
import pyrage
from pyrage import x25519

from dslapp.casebook.durable_files import (
    make_folder,
    move_into_place,
    replace_both_copies,
    replace_durably,
    sync_folder,
)
from dslapp.casebook.journal.canonical import canonical
from dslapp.casebook.keys.member_keys import Slot
from dslapp.domain.problems import EnvironmentProblem

QUARANTINE = "quarantine"
"""The folder of what the program puts aside and does not delete."""
MEMBERS_FILE = "members.json"
KEY_FILE = "casebook.key.age"
_KEY = re.compile(r"[0-9a-f]{96}")


class MembersFile(msgspec.Struct, frozen=True, kw_only=True):
    """One slot a member, and the public recipient to which anybody may seal a note."""

    format: Literal["dsl-casebook/members/1"] = "dsl-casebook/members/1"
    casebook: str
    generation: int
    inbox_recipient: str
    slots: tuple[Slot, ...]


class CasebookKeys(msgspec.Struct, frozen=True, kw_only=True):
    """The secrets of one epoch: the database and its key, the identities of evidence and inbox (newest last)."""

    format: Literal["dsl-casebook/keys/1"] = "dsl-casebook/keys/1"
    casebook: str
    epoch: int
    database: str
    key: str
    """96 hexadecimal digits: 32 bytes of key, 16 bytes of salt."""
    evidence: tuple[str, ...]
    inbox: tuple[str, ...]
    sealed_to: tuple[str, ...] = ()
    """The recipients to which the key file is sealed; empty in key files of the first version."""

    @property
    def inbox_recipient(self) -> str:
        """The public recipient to which anybody may seal a note."""
        return str(x25519.Identity.from_str(self.inbox[-1]).to_public())

    @property
    def first_evidence(self) -> str:
        """The public half of the evidence identity that every epoch keeps: each member's sealed identity names it."""
        return str(x25519.Identity.from_str(self.evidence[0]).to_public())


def new_keys(casebook: str) -> CasebookKeys:
    """Make the secrets of a new casebook's first epoch."""
    return CasebookKeys(
        casebook=casebook, epoch=1, database="casebook-1.db", key=os.urandom(48).hex(),
        evidence=(str(x25519.Identity.generate()),), inbox=(str(x25519.Identity.generate()),),
    )  # fmt: skip


def keys_of_next_epoch(keys: CasebookKeys) -> CasebookKeys:
    """Make new secrets; the old identities stay, for the files that were sealed to them."""
    fresh = new_keys(keys.casebook)
    epoch = keys.epoch + 1
    return msgspec.structs.replace(
        fresh, epoch=epoch, database=f"casebook-{epoch}.db", evidence=keys.evidence + fresh.evidence,
        inbox=keys.inbox + fresh.inbox,
    )  # fmt: skip


class _Checked(msgspec.Struct, frozen=True, kw_only=True):
    """The members file as stored: with a checksum, so that damage is never mistaken for a wrong passphrase."""

    members: MembersFile
    sha256: str


def _checksum(members: MembersFile) -> str:
    return hashlib.sha256(canonical(members).encode()).hexdigest()


def write_members(folder: Path, members: MembersFile) -> None:
    """Replace both copies of members.json."""
    stored = _Checked(members=members, sha256=_checksum(members))
    replace_both_copies(folder / MEMBERS_FILE, msgspec.json.format(msgspec.json.encode(stored)))


def read_members(folder: Path) -> MembersFile:
    """Read members.json, or its second copy when the first is damaged.

    Raises EnvironmentProblem when there is no casebook, or both are unreadable: never "wrong passphrase".
    """
    if not folder.is_dir():
        raise EnvironmentProblem("There is no casebook in that place.", "Choose the folder that ends in .casebook.")
    for path in _copies(folder, MEMBERS_FILE):
        members = _sound_members(path)
        if members is not None:
            return members
    raise EnvironmentProblem(
        "Both copies of this casebook's members file are damaged or missing.",
        "Copy members.json from a backup into the casebook's folder. Your passphrase is not the problem.",
    )


def _sound_members(path: Path) -> MembersFile | None:
    try:
        stored = msgspec.json.decode(path.read_bytes(), type=_Checked)
    except (OSError, ValueError, RecursionError, msgspec.DecodeError):
        return None
    return stored.members if stored.sha256 == _checksum(stored.members) else None


def write_keys(folder: Path, keys: CasebookKeys, recipients: Sequence[str]) -> None:
    """Seal the keys to every recipient and replace both copies of the key file."""
    keys = msgspec.structs.replace(keys, sealed_to=tuple(recipients))
    sealed = pyrage.encrypt(msgspec.json.encode(keys), [x25519.Recipient.from_str(each) for each in recipients])
    replace_both_copies(folder / KEY_FILE, sealed)


def read_keys(folder: Path, identity: x25519.Identity, *, casebook: str) -> CasebookKeys:
    """Open the key file with one identity, or its second copy when the first is damaged or another casebook's.

    Raises EnvironmentProblem when neither copy opens.
    """
    for path in _copies(folder, KEY_FILE):
        keys = _sound_keys(path, identity, casebook)
        if keys is not None:
            return keys
    raise EnvironmentProblem(
        "Both copies of this casebook's key file are damaged or missing, or it is not sealed to you any more.",
        "Copy casebook.key.age from a backup into the casebook's folder. Your passphrase is not the problem.",
    )


def first_copy(folder: Path, identity: x25519.Identity, *, casebook: str) -> CasebookKeys | None:
    """The keys in the first copy of the key file, the one that is in force; None when it cannot be read."""
    return _sound_keys(folder / KEY_FILE, identity, casebook)


def heal(folder: Path, identity: x25519.Identity, *, casebook: str) -> None:
    """Put the sound copy of each small file in the place of one that is damaged, missing or behind.

    A name that was changed just before a cut is made to last first: what is saved from now on relies on it. The first
    copy is the truth where both are sound: the second was written before it by a change that was cut short.
    Raises OSError when the disk refuses.
    """
    sync_folder(folder)
    _heal(folder, MEMBERS_FILE, lambda path: _sound_members(path) is not None)
    _put_newer_aside(folder, identity, casebook)
    _heal(folder, KEY_FILE, lambda path: _sound_keys(path, identity, casebook) is not None)


def put_aside(path: Path, epoch: int, name: str = "") -> None:
    """Move a file of an epoch that is not in force into quarantine, beside what else is there of that epoch.

    It takes the place of nothing. Raises OSError when the disk refuses.
    """
    for number in itertools.count(1):
        aside = path.parent / QUARANTINE / (f"epoch-{epoch}" if number == 1 else f"epoch-{epoch}-{number}")
        target = aside / (name or path.name)
        if not target.exists():
            make_folder(aside, below=path.parent)
            return move_into_place(path, target)


def _put_newer_aside(folder: Path, identity: x25519.Identity, casebook: str) -> None:
    """Keep a second copy that is of a later epoch: somebody may have put an older first copy back over it."""
    first, second = (_sound_keys(path, identity, casebook) for path in _copies(folder, KEY_FILE))
    if first is not None and second is not None and second.epoch > first.epoch:
        put_aside(_copies(folder, KEY_FILE)[1], second.epoch, KEY_FILE)


def _heal(folder: Path, name: str, is_sound: Callable[[Path], bool]) -> None:
    paths = _copies(folder, name)
    good = next((path for path in paths if is_sound(path)), None)
    if good is None:
        return
    data = good.read_bytes()
    for path in paths:
        if path != good and (not path.is_file() or path.read_bytes() != data):
            replace_durably(path, data)


def _sound_keys(path: Path, identity: x25519.Identity, casebook: str) -> CasebookKeys | None:
    try:
        keys = msgspec.json.decode(pyrage.decrypt(path.read_bytes(), [identity]), type=CasebookKeys)
        usable = _are_usable(keys)
    except (OSError, ValueError, RecursionError, pyrage.DecryptError, msgspec.DecodeError):
        return None
    fits = keys.casebook == casebook and keys.epoch >= 1 and keys.database == f"casebook-{keys.epoch}.db"
    return keys if usable and fits else None


def _are_usable(keys: CasebookKeys) -> bool:
    """Whether they are keys at all: anybody can seal anything to a member, whose recipient is public."""
    try:
        identities = [x25519.Identity.from_str(each) for each in (*keys.evidence, *keys.inbox)]
    except pyrage.IdentityError:
        return False
    return bool(identities and keys.evidence and keys.inbox) and bool(_KEY.fullmatch(keys.key))


def _copies(folder: Path, name: str) -> tuple[Path, Path]:
    return folder / name, folder / f"{name}.b"
