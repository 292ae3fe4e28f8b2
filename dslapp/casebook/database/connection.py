"""Opens the encrypted database in the one way that is safe, and reads every setting back."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from dslapp.casebook.database.driver import Connection, DatabaseError, OperationalError, connect
from dslapp.casebook.database.schema import APPLICATION_ID, SCHEMA_VERSION, apply_migrations
from dslapp.casebook.durable_files import remove_if_there, replace_durably
from dslapp.domain.problems import EnvironmentProblem

UNDONE = "-undone"
"""What is added to the database's name: an empty file that says that a save was undone and free pages may be torn."""
_PLAIN_HEADER = b"SQLite format 3\x00"
_SETTINGS: tuple[tuple[str, str, object], ...] = (
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("journal_mode", "TRUNCATE", "truncate"),
    ("synchronous", "EXTRA", 3),
    ("secure_delete", "ON", 1),
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "ON", 1),  # else INSERT OR REPLACE would pass the guards of journal and version
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("mmap_size", "0", 0),
    ("cache_size", "-32768", -32768),  # 32 MiB of decrypted pages: decrypting is what a read costs
)


_DAMAGED = (
    "The database of this casebook is damaged or does not belong to its keys.", "Restore it from a backup.",
)  # fmt: skip

_NOT_ANSWERING = (
    "The database of this casebook could not be read: the disk is full, or failing, or the file is damaged.",
    "Make room on the disk and try again. If that does not help, restore the casebook from a backup.",
)


class DamagedDatabase(EnvironmentProblem):
    """The database cannot be read with its own key."""


class DiskNotAnswering(DamagedDatabase):
    """The file could not be read or a cut-short save not be undone: perhaps the disk, perhaps the file."""


class DamageFound(DamagedDatabase):
    """A part of the open casebook could not be read; nothing is written into it any more."""

    def __init__(self) -> None:
        super().__init__(
            "A part of this casebook can no longer be read: its file is damaged. Nothing more is saved into it.",
            "Copy what you are typing to paper. Then lock the casebook and unlock it again: the program says what is "
            "hit, what is safe, and how to mend it.",
        )


class NothingIsSaved(EnvironmentProblem):
    """The casebook is damaged and open to read only."""

    def __init__(self) -> None:
        super().__init__(
            "This casebook is damaged: it can be read, and nothing is saved into it.",
            "Keep a record on paper. Lock the casebook and unlock it again: the first page says how to mend it.",
        )


_DAMAGE_CODES = frozenset({11, 26})
"""SQLITE_CORRUPT and SQLITE_NOTADB."""


def is_damage(error: BaseException) -> bool:
    """Whether an error says that the database's file is damaged, and not that the disk or a query failed."""
    if isinstance(error, DatabaseError):
        return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE_CODES
    return isinstance(error, DamagedDatabase) and not isinstance(error, DiskNotAnswering)


@contextlib.contextmanager
def damage_told() -> Iterator[None]:
    """Say in words that the database or a record is damaged, or the disk silent; any other error of it is a bug."""
    try:
        yield
    except DatabaseError as error:
        if is_damage(error) or isinstance(error, OperationalError):
            raise _in_words(error) from error
        raise
    except OSError as error:
        raise DiskNotAnswering(*_NOT_ANSWERING) from error
    except msgspec.DecodeError as error:  # what stands in the place of a record is none
        raise DamagedDatabase(*_DAMAGED) from error


def open_database(
    path: Path, key_hex: str, *, create: bool = False, read_only: bool = False, may_fill: bool = True
) -> Connection:
    """Open the SQLCipher database at `path` and hold it exclusively.

    `key_hex` is 96 hexadecimal digits: 32 bytes of key and 16 bytes of salt. With `create` the file must not exist.
    With `read_only` nothing is migrated and no statement can write; a save that a crash cut short is still rolled back.
    Free pages that such a save may have left torn are filled, unless `may_fill` is off; until that is done, an empty
    file with `UNDONE` in its name stands beside the database.
    Raises DamagedDatabase when the key does not fit or the file is damaged, EnvironmentProblem when another program
    holds it, when it is missing, or when a newer version of this program has written it.
    """
    try:
        if create == path.exists():
            if create:
                raise EnvironmentProblem("There is already a database of that name.", "Choose another folder.")
            raise DamagedDatabase("The database of this casebook is missing.", "Restore the casebook from a backup.")
        # Read before SQLite opens it: closing any other handle on an open database would drop its locks.
        header = b"" if create else _header(path)
        noted = path.with_name(path.name + UNDONE)
        undone_first = _size(path.with_name(path.name + "-journal")) > 0 or noted.exists()
        if undone_first and not create and not read_only:
            replace_durably(noted, b"")  # before SQLite takes the journal away, which alone would tell of it
    except OSError as error:
        raise DiskNotAnswering(*_NOT_ANSWERING) from error
    if header == _PLAIN_HEADER:
        raise DamagedDatabase("The database of this casebook is not encrypted: it is not the one that was made here.")
    with damage_told():
        connection = connect(str(path), isolation_level=None, timeout=0, check_same_thread=True)
    try:
        _prepare(connection, key_hex, read_only)
        if not create and not undone_first and header != bytes.fromhex(key_hex)[32:]:
            raise DamagedDatabase(*_DAMAGED)  # its salt, which SQLCipher takes from the key and never looks at
        _refuse_newer(connection)
        if read_only:
            connection.execute("PRAGMA query_only = ON")
        else:
            apply_migrations(connection)
            if undone_first and may_fill:
                if not _leave_no_torn_page(connection):
                    connection.close()  # what was rolled back is not gone on with: see `Casebook.take_back`
                    return open_database(path, key_hex, may_fill=False)
                with contextlib.suppress(OSError):  # it stays, and the pages are filled once more
                    remove_if_there(noted)
    except DatabaseError as error:
        connection.close()
        raise _in_words(error) from None
    except BaseException:
        connection.close()
        raise
    return connection


def _leave_no_torn_page(connection: Connection) -> bool:
    """Fill the free pages and free them again, where a save was undone. Returns whether there was room for it.

    What is written into a free page is not in the journal, so that undoing the save leaves it as the power cut did.
    Nothing of the record is in it, but torn it would look like damage.
    """
    free, size = (int(str(_pragma(connection, name))) for name in ("freelist_count", "page_size"))
    if free:
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("CREATE TABLE filling (bytes BLOB)")
            connection.execute("INSERT INTO filling VALUES (zeroblob(?))", (free * size,))
            connection.execute("DROP TABLE filling")
            connection.execute("COMMIT")
        except (OperationalError, MemoryError) as error:
            connection.rollback()
            if not isinstance(error, MemoryError) and "full" not in str(error):
                raise  # SQLCipher says "no memory" of a page that does not decrypt: whoever reads it is told
            return False
    return True


def _header(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(16)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _prepare(connection: Connection, key_hex: str, read_only: bool) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")
    # ON makes search 15 times slower, and Python cannot wipe secrets anyway (docs/security.md).
    connection.execute("PRAGMA cipher_memory_security = OFF")
    connection.set_key(f"x'{key_hex}'")  # not PRAGMA key: that would show in trace callbacks and errors
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # recovers a hot journal, proves the key
    if str(_pragma(connection, "cipher_status")) != "1":
        raise EnvironmentProblem("This program was built without encryption.", "Install it again from its source.")
    for name, value, expected in _SETTINGS:
        connection.execute(f"PRAGMA {name} = {value}")
        found = _pragma(connection, name)
        if found is not None and found != expected:
            raise EnvironmentProblem(f"The database refused the safe setting {name}.", "Do not use this computer.")
        if name == "locking_mode":
            _take_lock(connection, read_only)


def _in_words(error: DatabaseError) -> EnvironmentProblem:
    if not isinstance(error, OperationalError):
        return DamagedDatabase(*_DAMAGED)
    if "locked" in str(error):
        return EnvironmentProblem("This casebook is open in another program.", "Close it there, then try again.")
    if "full" in str(error):
        return EnvironmentProblem(
            "The disk is too full to open this casebook: the last save was cut short and has to be undone first.",
            "Make room on the disk and try again.",
        )
    return DiskNotAnswering(*_NOT_ANSWERING)


def _take_lock(connection: Connection, read_only: bool) -> None:
    """Take the file lock at once: locking_mode alone waits for the first write, and a second process could write."""
    try:
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except OperationalError as error:
        if not (read_only and "readonly" in str(error)):  # a medium to which nobody can write needs no lock
            raise


def _pragma(connection: Connection, name: str) -> object:
    row = connection.execute(f"PRAGMA {name}").fetchone()
    return row[0] if row else None


def _refuse_newer(connection: Connection) -> None:
    application_id = _pragma(connection, "application_id")
    if application_id not in (0, APPLICATION_ID):
        raise DamagedDatabase("This database belongs to another program.")
    found = _pragma(connection, "user_version")
    if isinstance(found, int) and found > SCHEMA_VERSION:
        raise EnvironmentProblem(
            f"This casebook was written by a newer version of DSL Casebook (format {found}; this one knows "
            f"{SCHEMA_VERSION}).",
            "Install the newer version on this computer.",
        )
