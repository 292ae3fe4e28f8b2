"""B14: checking every page of a casebook of 100,000 incidents while nobody waits, against reading its file once."""

import random
import tempfile
import time
from pathlib import Path

from benchmarks import filled_casebook
from benchmarks.figure import Figure, percentile, seconds
from dslapp.casebook.database.page_check import PageCheck
from dslapp.casebook.opening import Opened

_INCIDENTS = 100_000
_STOPS = 40


def run() -> list[Figure]:
    """How long it takes in all, and how long whoever wants to save has to wait until it has stopped."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "pages.casebook"
        filled_casebook.make(folder, _INCIDENTS)
        opened = filled_casebook.unlock(folder)
        reading = seconds(lambda: _read(opened))
        checking = seconds(lambda: PageCheck(opened.casebook).go_on(lambda: False))
        waits = _waits(opened, checking)
        opened.close()
    return [
        Figure(
            id="B14", work="check every page of 100,000 incidents, when idle", ours=checking, reference=reading,
            ratio=checking / reading, goal="reported", unit="s", met=True,
        ),
        Figure(
            id="B14 wait", work="longest wait of a save that comes while it runs", ours=max(waits) * 1000,
            reference=percentile(waits, 50) * 1000, ratio=None, goal="≤ 250 ms", unit="ms", met=max(waits) <= 0.25,
        ),
    ]  # fmt: skip


def _read(opened: Opened) -> None:
    """The bare cost: every byte of the file once. Done through a copy's worth of reads, never beside a save."""
    with opened.casebook.path.open("rb") as file:
        while file.read(1 << 20):
            pass


def _waits(opened: Opened, whole: float) -> list[float]:
    """Stop the check at random moments; from the wish to its end, in seconds."""
    chance, found = random.Random(4), []
    for _ in range(_STOPS):
        check = PageCheck(opened.casebook)
        wish = time.perf_counter() + chance.random() * whole
        check.go_on(lambda: time.perf_counter() > wish)  # noqa: B023  (called at once)
        found.append(max(0.0, time.perf_counter() - wish))
    return found
