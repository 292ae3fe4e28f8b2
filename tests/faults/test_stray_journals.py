"""F9: a journal or a write-ahead log that does not belong here lies beside the database. It is never applied."""

import random
import shutil
import sys
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

import pytest

from dslapp.casebook.journal.verify import verify
from dslapp.casebook.opening import open_folder
from dslapp.casebook.store import Casebook
from dslapp.casebook.stray_files import set_strays_aside
from dslapp.domain.case.incident import Incident
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Access
from tests.casebooks import DSL, PASSPHRASES, SettableClock, make_casebook
from tests.faults.counts import Count, Mutation
from tests.faults.keyring import Keyring, case_with_a_pupil, now
from tests.faults.kills import Acknowledge, killed_at_random
from tests.faults.scale import how_many

MAGIC = bytes.fromhex("d9d505f920a163d7")


class Hot(NamedTuple):
    """Database and journal as they lay on the disk in the middle of a save."""

    database: bytes
    journal: bytes


def save_and_look(casebook: Casebook, first: int, cases: int) -> Hot:
    """Save some cases; return how database and journal were before the save was complete."""
    seen: list[Hot] = []
    journal = casebook.path.with_name(casebook.path.name + "-journal")

    def look(statement: str) -> None:
        if statement == "COMMIT":
            seen.append(Hot(casebook.path.read_bytes(), journal.read_bytes()))

    casebook.connection.execute("PRAGMA cache_size = 4")  # so that pages reach the disk before the end
    casebook.connection.set_trace_callback(look)
    casebook.commit([each for number in range(cases) for each in case_with_a_pupil(casebook, first + number)])
    casebook.connection.set_trace_callback(None)
    return seen[0]


class Beside:
    """A casebook with saves in it, and journals of its own past and of another casebook."""

    def __init__(self, keyring: Keyring, other: Keyring) -> None:
        self.keyring = keyring
        casebook = other.open()
        self.foreign = save_and_look(casebook, 900_000, 20).journal
        casebook.close()
        casebook = keyring.open()
        self.stale = [save_and_look(casebook, 1 + 10 * number, 10).journal for number in range(4)]
        for number in range(3):
            casebook.commit(case_with_a_pupil(casebook, 500 + number))
        self.head = casebook.head
        casebook.close()
        self.database = keyring.database.read_bytes()

    @property
    def journal(self) -> Path:
        return self.keyring.database.with_name(f"{self.keyring.database.name}-journal")

    def opened_with(self, content: bytes, suffix: str = "-journal", before: bytes = b"") -> Casebook:
        """The casebook after it was opened with such a file beside its database."""
        shutil.rmtree(self.keyring.folder / "quarantine", ignore_errors=True)
        self.keyring.database.write_bytes(before or self.database)
        self.keyring.database.with_name(self.keyring.database.name + suffix).write_bytes(content)
        set_strays_aside(self.keyring.folder, self.keyring.database, self.keyring.keys.key, now())
        return self.keyring.open()


@pytest.fixture
def beside(memory_folder: Path, casebook_as_made: Path) -> Beside:
    keyring = Keyring(Path(shutil.copytree(casebook_as_made, memory_folder / "Thornmoss.casebook")))
    return Beside(keyring, Keyring(make_casebook(memory_folder / "Other.casebook", SettableClock())))


def strays(beside: Beside, chance: random.Random) -> dict[str, Callable[[], bytes]]:
    """What may lie there, by what it is."""
    return {
        "journal of another casebook": lambda: beside.foreign,
        "journal of another casebook, cut": lambda: beside.foreign[: chance.randrange(512, len(beside.foreign))],
        "journal of an earlier save": lambda: chance.choice(beside.stale),
        "empty journal": lambda: b"",
        "journal of zeros": lambda: bytes(chance.randrange(1, 20_000)),
        "journal of random bytes": lambda: b"\1" + chance.randbytes(chance.randrange(1, 20_000)),
        "journal of random bytes with the right head": lambda: (
            MAGIC
            + bytes.fromhex("ffffffff")
            + chance.randbytes(12)
            + bytes.fromhex("0000020000001000")
            + chance.randbytes(20_000)
        ),
        "journal of another casebook with its first pages lost": lambda: beside.foreign[:512] + chance.randbytes(9_000),
    }


def test_a_stray_journal_is_never_applied(beside: Beside, seed: int, counted: Count) -> None:
    chance, applied, wrong = random.Random(seed), 0, list[str]()
    kinds = strays(beside, chance)
    names = list(islice(cycle(kinds), how_many("F9")))
    for number, name in enumerate(names):
        casebook = beside.opened_with(kinds[name]())
        if casebook.head != beside.head:
            applied += 1
            wrong.append(name)
        elif number < len(kinds):
            assert verify(casebook, beside.keyring.evidence()).faults == ()
        casebook.close()
        kept = list((beside.keyring.folder / "quarantine").glob("*-stray/*-journal"))
        assert bool(kept) == (name not in ("empty journal", "journal of zeros")), name
    counted("F9", "stray journal beside the database", len(names), acknowledged=len(names), lost=applied)
    assert wrong == []


def test_without_setting_aside_some_would_have_been_applied(beside: Beside, seed: int, mutation: Mutation) -> None:
    kinds, harmed = strays(beside, random.Random(seed)), 0
    for make in kinds.values():
        beside.keyring.database.write_bytes(beside.database)
        beside.journal.write_bytes(make())
        try:
            casebook = beside.keyring.open()
        except EnvironmentProblem:
            harmed += 1
            continue
        harmed += casebook.head != beside.head or bool(verify(casebook, beside.keyring.evidence()).faults)
        casebook.close()
    mutation("F9", "without setting strays aside", found=harmed, count=len(kinds))


@pytest.mark.parametrize("suffix", ["-wal", "-shm"])
def test_a_left_over_log_is_set_aside(beside: Beside, suffix: str, seed: int, counted: Count) -> None:
    content = bytes.fromhex("377f0682002de218") + random.Random(seed).randbytes(8_000)
    casebook = beside.opened_with(content, suffix)
    kept = list((beside.keyring.folder / "quarantine").glob(f"*-stray/*{suffix}"))
    counted("F9", "left-over write-ahead log", 1, acknowledged=1, lost=int(casebook.head != beside.head))
    assert (casebook.head, len(kept)) == (beside.head, 1)
    casebook.close()


def test_the_journal_of_a_save_that_was_cut_short_is_applied(beside: Beside, counted: Count) -> None:
    """It must be: without it the database is half of the old state and half of the new one."""
    casebook = beside.keyring.open()
    head = casebook.head
    hot = save_and_look(casebook, 700_000, 15)
    casebook.close()
    casebook = beside.opened_with(hot.journal, before=hot.database)
    counted("F9", "journal of a save that was cut short", 1, acknowledged=1, lost=int(casebook.head != head))
    assert casebook.head == head
    assert not (beside.keyring.folder / "quarantine").exists()
    assert verify(casebook, beside.keyring.evidence()).faults == ()
    casebook.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks and kills: Linux")
def test_no_journal_of_a_kill_is_taken_for_a_stray(
    memory_folder: Path, casebook_as_made: Path, seed: int, counted: Count
) -> None:
    keyring = Keyring(Path(shutil.copytree(casebook_as_made, memory_folder / "Killed.casebook")))

    def save_for_ever(acknowledge: Acknowledge) -> None:
        casebook = keyring.open()
        casebook.connection.execute("PRAGMA cache_size = 4")
        while True:
            casebook.commit([each for number in range(4) for each in case_with_a_pupil(casebook, len(saved) + number)])
            saved.extend(range(4))
            acknowledge(casebook.head[0])

    saved, hot, kept, lost = list[int](), 0, 0, 0
    for acknowledged in killed_at_random(save_for_ever, longest_s=0.06, seed=seed, kills=how_many("F9")):
        hot += keyring.hot
        set_strays_aside(keyring.folder, keyring.database, keyring.keys.key, now())
        casebook = keyring.open()
        lost += casebook.head[0] < acknowledged
        saved = list(range(len(casebook.select(Incident))))
        casebook.close()
        kept += (keyring.folder / "quarantine").exists()
    counted("F9", "journal that a kill left", how_many("F9"), acknowledged=len(saved), lost=lost, silent=kept)
    assert (kept, lost) == (0, 0)
    assert hot, "no kill left a journal: they prove nothing"


def test_what_was_set_aside_stands_in_the_journal_at_the_next_unlock(beside: Beside) -> None:
    beside.journal.write_bytes(beside.foreign)
    opened = open_folder(beside.keyring.folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=now)
    noted = [
        version.entity.detail
        for version in opened.casebook.history(entity_id=newest_access(opened.casebook))
        if isinstance(version.entity, Access)
    ]
    assert opened.casebook.select(Incident)
    opened.close()
    assert len(noted) == 1
    assert "did not belong to the database was set aside in quarantine/" in noted[0]


def newest_access(casebook: Casebook) -> str:
    row = casebook.connection.execute(
        "SELECT entity_id FROM version WHERE entity_type = 'access' ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    return str(row[0])
