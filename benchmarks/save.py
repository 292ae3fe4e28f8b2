"""B3: saving one incident with three people, against the same rows in one bare SQLCipher transaction."""

import os
import statistics
import tempfile
from pathlib import Path

import msgspec

from benchmarks import filled_casebook
from benchmarks.figure import Figure, percentile, seconds
from dslapp.casebook.database.connection import open_database
from dslapp.casebook.store import Casebook
from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Involvement, Person
from dslapp.domain.entity import Entity, IncidentId, MemberId, PersonId, new_id

_ROUNDS = 400
_INCIDENTS = 10_000


def run() -> list[Figure]:
    """Alternate our save with the bare one, so that both see the same disk."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "save.casebook"
        filled_casebook.make(folder, _INCIDENTS)
        opened = filled_casebook.unlock(folder)
        reference = _Bare(Path(place) / "bare.db", opened.casebook)
        ours, bare = [], []
        for number in range(_ROUNDS):
            changes = _incident_with_three_people(opened.casebook, number)
            ours.append(seconds(lambda: opened.casebook.commit(changes)) * 1000)  # noqa: B023  (called at once)
            rows = reference.rows_of_last(opened.casebook, len(changes))
            bare.append(seconds(lambda: reference.write(rows)) * 1000)  # noqa: B023  (called at once)
        opened.close()
        reference.close()
    return [
        _figure("B3 p50", statistics.median(ours), statistics.median(bare), 1.6),
        _figure("B3 p99", percentile(ours, 99), percentile(bare, 99), 2.0),
    ]


def _figure(name: str, ours: float, reference: float, goal: float) -> Figure:
    ratio = ours / reference
    return Figure(
        id=name, work="save an incident with 3 people, casebook of 10,000", ours=ours, reference=reference, ratio=ratio,
        goal=f"≤ {goal}×", unit="ms", met=ratio <= goal,
    )  # fmt: skip


def _incident_with_three_people(casebook: Casebook, number: int) -> list[Entity]:
    member, at = MemberId(casebook.identity.member_id), filled_casebook.now()
    incident = Incident(
        id=new_id(), ref=f"OSI-2027-{number:06}", owner=member, logged_at=at, logged_by=member, reported_to_dsl_at=at,
        summary="Unkind messages in a group chat at the weekend. " * 12,
    )  # fmt: skip
    people = [Person(id=new_id(), name=f"Made-up Pupil {number}-{place}") for place in range(3)]
    parts = [
        Involvement(id=new_id(), incident_id=IncidentId(incident.id), person_id=PersonId(each.id), role="target")
        for each in people
    ]
    return [incident, *people, *parts]


class _Bare:
    """The reference: the same tables, rows and search text, precomputed, without journal maths."""

    _TABLES = ("journal", "version", "incident", "person", "involvement", "searchable")

    def __init__(self, path: Path, like: Casebook) -> None:
        self._connection = open_database(path, os.urandom(48).hex(), create=True)
        self._connection.execute("PRAGMA foreign_keys = OFF")
        self._connection.execute("BEGIN IMMEDIATE")
        self._columns = dict[str, int]()
        for table in self._TABLES:
            rows = like.connection.execute(f"SELECT * FROM {table}").fetchall()
            self._columns[table] = len(like.connection.execute(f"PRAGMA table_info({table})").fetchall())
            self._connection.executemany(self._insert(table), rows)
        words = like.connection.execute(
            "SELECT s.id, json_extract(v.content, '$.entity.summary') FROM searchable s JOIN incident i "
            "ON i.id = s.entity_id JOIN version v ON v.seq = i.seq"
        )
        texts = words.fetchall()
        for first in range(0, len(texts), filled_casebook.BATCH):  # in the same steps as ours: the index merges alike
            batch = texts[first : first + filled_casebook.BATCH]
            self._connection.executemany("INSERT INTO search (rowid, words) VALUES (?, ?)", batch)
            self._connection.execute("COMMIT")
            self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("COMMIT")

    def _insert(self, table: str) -> str:
        return f"INSERT INTO {table} VALUES ({', '.join('?' * self._columns[table])})"

    def rows_of_last(self, casebook: Casebook, entries: int) -> list[tuple[str, tuple[object, ...]]]:
        """Every row that the last commit of `entries` changes wrote, as statements with their values."""
        first = casebook.head[0] - entries + 1
        statements = list[tuple[str, tuple[object, ...]]]()
        for table in ("journal", "version", "incident", "person", "involvement"):
            found = casebook.connection.execute(f"SELECT * FROM {table} WHERE seq >= ?", (first,))
            statements += [(self._insert(table), tuple(row)) for row in found.fetchall()]
        for row in casebook.connection.execute(
            "SELECT s.id, s.entity_type, s.entity_id, v.content FROM searchable s JOIN version v "
            "ON v.entity_id = s.entity_id WHERE v.seq >= ?",
            (first,),
        ).fetchall():
            statements.append((self._insert("searchable"), tuple(row[:3])))
            statements.append(("INSERT INTO search (rowid, words) VALUES (?, ?)", (row[0], _words(row[3]))))
        return statements

    def write(self, statements: list[tuple[str, tuple[object, ...]]]) -> None:
        """Write them in one transaction."""
        self._connection.execute("BEGIN IMMEDIATE")
        for statement, values in statements:
            self._connection.execute(statement, values)
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _words(content: str) -> str:
    entity = msgspec.json.decode(content)["entity"]
    return str(entity.get("summary") or entity["name"])
