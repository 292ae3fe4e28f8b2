"""F22: the program gets less and less memory. It says so or ends cleanly; what it said was saved is there, once."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dslapp.casebook.journal.verify import verify
from dslapp.domain.case.casework import LogEntry
from dslapp.domain.case.incident import Incident
from tests.casebooks import DSL, PASSPHRASES, SettableClock, unlock
from tests.faults.counts import Count
from tests.faults.scale import how_many
from tests.faults.starved_program import COULD_NOT_RUN, SAVES

ROOT = Path(__file__).resolve().parents[2]
DONE, CRASHED = 0, 3
MOST_KB = {"before": 96_000, "after": 24_000}
"""From this much on nothing fails: Argon2's floor takes 64 MB at the unlock."""

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits the address space: Linux"),
    pytest.mark.timeout(1800),
]


@pytest.mark.parametrize("when", ["before", "after"])
def test_with_little_memory_nothing_acknowledged_is_lost(
    casebook_folder: Path, memory_folder: Path, counted: Count, when: str
) -> None:
    steps = max(2, how_many("F22") // 2)
    acknowledged = lost = silent = spoken = 0
    ends: list[int] = []
    for step in range(steps):
        folder = Path(shutil.copytree(casebook_folder, memory_folder / "Thornmoss.casebook"))
        kilobytes = round(MOST_KB[when] * (1 - step / (steps - 1)) ** 2)
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.starved_program", str(folder), str(kilobytes), when],
            cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        saved = done.stdout.split()
        session = unlock(folder, DSL, SettableClock())
        there = {each.id for kind in (Incident, LogEntry) for each in session.casebook.select(kind)}
        silent += len(verify(session.casebook, session.evidence).faults) + max(0, len(there) - len(saved) - 1)
        session.opened.close()
        session.pictures.close()
        acknowledged += len(saved)
        lost += len(set(saved) - there)
        spoken += any(word in done.stderr for word in ("Line ", PASSPHRASES[DSL]))
        ends.append(done.returncode)
        assert done.returncode in (DONE, COULD_NOT_RUN, CRASHED), f"{kilobytes} KB: {done.returncode} {done.stderr}"
        assert (done.returncode == DONE) == (len(saved) == SAVES + 1)
        assert len(done.stderr.splitlines()) <= 1
        shutil.rmtree(folder)
    counted(
        "F22", f"little memory, {when} the unlock", steps, acknowledged=acknowledged, lost=lost, silent=silent,
        plaintext=spoken,
    )  # fmt: skip
    assert (lost, silent, spoken) == (0, 0, 0)
    assert ends[0] == DONE, "with enough memory it works"
    assert ends[-1] != DONE, "the limit was felt"
