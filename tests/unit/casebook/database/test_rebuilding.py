"""Making the lists and the search anew: from whatever they were, they come to show exactly what the versions say."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from dslapp.casebook.database.projections import PROJECTIONS
from dslapp.casebook.database.rebuilding import rebuild
from dslapp.casebook.database.search import search
from dslapp.casebook.journal.verify import verify
from dslapp.casebook.store import Casebook
from dslapp.domain.entity import new_id
from dslapp.domain.trust.entries import Erasure
from tests.unit.casebook.raw_casebook import RawCasebook, a_contact, a_person, an_exhibit, an_incident


@pytest.fixture
def raw(tmp_path: Path) -> RawCasebook:
    """A casebook's database with its keys."""
    return RawCasebook(tmp_path)


@pytest.fixture
def casebook(raw: RawCasebook) -> Iterator[Casebook]:
    """Two incidents, one corrected, an exhibit, people of whom one was erased, a number that was changed."""
    with raw.opened() as casebook:
        first, second, gone, number = an_incident(1), an_incident(2), a_person("Kai D."), a_contact()
        casebook.commit([first, second, an_exhibit(first), a_person("Ellis P."), gone, number])
        casebook.commit([msgspec.structs.replace(first, summary="Pictures of him, with his name.")])
        casebook.commit([msgspec.structs.replace(number, phone="01632 960777")])
        last = casebook.commit([msgspec.structs.replace(gone, notes="left")]).last
        casebook.commit(
            [Erasure(id=new_id(), entries=(last,), ref="OSI-2026-0002", because="retention")], erases=[last]
        )
        yield casebook


def lists(casebook: Casebook) -> dict[str, list[tuple[object, ...]]]:
    execute = casebook.connection.execute
    tables = [projection.table for projection in PROJECTIONS.values()]
    return {table: sorted(execute(f"SELECT * FROM {table}").fetchall()) for table in tables}


def spoil(casebook: Casebook) -> None:
    execute = casebook.connection.execute
    execute("UPDATE incident SET headline = 'Nothing to see here', status = 'closed'")
    execute("DELETE FROM person")
    execute("DELETE FROM search WHERE rowid = 1")
    execute("INSERT INTO searchable (entity_type, entity_id) VALUES ('person', 'nobody')")


def test_spoilt_lists_show_again_what_the_versions_say(raw: RawCasebook, casebook: Casebook) -> None:
    before, found = lists(casebook), search(casebook, "pictures name")
    assert found
    assert verify(casebook, raw.evidence).faults == ()
    spoil(casebook)
    spoilt = verify(casebook, raw.evidence).faults
    assert spoilt
    assert all(fault.in_lists for fault in spoilt)
    rebuild(casebook)
    assert verify(casebook, raw.evidence).faults == ()
    assert lists(casebook) == before
    assert search(casebook, "pictures name") == found


def test_a_sound_casebook_stays_as_it_is(raw: RawCasebook, casebook: Casebook) -> None:
    before, head = lists(casebook), casebook.head
    assert rebuild(casebook) == sum(len(rows) for rows in before.values())
    assert lists(casebook) == before
    assert casebook.head == head
    assert verify(casebook, raw.evidence).faults == ()


def test_what_was_erased_is_in_no_list_afterwards(casebook: Casebook) -> None:
    rebuild(casebook)
    assert search(casebook, "Kai") == []


def test_half_a_rebuild_is_none(casebook: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(casebook)
    before = lists(casebook)

    def refuse(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("dslapp.casebook.database.rebuilding.project", refuse)
    with pytest.raises(KeyboardInterrupt):
        rebuild(casebook)
    assert lists(casebook) == before
