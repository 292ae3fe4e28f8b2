"""One program at a time holds a casebook: the lock, and the note that tells the next person where it is open."""

import contextlib
import platform
from datetime import datetime
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from dslapp.casebook.durable_files import replace_durably
from dslapp.domain.local_time import say_moment
from dslapp.domain.problems import EnvironmentProblem

LOCK_FILE, OWNER_FILE = "casebook.lock", "casebook.owner"


class _Owner(msgspec.Struct, frozen=True):
    """Who holds the lock, so that the next person can be told where to close it."""

    computer: str
    since: datetime


def take_lock(folder: Path, now: datetime) -> FileLock:
    """Hold the casebook at `folder` for this program alone.

    Raises EnvironmentProblem, saying who holds it and since when, or that the folder cannot be written to.
    """
    lock = FileLock(folder / LOCK_FILE, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise EnvironmentProblem(
            f"This casebook is in use{_owner(folder)}.", "Close it there, then try again."
        ) from None
    except OSError:
        raise EnvironmentProblem(
            "This casebook's folder cannot be written to.", "Ask whoever looks after this computer for access."
        ) from None
    note_owner(folder, now)
    return lock


def note_owner(folder: Path, now: datetime) -> None:
    """Write down that this computer holds the casebook since `now`."""
    with contextlib.suppress(OSError):  # it only tells the next person where to close the casebook
        replace_durably(folder / OWNER_FILE, msgspec.json.encode(_Owner(computer=platform.node(), since=now)))


def let_go(folder: Path, lock: FileLock) -> None:
    """Give up the lock, whatever becomes of the note of who holds it."""
    try:
        with contextlib.suppress(OSError):
            (folder / OWNER_FILE).unlink(missing_ok=True)
    finally:
        lock.release()


def _owner(folder: Path) -> str:
    try:
        owner = msgspec.json.decode((folder / OWNER_FILE).read_bytes(), type=_Owner)
        return f" on {owner.computer} since {say_moment(owner.since)}"
    except (OSError, ValueError, RecursionError, msgspec.MsgspecError):
        return " elsewhere"
