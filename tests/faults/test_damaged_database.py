"""F5 and F6: a bit of the database flips, or the file is cut short. Opening the casebook or checking it says so."""

import io
import random
import shutil
from pathlib import Path

import pytest

from dslapp.casebook.journal.verify import verify
from dslapp.domain.case.casework import LogEntry
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.problems import EnvironmentProblem
from tests.faults.counts import Count
from tests.faults.keyring import Keyring, case_with_a_pupil, exhibit, now
from tests.faults.scale import SCALE, how_many

pytestmark = pytest.mark.timeout(12 * 3600)
PAGE = 4096
PARTS = 2
FILLED_TO = 20_000_000 if SCALE == "long" else 0
"""Bytes that the database has at least where it is cut at each page."""


class Damaged:
    """A casebook whose database is damaged again and again, each time from the sound one."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring
        self.sound = keyring.database.read_bytes()
        assert self.noticed(self.sound) == "", "it must be sound at first"

    def noticed(self, content: bytes) -> str:
        """What is said when this is the database: by opening it, else by checking it; empty when nothing is."""
        self._keyring.database.write_bytes(content)
        for left in self._keyring.folder.glob("*-journal"):
            left.unlink()
        try:
            casebook = self._keyring.open()
        except EnvironmentProblem as problem:
            return problem.way_forward
        try:
            found = verify(casebook, self._keyring.evidence()).faults
        finally:
            casebook.close()
        return f"{found[0].where}: {found[0].what}" if found else ""


@pytest.fixture
def keyring(memory_folder: Path, casebook_as_made: Path) -> Keyring:
    """A casebook with an incident, an exhibit and a draft."""
    keyring = Keyring(Path(shutil.copytree(casebook_as_made, memory_folder / casebook_as_made.name)))
    casebook = keyring.open()
    changes = case_with_a_pupil(casebook, 1)
    case = changes[0]
    assert isinstance(case, Incident)
    kept = keyring.evidence().keep(io.BytesIO(b"A screenshot. " * 500))
    casebook.commit([*changes, exhibit(case, 1, kept)])
    casebook.save_draft("one", "incident", "The first words.")
    casebook.close()
    return keyring


def fill(keyring: Keyring, size: int) -> None:
    """Write in the chronology until the database has so many bytes."""
    casebook = keyring.open()
    case = IncidentId(casebook.select(Incident)[0].id)
    while keyring.database.stat().st_size < size:
        entries = [
            LogEntry(id=new_id(), incident_id=case, at=now(), entry_kind="note", what="What was said. " * 400)
            for _ in range(100)
        ]
        casebook.commit(entries)
    casebook.close()


@pytest.mark.parametrize("part", range(PARTS))
def test_each_flipped_bit_is_noticed(keyring: Keyring, seed: int, part: int, counted: Count) -> None:
    damaged, chance, unnoticed = Damaged(keyring), random.Random(seed), list[int]()
    count = how_many("F5") // PARTS
    for at in chance.choices(range(8 * len(damaged.sound)), k=count):
        flipped = bytearray(damaged.sound)
        flipped[at // 8] ^= 1 << at % 8
        if not damaged.noticed(bytes(flipped)):
            unnoticed.append(at)
    counted("F5", "bit flip in the database", count, silent=len(unnoticed))
    assert unnoticed == []


def test_each_flipped_bit_of_the_first_bytes_is_noticed(keyring: Keyring, counted: Count) -> None:
    """They are the key's salt, which SQLCipher does not look at."""
    damaged = Damaged(keyring)
    unnoticed = []
    for at in range(8 * 16):
        flipped = bytearray(damaged.sound)
        flipped[at // 8] ^= 1 << at % 8
        if not damaged.noticed(bytes(flipped)):
            unnoticed.append(at)
    counted("F5", "bit flip in the database", 8 * 16, silent=len(unnoticed))
    assert unnoticed == []


def test_a_database_cut_at_any_page_is_noticed(keyring: Keyring, counted: Count) -> None:
    fill(keyring, FILLED_TO)
    damaged = Damaged(keyring)
    sizes = range(0, len(damaged.sound), PAGE)
    unnoticed = [size for size in sizes if not damaged.noticed(damaged.sound[:size])]
    counted("F6", "database cut at a page", len(sizes), silent=len(unnoticed))
    assert unnoticed == []


def test_a_database_cut_at_any_byte_is_noticed(keyring: Keyring, seed: int, counted: Count) -> None:
    damaged = Damaged(keyring)
    sizes = random.Random(seed).choices(range(len(damaged.sound)), k=how_many("F6"))
    unnoticed = [size for size in sizes if not damaged.noticed(damaged.sound[:size])]
    counted("F6", "database cut at a byte", len(sizes), silent=len(unnoticed))
    assert unnoticed == []
