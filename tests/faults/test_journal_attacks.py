"""F23: ten attacks on the journal, bits flipped in what is stored, and an old page put back.

docs/security.md has the table: edit, delete, reorder, replay, backdate and forge are found by the journal alone;
a cut or rewritten tail, an old copy and another casebook only by something that is remembered outside.
"""

import contextlib
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from dslapp.casebook.database.driver import IntegrityError
from dslapp.casebook.journal.anchors import found_entry, last_entry
from dslapp.casebook.journal.verify import Fault, verify
from dslapp.casebook.store import Casebook
from dslapp.domain.entity import new_id
from dslapp.domain.problems import Problem
from dslapp.domain.school import Access
from dslapp.domain.trust.record_state import Anchor, RecordJudged, judge
from tests.faults.counts import Count
from tests.faults.journal_attacks import (
    FOUND_BY_AN_ANCHOR,
    FOUND_BY_THE_JOURNAL,
    Attack,
    a_note,
    head_of,
    lists_anew,
)
from tests.faults.journals import WRITERS, Journal, append, by_hand, random_journal
from tests.faults.scale import SCALE, how_many
from tests.unit.casebook.raw_casebook import RawCasebook, a_person, an_incident

JOURNALS = {"quick": 2, "short": 6, "long": 40}[SCALE]
SPOILT_GUARDS = "its tables are not as this program makes them"
COLUMNS = {
    "journal": ("body", "hash", "signature"),
    "version": ("entity_type", "entity_id", "number", "incident_id", "salt", "content"),
}
PAGE = 4096


@pytest.fixture(scope="module")
def journals(tmp_path_factory: pytest.TempPathFactory) -> list[Journal]:
    """Casebooks of members who come, go and change keys."""
    place = tmp_path_factory.mktemp("journals")
    return [random_journal(place / str(seed), seed) for seed in range(JOURNALS)]


def found_by_the_journal(journal: Journal, casebook: Casebook) -> list[Fault]:
    """What verifying says of entries and versions, apart from lists, which an attacker makes anew."""
    faults = verify(casebook, journal.raw.evidence, with_files=False).faults
    return [fault for fault in faults if not fault.in_lists and fault.what != SPOILT_GUARDS]


def compared(casebook: Casebook, anchor: Anchor) -> RecordJudged:
    return judge(head_of(casebook), lambda number: found_entry(casebook, number), [anchor])


def rounds(journals: list[Journal], seed: str) -> Iterator[tuple[random.Random, Journal, Casebook]]:
    """Each time a journal, open for whoever attacks it: a member who may write."""
    for place, journal in enumerate(journals):
        mine = range(place, how_many("F23 attacks"), len(journals))
        attackers = journal.active(*WRITERS)
        for number, attacker in enumerate(attackers):
            with journal.raw.opened(attacker) as casebook:
                for turn in mine[number :: len(attackers)]:
                    yield random.Random(f"{seed} {turn}"), journal, casebook


@pytest.mark.parametrize("attack", FOUND_BY_THE_JOURNAL.values(), ids=FOUND_BY_THE_JOURNAL)
def test_the_journal_alone_shows_it(journals: list[Journal], attack: Attack, counted: Count) -> None:
    tried = silent = 0
    for chance, journal, casebook in rounds(journals, attack.__name__):
        with by_hand(casebook):
            attack(journal, casebook, casebook.identity, chance)
            silent += not found_by_the_journal(journal, casebook)
        tried += 1
    counted("F23", f"{attack.__name__.replace('_', ' ')}, no anchor", tried, silent=silent)
    assert (silent, tried > 0) == (0, True)


@pytest.mark.parametrize("attack", FOUND_BY_AN_ANCHOR.values(), ids=FOUND_BY_AN_ANCHOR)
def test_only_something_outside_shows_it(journals: list[Journal], attack: Attack, counted: Count) -> None:
    tried = silent = found_without = 0
    for chance, journal, casebook in rounds(journals, attack.__name__):
        with by_hand(casebook):
            for number in range(3):
                append(casebook, casebook.identity, a_note(journal, f"As it was: {number}", chance))
            entry, digest = last_entry(casebook)
            anchor = Anchor(source="book", entry=entry, fingerprint=digest, where="the bound book")
            assert compared(casebook, anchor).state == "as it was left"
            attack(journal, casebook, casebook.identity, chance)
            lists_anew(casebook)
            found_without += bool(found_by_the_journal(journal, casebook))
            silent += compared(casebook, anchor).is_clear
        tried += 1
    counted("F23", f"{attack.__name__.replace('_', ' ')}, with an anchor", tried, silent=silent)
    assert (silent, tried > 0) == (0, True)
    assert found_without < tried, "the journal alone shows it: say so in docs/security.md"


@pytest.mark.timeout(300)
def test_a_bit_flipped_in_what_is_stored_is_found(journals: list[Journal], counted: Count) -> None:
    chance, count, silent = random.Random("flips"), how_many("F23 bit flips"), 0
    for place, journal in enumerate(journals):
        with journal.raw.opened() as casebook:
            for _ in range(place, count, len(journals)):
                with by_hand(casebook):
                    flip(casebook, chance)
                    silent += not found_by_the_journal(journal, casebook)
    counted("F23", "bit flipped in a stored column", count, silent=silent)
    assert silent == 0


def flip(casebook: Casebook, chance: random.Random) -> None:
    """Change one bit of one value of one row; what the database itself refuses is tried elsewhere."""
    execute = casebook.connection.execute
    table = chance.choice(list(COLUMNS))
    column = chance.choice(COLUMNS[table])
    rows = execute(f"SELECT seq, CAST({column} AS BLOB), typeof({column}) FROM {table} WHERE {column} IS NOT NULL")
    seq, value, kind = chance.choice(rows.fetchall())
    if kind == "integer":
        with contextlib.suppress(IntegrityError):
            execute(f"UPDATE {table} SET {column} = {column} + ? WHERE seq = ?", (1 << chance.randrange(40), seq))
            return
        return flip(casebook, chance)
    held = bytearray(value)
    held[chance.randrange(len(held))] ^= 1 << chance.randrange(8)
    new = "CAST(? AS TEXT)" if kind == "text" else "?"
    execute(f"UPDATE {table} SET {column} = {new} WHERE seq = ?", (bytes(held), seq))


def test_an_old_page_put_back_is_found(tmp_path: Path, counted: Count) -> None:
    """The cipher's own check cannot see it: the page is genuine, and of the same place."""
    raw = RawCasebook(tmp_path)
    with raw.opened() as casebook:
        for number in range(1, 40):
            casebook.commit([an_incident(number), a_person(f"Child {number}")])
    before = raw.path.read_bytes()
    with raw.opened() as casebook:
        for number in range(40, 60):
            casebook.commit([an_incident(number), a_person(f"Child {number}"), Access(id=new_id(), what="viewed")])
        stood = everything(casebook)
    after = raw.path.read_bytes()
    places = [at for at in range(0, len(before), PAGE) if before[at : at + PAGE] != after[at : at + PAGE]]
    silent = 0
    for at in places:
        raw.path.write_bytes(after[:at] + before[at : at + PAGE] + after[at + PAGE :])
        try:
            with raw.opened() as casebook:
                faults = verify(casebook, raw.evidence, with_files=False).faults
                silent += not faults and everything(casebook) != stood
        except Problem:
            continue
    counted("F23", "old page put back", len(places), silent=silent)
    assert (silent, len(places) > 10) == (0, True)


def everything(casebook: Casebook) -> list[object]:
    execute = casebook.connection.execute
    tables = ("journal", "version", "incident", "person", "searchable")
    return [execute(f"SELECT * FROM {table}").fetchall() for table in tables]
