"""L1: pictures like one among 100,000 exhibits of all cases, against reading the same likenesses row by row."""

import random
import tempfile
from pathlib import Path

from benchmarks import filled_casebook
from benchmarks.figure import Figure, median_of
from dslapp.casebook.rows.likeness_rows import near
from dslapp.casebook.store import Casebook
from dslapp.domain.entity import new_id

_EXHIBITS = 100_000
_GOAL_MS = 100
_WITHIN = 8


def run() -> list[Figure]:
    """The list rows alone are filled: nothing else of an exhibit is read by the comparison."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "alike.casebook"
        filled_casebook.make(folder, 1)
        opened = filled_casebook.unlock(folder)
        _fill(opened.casebook)
        ours = median_of(lambda: near(opened.casebook, "0123456789abcdef", _WITHIN)) * 1000
        bare = median_of(lambda: _row_by_row(opened.casebook)) * 1000
        opened.close()
    work = "pictures that look like one, among 100,000 exhibits"
    return [
        Figure(
            id="L1", work=work, ours=ours, reference=bare, ratio=ours / bare, goal=f"≤ {_GOAL_MS} ms, ≤ 1×",
            unit="ms", met=ours <= _GOAL_MS and ours <= bare,
        )
    ]  # fmt: skip


def _fill(casebook: Casebook) -> None:
    execute, chance = casebook.connection.execute, random.Random(5)
    execute("BEGIN")
    for number in range(_EXHIBITS):
        execute(
            "INSERT INTO exhibit (id, seq, incident_id, ref, producer, number, exhibit_kind, withdrawn, likeness) "
            "VALUES (?, 1, '', ?, 'XX', ?, 'picture', 0, ?)",
            (new_id(), f"XX/{number}", number, f"{chance.getrandbits(64):016x}"),
        )
    execute("COMMIT")


def _row_by_row(casebook: Casebook) -> int:
    rows = casebook.connection.execute("SELECT likeness FROM exhibit WHERE likeness IS NOT NULL").fetchall()
    return sum((int(row[0], 16) ^ 0x0123456789ABCDEF).bit_count() <= _WITHIN for row in rows)
