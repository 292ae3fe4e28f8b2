"""Writes and removes the list row and the search row of one value, inside the transaction that saves or erases it.

All of them can be made anew from the versions: they are what `rebuild` clears and fills again.
"""

from collections.abc import Iterable

from dslapp.casebook.database.driver import Connection
from dslapp.casebook.database.projections import PROJECTIONS
from dslapp.domain.entities import ENTITY_TYPES
from dslapp.domain.entity import Entity
from dslapp.domain.search_words import plain


def project(connection: Connection, value: Entity, seq: int, number: int) -> None:
    """Write the projection and search rows of one value."""
    projection = PROJECTIONS.get(type(value))
    if projection is None:
        return
    connection.execute(projection.statement, (value.id, seq, *projection.fill(value)))
    words = value.search_text()
    if number == 1 and words:
        row = connection.execute(
            "INSERT INTO searchable (entity_type, entity_id) VALUES (?, ?)", (value.kind(), value.id)
        )
        connection.execute("INSERT INTO search (rowid, words) VALUES (?, ?)", (row.lastrowid, plain(words)))
    elif number > 1:
        _replace_search_row(connection, value, words)


def _replace_search_row(connection: Connection, value: Entity, words: str) -> None:
    row = connection.execute("SELECT id FROM searchable WHERE entity_id = ?", (value.id,)).fetchone()
    if row:
        connection.execute("DELETE FROM search WHERE rowid = ?", row)
        connection.execute("DELETE FROM searchable WHERE id = ?", row)
    if words:
        added = connection.execute(
            "INSERT INTO searchable (id, entity_type, entity_id) VALUES (?, ?, ?)",
            (row[0] if row else None, value.kind(), value.id),
        )
        connection.execute("INSERT INTO search (rowid, words) VALUES (?, ?)", (added.lastrowid, plain(words)))


def unproject(connection: Connection, entity_type: str, entity_id: str, seq: int) -> None:
    """Remove them, if what they show is the version of that entry."""
    projection = PROJECTIONS.get(ENTITY_TYPES[entity_type])
    if projection is None:
        return
    shown = connection.execute(
        f"DELETE FROM {projection.table} WHERE id = ? AND seq = ? RETURNING 1", (entity_id, seq)
    ).fetchone()
    if shown is None:
        return
    row = connection.execute("DELETE FROM searchable WHERE entity_id = ? RETURNING id", (entity_id,)).fetchone()
    if row is not None:
        connection.execute("DELETE FROM search WHERE rowid = ?", row)


def index_words(connection: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Put many texts into an empty search index, each under the number of its search row."""
    connection.executemany(
        "INSERT INTO search (rowid, words) VALUES (?, ?)", ((row, plain(words)) for row, words in rows)
    )


def clear_projections(connection: Connection) -> None:
    """Empty every list and the search index."""
    for table in ("searchable", *(projection.table for projection in PROJECTIONS.values())):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
