"""Writing small files so that a power cut leaves the old one or the new one, never a mixture and never nothing."""

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

_WAITS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2)
"""Seconds between tries while a virus scanner or an indexer holds the file."""
_WINDOWS_BUSY = frozenset({5, 32})
"""ERROR_ACCESS_DENIED and ERROR_SHARING_VIOLATION: on Windows both are usually over within a moment."""

SECOND_COPY = ".b"
"""What is added to a file's name for its second copy."""
UNFINISHED = ".part"
"""What is added to a file's name while it is being written."""


def free_name(folder: Path, at: datetime, what: str = "") -> str:
    """A name for that moment that nothing in `folder` has yet, such as 20261113T165000Z, with `what` behind it."""
    stem = f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}{what}"
    names = (stem, *(f"{stem}-{number}" for number in range(2, 10_000)))
    return next(name for name in names if not (folder / name).exists())


def replace_both_copies(path: Path, data: bytes) -> None:
    """Replace the second copy of `path`, then `path` itself: at each moment one of the two is whole.

    Raises OSError when the disk refuses; then each copy is whole, old or new.
    """
    replace_durably(path.with_name(path.name + SECOND_COPY), data)
    replace_durably(path, data)


def replace_durably(path: Path, data: bytes) -> None:
    """Put `data` in the place of `path`, at once and for good. Raises OSError; then `path` is whole, old or new."""
    unfinished = path.with_name(path.name + UNFINISHED)
    remove_if_there(unfinished)
    with removed_on_failure(unfinished):
        _fill(create_new(unfinished), lambda file: file.write(data))
        move_into_place(unfinished, path)


def write_once(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    """Write a file that must not be there yet, for good, with what `fill` writes: it need not be in memory at once.

    Raises FileExistsError when there is one, which then stays as it is, OSError when the disk refuses, and what `fill`
    raises: then nothing is left behind.
    """
    descriptor = create_new(path)
    with removed_on_failure(path):
        _fill(descriptor, fill)
        sync_folder(path.parent)


def create_new(path: Path) -> int:
    """Open a file for writing that is not there yet, readable by its owner only. Raises FileExistsError."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    return os.open(path, flags, 0o600)


def move_into_place(source: Path, target: Path) -> None:
    """Rename within one disk, waiting for what holds the file for a moment, and make the new name last."""
    when_free(lambda: os.replace(source, target))  # noqa: PTH105 - the tests make this very call fail
    sync_folder(target.parent)


def when_free(act: Callable[[], None]) -> None:
    """Do something to a file, trying again for about 400 ms while Windows says that another program holds it.

    Raises OSError: the last one when the file stays held, any other at once.
    """
    for wait in _WAITS:
        try:
            return act()
        except OSError as error:
            if getattr(error, "winerror", None) not in _WINDOWS_BUSY:
                raise
        time.sleep(wait)
    return act()


def sync_file(descriptor: int) -> None:
    """Return when an open file's bytes are on the disk itself. Raises OSError: then never reuse the descriptor."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)  # fsync alone stops at the drive's own cache there
    else:
        os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last. Windows keeps them itself and cannot open a folder for this."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path, *, below: Path) -> None:
    """Make a folder and those between it and `below`, which is there, and make their names last.

    Also the names of those that are there: whoever made them may have been cut short before that. Raises OSError.
    """
    missing = [folder, *folder.parents]
    for each in reversed(missing[: missing.index(below)]):
        each.mkdir(mode=0o700, exist_ok=True)
        sync_folder(each.parent)


def remove_if_there(path: Path) -> None:
    """Remove a file; one that is not there is as good."""
    with contextlib.suppress(FileNotFoundError):
        when_free(path.unlink)


@contextlib.contextmanager
def removed_on_failure(path: Path) -> Iterator[None]:
    """Whatever goes wrong inside, leave no file at `path`; the first error is the one that is told."""
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            remove_if_there(path)
        raise


def _fill(descriptor: int, fill: Callable[[BinaryIO], object]) -> None:
    with os.fdopen(descriptor, "wb") as file:
        fill(file)
        file.flush()
        sync_file(file.fileno())
