"""Copies an open database into a new encrypted file, and opens the copy to see that it is whole before it counts."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import NamedTuple

from dslapp.casebook.database.driver import Connection, DatabaseError, connect
from dslapp.casebook.durable_files import UNFINISHED, move_into_place, remove_if_there, removed_on_failure, sync_file
from dslapp.casebook.store import Casebook
from dslapp.domain.long_work import Progress
from dslapp.domain.problems import EnvironmentProblem

PAGES_AT_A_TIME = 2048
"""8 MiB between two looks at whether the copying was cancelled."""

STEPS_AT_A_TIME = 200_000
"""Steps of the database's own machine between two such looks while a copy is read back."""

Look = Callable[[], None]
"""Called now and then; raises the EnvironmentProblem that stops the work."""


class CopyFailed(EnvironmentProblem):
    """The copy was not made, or did not read back as it should: nothing is left of it, the original is untouched."""

    def __init__(self, message: str = "A copy of the casebook could not be made there.") -> None:
        super().__init__(message, "Make room on that disk, or choose another one, then try again.")


class CopyCancelled(EnvironmentProblem):
    """Somebody stopped the copying; nothing is left of it."""

    def __init__(self) -> None:
        super().__init__("The copying was stopped.", "Nothing was changed.")


class Copied(NamedTuple):
    """What a copy holds: the number and the hash of its journal's last entry."""

    head_seq: int
    head_hash: str


def copy_database(
    casebook: Casebook,
    target: Path,
    key: str,
    *,
    progress: Progress = lambda done, total: None,
    cancelled: Event | None = None,
) -> None:
    """Copy the open database to `target`, which must not be there yet, under `key` (96 hexadecimal digits).

    Runs on the casebook's thread; nothing else is saved meanwhile. Raises CopyFailed or CopyCancelled.
    """
    copy_connection(casebook.connection, _head_of(casebook), target, key, progress=progress, cancelled=cancelled)


def write_copy(casebook: Casebook, target: Path, key: str, look: Look) -> Copied:
    """Write a copy that counts only once `check_copy` has read it back, so that nobody who saves waits for that.

    Runs on the casebook's thread. Raises CopyFailed, or what `look` raises; the caller removes what is left then.
    """
    head = _head_of(casebook)
    try:
        _copy(casebook.connection, target, key, lambda done, total: look())
        _sync(target)
    except (OSError, DatabaseError) as error:
        raise CopyFailed from error
    return head


def check_copy(path: Path, key: str, expected: Copied, look: Look) -> None:
    """Read a copy back, on any thread. Raises CopyFailed unless it is `expected` and whole, or what `look` raises."""
    try:
        found = read_back(path, key, look)
    except (OSError, DatabaseError) as error:
        look()  # it may be what cut the reading short
        raise CopyFailed from error
    if found != expected:
        raise CopyFailed("The copy of the casebook did not read back as it should.")


def copy_connection(
    connection: Connection,
    head: Copied,
    target: Path,
    key: str,
    *,
    progress: Progress = lambda done, total: None,
    cancelled: Event | None = None,
) -> None:
    """The same for a database that is not open as a casebook; `head` is its journal's last entry and its hash."""
    unfinished = target.with_name(target.name + UNFINISHED)

    def report(done: int, total: int) -> None:
        if cancelled is not None and cancelled.is_set():
            raise CopyCancelled
        progress(done, total)

    try:
        remove_if_there(unfinished)
        with removed_on_failure(unfinished):
            _copy(connection, unfinished, key, report)
            _sync(unfinished)
            check_copy(unfinished, key, head, lambda: None)
            move_into_place(unfinished, target)
    except (OSError, DatabaseError) as error:
        raise CopyFailed from error


def read_back(path: Path, key: str, look: Look) -> Copied:
    """Open a database that nobody else uses, check every page, and return its journal's last entry.

    Raises CopyFailed when a page is not as it was written, DatabaseError when it cannot be read at all or when `look`
    cut the reading short.
    """
    look()
    with closing(_keyed(path, key)) as connection:
        connection.set_progress_handler(lambda: _stops(look), STEPS_AT_A_TIME)
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
        return Copied(seq, digest.hex())


def _head_of(casebook: Casebook) -> Copied:
    if casebook.read_only:
        raise CopyFailed("This casebook is damaged: a copy of it would be no backup.")
    return Copied(casebook.head[0], casebook.head_hash)


def _stops(look: Look) -> bool:
    try:
        look()
    except EnvironmentProblem:
        return True
    return False


def _copy(source: Connection, path: Path, key: str, progress: Progress) -> None:
    def report(status: int, remaining: int, total: int) -> None:
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
