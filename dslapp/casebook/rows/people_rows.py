"""People and accounts by what is typed of their name or handle, and the cases in which they stand."""

import re

from dslapp.casebook.store import Casebook
from dslapp.domain.case.people_lists import AccountMatch, PersonMatch
from dslapp.domain.search_words import plain

_WORD = re.compile(r"\w+", re.UNICODE)
_PREFIX = "OSI-{year}-"
_FOUR_DIGITS_END = 9999
_CASES = (
    "coalesce((SELECT group_concat(ref, ', ') FROM (SELECT i.ref FROM involvement v "
    "JOIN incident i ON i.id = v.incident_id WHERE v.{column} = p.id AND NOT v.withdrawn "
    "ORDER BY i.logged_at DESC LIMIT 3)), '')"
)


def last_number(casebook: Casebook, year: int) -> int:
    """The highest running number among the incidents logged in `year`; 0 when there is none."""
    prefix = _PREFIX.format(year=year)
    within = "ref >= ? AND ref < ?"
    bounds = (prefix, prefix + ":")
    highest = casebook.connection.execute(f"SELECT max(ref) FROM incident WHERE {within}", bounds).fetchone()[0]
    number = int(highest[len(prefix) :]) if highest else 0
    if number < _FOUR_DIGITS_END:
        return number
    start = len(prefix) + 1
    row = casebook.connection.execute(
        f"SELECT max(CAST(substr(ref, {start}) AS INTEGER)) FROM incident WHERE {within}", bounds
    ).fetchone()
    return int(row[0])


def people_named(casebook: Casebook, typed: str, *, limit: int) -> tuple[PersonMatch, ...]:
    """The newest people whose words begin with every word of `typed`; accents do not matter. Two letters at least."""
    words = _WORD.findall(plain(typed))
    if len("".join(words)) < 2:
        return ()
    rows = casebook.connection.execute(
        "SELECT p.id, p.name, p.known_as, p.person_kind, p.year_or_job, "
        f"{_CASES.format(column='person_id')} FROM search f JOIN searchable s ON s.id = f.rowid "
        "JOIN person p ON p.id = s.entity_id WHERE f.words MATCH ? AND s.entity_type = 'person' "
        "ORDER BY f.rowid DESC LIMIT ?",
        (" AND ".join(f'"{word}"*' for word in words), limit),
    )
    return tuple(PersonMatch(*row) for row in rows.fetchall())


def accounts_beginning(casebook: Casebook, handle: str, *, limit: int) -> tuple[AccountMatch, ...]:
    """Accounts whose handle begins with `handle`, with or without its @."""
    bare = _bare(handle)
    if len(bare) < 2:
        return ()
    rows = casebook.connection.execute(
        f"SELECT p.id, p.platform, p.handle, {_CASES.format(column='account_id')} FROM account p "
        "WHERE substr(ltrim(p.handle, '@'), 1, ?) = ? ORDER BY p.id DESC LIMIT ?",
        (len(bare), bare, limit),
    )
    return tuple(AccountMatch(*row) for row in rows.fetchall())


def _bare(handle: str) -> str:
    return handle.strip().casefold().lstrip("@")
