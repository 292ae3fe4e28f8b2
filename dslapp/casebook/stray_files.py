"""Files beside the database that SQLite would take for its own: what does not belong to it is set aside, unread.

SQLite applies whatever lies there under the right name: a journal that was copied from elsewhere would overwrite pages.
So before the database is opened, a journal must show that it was written for this very state of it; write-ahead logs
never belong here. What a killed program left of its own work is removed.
"""

import contextlib
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from dslapp.casebook.damage.encrypted_pages import PAGE, PageKey
from dslapp.casebook.database.connection import open_database
from dslapp.casebook.database.driver import Connection, DatabaseError
from dslapp.casebook.database.projections import PROJECTIONS
from dslapp.casebook.durable_files import make_folder, move_into_place, remove_if_there, replace_durably
from dslapp.casebook.keys.key_files import QUARANTINE
from dslapp.casebook.links import is_link, refuse_links
from dslapp.casebook.store import Casebook
from dslapp.domain.entity import new_id
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Access

JOURNAL = "-journal"
_LOGS = ("-wal", "-shm")
_TRIAL = ".trial"
MENDING = ".mending"
"""What is added to the name of a database while it is made anew."""
_NOTE = "not-in-the-journal-yet"
_STRAY = re.compile(r"[0-9]{8}T[0-9]{6}Z-stray")
_MAGIC = bytes.fromhex("d9d505f920a163d7")
_LAST_ENTRIES = 2000
"""How far back saves are compared."""
_RECORDS = 16
"""How many pages of a journal are looked at."""


def set_strays_aside(folder: Path, database: Path, key_hex: str, now: datetime) -> None:
    """Move what does not belong to the database into quarantine, with a note for the next unlock to sign.

    Call under the casebook's lock, before the database is opened. A disk that refuses is no reason to open nothing:
    then a foreign journal raises EnvironmentProblem, since opening would apply it.
    """
    for kind in (_TRIAL, MENDING):
        for left in folder.glob(f"*.db{kind}*"):
            remove_if_there(left)
    strays = [path for path in folder.glob("casebook-*.db-*") if path.name.endswith(_LOGS)]
    journal = database.with_name(database.name + JOURNAL)
    if database.is_file() and not _belongs(journal, database, key_hex):
        strays.append(journal)
    if not strays:
        return
    quarantine = folder / QUARANTINE / f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-stray"
    try:
        refuse_links(folder, QUARANTINE, f"{QUARANTINE}/{quarantine.name}")
        make_folder(quarantine, below=folder)
        replace_durably(quarantine / _NOTE, b"")
        for path in strays:
            move_into_place(path, quarantine / path.name)
    except OSError as error:
        raise EnvironmentProblem(
            "Files that do not belong to this casebook lie in its folder, and the disk does not let them be moved.",
            "Make room on the disk and close other programs, then try again.",
        ) from error


def sign_strays(folder: Path, casebook: Casebook) -> None:
    """Say in the journal that something was set aside. Raises EnvironmentProblem when it cannot be written.

    Anybody can lay a note there: what stands in it is not read, and one behind a link is left alone.
    """
    if is_link(folder / QUARANTINE):
        return
    for note in sorted((folder / QUARANTINE).glob(f"*-stray/{_NOTE}")):
        aside = note.parent
        if _STRAY.fullmatch(aside.name) is None or is_link(aside) or note.is_dir():
            continue
        with contextlib.suppress(OSError):
            words = f"A file that did not belong to the database was set aside in {QUARANTINE}/{aside.name}."
            casebook.commit([Access(id=new_id(), what="damage found", detail=words)])
            note.unlink()


def _belongs(journal: Path, database: Path, key_hex: str) -> bool:
    """Whether a journal is none, is one that SQLite does not look at, or was written for this state of the database."""
    try:
        if not journal.is_file() or journal.stat().st_size == 0 or _starts_with_zero(journal):
            return True
    except OSError:
        return True  # opening says what is wrong with the disk
    pages = list(_first_pages(journal))
    key = PageKey(key_hex)
    if not pages or all(key.opened(number, stored) is None for number, stored in pages):
        return _is_cut_short(journal)
    with contextlib.suppress(OSError):  # a full disk: then as SQLite itself does
        undone, as_it_is = _tried(journal, database, key_hex), _tried(None, database, key_hex)
        if as_it_is is None:
            return True  # it is half-written, or damaged: the journal can only help
        # A save that was cut short is one save, made at one moment; a journal from long ago would undo several.
        return undone is not None and len(as_it_is.keys() - undone.keys()) <= 1
    return True


def _starts_with_zero(journal: Path) -> bool:
    with journal.open("rb") as file:
        return file.read(1) == b"\0"


def _is_cut_short(journal: Path) -> bool:
    """Whether a crash stopped SQLite before the journal's first page was safe: then it rolls back nothing."""
    with journal.open("rb") as file:
        header = file.read(28)
    return header[:8] == _MAGIC and header[8:12] == bytes(4)


def _first_pages(journal: Path) -> Iterator[tuple[int, bytes]]:
    """The numbers and contents of the first pages in a journal: sqlite.org/fileformat2.html, section 3."""
    with journal.open("rb") as file:
        header = file.read(28)
        sector, size = int.from_bytes(header[20:24], "big"), int.from_bytes(header[24:28], "big")
        if header[:8] != _MAGIC or size != PAGE or not 28 <= sector <= 1 << 16:
            return
        file.seek(sector)
        for _ in range(_RECORDS):
            record = file.read(PAGE + 8)
            if len(record) < PAGE + 8:
                return
            yield int.from_bytes(record[:4], "big"), record[4 : PAGE + 4]


def _tried(journal: Path | None, database: Path, key_hex: str) -> "dict[tuple[str, int], int] | None":
    """The saves in a copy of the database that was rolled back by a copy of the journal; None unless it is sound."""
    trial = database.with_name(database.name + _TRIAL)
    trial_journal = trial.with_name(trial.name + JOURNAL)
    try:
        shutil.copyfile(database, trial)
        if journal is not None:
            shutil.copyfile(journal, trial_journal)
        with contextlib.closing(open_database(trial, key_hex, read_only=True)) as connection:
            return _saves(connection) if _is_of_one_piece(connection) else None
    except (EnvironmentProblem, DatabaseError):
        return None
    finally:
        for path in (trial_journal, trial):
            remove_if_there(path)


def _saves(connection: Connection) -> dict[tuple[str, int], int]:
    """The sitting and the moment of each save among the last entries, and the last entry of it."""
    rows = connection.execute(
        "SELECT body ->> 'session', body ->> 'at', seq FROM journal ORDER BY seq DESC LIMIT ?", (_LAST_ENTRIES,)
    ).fetchall()
    return {(session, at): seq for session, at, seq in reversed(rows)}


def _is_of_one_piece(connection: Connection) -> bool:
    """Sound pages, a version for the last entry, and no list that knows an entry which is not there."""
    if [row[0] for row in connection.execute("PRAGMA quick_check(1)").fetchall()] != ["ok"]:
        return False
    head = connection.execute("SELECT max(seq), count(*) FROM journal").fetchone()
    if head[0] != (head[1] or None):
        return False
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()}
    lists = sorted(tables & {projection.table for projection in PROJECTIONS.values()})
    newest = [connection.execute(f"SELECT max(seq) FROM {table}").fetchone()[0] or 0 for table in (*lists, "version")]
    return max(newest) <= (head[0] or 0)
