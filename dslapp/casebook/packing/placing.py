"""Where a pack comes to lie: under an unfinished name until it was read back, whole or not at all."""

import contextlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dslapp.casebook.durable_files import UNFINISHED, move_into_place
from dslapp.casebook.packing.reading import key_file_of
from dslapp.domain.pack import PackForm
from dslapp.domain.problems import EnvironmentProblem, UserProblem

_SPARE = 64 << 20
"""Bytes that stay free at the place."""


def files_of(form: PackForm, target: Path) -> tuple[Path, ...]:
    """What a pack is on the disk: one file or folder, under age also the file of its key."""
    return (target, key_file_of(target)) if form == "age" else (target,)


def unfinished(path: Path) -> Path:
    """The name that a part of a pack has until it was read back."""
    return path.with_name(path.name + UNFINISHED)


@contextmanager
def coming_to_lie(form: PackForm, target: Path, size: int) -> Iterator[None]:
    """Inside, everything is written and read back under unfinished names; then it gets its own names, or goes.

    Raises UserProblem where something of that name is there, EnvironmentProblem where there is no room.
    """
    files = files_of(form, target)
    for each in files:
        for name in (each, unfinished(each)):
            if name.exists():
                raise UserProblem(
                    f"There is already something called {name.name}.", "Choose another name.", field="name"
                )
    try:
        if shutil.disk_usage(target.parent).free < size + _SPARE:
            raise EnvironmentProblem("There is too little room there for this pack.", "Choose another place.")
    except OSError:
        raise EnvironmentProblem("That folder cannot be reached.", "Choose another one.") from None
    try:
        yield
        for each in files:
            move_into_place(unfinished(each), each)
    except BaseException:
        removed(*map(unfinished, files), *files)
        raise


def removed(*paths: Path) -> None:
    """Take away what was written of a pack that does not count."""
    for path in paths:
        with contextlib.suppress(OSError):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
