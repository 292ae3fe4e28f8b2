"""Damage that shows while the casebook is in use: it is told in words, and nothing is written from then on."""

from collections.abc import Iterator
from contextlib import contextmanager

from dslapp.casebook.database.connection import (
    DamagedDatabase,
    DamageFound,
    DiskNotAnswering,
    NothingIsSaved,
    is_damage,
)
from dslapp.casebook.database.driver import DatabaseError, OperationalError
from dslapp.services.session import Session

READING = (
    "This casebook is damaged, and you are reading what could be saved of it.",
    "Nothing that you do is saved. Keep new notes on paper.",
)
STOPPED = (DamageFound().message, DamageFound().way_forward)


def in_words(session: Session, error: BaseException) -> BaseException:
    """The problem to tell in place of an error of the database; any other error as it is.

    Where it is damage, the casebook takes no more writing.
    """
    if isinstance(error, NothingIsSaved):
        return error
    if is_damage(error):
        session.casebook.stop_saving()
        return error if isinstance(error, DamagedDatabase) else DamageFound()
    if isinstance(error, OperationalError):
        return DiskNotAnswering(
            "The disk did not answer while the casebook was being read.",
            "Try again. If it goes on, save your work on paper, restart the computer, and tell your IT support.",
        )
    return error


@contextmanager
def damage_in_words(session: Session) -> Iterator[None]:
    """For a command, which has no window: raises the problem in place of the database's error."""
    try:
        yield
    except DatabaseError as error:
        raise in_words(session, error) from error


def is_stopped(session: Session) -> bool:
    """Whether nothing is written: damage was found, or what is shown was saved from a damaged casebook."""
    return session.casebook.read_only
