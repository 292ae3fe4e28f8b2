"""B2: from the key to the first page with 10,000 incidents, against bare queries; and growth with the casebook.

Argon2id is left out: it is slow on purpose, and its time depends on no casebook.
"""

import tempfile
from datetime import timedelta
from pathlib import Path

from benchmarks import filled_casebook
from benchmarks.figure import Figure, median_of
from dslapp.casebook.database.connection import open_database
from dslapp.casebook.database.projections import milliseconds
from dslapp.casebook.keys.key_files import read_keys, read_members
from dslapp.casebook.keys.member_keys import Identity, unwrap
from dslapp.casebook.store import Casebook
from dslapp.services.case.today import first_page

_SIZES = (1_000, 10_000, 100_000)
_GOAL_MS = 300


def run() -> list[Figure]:
    """Open, read the first page, close: at three sizes; the middle one against the bare rows."""
    ours, bare = dict[int, float](), dict[int, float]()
    with tempfile.TemporaryDirectory() as place:
        for size in _SIZES:
            folder = Path(place) / f"{size}.casebook"
            filled_casebook.make(folder, size)
            members = read_members(folder)
            identity = unwrap(members.slots[0], casebook=members.casebook, passphrase=filled_casebook.PASSPHRASE)
            ours[size] = median_of(lambda: _first_page(folder, identity)) * 1000  # noqa: B023  (called at once)
            bare[size] = median_of(lambda: _bare(folder, identity)) * 1000  # noqa: B023  (called at once)
    growth = ours[100_000] / ours[1_000]
    return [
        Figure(
            id="B2", work="unlock to first page, 10,000 incidents, without Argon2id", ours=ours[10_000],
            reference=bare[10_000], ratio=ours[10_000] / bare[10_000], goal=f"≤ {_GOAL_MS} ms", unit="ms",
            met=ours[10_000] <= _GOAL_MS,
        ),
        Figure(
            id="B2 growth", work="the same, 100,000 incidents against 1,000", ours=ours[100_000], reference=ours[1_000],
            ratio=growth, goal="≤ 1.3×", unit="ms", met=growth <= 1.3,
        ),
    ]  # fmt: skip


def _first_page(folder: Path, identity: Identity) -> None:
    keys = read_keys(folder, identity.age, casebook=read_members(folder).casebook)
    casebook = Casebook(
        folder / keys.database, keys.key, casebook_id=keys.casebook, identity=identity, clock=filled_casebook.now
    )
    first_page(casebook, identity.member_id, filled_casebook.now())
    casebook.close()


def _bare(folder: Path, identity: Identity) -> None:
    """What the page cannot do without: the due actions and the open incidents, by two queries."""
    keys = read_keys(folder, identity.age, casebook=read_members(folder).casebook)
    connection = open_database(folder / keys.database, keys.key)
    until = milliseconds(filled_casebook.now() + timedelta(days=8))
    connection.execute("SELECT * FROM action WHERE status = 'open' AND due < ? LIMIT 150", (until,)).fetchall()
    connection.execute("SELECT * FROM incident WHERE status = 'open' ORDER BY logged_at DESC LIMIT 50").fetchall()
    connection.close()
