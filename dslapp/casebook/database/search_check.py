"""Whether the search index holds exactly the words of the records: it keeps no text of its own to look at.

The same index is made anew in memory and compared with the stored one, word by word. Each place of a word (record,
position) is mixed with numbers drawn for this run, so that nobody can prepare another index with the same sums.
The stored index's short cuts for beginnings of two and three letters are no part of what can be listed here.
"""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager

from dslapp.casebook.database.driver import Connection, connect
from dslapp.casebook.database.projecting import index_words
from dslapp.casebook.database.schema import HOW_WORDS_ARE_CUT
from dslapp.domain.entity import Entity

_WORDS = (
    "SELECT term, count(*), sum(((place * place) >> 15) & 2147483647) FROM "
    "(SELECT term, (doc * ? + offset * ? + ?) & 2147483647 AS place FROM temp.places) GROUP BY term"
)


def wrongly_indexed(connection: Connection, records: Mapping[str, Entity]) -> set[str]:
    """The ids of records that would be found by other words than theirs; "" for a row of the index that is nobody's.

    `records` are the present values by their id; those without a search row are not looked at.
    """
    ids = dict(connection.execute("SELECT id, entity_id FROM searchable").fetchall())
    with closing(connect(":memory:", isolation_level=None)) as fresh:
        fresh.execute(f"CREATE VIRTUAL TABLE search USING fts5 (words, content='', {HOW_WORDS_ARE_CUT})")
        fresh.execute("BEGIN")
        index_words(fresh, ((row, records[of].search_text()) for row, of in ids.items() if of in records))
        fresh.execute("COMMIT")
        numbers = tuple(secrets.randbits(30) for _ in range(3))
        with _listed(fresh), _listed(connection):
            expected, found = _sums(fresh, numbers), _sums(connection, numbers)
            words = {word for word in expected.keys() | found.keys() if expected.get(word) != found.get(word)}
            rows = {place[0] for word in words for place in _places(fresh, word) ^ _places(connection, word)}
    return {ids.get(row, "") for row in rows}


@contextmanager
def _listed(connection: Connection) -> Iterator[None]:
    """List the words of the search index with their places, for as long as this lasts."""
    connection.execute("CREATE VIRTUAL TABLE temp.places USING fts5vocab (main, search, instance)")
    try:
        yield
    finally:
        connection.execute("DROP TABLE temp.places")


def _sums(connection: Connection, numbers: tuple[int, ...]) -> dict[str, tuple[int, int]]:
    return {word: (count, mixed) for word, count, mixed in connection.execute(_WORDS, numbers)}


def _places(connection: Connection, word: str) -> set[tuple[int, int]]:
    return set(connection.execute("SELECT doc, offset FROM temp.places WHERE term = ?", (word,)).fetchall())
