"""B6: search as you type over 100,000 incidents, against the same FTS5 query on a plain, unencrypted file."""

import random
import statistics
import tempfile
from pathlib import Path

from benchmarks import filled_casebook
from benchmarks.figure import Figure, median_of, percentile
from dslapp.casebook.database.driver import Connection, connect
from dslapp.casebook.database.search import search
from dslapp.casebook.store import Casebook

_INCIDENTS = 100_000
_ROUNDS = 200
_LENGTHS = (2, 2, 3, 3, 4, 5, 6)


def run() -> list[Figure]:
    """The same beginnings of words, ours and the plain file's in turn, each the median of five."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "search.casebook"
        filled_casebook.make(folder, _INCIDENTS)
        opened = filled_casebook.unlock(folder)
        plain = _plain_copy(Path(place) / "plain.db", opened.casebook)
        chance, words = random.Random(3), filled_casebook.vocabulary()
        ours, reference = [], []
        for _ in range(_ROUNDS):
            typed = chance.choice(words)[: chance.choice(_LENGTHS)]
            ours.append(median_of(lambda: search(opened.casebook, typed)) * 1000)  # noqa: B023  (called at once)
            reference.append(median_of(lambda: _query(plain, typed)) * 1000)  # noqa: B023  (called at once)
        plain.close()
        opened.close()
    p50, p95 = statistics.median(ours), percentile(ours, 95)
    ratio50, ratio95 = p50 / statistics.median(reference), p95 / percentile(reference, 95)
    work = "search as you type, 100,000 incidents of 150 words, first 50"
    return [
        Figure(
            id="B6 p50", work=work, ours=p50, reference=statistics.median(reference), ratio=ratio50, goal="≤ 2×",
            unit="ms", met=ratio50 <= 2,
        ),
        Figure(
            id="B6 p95", work=work, ours=p95, reference=percentile(reference, 95), ratio=ratio95, goal="≤ 2×, ≤ 20 ms",
            unit="ms", met=ratio95 <= 2 and p95 <= 20,
        ),
    ]  # fmt: skip


def _plain_copy(path: Path, casebook: Casebook) -> Connection:
    plain = connect(str(path), isolation_level=None)
    names = ("searchable", "searchable_entity", "search")
    for name in names:
        sql = casebook.connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
        plain.execute(sql)
    plain.execute("BEGIN")
    plain.executemany(
        "INSERT INTO searchable VALUES (?, ?, ?)", casebook.connection.execute("SELECT * FROM searchable").fetchall()
    )
    rows = casebook.connection.execute(
        "SELECT s.id, json_extract(v.content, '$.entity.summary') FROM searchable s JOIN version v "
        "ON v.entity_id = s.entity_id WHERE s.entity_type = 'incident' ORDER BY s.id"
    )
    while batch := rows.fetchmany(filled_casebook.BATCH):
        plain.executemany("INSERT INTO search (rowid, words) VALUES (?, ?)", batch)
        plain.execute("COMMIT")
        plain.execute("BEGIN")
    plain.execute("COMMIT")
    return plain


def _query(plain: Connection, typed: str) -> list[object]:
    rows = plain.execute(
        "SELECT s.entity_type, s.entity_id FROM search f JOIN searchable s ON s.id = f.rowid "
        "WHERE f.words MATCH ? ORDER BY f.rowid DESC LIMIT 50",
        (f'"{typed}"*',),
    )
    return list(rows.fetchall())
