"""The manifest of one backup: what is in it, and the signature of the member who made or proved it.

    manifest.json = {"manifest": {...}, "signed": {"member", "key", "signature"} or null}

The signature is Ed25519 over the domain string and the SHA-256 of the canonical JSON of manifest, member and key
(docs/file-formats.md).
"""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from dslapp.casebook.durable_files import replace_durably
from dslapp.casebook.journal.canonical import canonical
from dslapp.casebook.keys.member_keys import Identity
from dslapp.domain.problems import EnvironmentProblem

MANIFEST_FILE = "manifest.json"
DOMAIN = b"dsl-casebook/backup/v1\0"
_LARGEST = 256 << 20
HIGHEST = 1_000_000_000
"""The highest number of a backup; no place has so many."""

_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
Id = Annotated[str, msgspec.Meta(pattern=f"^{_UUID}$")]
Sha256 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
Key = Sha256
Signature = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{128}$")]
DatabaseName = Annotated[str, msgspec.Meta(pattern=r"^casebook-[1-9][0-9]{0,5}\.db$")]
FileName = Literal["casebook.db", "casebook.db-journal", "members.json", "casebook.key.age"]
PoolPath = Annotated[str, msgspec.Meta(pattern=rf"^(?:evidence/[0-9a-f]{{2}}|inbox)/{_UUID}\.age$")]
Count = Annotated[int, msgspec.Meta(ge=0)]
Number = Annotated[int, msgspec.Meta(ge=1, le=HIGHEST)]


M = TypeVar("M", "ManifestFile", "Heading")


class DamagedBackup(EnvironmentProblem):
    """A backup is not as it was made; `reason` says in a few words what is wrong with it."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"This backup cannot be used: {reason}.", "Use another backup. Keep this one as it is.")
        self.reason = reason


class SnapshotFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of the snapshot's own folder."""

    name: FileName
    size: Count
    sha256: Sha256


class PoolFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One encrypted file of the pool; the SHA-256 is of the ciphertext, so it can be compared without any key."""

    path: PoolPath
    size: Count
    sha256: Sha256


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one backup holds."""

    format: Literal["dsl-casebook/backup/1"] = "dsl-casebook/backup/1"
    casebook: Id
    number: Number
    """Counts the backups of a casebook at one place."""
    made_at: datetime
    program: str
    sqlcipher: str
    database: DatabaseName
    """The name of the database in the casebook's folder; here it is `casebook.db`."""
    entries: Count | None
    """The number of the last journal entry; null in a backup made without a passphrase, until it is proved."""
    head: Sha256 | None
    """The hash of that entry."""
    files: tuple[SnapshotFile, ...]
    pool: tuple[PoolFile, ...]
    unsound: tuple[PoolPath, ...] = ()
    """Files that the record names and that were missing or damaged when the backup was made."""


class Signed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who vouches for a manifest."""

    member: Id
    key: Key
    signature: Signature


class ManifestFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The manifest as stored. Without a signature nobody has opened the backup yet."""

    manifest: Manifest
    signed: Signed | None


class _ManifestHeading(msgspec.Struct, frozen=True, kw_only=True):
    casebook: Id
    number: Number
    made_at: datetime
    entries: Count | None
    head: Sha256 | None


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """As much of a manifest as a list of backups shows: quick to read, however many files there are; not verified."""

    manifest: _ManifestHeading
    signed: Signed | None

    @property
    def signed_entries(self) -> int | None:
        """The number of the last journal entry; None where no member says so."""
        return self.manifest.entries if self.signed is not None else None


def sign_manifest(manifest: Manifest, identity: Identity) -> ManifestFile:
    """Vouch for a manifest as the member whose `identity` it is."""
    member, key = identity.member_id, identity.public_key
    signature = identity.signing_key.sign(DOMAIN + _digest(manifest, member, key)).hex()
    signed = Signed(member=member, key=key, signature=signature)
    return ManifestFile(manifest=manifest, signed=signed)


def is_signed_by_its_key(stored: ManifestFile) -> bool:
    """Whether the signature was made over this manifest with the key beside it; whose key that is, the journal says."""
    if stored.signed is None:
        return False
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(stored.signed.key))
        digest = _digest(stored.manifest, stored.signed.member, stored.signed.key)
        key.verify(bytes.fromhex(stored.signed.signature), DOMAIN + digest)
    except (InvalidSignature, ValueError):
        return False
    return True


def write_manifest(folder: Path, stored: ManifestFile) -> None:
    """Put the manifest into a snapshot's folder, for good. Raises OSError."""
    replace_durably(folder / MANIFEST_FILE, msgspec.json.encode(stored))


def read_heading(folder: Path) -> Heading:
    """Read the first part of a snapshot's manifest. Raises DamagedBackup, and OSError when the disk does not answer."""
    return _read(folder, Heading)


def read_manifest(folder: Path) -> ManifestFile:
    """Read and check a snapshot's manifest. Raises DamagedBackup, and OSError when the disk does not answer."""
    stored = _read(folder, ManifestFile)
    if stored.signed is not None and not is_signed_by_its_key(stored):
        raise DamagedBackup("its manifest was changed after it was signed")
    return stored


def _read(folder: Path, kind: type[M]) -> M:
    try:
        with (folder / MANIFEST_FILE).open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise DamagedBackup("its manifest is missing") from None
    try:
        if len(data) > _LARGEST:
            raise msgspec.DecodeError
        stored = msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise DamagedBackup("its manifest cannot be read") from None
    if stored.manifest.made_at.tzinfo is None:
        raise DamagedBackup("its manifest cannot be read")
    return stored


def _digest(manifest: Manifest, member: str, key: str) -> bytes:
    return hashlib.sha256(canonical({"manifest": manifest, "member": member, "key": key}).encode()).digest()
