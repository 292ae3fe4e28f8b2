"""Verifying: whatever was written passes; each change by somebody who has the key is found, and where it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dslapp.casebook.database.driver import connect
from dslapp.casebook.database.projections import PROJECTIONS
from dslapp.casebook.journal.canonical import canonical
from dslapp.casebook.journal.entries import EntryBody, commitment_of, seal
from dslapp.casebook.journal.verify import Fault, verify
from dslapp.casebook.keys.member_keys import Identity, new_identity
from dslapp.casebook.store import Casebook
from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Person
from dslapp.domain.entity import Entity, new_id
from dslapp.domain.school import Access, Contact, Member, School
from tests.unit.casebook.raw_casebook import (
    KEY,
    RawCasebook,
    a_contact,
    a_person,
    an_incident,
)

ENTRIES = 10
GUARDS_TAKEN_AWAY = Fault("database", "its tables are not as this program makes them")
"""What `changed` leaves of itself; a real forger would put the guards back."""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RawCasebook, Casebook]]:
    """A casebook of ten entries by two members; tests change it inside a transaction that is rolled back."""
    raw = RawCasebook(tmp_path_factory.mktemp("verify"))
    incident, child = an_incident(), a_person()
    with raw.opened() as casebook:
        casebook.commit([incident, child])
        casebook.commit([Access(id=new_id(), what="viewed", incident_id=incident.id)])
    with raw.opened(raw.deputy) as casebook:
        casebook.commit([msgspec.structs.replace(incident, summary="And a picture of him.")], reason="More was told.")
        casebook.commit([a_contact(), an_incident(2), a_person("Kai D.")])
        assert casebook.head[0] == ENTRIES
    with raw.opened() as casebook:
        yield raw, casebook


@contextmanager
def added_to(casebook: Casebook) -> Iterator[Callable[..., Any]]:
    """Add rows as somebody with the key can; afterwards all is as it was."""
    connection = casebook.connection
    connection.execute("BEGIN")
    connection.execute("PRAGMA defer_foreign_keys = ON")
    try:
        yield connection.execute
    finally:
        casebook.take_back()


@contextmanager
def changed(casebook: Casebook) -> Iterator[Callable[..., Any]]:
    """Change rows as well, with the guards taken away."""
    with added_to(casebook) as execute:
        for table in ("journal", "version"):
            for verb in ("update", "delete"):
                execute(f"DROP TRIGGER {table}_{verb}")
        yield execute


def faults_of(written: tuple[RawCasebook, Casebook]) -> tuple[Fault, ...]:
    raw, casebook = written
    return verify(casebook, raw.evidence).faults


def test_a_casebook_as_it_was_written_is_sound(written: tuple[RawCasebook, Casebook]) -> None:
    raw, casebook = written
    found = verify(casebook, raw.evidence)
    assert (found.entries, found.versions, found.faults) == (ENTRIES, ENTRIES, ())


def some_changes() -> st.SearchStrategy[list[list[str]]]:
    """Sittings of commits: which kinds of value each makes or amends."""
    kinds = st.sampled_from(["incident", "person", "contact", "look", "amend"])
    return st.lists(st.lists(kinds, min_size=1, max_size=4), min_size=1, max_size=5)


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(commits=some_changes(), text=st.text(max_size=60))
def test_whatever_is_committed_verifies(
    tmp_path_factory: pytest.TempPathFactory, commits: list[list[str]], text: str
) -> None:
    raw = RawCasebook(tmp_path_factory.mktemp("random"))
    people: list[Entity] = []
    number = 0
    for turn, kinds in enumerate(commits):
        with raw.opened(raw.deputy if turn % 2 else raw.dsl) as casebook:
            changes: list[Entity] = []
            for kind in kinds:
                number += 1
                if kind == "incident":
                    changes.append(an_incident(number, text))
                elif kind == "person" or (kind == "amend" and not people):
                    people.append(a_person(text))
                    changes.append(people[-1])
                elif kind == "amend":
                    changes.append(msgspec.structs.replace(people[-1], notes=f"{text} {number}"))
                elif kind == "contact":
                    changes.append(a_contact(text))
                else:
                    changes.append(Access(id=new_id(), what="viewed", detail=text))
            casebook.commit(changes, reason=text)
            found = verify(casebook, raw.evidence)
            assert found.faults == ()
            assert found.entries == casebook.head[0]


class Tampering(NamedTuple):
    """A statement that changes one field of one row, and what verifying says of it."""

    statement: str
    said: str


TAMPERINGS = {
    "the text of an entry": Tampering("UPDATE journal SET body = replace(body, 'created', 'made')", "was changed"),
    "one letter of an entry": Tampering("UPDATE journal SET body = body || ' '", "text was changed"),
    "an entry made unreadable": Tampering("UPDATE journal SET body = '{'", "cannot be read"),
    "a hash": Tampering("UPDATE journal SET hash = zeroblob(32)", "text was changed"),
    "a signature": Tampering("UPDATE journal SET signature = zeroblob(64)", "signature does not fit"),
    "a signature cut short": Tampering("UPDATE journal SET signature = substr(signature, 1, 63)", "does not fit"),
    "the words of a record": Tampering(
        "UPDATE version SET content = replace(content, '\"reason\":\"', '\"reason\":\"x')", "after it was signed"
    ),
    "a salt": Tampering("UPDATE version SET salt = zeroblob(16)", "changed after it was signed"),
    "the kind of a record": Tampering("UPDATE version SET entity_type = 'review'", "is another one"),
    "whose version it is": Tampering("UPDATE version SET entity_id = 'x'", "is another one"),
    "the number of a version": Tampering("UPDATE version SET number = number + 7", "is another one"),
    "the case to which a version belongs": Tampering(
        "UPDATE version SET incident_id = 'x'", "under another one's number"
    ),
    "a version taken away": Tampering("DELETE FROM version", "what it committed to is missing"),
}  # fmt: skip


@pytest.mark.parametrize("tampering", TAMPERINGS.values(), ids=TAMPERINGS.keys())
@pytest.mark.parametrize("seq", [1, 5, ENTRIES], ids=lambda seq: f"entry {seq}")
def test_each_single_change_is_found_where_it_is(
    written: tuple[RawCasebook, Casebook], tampering: Tampering, seq: int
) -> None:
    with changed(written[1]) as execute:
        execute(f"{tampering.statement} WHERE seq = {seq}")
        faults = faults_of(written)
    assert any(fault.where == f"journal entry {seq}" and tampering.said in fault.what for fault in faults), faults
    assert faults_of(written) == ()


PROJECTED = [
    (PROJECTIONS[kind].table, column)
    for kind in (Incident, Person, Contact, Member, School)
    for column in PROJECTIONS[kind].columns
]


@pytest.mark.parametrize(("table", "column"), PROJECTED, ids=lambda part: part)
def test_a_list_that_shows_something_else_than_the_record_is_found(
    written: tuple[RawCasebook, Casebook], table: str, column: str
) -> None:
    with changed(written[1]) as execute:
        execute(f"UPDATE {table} SET {column} = 424242 WHERE id = (SELECT id FROM {table} LIMIT 1)")
        assert any(fault.where.startswith(f"{table} ") for fault in faults_of(written))


@pytest.mark.parametrize("table", ["incident", "person", "contact", "member"])
def test_a_row_hidden_from_a_list_is_found(written: tuple[RawCasebook, Casebook], table: str) -> None:
    with changed(written[1]) as execute:
        execute(f"DELETE FROM {table} WHERE id = (SELECT id FROM {table} LIMIT 1)")
        assert any(fault.where.startswith(f"{table} ") for fault in faults_of(written))


def test_a_record_hidden_from_the_search_is_found(written: tuple[RawCasebook, Casebook]) -> None:
    with changed(written[1]) as execute:
        execute("DELETE FROM searchable WHERE id = 1")
        assert any(fault.where.startswith("search row of") for fault in faults_of(written))


def test_an_entry_taken_out_of_the_middle_is_found(written: tuple[RawCasebook, Casebook]) -> None:
    with changed(written[1]) as execute:
        execute("DELETE FROM version WHERE seq = 5")
        execute("DELETE FROM journal WHERE seq = 5")
        assert Fault("journal entry 6", "entry 5 is missing") in faults_of(written)


def test_two_entries_that_changed_places_are_found(written: tuple[RawCasebook, Casebook]) -> None:
    with changed(written[1]) as execute:
        for old, new in ((8, -8), (9, 8), (-8, 9)):
            execute(f"UPDATE version SET seq = {new} WHERE seq = {old}")
            execute(f"UPDATE journal SET seq = {new} WHERE seq = {old}")
        assert any("does not follow from the entry before it" in fault.what for fault in faults_of(written))


def append(to: Casebook, author: Identity, value: Entity, **spoilt: object) -> None:
    """Write one more entry by hand, well formed and signed by `author`, with some fields of its body spoilt."""
    (number,) = to.connection.execute(
        "SELECT coalesce(max(number), 0) + 1 FROM version WHERE entity_id = ?", (value.id,)
    ).fetchone()
    text, digest = to.connection.execute("SELECT body, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    last, salt = msgspec.json.decode(text, type=EntryBody), bytes(16)
    content = canonical({"kind": value.kind(), "reason": "", "entity": value})
    body = msgspec.structs.replace(
        last, seq=last.seq + 1, prev=digest.hex(), actor=author.member_id, key=author.public_key, action="created",
        entity_type=value.kind(), entity_id=value.id, version=number, commitment=commitment_of(salt, content),
    )  # fmt: skip
    body = msgspec.structs.replace(body, **spoilt)
    sealed = seal(body, author.signing_key)
    to.connection.execute("INSERT INTO journal VALUES (?, ?, ?, ?)", (body.seq, *sealed))
    to.connection.execute(
        "INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?)",
        (body.seq, value.kind(), value.id, number, value.about_incident(), salt, content),
    )


def a_look() -> Access:
    """Somebody looked at something."""
    return Access(id=new_id(), what="viewed")


LAST = f"journal entry {ENTRIES + 1}"


def test_an_entry_written_by_hand_and_well_signed_passes(written: tuple[RawCasebook, Casebook]) -> None:
    """Otherwise the tests below would prove nothing."""
    raw, casebook = written
    with added_to(casebook):
        append(casebook, raw.deputy, a_look())
        assert faults_of(written) == ()


def test_an_entry_of_somebody_who_is_no_member_is_found(written: tuple[RawCasebook, Casebook]) -> None:
    with added_to(written[1]):
        append(written[1], new_identity(new_id(), "A Stranger"), a_look())
        assert faults_of(written) == (Fault(LAST, "its signature does not fit its author"),)


def test_an_entry_in_a_colleagues_name_is_found(written: tuple[RawCasebook, Casebook]) -> None:
    raw, casebook = written
    with added_to(casebook):
        append(casebook, raw.deputy, a_look(), actor=raw.dsl.member_id)
        assert faults_of(written) == (Fault(LAST, "its signature does not fit its author"),)


def test_a_colleagues_key_that_somebody_replaced_is_found(written: tuple[RawCasebook, Casebook]) -> None:
    """A deputy who gives the DSL a key that only the deputy has could write in the DSL's name."""
    raw, casebook = written
    had = casebook.get(Member, raw.dsl.member_id)
    replaced = msgspec.structs.replace(had, signing_key=new_identity(had.id, had.name).public_key)
    with added_to(casebook) as execute:
        append(casebook, raw.deputy, replaced)
        execute(f"UPDATE member SET seq = {ENTRIES + 1} WHERE id = ?", (had.id,))
        assert faults_of(written) == (
            Fault(LAST, "its author's role does not write this"),
            Fault(LAST, "it gives a member another key"),
        )


def test_an_entry_of_another_casebook_is_found(written: tuple[RawCasebook, Casebook]) -> None:
    raw, casebook = written
    with added_to(casebook):
        append(casebook, raw.dsl, a_look(), casebook="another")
        assert faults_of(written) == (Fault(LAST, "it does not follow from the entry before it"),)


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TRIGGER forget AFTER INSERT ON action BEGIN DELETE FROM action; END",
        "DROP INDEX incident_ref",
        "DROP TRIGGER version_update",
        "CREATE TABLE notes (words TEXT)",
    ],
)
def test_tables_that_the_program_did_not_make_are_found(written: tuple[RawCasebook, Casebook], change: str) -> None:
    with added_to(written[1]) as execute:
        execute(change)
        assert faults_of(written) == (GUARDS_TAKEN_AWAY,)


def test_a_version_that_nobody_signed_is_found(written: tuple[RawCasebook, Casebook]) -> None:
    with added_to(written[1]) as execute:
        row = (ENTRIES + 1, "person", new_id(), 1, None, bytes(16), "{}")
        execute("INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        assert faults_of(written) == (Fault(f"version {ENTRIES + 1}", "nobody has signed it"),)


def test_a_change_made_with_other_software_is_found(tmp_path: Path) -> None:
    """The key, stock SQLCipher, no guards: as somebody would who has the recovery sheet."""
    raw = RawCasebook(tmp_path)
    with raw.opened() as casebook:
        casebook.commit([an_incident(summary="He said nobody wants me.")])
    connection = connect(str(raw.path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY}'\"")
    connection.execute("DROP TRIGGER version_update")
    connection.execute("UPDATE version SET content = replace(content, 'nobody', 'somebody')")
    connection.close()
    with raw.opened() as casebook:
        faults = verify(casebook, raw.evidence).faults
    assert Fault("journal entry 4", "the record was changed after it was signed") in faults


def test_damage_of_a_page_is_said_and_does_not_end_the_program(tmp_path: Path) -> None:
    raw = RawCasebook(tmp_path)
    with raw.opened() as casebook:
        casebook.commit([an_incident(number, "word " * 400) for number in range(1, 30)])
    held = bytearray(raw.path.read_bytes())
    held[len(held) // 2] ^= 1
    raw.path.write_bytes(held)
    with raw.opened() as casebook:
        found = verify(casebook, raw.evidence)
    assert found.faults


def test_cutting_the_end_off_is_not_seen_by_the_journal_alone(written: tuple[RawCasebook, Casebook]) -> None:
    """Hence the seal in the footer of every PDF and in the bound book: it names the last entry."""
    with changed(written[1]) as execute:
        (gone,) = execute("SELECT entity_id FROM version WHERE seq = ?", (ENTRIES,)).fetchone()
        execute("DELETE FROM search WHERE rowid = (SELECT id FROM searchable WHERE entity_id = ?)", (gone,))
        for table, column in (("person", "id"), ("searchable", "entity_id"), ("version", "entity_id")):
            execute(f"DELETE FROM {table} WHERE {column} = ?", (gone,))
        execute("DELETE FROM journal WHERE seq = ?", (ENTRIES,))
        found = verify(written[1], written[0].evidence)
        assert (found.entries, found.faults) == (ENTRIES - 1, (GUARDS_TAKEN_AWAY,))
