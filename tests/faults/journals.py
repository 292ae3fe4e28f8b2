"""Journals for attacks: random ones, written by members who come, go and change keys; and rows changed by hand."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dslapp.casebook.journal.canonical import canonical
from dslapp.casebook.journal.entries import EntryBody, commitment_of, seal
from dslapp.casebook.keys.member_keys import Identity, new_identity
from dslapp.casebook.store import Casebook
from dslapp.domain.case.casework import LogEntry, Review
from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Involvement, Person
from dslapp.domain.entity import Entity, IncidentId, MemberId, PersonId, new_id
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.school import Access, Member, Recovery, Role
from dslapp.domain.trust.entries import Countersignature, Erasure
from tests.casebooks import SettableClock
from tests.unit.casebook.raw_casebook import NOW, RawCasebook, a_contact, a_person, an_incident, member_of

LEADERS: tuple[Role, ...] = ("dsl", "case_manager")
WRITERS: tuple[Role, ...] = (*LEADERS, "deputy_dsl")
MANAGERS: tuple[Role, ...] = (*LEADERS, "headteacher")


@dataclass
class Journal:
    """A casebook, who may write in it, and what stands in it."""

    raw: RawCasebook
    clock: SettableClock
    members: dict[str, Member] = field(default_factory=dict)
    identities: dict[str, Identity] = field(default_factory=dict)
    former: list[Identity] = field(default_factory=list)
    """Keys that were good once."""
    cases: list[Incident] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    exhibits: list[Exhibit] = field(default_factory=list)
    recovery: Identity = field(default_factory=lambda: new_identity(new_id(), "the sheet"))

    def active(self, *roles: Role) -> list[Identity]:
        """Who may write now, in one of those roles."""
        of_role = [each for each in self.members.values() if not each.retired and (not roles or each.role in roles)]
        return [self.identities[each.id] for each in of_role]


def random_journal(folder: Path, seed: int) -> Journal:
    """Write a casebook of some sittings by random members, with removals, new keys, corrections and erasures.

    Its guards against changing rows are taken away, as any member can who has the database's key.
    """
    folder.mkdir()
    chance, clock = random.Random(seed), SettableClock()
    raw = RawCasebook(folder, clock)
    journal = Journal(raw, clock)
    for identity, role in ((raw.dsl, "dsl"), (raw.deputy, "deputy_dsl")):
        journal.identities[identity.member_id] = identity
        journal.members[identity.member_id] = member_of(identity, role)  # type: ignore[arg-type]  # both are roles
    sheet = Recovery(
        id=journal.recovery.member_id, recipient=journal.recovery.recipient, issued_at=NOW,
        signing_key=journal.recovery.public_key,
    )  # fmt: skip
    with raw.opened() as casebook:
        casebook.commit([sheet])
        _join(journal, casebook, chance, "headteacher")
        _new_case(journal, casebook, chance)
    for _ in range(chance.randint(3, 6)):
        author = chance.choice(journal.active())
        with raw.opened(author) as casebook:
            for _ in range(chance.randint(2, 6)):
                clock.forward(timedelta(minutes=chance.randint(-3, 60)))
                role = journal.members[author.member_id].role
                chance.choice([act for act, roles in ACTS.items() if role in roles])(journal, casebook, chance)
        if chance.random() < 0.15:
            with raw.opened(journal.recovery) as casebook:
                _new_key(journal, casebook, chance)
    for writer in journal.active(*WRITERS):  # so that nobody has written all of the end
        with raw.opened(writer) as casebook:
            _look(journal, casebook, chance)
    with raw.opened() as casebook:
        for table in ("journal", "version"):
            for verb in ("update", "delete"):
                casebook.connection.execute(f"DROP TRIGGER {table}_{verb}")
    return journal


def _new_case(journal: Journal, casebook: Casebook, chance: random.Random) -> None:
    incident, child = an_incident(len(journal.cases) + 1), a_person()
    part = Involvement(id=new_id(), incident_id=IncidentId(incident.id), person_id=PersonId(child.id), role="target")
    casebook.commit([incident, child, part])
    journal.cases.append(incident)
    journal.people.append(child)


def _amend(journal: Journal, casebook: Casebook, chance: random.Random) -> None:
    place = chance.randrange(len(journal.cases))
    journal.cases[place] = msgspec.structs.replace(journal.cases[place], summary=f"More: {chance.random()}")
    casebook.commit([journal.cases[place]], reason="More was told.")


def _correct(journal: Journal, casebook: Casebook, chance: random.Random) -> None:
    place = chance.randrange(len(journal.people))
    journal.people[place] = msgspec.structs.replace(journal.people[place], notes=f"{chance.random()}")
    casebook.commit([journal.people[place]])


def _note(journal: Journal, casebook: Casebook, chance: random.Random) -> None:
    case = chance.choice(journal.cases)
    casebook.commit(
        [LogEntry(id=new_id(), incident_id=IncidentId(case.id), at=NOW, entry_kind="note", what="Rang the parents.")]
    )


def _attach(journal: Journal, casebook: Casebook, chance: random.Random) -> None:
    case, number = chance.choice(journal.cases), len(journal.exhibits) + 1
    exhibit = Exhibit(
        id=new_id(), incident_id=IncidentId(case.id), ref=f"JH/{number}", producer="JH", number=number,
        file_id=new_id(), sha256=chance.randbytes(32).hex(), original_name="chat.png", attached_at=NOW,
        attached_by="Jo Hartsedge",
    )  # fmt: skip
    casebook.commit([exhibit])
    journal.exhibits.append(exhibit)


def _look(journal: Journal, casebook: Casebook, chance: random.Random) -> None:
    casebook.commit([Access(id=new_id(), what="viewed", incident_id=chance.choice(journal.cases).id)])


def _elsewhere(journal: Journal, casebook: Casebook, chance: random.Random) -> None:
    casebook.commit([a_contact(str(chance.random()))])


def _review(journal: Journal, casebook: Casebook, chance: random.Random) -> None:
    case = IncidentId(chance.choice(journal.cases).id)
    reviewer = MemberId(casebook.identity.member_id)
    casebook.commit(
        [Review(id=new_id(), incident_id=case, at=NOW, reviewer=reviewer, review_kind="question", text="Who was told?")]
    )


def _countersign(journal: Journal, casebook: Casebook, chance: random.Random) -> None:
    entry = chance.randint(1, casebook.head[0])
    (digest,) = casebook.connection.execute("SELECT hash FROM journal WHERE seq = ?", (entry,)).fetchone()
    casebook.commit([Countersignature(id=new_id(), entry=entry, entry_hash=digest.hex(), agrees=True)])


def _join(journal: Journal, casebook: Casebook, chance: random.Random, role: Role | None = None) -> None:
    identity = new_identity(new_id(), f"Member {len(journal.members)}")
    joins: Role = chance.choice(EVERYBODY) if role is None else role
    member = member_of(identity, joins)
    casebook.commit([member])
    journal.identities[member.id], journal.members[member.id] = identity, member


def _others(journal: Journal, casebook: Casebook) -> list[Member]:
    me = casebook.identity.member_id
    return [each for each in journal.members.values() if not each.retired and each.id != me]


def _leave(journal: Journal, casebook: Casebook, chance: random.Random) -> None:
    others = [each for each in _others(journal, casebook) if each.id != journal.raw.dsl.member_id]
    if len(others) > 1:
        gone = msgspec.structs.replace(chance.choice(others), retired=True, retired_because="left the school")
        casebook.commit([gone])
        journal.members[gone.id] = gone
        journal.former.append(journal.identities[gone.id])


def _new_role(journal: Journal, casebook: Casebook, chance: random.Random) -> None:
    if others := _others(journal, casebook):
        changed = msgspec.structs.replace(chance.choice(others), role=chance.choice(WRITERS))
        casebook.commit([changed])
        journal.members[changed.id] = changed


def _new_key(journal: Journal, casebook: Casebook, chance: random.Random) -> None:
    if others := _others(journal, casebook):
        had = chance.choice(others)
        identity = new_identity(had.id, had.name)
        casebook.commit([msgspec.structs.replace(had, signing_key=identity.public_key)])
        journal.former.append(journal.identities[had.id])
        journal.identities[had.id] = identity
        journal.members[had.id] = msgspec.structs.replace(had, signing_key=identity.public_key)


def _erase(journal: Journal, casebook: Casebook, chance: random.Random) -> None:
    case = chance.choice(journal.cases)
    rows = casebook.connection.execute(
        "SELECT seq FROM version WHERE incident_id = ? AND entity_type IN ('log_entry', 'review')", (case.id,)
    ).fetchall()
    if rows:
        seq = chance.choice(rows)[0]
        casebook.commit([Erasure(id=new_id(), entries=(seq,), ref=case.ref, because="retention")], erases=[seq])


Act = Callable[[Journal, Casebook, random.Random], None]
EVERYBODY: tuple[Role, ...] = (*WRITERS, "headteacher", "read_only")
ACTS: dict[Act, tuple[Role, ...]] = {
    _new_case: WRITERS, _amend: WRITERS, _correct: WRITERS, _note: WRITERS, _attach: WRITERS, _elsewhere: WRITERS,
    _look: EVERYBODY, _countersign: EVERYBODY, _review: ("headteacher",),
    _join: MANAGERS, _leave: MANAGERS, _new_role: MANAGERS, _new_key: MANAGERS, _erase: LEADERS,
}  # fmt: skip


@contextmanager
def by_hand(casebook: Casebook) -> Iterator[Callable[..., Any]]:
    """Change rows of a journal made here; afterwards all is as it was."""
    connection = casebook.connection
    connection.execute("BEGIN")
    connection.execute("PRAGMA defer_foreign_keys = ON")
    try:
        yield connection.execute
    finally:
        casebook.take_back()


def body_at(casebook: Casebook, seq: int) -> EntryBody:
    """What an entry says."""
    (text,) = casebook.connection.execute("SELECT body FROM journal WHERE seq = ?", (seq,)).fetchone()
    return msgspec.json.decode(text, type=EntryBody)


def put_entry(casebook: Casebook, body: EntryBody, key: Ed25519PrivateKey) -> None:
    """Write an entry, in the place of the one of its number if there is one, signed with any key."""
    casebook.connection.execute("INSERT OR REPLACE INTO journal VALUES (?, ?, ?, ?)", (body.seq, *seal(body, key)))


def put_version(casebook: Casebook, seq: int, number: int, value: Entity) -> str:
    """Write a version in the place of the one of that entry. Returns what its entry has to commit to."""
    salt, content = bytes(16), canonical({"kind": value.kind(), "reason": "", "entity": value})
    casebook.connection.execute(
        "INSERT OR REPLACE INTO version VALUES (?, ?, ?, ?, ?, ?, ?)",
        (seq, value.kind(), value.id, number, value.about_incident(), salt, content),
    )
    return commitment_of(salt, content)


def append(
    casebook: Casebook, author: Identity, value: Entity, *, key: Identity | None = None, at: int = 0, **fields: object
) -> None:
    """Write one more entry by hand in the author's name, signed with the author's key or with another one.

    `fields` of its body say something else than they should.
    """
    last, digest = casebook.connection.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    (number,) = casebook.connection.execute(
        "SELECT coalesce(max(number), 0) + 1 FROM version WHERE entity_id = ?", (value.id,)
    ).fetchone()
    before = body_at(casebook, last)
    signer = key or author
    body = msgspec.structs.replace(
        before, seq=last + 1, prev=digest.hex(), at=at or before.at, session="by hand", actor=author.member_id,
        key=signer.public_key, action="created", entity_type=value.kind(), entity_id=value.id, version=number,
        commitment=put_version(casebook, last + 1, number, value),
    )  # fmt: skip
    put_entry(casebook, msgspec.structs.replace(body, **fields), signer.signing_key)
