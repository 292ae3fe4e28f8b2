"""One table of counts at the end of a run of faults, as SQLite prints its own.

A test of a fault takes the fixture `counted` and calls it once with what its loop came to, before it asserts:

    def test_…(counted: Count) -> None:
        counted("F9", "journal that a kill left", how_many("F9"), acknowledged=12, lost=0, silent=0, plaintext=0)
        assert …

Lines of the same number and words are added together (parametrised tests). `silent` counts damage that nothing noticed,
half-done changes and doubled records. How many to inject comes from `tests.faults.scale.how_many("F9")`: quick in
`make test`, short in `make faults`, long in `make faults-long`. A run with a protection switched off takes `mutation`:

    mutation("F3", "with synchronous=OFF", found=lost, count=states)   # fails when nothing is found
"""

import os
import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from tests.faults.counts import COUNTED, MUTATION, Count, Counted, Mutation, MutationCheck, table
from tests.faults.scale import SCALE


@pytest.fixture
def counted(record_property: Callable[[str, object], None]) -> Count:
    """Puts a line into the table of counts."""

    def count(
        fault: str, what: str, count: int, *, acknowledged: int = 0, lost: int = 0, silent: int = 0, plaintext: int = 0
    ) -> None:
        row = Counted(
            fault=fault, what=what, count=count, acknowledged=acknowledged, lost=lost, silent=silent,
            plaintext=plaintext,
        )  # fmt: skip
        record_property(COUNTED, row.as_property())

    return count


@pytest.fixture
def mutation(record_property: Callable[[str, object], None]) -> Mutation:
    """Puts a mutation check under the table of counts."""

    def check(fault: str, what: str, *, found: int, count: int) -> None:
        assert found, f"{fault} {what}: nothing was found with the protection off, so the test proves nothing"
        record_property(MUTATION, MutationCheck(fault=fault, what=what, found=found, count=count).as_property())

    return check


@pytest.fixture
def seed(record_property: Callable[[str, object], None]) -> int:
    """A fresh seed each time, printed when the test fails."""
    chosen = random.SystemRandom().randrange(2**32)
    record_property("seed", chosen)
    print(f"seed {chosen}")
    return chosen


@pytest.fixture
def memory_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: thousands of casebooks are written, and what is tried is not the disk."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="dslcasebook-faults-", dir=memory) as name:
        yield Path(name)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table; a run with a failed test says so instead of promising anything."""
    rows = [msgspec.convert(each, Counted) for each in _properties(terminalreporter, COUNTED)]
    mutations = [msgspec.convert(each, MutationCheck) for each in _properties(terminalreporter, MUTATION)]
    if not rows:
        return
    terminalreporter.section(f"faults injected ({SCALE} counts)")
    terminalreporter.write_line(table(rows, mutations))
    if failed := len(terminalreporter.stats.get("failed", [])) + len(terminalreporter.stats.get("error", [])):
        terminalreporter.write_line(f"{failed} tests FAILED: these counts promise nothing", red=True)


def _properties(terminalreporter: pytest.TerminalReporter, wanted: str) -> Iterator[object]:
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            yield from (value for name, value in report.user_properties if name == wanted)
