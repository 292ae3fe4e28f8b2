"""Where a pack comes to lie: under a name of its own until it was read back, whole or not at all.

Nothing is replaced, and nothing is taken away but what this very run wrote: somebody else may use the place, too.
"""

import contextlib
import errno
import os
import secrets
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dslapp.casebook.durable_files import UNFINISHED, create_new, sync_folder, when_free
from dslapp.casebook.packing.reading import key_file_of
from dslapp.domain.pack.chosen import PackForm
from dslapp.domain.problems import EnvironmentProblem, UserProblem

_SPARE = 64 << 20
"""Bytes that stay free at the place."""
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES})
"""How a disk says that it gives no file a second name: FAT, and some shares."""


def files_of(form: PackForm, target: Path) -> tuple[Path, ...]:
    """What a pack is on the disk: one file or folder, under age also the file of its key."""
    return (target, key_file_of(target)) if form == "age" else (target,)


class Place:
    """The names under which a pack is being written, which nobody else uses, and those that it gets."""

    def __init__(self, form: PackForm, target: Path) -> None:
        mark = secrets.token_hex(4)
        self.files = files_of(form, target)
        self.parts = tuple(each.with_name(f"{each.name}.{mark}{UNFINISHED}") for each in self.files)
        self._placed: list[Path] = []
        self._disk = _disk_of(target.parent)
        self.may_be_left = False
        """Once it was taken back: something of what this run wrote is there still, or the place does not answer."""

    def settle(self) -> None:
        """Give everything its own name: the file of the key first, so that no pack is there without it.

        Raises EnvironmentProblem where one of the names was taken meanwhile.
        """
        try:
            for part, target in reversed(tuple(zip(self.parts, self.files, strict=True))):
                _take_name(part, target)
                self._placed.append(target)
                sync_folder(target.parent)
        except OSError as error:
            taken = isinstance(error, FileExistsError | NotADirectoryError) or error.errno == errno.ENOTEMPTY
            raise EnvironmentProblem(
                "Something else got the pack’s name while it was being made, so no pack was made."
                if taken
                else "The pack could not get its name there, so no pack was made.",
                "Choose another name or place.",
            ) from None

    def take_back(self, members: Iterable[str] = ()) -> None:
        """Take away what this run wrote; of a folder that has its name, the `members` that were put into it."""
        wrote = list(self.parts)
        for part in self.parts:
            with contextlib.suppress(OSError):
                shutil.rmtree(part) if part.is_dir() else part.unlink(missing_ok=True)
        for placed in self._placed:
            if not placed.is_dir():
                wrote.append(placed)
                with contextlib.suppress(OSError):
                    placed.unlink(missing_ok=True)
                continue
            written = [placed / each for each in members]
            wrote += written
            for path in written:
                with contextlib.suppress(OSError):
                    path.unlink(missing_ok=True)
            for folder in (*{path.parent for path in written} - {placed}, placed):
                with contextlib.suppress(OSError):  # not while something else lies in it
                    folder.rmdir()
        answers = self._disk is not None and _disk_of(self.files[0].parent) == self._disk  # a stick may be pulled out
        self.may_be_left = not (answers and all(map(_is_gone, wrote)))


@contextmanager
def coming_to_lie(form: PackForm, target: Path, size: int) -> Iterator[Place]:
    """Inside, everything is written and read back under unfinished names; then it gets its own names, or goes.

    Raises UserProblem where something of that name is there, EnvironmentProblem where there is no room.
    """
    place = Place(form, target)
    for each in place.files:
        if os.path.lexists(each):
            raise UserProblem(f"There is already something called {each.name}.", "Choose another name.", field="name")
    try:
        if shutil.disk_usage(target.parent).free < size + _SPARE:
            raise EnvironmentProblem("There is too little room there for this pack.", "Choose another place.")
    except OSError:
        raise EnvironmentProblem("That folder cannot be reached.", "Choose another one.") from None
    try:
        yield place
        place.settle()
    except BaseException:
        place.take_back()
        raise


def _disk_of(folder: Path) -> int | None:
    """By what the system knows the disk on which a folder is; None while it does not answer."""
    try:
        return folder.stat().st_dev
    except OSError:
        return None


def _is_gone(path: Path) -> bool:
    """Whether the disk says that there is no such thing: any other answer tells nothing."""
    try:
        path.lstat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return False


def _take_name(part: Path, target: Path) -> None:
    """Give a finished part its name, where nothing has it. Raises OSError: then what has it is as it was."""
    if sys.platform == "win32":
        when_free(lambda: os.rename(part, target))  # noqa: PTH104 - refuses where there is something
    elif part.is_dir():
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, "taken", str(target))
        os.rename(part, target)  # noqa: PTH104 - refuses whatever came meanwhile, but for a folder with nothing in it
    else:
        _take_name_of_file(part, target)


def _take_name_of_file(part: Path, target: Path) -> None:
    try:
        os.link(part, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        os.close(create_new(target))  # refuses where there is something; then what is replaced is our own
        try:
            os.replace(part, target)  # noqa: PTH105
        except OSError:
            target.unlink(missing_ok=True)
            raise
    else:
        part.unlink()
