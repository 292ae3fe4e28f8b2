"""Makes the lists and the search index of a sound casebook anew from its versions."""

from dslapp.casebook.database.projecting import clear_projections, project
from dslapp.casebook.database.stored_versions import content_of
from dslapp.casebook.store import Casebook
from dslapp.domain.entities import ENTITY_TYPES

_PRESENT = (
    "SELECT max(seq), entity_type FROM version WHERE entity_type <> 'access' GROUP BY entity_id "
    "HAVING max(number) > coalesce((SELECT number FROM erased WHERE erased.entity_id = version.entity_id), 0) "
    "ORDER BY min(seq)"
)
"""The present version of each record, in the order in which they were first written: the search answers in it."""


def rebuild(casebook: Casebook) -> int:
    """Empty every list and the search index, and fill them from the versions: all of it or nothing.

    Returns how many records they show. The journal and the versions are not touched.
    """
    connection = casebook.connection
    connection.execute("BEGIN IMMEDIATE")
    try:
        clear_projections(connection)
        rows = connection.execute(_PRESENT).fetchall()
        for seq, kind in rows:
            (content,) = connection.execute("SELECT content FROM version WHERE seq = ?", (seq,)).fetchone()
            project(connection, content_of(content, ENTITY_TYPES[kind]), seq, 1)
        connection.execute("COMMIT")
    except BaseException:
        casebook.take_back()
        raise
    return len(rows)
