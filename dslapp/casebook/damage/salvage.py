"""Saves what can still be read of a damaged database, page by page, and proves each record against its signed entry."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from dslapp.casebook.damage.encrypted_pages import EncryptedPages
from dslapp.casebook.damage.page_rows import INDEX_INSIDE, INDEX_LEAF, TABLE_LEAF, Row, kind_of, rows_of
from dslapp.casebook.journal.authority import Authority
from dslapp.casebook.journal.entries import GENESIS, EntryBody, commitment_of, hash_of, signature_fits
from dslapp.casebook.journal.verify import NEVER_ERASED
from dslapp.casebook.keys.member_keys import Identity
from dslapp.domain.entities import ENTITY_TYPES
from dslapp.domain.entity import Entity
from dslapp.domain.long_work import Progress
from dslapp.domain.trust.entries import Erasure

_DRAFT_KINDS = frozenset({"incident", "details"})
_STEP = 256
"""Pages and entries between two reports of progress."""


class _Content(msgspec.Struct, frozen=True):
    kind: str
    entity: msgspec.Raw
    reason: str = ""


class StoredEntry(NamedTuple):
    """A row of the journal, as it lies in the file."""

    body: str
    hash: bytes
    signature: bytes


class StoredVersion(NamedTuple):
    """A row of the versions, as it lies in the file."""

    entity_type: str
    entity_id: str
    number: int
    incident_id: str | None
    salt: bytes
    content: str


class StoredDraft(NamedTuple):
    """Unfinished typing, as it lies in the file; nobody signs it."""

    id: str
    owner: str
    draft_kind: str
    saved_at: int
    content: str


class Salvaged(NamedTuple):
    """One version that could be read. `proved`: its signed entry could be read as well, and fits in every way."""

    seq: int
    number: int
    value: Entity
    reason: str
    entry: EntryBody | None
    proved: bool


@dataclass(frozen=True)
class Salvage:
    """All that could be read: the rows as they lie in the file, and what they say."""

    casebook_id: str
    entries: dict[int, StoredEntry] = field(default_factory=dict)
    rows: dict[int, StoredVersion] = field(default_factory=dict)
    drafts: list[StoredDraft] = field(default_factory=list)
    versions: list[Salvaged] = field(default_factory=list)
    erased: dict[int, EntryBody] = field(default_factory=dict)
    """Entries whose version was removed for good, as a signed erasure says."""
    sound: set[int] = field(default_factory=set)
    """Entries of which nothing is wrong and nothing missing, but perhaps the entries before them."""

    @property
    def head(self) -> int:
        """The number of the last entry of which anything could be read."""
        return max((*self.entries, *self.rows), default=0)

    @property
    def lost(self) -> list[int]:
        """Entries up to the last one that could not be read whole, or in which something is wrong."""
        return [seq for seq in range(1, self.head + 1) if seq not in self.sound]

    @property
    def whole_until(self) -> int:
        """The last entry before the first that is lost: up to there the record is as it was signed."""
        return next((seq - 1 for seq in range(1, self.head + 2) if seq not in self.sound), 0)

    @property
    def head_hash(self) -> str:
        """The hash of the last entry whose row could be read; zeros when there is none."""
        last = max(self.entries, default=0)
        return self.entries[last].hash.hex() if last else GENESIS

    def moment_before(self, seq: int) -> int | None:
        """When the nearest readable entry before `seq` was written, in milliseconds since 1970."""
        return next((self._moment(each) for each in range(seq - 1, 0, -1) if each in self.entries), None)

    def moment_after(self, seq: int) -> int | None:
        """When the nearest readable entry after `seq` was written, in milliseconds since 1970."""
        return next((self._moment(each) for each in range(seq + 1, self.head + 1) if each in self.entries), None)

    def _moment(self, seq: int) -> int | None:
        entry = _entry(self.entries[seq])
        return entry.at if entry is not None else None


def salvage(
    pages: EncryptedPages, *, casebook_id: str, identity: Identity | None = None, progress: Progress | None = None
) -> Salvage:
    """Read every row of journal, versions and drafts that lies in a sound page; break off at nothing.

    `identity` is the member who asks: by it the first entry, and their own entries, are known for certain.
    `progress` gets how many pages are done, of how many.
    """
    found = Salvage(casebook_id)
    for number, page in pages.each():
        if progress is not None and number % _STEP == 0:
            progress(number, pages.there)
        if page is None:
            continue
        kind = kind_of(page, number)
        if kind == TABLE_LEAF:
            for row in rows_of(page, number, pages.read):
                _sort(found, row)
        elif kind in (INDEX_LEAF, INDEX_INSIDE):
            found.drafts.extend(filter(None, map(_draft, rows_of(page, number, pages.read))))
    _prove(found, identity)
    return found


def _sort(found: Salvage, row: Row) -> None:
    match row.values:
        case (None, str(body), bytes(digest), bytes(signature)) if hash_of(body) == digest:
            found.entries.setdefault(row.number, StoredEntry(body, digest, signature))
        case (None, str(kind), str(entity_id), int(number), None | str() as incident_id, bytes(salt), str(content)):
            found.rows.setdefault(row.number, StoredVersion(kind, entity_id, number, incident_id, salt, content))
        case _:
            pass


def _draft(row: Row) -> StoredDraft | None:
    match row.values:
        case (str(draft_id), str(kind), int(saved_at), str(content)) if kind in _DRAFT_KINDS and content[:1] == "{":
            return StoredDraft(draft_id, "", kind, saved_at, content)
        case (str(draft_id), str(owner), str(kind), int(saved_at), str(content)) if kind in _DRAFT_KINDS:
            return StoredDraft(draft_id, owner, kind, saved_at, content)
        case _:
            return None


def _prove(found: Salvage, identity: Identity | None) -> None:
    """Walk all that was read in the order of the journal."""
    authority, erased, unread = Authority(), set[int](), dict[int, EntryBody]()
    for seq in sorted(found.entries.keys() | found.rows.keys()):
        stored, row = found.entries.get(seq), found.rows.get(seq)
        entry = _entry(stored)
        content, value = _value(row)
        fits = False
        if entry is not None and stored is not None:
            wrong = authority.take(entry, stored.hash, stored.signature, value)
            fits = _fits(found, seq, entry, row, identity) and (not wrong or _is_own(entry, stored, identity))
            if fits and row is None and entry.entity_type not in NEVER_ERASED:
                unread[seq] = entry
        if fits and value is not None:
            found.sound.add(seq)
            if isinstance(value, Erasure):
                erased.update(each for each in value.entries if each < seq)
        if row is not None and value is not None:
            found.versions.append(Salvaged(seq, row.number, value, content.reason, entry, fits))
    for version in [each for each in found.versions if each.seq in erased]:
        if version.entry is not None and version.entry.entity_type not in NEVER_ERASED:  # it lies in an old page still
            found.versions.remove(version)
            del found.rows[version.seq]
            unread |= {version.seq: version.entry} if version.proved else {}
    found.erased.update((seq, entry) for seq, entry in unread.items() if seq in erased)
    found.sound.update(found.erased)


def _fits(found: Salvage, seq: int, entry: EntryBody, row: StoredVersion | None, identity: Identity | None) -> bool:
    before = found.entries.get(seq - 1)
    if entry.seq != seq or entry.casebook != found.casebook_id:
        return False
    if seq == 1 and identity is not None and found.entries[1].hash.hex() != identity.first_entry:
        return False
    if entry.prev != (GENESIS if seq == 1 else before.hash.hex() if before else entry.prev):
        return False
    if row is None:
        return True
    named = (row.entity_type, row.entity_id, row.number)
    return named == (entry.entity_type, entry.entity_id, entry.version) and (
        commitment_of(row.salt, row.content) == entry.commitment
    )


def _is_own(entry: EntryBody, stored: StoredEntry, identity: Identity | None) -> bool:
    """Whether the member who asks signed it: their key comes from their own sealed slot and not from the journal."""
    if identity is None or (entry.actor, entry.key) != (identity.member_id, identity.public_key):
        return False
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(identity.public_key))
    return signature_fits(stored.hash, stored.signature, key)


def _entry(stored: StoredEntry | None) -> EntryBody | None:
    try:
        return msgspec.json.decode(stored.body, type=EntryBody) if stored is not None else None
    except msgspec.DecodeError:
        return None


def _value(row: StoredVersion | None) -> tuple[_Content, Entity | None]:
    nothing = _Content("", msgspec.Raw(b""))
    if row is None:
        return nothing, None
    try:
        content = msgspec.json.decode(row.content, type=_Content)
        value = msgspec.json.decode(content.entity, type=ENTITY_TYPES[content.kind])
    except (msgspec.DecodeError, KeyError):
        return nothing, None
    return (content, value) if value.id == row.entity_id else (nothing, None)


def in_ranges(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Rising numbers as ranges: [3, 4, 5, 9] becomes (3, 5), (9, 9)."""
    start = last = None
    for number in numbers:
        if start is None or last is None:
            start = number
        elif number != last + 1:
            yield start, last
            start = number
        last = number
    if start is not None and last is not None:
        yield start, last
