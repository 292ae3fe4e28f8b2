"""What makes the record trustworthy beyond its entries: second signatures, keys, seals, backups, moves, erasures."""

from datetime import date, datetime
from typing import Literal

import msgspec

from dslapp.domain.entity import Entity
from dslapp.domain.school import Holds, Role

WRITTEN_ONCE = frozenset({"countersignature", "seal_check", "drill", "paper_seal", "restored", "moved", "erasure"})
"""Kinds of entries of which there is never a second version: they say what was seen or done at one moment."""

PlaceKind = Literal["this computer", "another device", "stick"]


class Countersignature(Entity, frozen=True, kw_only=True):
    """A second member has seen what another one did, and agrees or does not."""

    entry: int
    """The number of the journal entry that is countersigned."""
    entry_hash: str
    """Its hash, 64 hexadecimal digits."""
    agrees: bool
    note: str = ""


class Epoch(Entity, frozen=True, kw_only=True):
    """From here on the casebook has new keys. There is one value in a casebook, with a version an epoch."""

    number: int
    because: str


class PaperSeal(Entity, frozen=True, kw_only=True):
    """The short seal of an entry was written into a bound book, out of this computer's reach."""

    entry: int
    seal: str
    """Twelve characters in groups of four, as at the foot of every PDF."""
    written_on: date
    book: str = ""
    """Which book and page."""


class SealCheck(Entity, frozen=True, kw_only=True):
    """A seal was typed from paper and compared with the journal."""

    entry: int
    typed: str
    fits: bool


class BackupPlace(Entity, frozen=True, kw_only=True):
    """A folder where backups of this casebook are kept."""

    label: str
    folder: str
    place_kind: PlaceKind
    withdrawn: bool = False
    remind_days: int = 7
    """After how many days without a backup there the person is reminded."""


class Drill(Entity, frozen=True, kw_only=True):
    """A backup was opened and checked: the proof that it can be restored."""

    place: str
    """The id of the backup's place."""
    snapshot: str
    entries: int
    head_hash: str
    files: int
    """Evidence files that were decrypted and compared."""
    files_in_all: int
    faults: int
    at: datetime


class Restored(Entity, frozen=True, kw_only=True):
    """A backup was put in the place of the casebook; what was there is in quarantine."""

    snapshot: str
    from_entry: int
    """The backup's last entry."""
    from_hash: str
    to_entry: int | None = None
    """The last entry of what was replaced, where it could be read."""
    quarantine: str
    """The name of the folder that holds what was replaced."""
    reason: str
    at: datetime
    purged: tuple[str, ...] = ()
    """The ids of evidence files that the backup names and that were left out: they were purged since."""
    foreign_note: str = ""
    """The SHA-256 of what a computer's key store kept, where that did not fit and this says why."""


class NeighbourOpener(msgspec.Struct, frozen=True):
    """Somebody who can open another casebook, as its members file tells anybody: a role and initials."""

    role: Role
    initials: str


class Neighbour(Entity, frozen=True, kw_only=True):
    """Another casebook, to which matters that do not belong here can be sealed."""

    casebook: str
    label: str
    holds: Holds
    inbox_recipient: str
    signing_keys: tuple[str, ...] = ()
    """Public keys of its members when it was made known here."""
    openers: tuple[NeighbourOpener, ...] = ()
    """Who could open it then."""
    folder: str = ""
    """Where it is, if it is on this computer."""
    withdrawn: bool = False
    """Nothing is sealed to it any more."""


class Moved(Entity, frozen=True, kw_only=True):
    """A matter went to another casebook, or came from one, with its history."""

    incident_id: str
    direction: Literal["out", "in"]
    casebook: str
    label: str
    ref: str
    """The matter's reference in the other casebook, or here when it went out."""
    entries: tuple[int, int]
    """The first and last journal entry of the matter in the casebook from which it came."""
    file_id: str = ""
    """The evidence file that holds the signed extract of its history, where it came in."""
    sha256: str = ""
    digest: str = ""
    """Of the proof that came with it: the very same matter is taken in once."""
    once_possible: bool = False
    """Some version of it spoke of a naked image, over there or before: then no file is taken in without advice."""
    reason: str
    at: datetime


class PurgedFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that had to go from everywhere: by its id it is known in backups, by its SHA-256 if it comes again."""

    file_id: str
    sha256: str
    size: int


class Erasure(Entity, frozen=True, kw_only=True):
    """Versions were removed for good. Their commitments stay in the journal, so the chain still holds."""

    entries: tuple[int, ...]
    """The journal entries whose versions were removed."""
    ref: str
    because: str
    law: str = ""
    files: tuple[PurgedFile, ...] = ()
    """The evidence files that went with them, where something was purged that must never have been here."""
