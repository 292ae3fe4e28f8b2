"""Search as you type over everything: prefixes of words, newest first."""

import re
from typing import NamedTuple

from dslapp.casebook.store import Casebook
from dslapp.domain.search_words import plain

_WORD = re.compile(r"\w+", re.UNICODE)


class Hit(NamedTuple):
    """One value that holds all the words looked for."""

    entity_type: str
    entity_id: str


def words_of(typed: str) -> list[str]:
    """The words of two letters or more that a search looks for."""
    return [word for word in _WORD.findall(plain(typed)) if len(word) >= 2]


def search(casebook: Casebook, typed: str, *, limit: int = 50, after: int = 0) -> list[Hit]:
    """The newest `limit` values after so many that hold every word of `typed`, as beginnings; two letters at least."""
    words = words_of(typed)
    if not words:
        return []
    query = " AND ".join(f'"{word}"*' for word in words)
    rows = casebook.connection.execute(
        "SELECT s.entity_type, s.entity_id FROM search f JOIN searchable s ON s.id = f.rowid "
        "WHERE f.words MATCH ? ORDER BY f.rowid DESC LIMIT ? OFFSET ?",
        (query, limit, after),
    )
    return [Hit(*row) for row in rows.fetchall()]
