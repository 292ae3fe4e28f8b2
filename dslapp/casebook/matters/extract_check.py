"""Check the signed history that came with a matter: that it holds together, and who may sign at its end.

The same as packaging/verifier/verify_casebook_extract.py does for a court, without the seals and the files.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from dslapp.casebook.journal.authority import Authority
from dslapp.casebook.journal.entries import ENTRY_DOMAIN, GENESIS, EntryBody, commitment_of, hash_of
from dslapp.casebook.matters.extract import Extract, Shown
from dslapp.casebook.matters.extract_people import KINDS as PEOPLE
from dslapp.domain.case.incident import Incident
from dslapp.domain.entities import ENTITY_TYPES
from dslapp.domain.entity import Entity
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Member
from dslapp.domain.trust.entries import Erasure

_LAST_MOMENT = 1 << 47
_NEVER_ERASED = frozenset({"member", "school", "recovery", "erasure"})


class Checked(NamedTuple):
    """What does not fit, each with the number of its entry; and who could write over there when it was made."""

    faults: tuple[str, ...]
    members: tuple[Member, ...]


class _Content(msgspec.Struct, frozen=True):
    kind: str
    entity: msgspec.Raw


def check_extract(extract: Extract) -> Checked:
    """Walk an extract entry by entry. Raises EnvironmentProblem when an entry that is shown cannot be read."""
    walk = _Walk(extract)
    for seq, entry in enumerate(extract.entries, 1):
        if isinstance(entry, str):
            walk.previous = hashlib.sha256(ENTRY_DOMAIN + (walk.previous + entry).encode()).hexdigest()
        else:
            walk.show(seq, entry)
    if (extract.head.seq, extract.head.hash) != (len(extract.entries), walk.previous):
        walk.faults.append("it ends otherwise than it says")
    if not extract.entries or isinstance(extract.entries[-1], str):
        walk.faults.append("nobody signed its end")
    return Checked(tuple(walk.faults), walk.authority.active)


@dataclass
class _Walk:
    extract: Extract
    previous: str = GENESIS
    faults: list[str] = field(default_factory=list)
    authority: Authority = field(default_factory=Authority)
    _numbers: Counter[str] = field(default_factory=Counter)
    _exhibits: dict[str, Exhibit] = field(default_factory=dict)

    def __post_init__(self) -> None:
        values = ((seq, _value(entry)) for seq, entry in self.extract.shown.items())
        self._erased = {of for seq, value in values if isinstance(value, Erasure) for of in value.entries if of < seq}

    def show(self, seq: int, entry: Shown) -> None:
        body, value = _body(entry), _value(entry)
        before, self.previous = self.previous, hash_of(entry.body).hex()
        wrong = []
        if self.previous != entry.hash:
            wrong.append("its text was changed")
        if (body.seq, body.prev, body.casebook) != (seq, before, self.extract.casebook):
            wrong.append("it does not follow from the entry before it")
        if entry.part != "chain":
            wrong += self._content(seq, entry, body, value)
        digest, signature = bytes.fromhex(self.previous), _bytes(entry.signature)
        wrong += self.authority.take(body, digest, signature, None if wrong else value)
        self.faults += [f"entry {seq}: {each}" for each in wrong]

    def _content(self, seq: int, entry: Shown, body: EntryBody, value: Entity | None) -> list[str]:
        """What is wrong with what an entry committed to, and with its place among the versions of its record."""
        wrong, had = [], self._numbers[body.entity_id]
        self._numbers[body.entity_id] = body.version
        if value is None:
            gone = (seq in self._erased or entry.part == "withheld") and body.entity_type not in _NEVER_ERASED
            return [] if gone else ["what it committed to is missing"]
        if seq in self._erased:
            wrong.append("what was erased is there again")
        if body.version <= had or (body.version > had + 1 and body.entity_type not in PEOPLE):
            wrong.append("a version of this record is missing or doubled")
        if commitment_of(_bytes(entry.salt), entry.content or "") != body.commitment:
            wrong.append("the record was changed after it was signed")
        if (value.kind(), value.id) != (body.entity_type, body.entity_id):
            wrong.append("the record stands under another one's number")
        case = value.id if value.kind() == "incident" else value.about_incident()
        if entry.part == "case" and case != self.extract.incident:
            wrong.append("it is of another case")
        if isinstance(value, Exhibit):
            wrong += self._exhibit(value)
        return wrong

    def _exhibit(self, exhibit: Exhibit) -> list[str]:
        """An exhibit keeps its number, and its file once it has one."""
        had, self._exhibits[exhibit.id] = self._exhibits.get(exhibit.id, exhibit), exhibit
        wrong = []
        if (had.ref, had.producer, had.number) != (exhibit.ref, exhibit.producer, exhibit.number):
            wrong.append("it gives an exhibit another number")
        if had.file_id and (had.file_id, had.sha256, had.size) != (exhibit.file_id, exhibit.sha256, exhibit.size):
            wrong.append("it puts another file in the place of an exhibit's own")
        return wrong


def incidents_in(extract: Extract) -> tuple[Incident, ...]:
    """The case in each version that its history still holds. Raises EnvironmentProblem when one cannot be read."""
    values = (_value(entry) for entry in extract.shown.values() if entry.part == "case")
    return tuple(each for each in values if isinstance(each, Incident))


def _body(entry: Shown) -> EntryBody:
    try:
        body = msgspec.json.decode(entry.body, type=EntryBody)
    except (msgspec.DecodeError, RecursionError):
        raise _unreadable() from None
    if not 0 <= body.at < _LAST_MOMENT:
        raise _unreadable()
    return body


def _value(entry: Shown) -> Entity | None:
    if entry.content is None:
        return None
    try:
        stored = msgspec.json.decode(entry.content, type=_Content)
        return msgspec.json.decode(stored.entity, type=ENTITY_TYPES[stored.kind])
    except (msgspec.DecodeError, KeyError, RecursionError):
        raise _unreadable() from None


def _bytes(digits: str) -> bytes:
    try:
        return bytes.fromhex(digits)
    except ValueError:
        return b""  # fits nothing


def _unreadable() -> EnvironmentProblem:
    return EnvironmentProblem("The history that came with this matter cannot be read.", "Ask for the matter again.")
