"""Keeps a database of an older format as it was, before it is brought to the present one."""

from contextlib import closing
from pathlib import Path

from dslapp.casebook.database.connection import open_database
from dslapp.casebook.database.copying import Copied, CopyFailed, copy_connection
from dslapp.casebook.database.schema import SCHEMA_VERSION
from dslapp.casebook.durable_files import make_folder
from dslapp.casebook.keys.key_files import QUARANTINE
from dslapp.domain.problems import EnvironmentProblem


def keep_former_format(database: Path, key: str) -> None:
    """Copy a database that is about to be migrated to `quarantine/format-<n>/`, once.

    Under the casebook's lock, before it is opened to be written to. Raises EnvironmentProblem when there is no room for
    the copy: then nothing is migrated. A database that is damaged is left to whoever opens it.
    """
    with closing(open_database(database, key, read_only=True)) as connection:
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        row = connection.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        target = database.parent / QUARANTINE / f"format-{found}" / database.name
        if found >= SCHEMA_VERSION or row is None or target.exists():
            return
        try:
            make_folder(target.parent, below=database.parent)
            copy_connection(connection, Copied(row[0], row[1].hex()), target, key)
        except (OSError, CopyFailed) as error:
            raise EnvironmentProblem(
                "This casebook was made by an older version of the program, and there is no room to keep a copy of it "
                "before it is brought up to date.",
                "Make room on this computer’s disk, then unlock it again. Nothing was changed.",
            ) from error
