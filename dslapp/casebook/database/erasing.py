"""Removes versions for good inside a commit: what they said goes, what the journal committed to stays.

The triggers on `version` let a row go only while its number stands in the guard table `erasing`.
"""

from collections.abc import Sequence

import msgspec

from dslapp.casebook.database.driver import Connection
from dslapp.casebook.database.projecting import unproject

_ABOUT = (
    "SELECT entity_type, entity_id, number, coalesce(content ->> '$.entity.original_name', '') FROM version "
    "WHERE seq = ?"
)
_TELLING = 4
"""From how many characters on the name of a file stands for the file in somebody's unfinished typing."""


def erase_versions(connection: Connection, seqs: Sequence[int]) -> None:
    """Remove the versions of those journal entries, and every list row, search row and draft that shows them.

    A draft that names the file of an exhibit shows it, too. Runs inside a transaction that the caller began; SQLite's
    secure delete overwrites what is removed.
    """
    execute = connection.execute
    for seq in seqs:
        row = execute(_ABOUT, (seq,)).fetchone()
        if row is None:
            continue
        entity_type, entity_id, number, name = row
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
        if len(name) >= _TELLING:
            execute("DELETE FROM draft WHERE instr(content, ?)", (msgspec.json.encode(name)[1:-1].decode(),))
    execute("INSERT INTO search (search) VALUES ('optimize')")
