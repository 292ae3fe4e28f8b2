"""F12: two programs want one casebook at the same moment. One gets it; the other is told where and since when."""

import os
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from dslapp.casebook.folder_lock import let_go, take_lock
from dslapp.casebook.journal.verify import verify
from dslapp.domain.case.casework import LogEntry
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.problems import EnvironmentProblem
from tests.casebooks import DSL, HEAD, SettableClock, unlock
from tests.cases import TOLD, bare_case
from tests.faults.counts import Count
from tests.faults.keyring import Keyring, now
from tests.faults.scale import how_many

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks: Linux")
SAVES = 3


def in_a_fork(work: Callable[[], str]) -> tuple[int, int]:
    """Run `work` in a fork; return its process and the pipe on which it says what became of it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    os.close(reading)
    try:
        said = work()
    except BaseException as error:  # noqa: BLE001 - it is told on the pipe
        said = f"failed: {type(error).__name__} {error}"
    os.write(writing, said.encode()[:4000])
    os._exit(0)


def told(child: int, pipe: int) -> str:
    with os.fdopen(pipe, "rb") as stream:
        said = stream.read().decode()
    os.waitpid(child, 0)
    return said


def save_some(keyring: Keyring, case: IncidentId, who: int, start: float) -> str:
    """Wait for the moment, take the casebook, save; say what became of it."""
    while time.monotonic() < start:
        pass
    try:
        lock = take_lock(keyring.folder, now())
    except EnvironmentProblem as refused:
        return f"refused: {refused}"
    try:
        casebook = keyring.open()
        for number in range(SAVES):
            words = f"Writer {who}, save {number}"
            casebook.commit([LogEntry(id=new_id(), incident_id=case, at=TOLD, entry_kind="note", what=words)])
        casebook.close()
        return "saved"
    finally:
        let_go(keyring.folder, lock)


@pytest.fixture
def keyring(casebook_folder: Path) -> Keyring:
    return Keyring(casebook_folder)


def test_of_two_programs_one_gets_it_and_nothing_interleaves(
    keyring: Keyring, casebook_folder: Path, clock: SettableClock, counted: Count
) -> None:
    session = unlock(casebook_folder, DSL, clock)
    case = bare_case(session)
    session.opened.close()
    session.pictures.close()
    races, saved, refused, interleaved, wrong = how_many("F12"), 0, 0, 0, list[str]()
    for _ in range(races):
        start = time.monotonic() + 0.02
        forks = [in_a_fork(partial(save_some, keyring, case, who, start)) for who in range(2)]
        said = [told(*fork) for fork in forks]
        saved += said.count("saved")
        refused += sum(each.startswith("refused") for each in said)
        wrong += [each for each in said if each.startswith("failed")]
        wrong += [each for each in said if each.startswith("refused") and "in use" not in each]
        casebook = keyring.open()
        entries = [entry.what.split(",")[0] for entry in casebook.select(LogEntry, order="p.seq")]
        casebook.close()
        groups = [set(entries[at : at + SAVES]) for at in range(0, len(entries), SAVES)]
        interleaved += any(len(group) > 1 for group in groups)
    counted("F12", "two programs at once", races, acknowledged=saved * SAVES, lost=saved * SAVES - len(entries),
            silent=interleaved)  # fmt: skip
    assert (wrong, interleaved, len(entries)) == ([], 0, saved * SAVES)
    assert saved >= races
    casebook = keyring.open()
    assert verify(casebook, keyring.evidence()).faults == ()
    casebook.close()


def test_two_databases_without_the_lock_of_the_folder_still_do_not_interleave(keyring: Keyring) -> None:
    """The database's own lock is the second line: it is held from the moment it is opened."""
    casebook = keyring.open()
    child, pipe = in_a_fork(lambda: str(keyring.open().head))
    assert "open in another program" in told(child, pipe)
    casebook.close()


def test_a_second_window_is_told_where_and_since_when(casebook_folder: Path, clock: SettableClock) -> None:
    session = unlock(casebook_folder, DSL, clock)
    try:
        with pytest.raises(EnvironmentProblem, match=r"in use on .+ since Friday 13 November 2026, 16:50 GMT"):
            unlock(casebook_folder, HEAD, clock)
    finally:
        session.opened.close()
        session.pictures.close()


def test_a_program_that_was_killed_holds_nothing(keyring: Keyring) -> None:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        take_lock(keyring.folder, now())
        keyring.open()
        os.write(writing, b"held")
        time.sleep(60)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        assert stream.read(4) == b"held"
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    lock = take_lock(keyring.folder, now())
    keyring.open().close()
    let_go(keyring.folder, lock)
