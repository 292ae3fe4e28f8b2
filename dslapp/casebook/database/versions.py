"""Which database engine is built into this program."""

from typing import NamedTuple

from dslapp.casebook.database.driver import connect


class EngineVersions(NamedTuple):
    """What was built in; empty where it does not say."""

    sqlcipher: str
    sqlite: str


def engine_versions() -> EngineVersions:
    """Ask an empty database in memory."""
    connection = connect(":memory:")
    try:
        cipher = connection.execute("PRAGMA cipher_version").fetchone()
        (sqlite,) = connection.execute("SELECT sqlite_version()").fetchone()
    finally:
        connection.close()
    return EngineVersions(cipher[0] if cipher else "", sqlite)
