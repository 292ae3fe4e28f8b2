"""Fills an empty database with what was saved of a damaged one: entries and versions as they were, lists made anew."""

import contextlib
from collections.abc import Sequence
from datetime import UTC, datetime

from dslapp.casebook.damage.salvage import Salvage, Salvaged
from dslapp.casebook.damage.stand_ins import means_nothing, stand_ins
from dslapp.casebook.database.driver import Connection, IntegrityError, connect
from dslapp.casebook.database.projecting import project, unproject
from dslapp.casebook.database.projections import PROJECTIONS
from dslapp.casebook.database.schema import apply_migrations
from dslapp.casebook.journal.canonical import canonical
from dslapp.casebook.journal.entries import EntryBody
from dslapp.domain.entity import Entity
from dslapp.domain.local_time import from_milliseconds
from dslapp.domain.school import School

_UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)
_DRAFT = "INSERT OR IGNORE INTO draft (id, owner, draft_kind, saved_at, content) VALUES (?, ?, ?, ?, ?)"


def refill(connection: Connection, found: Salvage, until: int) -> None:
    """Write every entry up to `until` with its version, byte for byte, and the lists, search rows and drafts.

    `connection` has the tables and nothing in them. Everything or nothing is written.
    """
    execute = connection.execute
    execute("BEGIN IMMEDIATE")
    try:
        for seq in sorted(seq for seq in found.entries if seq <= until):
            execute("INSERT INTO journal VALUES (?, ?, ?, ?)", (seq, *found.entries[seq]))
        for seq in sorted(seq for seq in found.rows if seq <= until):
            execute("INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?)", (seq, *found.rows[seq]))
        for seq, entry in sorted(found.erased.items()):
            if seq <= until:
                execute("INSERT OR REPLACE INTO erased VALUES (?, ?)", (entry.entity_id, entry.version))
        for version in _latest(found, until):
            with contextlib.suppress(IntegrityError):  # two with one reference, for what came between them is lost
                project(connection, version.value, version.seq, 1)
        for draft in found.drafts:
            execute(_DRAFT, (draft.id, draft.owner, draft.draft_kind, draft.saved_at, draft.content))
        execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def in_memory(found: Salvage, instead: Sequence[Entity] = ()) -> Connection:
    """Everything that was read, proved or not, in a database that lives in memory and takes no writing.

    Each of `instead` is shown where no value of its kind, with its id or alone of its kind, could be read; cases and
    people whose record is lost are shown as such.
    """
    connection = connect(":memory:", isolation_level=None, check_same_thread=True)
    try:
        connection.execute("PRAGMA temp_store = MEMORY")  # sorting must never reach the disk either
        apply_migrations(connection)
        connection.execute("PRAGMA foreign_keys = OFF")  # a version may be there of which the entry is lost
        refill(connection, found, found.head)
        for value in instead:
            _show_instead(connection, value)
        _show_the_lost(connection, found)
        _enter_the_lost(connection, found)
        connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _latest(found: Salvage, until: int) -> list[Salvaged]:
    """The last version of each record, in the order of the journal; what was erased last is in no list."""
    by_seq = {version.seq: version for version in found.versions}
    latest: dict[str, Salvaged] = {}
    for seq in range(1, until + 1):
        if seq in by_seq:
            latest[by_seq[seq].value.id] = by_seq[seq]
        elif seq in found.erased:
            latest.pop(found.erased[seq].entity_id, None)
    return sorted(latest.values(), key=lambda version: version.seq)


def _show_the_lost(connection: Connection, found: Salvage) -> None:
    """Nothing that is listed leads to a record that is not there."""

    def is_there(kind: type[Entity], entity_id: str) -> bool:
        row = connection.execute(f"SELECT 1 FROM {PROJECTIONS[kind].table} WHERE id = ?", (entity_id,)).fetchone()
        return row is not None

    for version in _latest(found, found.head):
        at = from_milliseconds(version.entry.at) if version.entry else _UNKNOWN
        if means_nothing(version.value, is_there):
            unproject(connection, version.value.kind(), version.value.id, version.seq)
        else:
            for lost in stand_ins(version.value, is_there, "", at):
                _show_instead(connection, lost)


def _show_instead(connection: Connection, value: Entity) -> None:
    """Show a value that nobody signed, where what it stands for could not be read."""
    table = PROJECTIONS[type(value)].table
    where = "" if isinstance(value, School) else " WHERE id = :id"
    if connection.execute(f"SELECT 1 FROM {table}{where}", {"id": value.id}).fetchone():
        return
    content = canonical({"kind": value.kind(), "reason": "", "entity": value})
    seq = connection.execute("SELECT min(0, coalesce(min(seq), 0)) - 1 FROM version").fetchone()[0]
    connection.execute(
        "INSERT INTO version VALUES (?, ?, ?, 0, ?, zeroblob(16), ?)",
        (seq, value.kind(), value.id, value.about_incident(), content),
    )
    project(connection, value, seq, 1)


def _enter_the_lost(connection: Connection, found: Salvage) -> None:
    """An entry for each version that has none, so that histories show it: by nobody, and at about the time."""
    rows = connection.execute(
        "SELECT seq, entity_type, entity_id, number FROM version WHERE seq NOT IN (SELECT seq FROM journal)"
    ).fetchall()
    for seq, entity_type, entity_id, number in rows:
        body = EntryBody(
            casebook=found.casebook_id, seq=seq, prev="", at=found.moment_before(seq) or 0, tz="", session="", actor="",
            key="", action="amended" if number > 1 else "created", entity_type=entity_type, entity_id=entity_id,
            version=number, commitment="", app="",
        )  # fmt: skip
        connection.execute("INSERT INTO journal VALUES (?, ?, zeroblob(32), zeroblob(64))", (seq, canonical(body)))
