"""Checks every page of an open database, a table at a time, and stops at once when other work waits."""

from collections.abc import Callable, Iterable

from dslapp.casebook.database.connection import DamageFound, is_damage
from dslapp.casebook.database.driver import DatabaseError, OperationalError
from dslapp.casebook.store import Casebook

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 ORDER BY name"
_STEPS = 1000
"""Steps of SQLite between two looks whether other work waits: well under a millisecond."""


class PageCheck:
    """One check of the whole database; goes on where it was stopped.

    Reading a page proves its seal. `cipher_integrity_check`, which adds only pages that hold nothing, cannot be
    stopped (2.7 s for 680 MB): it is left to the check that somebody asks for.
    """

    def __init__(self, casebook: Casebook) -> None:
        self._casebook = casebook
        self._left: list[str] | None = None
        self.done = False

    def go_on(self, waits: Callable[[], bool]) -> bool:
        """Check until everything is checked, or until `waits` says that other work waits; return whether it is done.

        Raises DamageFound; then the casebook takes no more writing. Runs on the casebook's thread.
        """
        casebook = self._casebook
        if self.done or casebook.read_only:
            return True
        connection = casebook.connection
        connection.set_progress_handler(waits, _STEPS)
        try:
            if self._left is None:
                self._left = [row[0] for row in connection.execute(_TABLES).fetchall()]
            while self._left and not waits():
                self._say(row[0] for row in connection.execute(f'PRAGMA quick_check("{self._left[0]}")').fetchall())
                self._left.pop(0)
            if self._left:
                return False
        except OperationalError as error:
            if "interrupted" in str(error):
                return False
            raise
        except DatabaseError as error:
            if is_damage(error):
                self._casebook.stop_saving()
                raise DamageFound from error
            raise
        finally:
            connection.set_progress_handler(None, 0)
        self.done = True
        return True

    def _say(self, rows: Iterable[object]) -> None:
        if any(row != "ok" for row in rows):
            self._casebook.stop_saving()
            raise DamageFound
