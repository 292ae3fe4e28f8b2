"""Whose signature counts from which entry on: read off the journal's own entries about members and recovery sheets.

The first member's key vouches for itself in the first entry; every later key is brought in by somebody who may manage
the members, or by the recovery sheet in force. A key that was replaced or retired signs nothing afterwards.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from dslapp.casebook.database.driver import Connection
from dslapp.casebook.database.schema import OF_TRUST
from dslapp.casebook.journal.entries import EntryBody, commitment_of, hash_of, signature_fits
from dslapp.domain.entities import ENTITY_TYPES
from dslapp.domain.entity import Entity
from dslapp.domain.evidence.exhibits import CustodyEvent
from dslapp.domain.roles import may, may_take_step, may_write
from dslapp.domain.school import Member, Recovery, School
from dslapp.domain.trust.entries import WRITTEN_ONCE

BY_THE_SHEET = frozenset({"member", "recovery", "epoch", "access"})
"""What an entry that was signed with the recovery sheet may be: it lets people in again, and nothing else."""
_FOUNDING = (Member, School, Recovery)
_OF_KEYS = frozenset(each.kind() for each in _FOUNDING)


class _Content(msgspec.Struct, frozen=True):
    kind: str
    entity: msgspec.Raw


@dataclass
class Authority:
    """What is known about keys at one entry of a walk from the first entry on; `take` goes on to the next."""

    members: dict[str, Member] = field(default_factory=dict)
    recovery: Recovery | None = None
    founders: int = 0
    """How many entries at the beginning made the casebook: they name its members, whatever their author's role."""
    _first_sitting: tuple[str, str] = "", ""
    _keys: dict[str, Ed25519PublicKey] = field(default_factory=dict)

    def take(self, entry: EntryBody, digest: bytes, signature: bytes, value: Entity | None) -> list[str]:
        """Go on by an entry, with its hash, its signature and the value in it (None: erased or unreadable).

        Return in words what is wrong with whose it is; an entry of which something is wrong gives nobody a key.
        """
        if entry.seq == 1:
            self._first_sitting = entry.actor, entry.session
        if self._founds(entry, value):
            self.founders = entry.seq
        key = self._key_of(entry.actor)
        wrong = [*self._judge(entry), *self._what_it_may_not_say(entry, value)]
        if not key and isinstance(value, Member) and value.id == entry.actor and entry.seq == 1:
            key = value.signing_key if self._learn(value.signing_key) else ""
        if key != entry.key or not key or not signature_fits(digest, signature, self._keys[key]):
            wrong.append("its signature does not fit its author")
        if not wrong:
            self._accept(value)
        return wrong

    def _founds(self, entry: EntryBody, value: Entity | None) -> bool:
        """Whether it is one of the first entries, which somebody makes in one sitting and the recovery sheet ends."""
        if entry.seq != self.founders + 1 or (entry.actor, entry.session) != self._first_sitting:
            return False
        return self.recovery is None and isinstance(value, _FOUNDING)

    @property
    def active(self) -> tuple[Member, ...]:
        """Those who may open the casebook now."""
        return tuple(member for member in self.members.values() if not member.retired)

    def key_of(self, member: Member) -> Ed25519PublicKey | None:
        """The key with which a member signs."""
        return self._keys.get(member.signing_key)

    def _key_of(self, actor: str) -> str:
        if self.recovery is not None and actor == self.recovery.id:
            return self.recovery.signing_key if self.recovery.signing_key in self._keys else ""
        member = self.members.get(actor)
        return member.signing_key if member is not None else ""

    def _judge(self, entry: EntryBody) -> Iterator[str]:
        if entry.seq == self.founders:
            return
        if self.recovery is not None and entry.actor == self.recovery.id:
            if entry.entity_type not in BY_THE_SHEET:
                yield "the recovery sheet does not write this"
            return
        author = self.members.get(entry.actor)
        if author is None:
            return
        if author.retired:
            yield "its author had left by then"
        elif not may_write(author.role, entry.entity_type):
            yield "its author's role does not write this"

    def _what_it_may_not_say(self, entry: EntryBody, value: Entity | None) -> Iterator[str]:
        if entry.entity_type in WRITTEN_ONCE and entry.version > 1:
            yield "it changes what is written once"
        author = self.members.get(entry.actor)
        if isinstance(value, CustodyEvent) and author is not None and not may_take_step(author.role, value.what):
            yield "its author's role does not take this step of continuity"
        if isinstance(value, Recovery):
            if value.id in self.members or (self.recovery is not None and self.recovery.id != value.id):
                yield "it stands under another one's number"
            if self._replaces_itself(entry, value):
                yield "a recovery sheet replaces itself"
        elif isinstance(value, Member):
            yield from self._what_it_may_not_make_of(value, entry)

    def _what_it_may_not_make_of(self, member: Member, entry: EntryBody) -> Iterator[str]:
        had = self.members.get(member.id)
        if self.recovery is not None and self.recovery.id == member.id:
            yield "it stands under another one's number"
        if not _is_key(member.signing_key):
            yield "the key of its member cannot be read"
        if had is None:
            return
        if had.signing_key != member.signing_key and not self._may_enrol_anew(entry, member):
            yield "it gives a member another key"
        if had.signing_key == member.signing_key and had.age_recipient != member.age_recipient:
            yield "it lets somebody else open the casebook in a member's name"
        if had.role != member.role and entry.actor == member.id:
            yield "it gives its own author another role"

    def _replaces_itself(self, entry: EntryBody, value: Recovery) -> bool:
        had = self.recovery
        if had is None or entry.actor != had.id:
            return False
        return (value.recipient, value.signing_key) != (had.recipient, had.signing_key)

    def _accept(self, value: Entity | None) -> None:
        if isinstance(value, Member):
            self._learn(value.signing_key)
            self.members[value.id] = value
        elif isinstance(value, Recovery):
            self._learn(value.signing_key)
            self.recovery = value

    def _may_enrol_anew(self, entry: EntryBody, member: Member) -> bool:
        if self.recovery is not None and entry.actor == self.recovery.id:
            return True
        author = self.members.get(entry.actor)
        return author is not None and author.id != member.id and may(author.role, "manage the members")

    def _learn(self, key: str) -> bool:
        if not _is_key(key):
            return False
        self._keys[key] = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        return True


def standing(connection: Connection, until: int | None = None) -> tuple[Authority, tuple[str, ...]]:
    """Who may sign now, or after the entry `until`, and what is wrong with the entries that say so.

    Other entries are not looked at.
    """
    rows = connection.execute(
        "SELECT seq, body, hash, signature, entity_type, salt, content FROM version JOIN journal USING (seq) "
        f"WHERE {OF_TRUST} ORDER BY seq"
    ).fetchall()
    rows = [row for row in rows if until is None or row[0] <= until]
    authority, wrong = Authority(), list[str]()
    for seq, body, digest, signature, kind, salt, content in rows:
        if kind not in _OF_KEYS:
            continue
        try:
            entry = msgspec.json.decode(body, type=EntryBody)
            stored = msgspec.json.decode(content, type=_Content)
            value = msgspec.json.decode(stored.entity, type=ENTITY_TYPES[stored.kind])
        except (msgspec.DecodeError, KeyError):
            wrong.append(f"journal entry {seq}: it cannot be read")
            continue
        if (entry.seq, hash_of(body), commitment_of(salt, content)) != (seq, digest, entry.commitment):
            wrong.append(f"journal entry {seq}: it was changed after it was signed")
            continue
        wrong += [f"journal entry {seq}: {fault}" for fault in authority.take(entry, digest, signature, value)]
    return authority, tuple(wrong)


def _is_key(text: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(text))
    except ValueError:
        return False
    return True
