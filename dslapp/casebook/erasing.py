"""Removes versions for good inside a commit: what they said goes, what the journal committed to stays.

The triggers on `version` let a row go only while its number stands in the guard table `erasing`.
"""

from collections.abc import Sequence

from dslapp.casebook.driver import Connection
from dslapp.casebook.projecting import unproject


def erase_versions(connection: Connection, seqs: Sequence[int]) -> None:
    """Remove the versions of those journal entries, and every list row, search row and draft that shows them.

    Runs inside a transaction that the caller began; SQLite's secure delete overwrites what is removed.
    """
    execute = connection.execute
    for seq in seqs:
        row = execute("SELECT entity_type, entity_id, number FROM version WHERE seq = ?", (seq,)).fetchone()
        if row is None:
            continue
        entity_type, entity_id, number = row
        execute("INSERT INTO erasing VALUES (?)", (seq,))
        unproject(connection, entity_type, entity_id, seq)
        execute("DELETE FROM version WHERE seq = ?", (seq,))
        execute("DELETE FROM erasing WHERE seq = ?", (seq,))
        execute(
            "INSERT INTO erased VALUES (?, ?) "
            "ON CONFLICT (entity_id) DO UPDATE SET number = max(number, excluded.number)",
            (entity_id, number),
        )
        execute("DELETE FROM draft WHERE instr(id, ?) OR instr(content, ?)", (entity_id, entity_id))
    execute("INSERT INTO search (search) VALUES ('optimize')")
