"""Makes sqlite-utils work on SQLCipher: the one place where either library is imported.

sqlite-utils catches the exception classes of `pysqlite3` when that module exists, so the alias must be in
place before it is first imported; otherwise an error of SQLCipher passes through its handlers unseen.
"""

import sys

import sqlcipher3  # type: ignore[import-untyped]  # it ships no types
from sqlcipher3 import dbapi2

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = dbapi2
# It would load numpy, which OpenCV needs in processes of its own: a seventh of a second of each start.
_without_numpy = "numpy" not in sys.modules
if _without_numpy:
    sys.modules["numpy"] = None  # type: ignore[assignment]  # the way of saying that a module is not there

from sqlite_utils import Database, Migrations  # noqa: E402  (the aliases must come first)

if _without_numpy:
    del sys.modules["numpy"]

Connection = dbapi2.Connection
DatabaseError = dbapi2.DatabaseError
IntegrityError = dbapi2.IntegrityError
OperationalError = dbapi2.OperationalError
connect = dbapi2.connect
_OF_THE_SCHEMA = ("no such column", "no such table", "has no column named")


def is_mistake(error: BaseException) -> bool:
    """Whether the program is wrong, and neither the disk nor the memory.

    So it is with two of what there may be one of, and with a column that is not there.
    """
    if not isinstance(error, DatabaseError | MemoryError):
        return True
    return isinstance(error, IntegrityError) or any(each in str(error) for each in _OF_THE_SCHEMA)


__all__ = [
    "Connection", "Database", "DatabaseError", "IntegrityError", "Migrations", "OperationalError", "connect",
    "is_mistake",
]  # fmt: skip
