"""Verifying what has no text of its own to look at: the words of the search, erased entries, the order of times."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dslapp.casebook.database.projecting import project
from dslapp.casebook.journal.verify import Fault, verify
from dslapp.casebook.store import Casebook
from dslapp.domain.entity import new_id
from dslapp.domain.school import Access
from dslapp.domain.trust.entries import Erasure
from tests.faults.journals import append, by_hand, put_version
from tests.unit.casebook.raw_casebook import RawCasebook, a_person, an_incident

OTHER_WORDS = "it is found by other words than its own"
MISSING = "what it committed to is missing"


@pytest.fixture
def raw(tmp_path: Path) -> RawCasebook:
    """A casebook's database with its keys."""
    return RawCasebook(tmp_path)


@pytest.fixture
def casebook(raw: RawCasebook) -> Iterator[Casebook]:
    """An incident and a child; a test writes into it inside a transaction that is rolled back."""
    with raw.opened() as casebook:
        casebook.commit([an_incident(), a_person()])
        with by_hand(casebook):
            yield casebook


def test_words_by_which_a_record_is_no_longer_found_are_noticed(raw: RawCasebook, casebook: Casebook) -> None:
    """The index keeps no text: the words themselves are compared."""
    execute = casebook.connection.execute
    row, of = execute("SELECT id, entity_id FROM searchable ORDER BY id LIMIT 1").fetchone()
    assert verify(casebook, raw.evidence).faults == ()
    execute("DELETE FROM search WHERE rowid = ?", (row,))
    assert verify(casebook, raw.evidence).faults == (Fault(f"search row of {of}", OTHER_WORDS),)
    execute("INSERT INTO search (rowid, words) VALUES (?, 'something quite different')", (row,))
    assert verify(casebook, raw.evidence).faults == (Fault(f"search row of {of}", OTHER_WORDS),)


def test_the_same_words_in_another_order_are_noticed(raw: RawCasebook, casebook: Casebook) -> None:
    execute = casebook.connection.execute
    (row,) = execute("SELECT id FROM searchable WHERE entity_type = 'person'").fetchone()
    execute("DELETE FROM search WHERE rowid = ?", (row,))
    execute("INSERT INTO search (rowid, words) VALUES (?, 'p ellis 8 year')", (row,))
    assert [fault.what for fault in verify(casebook, raw.evidence).faults] == [OTHER_WORDS]


def test_words_in_the_search_that_are_nobodys_are_noticed(raw: RawCasebook, casebook: Casebook) -> None:
    casebook.connection.execute("INSERT INTO search (rowid, words) VALUES (4242, 'ellis')")
    assert verify(casebook, raw.evidence).faults == (Fault("search row of nothing", OTHER_WORDS),)


def test_a_record_of_another_kind_than_its_entry_says_is_found(raw: RawCasebook, casebook: Casebook) -> None:
    """Else whoever may note a look could write a member under that name."""
    append(casebook, raw.deputy, a_person(), entity_type="access")
    last = casebook.head[0] + 1
    faults = verify(casebook, raw.evidence).faults
    assert Fault(f"journal entry {last}", "the record stands under another one's number") in faults


def test_a_clock_that_went_back_is_a_remark_and_no_fault(raw: RawCasebook, casebook: Casebook) -> None:
    """Order is the number of the entry, never its time."""
    append(casebook, raw.deputy, Access(id=new_id(), what="viewed"), at=1_700_000_000_000)
    found = verify(casebook, raw.evidence)
    assert found.faults == ()
    assert [remark.where for remark in found.remarks] == [f"journal entry {found.entries}"]
    assert "clock had gone back" in found.remarks[0].what


def test_an_erasure_speaks_only_of_what_was_before_it(raw: RawCasebook, casebook: Casebook) -> None:
    head = casebook.head[0]
    erase(raw, casebook, head + 1, head + 2)
    append(casebook, raw.dsl, Access(id=new_id(), what="viewed"))
    take_away(casebook, head + 2)
    assert verify(casebook, raw.evidence).faults == (Fault(f"journal entry {head + 2}", MISSING),)


def test_who_may_sign_cannot_be_erased(raw: RawCasebook, casebook: Casebook) -> None:
    """A member who left would come back."""
    erase(raw, casebook, 2)
    take_away(casebook, 2)
    assert Fault("journal entry 2", MISSING) in verify(casebook, raw.evidence).faults


def test_something_else_in_the_place_of_an_erasure_is_a_fault_and_no_crash(
    raw: RawCasebook, casebook: Casebook
) -> None:
    """Whoever puts two entries in each other's place may put a child where the list looks for an erasure."""
    first, head = casebook.head[0], casebook.head[0] + 1
    erase(raw, casebook, first)
    take_away(casebook, first)
    for verb in ("update", "delete"):
        casebook.connection.execute(f"DROP TRIGGER version_{verb}")
    put_version(casebook, head, 1, a_person("Kai D."))
    wheres = [fault.where for fault in verify(casebook, raw.evidence).faults]
    assert f"journal entry {head}" in wheres
    assert f"journal entry {first}" in wheres, "nothing says any more that it was erased"
    for broken in ("{", "{}", '{"kind":"erasure","reason":"","entity":{"id":"1"}}'):
        casebook.connection.execute(
            "UPDATE version SET content = ?, entity_type = 'erasure' WHERE seq = ?", (broken, head)
        )
        assert f"journal entry {head}" in [fault.where for fault in verify(casebook, raw.evidence).faults]


def erase(raw: RawCasebook, casebook: Casebook, *entries: int) -> None:
    erasure = Erasure(id=new_id(), entries=entries, ref="OSI-2026-0001", because="retention")
    append(casebook, raw.dsl, erasure)
    project(casebook.connection, erasure, casebook.head[0] + 1, 1)


def take_away(casebook: Casebook, entry: int) -> None:
    casebook.connection.execute("INSERT INTO erasing VALUES (?)", (entry,))
    casebook.connection.execute("DELETE FROM version WHERE seq = ?", (entry,))
