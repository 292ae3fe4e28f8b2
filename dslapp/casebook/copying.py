"""Copies an open database into a new encrypted file, and opens the copy to see that it is whole before it counts."""

import hashlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import NamedTuple

from dslapp.casebook.driver import Connection, DatabaseError, connect
from dslapp.casebook.durable_files import UNFINISHED, move_into_place, remove_if_there, removed_on_failure, sync_file
from dslapp.casebook.store import Casebook
from dslapp.domain.problems import EnvironmentProblem

PAGES_AT_A_TIME = 2048
"""8 MiB between two looks at whether the copying was cancelled."""

Progress = Callable[[int, int], None]


class CopyFailed(EnvironmentProblem):
    """The copy was not made, or did not read back as it should: nothing is left of it, the original is untouched."""

    def __init__(self, message: str = "A copy of the casebook could not be made there.") -> None:
        super().__init__(message, "Make room on that disk, or choose another one, then try again.")


class CopyCancelled(EnvironmentProblem):
    """Somebody stopped the copying; nothing is left of it."""

    def __init__(self) -> None:
        super().__init__("The copying was stopped.", "Nothing was changed.")


class Copied(NamedTuple):
    """A whole copy: its journal's last entry, its size in bytes and the SHA-256 of its file."""

    head_seq: int
    head_hash: str
    size: int
    sha256: str


def copy_database(
    casebook: Casebook,
    target: Path,
    key: str,
    *,
    progress: Progress = lambda done, total: None,
    cancelled: Event | None = None,
) -> Copied:
    """Copy the open database to `target`, which must not be there yet, under `key` (96 hexadecimal digits).

    Runs on the casebook's thread; nothing else is saved meanwhile. Raises CopyFailed or CopyCancelled.
    """
    if casebook.read_only:
        raise CopyFailed("This casebook is damaged: a copy of it would be no backup.")
    head = casebook.head[0], casebook.head_hash
    return copy_connection(casebook.connection, head, target, key, progress=progress, cancelled=cancelled)


def copy_connection(
    connection: Connection,
    head: tuple[int, str],
    target: Path,
    key: str,
    *,
    progress: Progress = lambda done, total: None,
    cancelled: Event | None = None,
) -> Copied:
    """The same for a database that is not open as a casebook; `head` is its journal's last entry and its hash."""
    unfinished = target.with_name(target.name + UNFINISHED)
    try:
        remove_if_there(unfinished)
        with removed_on_failure(unfinished):
            _copy(connection, unfinished, key, progress, cancelled)
            _sync(unfinished)
            seq, digest = read_back(unfinished, key)
            if (seq, digest) != head:
                raise CopyFailed("The copy of the casebook did not read back as it should.")
            sha256 = hash_of_file(unfinished)
            size = unfinished.stat().st_size
            move_into_place(unfinished, target)
    except (OSError, DatabaseError) as error:
        raise CopyFailed from error
    return Copied(seq, digest, size, sha256)


def read_back(path: Path, key: str) -> tuple[int, str]:
    """Open a database that nobody else uses, check every page, and return its journal's last entry.

    Raises CopyFailed when a page is not as it was written, DatabaseError when it cannot be read at all.
    """
    with closing(_keyed(path, key)) as connection:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        cipher = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        quick = connection.execute("PRAGMA quick_check").fetchall()
        if cipher or quick != [("ok",)]:
            raise CopyFailed("The copy of the casebook is damaged: the disk did not keep what was written.")
        row = connection.execute(
            "SELECT seq, hash, (SELECT count(*) FROM journal) FROM journal ORDER BY seq DESC LIMIT 1"
        )
        seq, digest, count = row.fetchone()
        if seq != count:
            raise CopyFailed("The copy of the casebook is not complete.")
        return seq, digest.hex()


def hash_of_file(path: Path) -> str:
    """The SHA-256 of a file, 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(source: Connection, path: Path, key: str, progress: Progress, cancelled: Event | None) -> None:
    def report(status: int, remaining: int, total: int) -> None:
        if cancelled is not None and cancelled.is_set():
            raise CopyCancelled
        progress(total - remaining, total)

    with closing(_keyed(path, key)) as copy:
        copy.execute("PRAGMA journal_mode = OFF")  # the whole file counts only once it was read back
        copy.execute("PRAGMA synchronous = OFF")
        source.backup(copy, pages=PAGES_AT_A_TIME, progress=report)


def _keyed(path: Path, key: str) -> Connection:
    connection = connect(str(path), isolation_level=None, timeout=0, check_same_thread=True)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute("PRAGMA cipher_memory_security = OFF")
    connection.set_key(f"x'{key}'")
    return connection


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        sync_file(file.fileno())
