"""Links and junctions in the folders that the program writes to: followed, they would lead to somebody else's files."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from dslapp.domain.problems import EnvironmentProblem

_JUNCTION = 0xA0000003
"""IO_REPARSE_TAG_MOUNT_POINT: Windows' other kind of link to a folder. Files kept in a cloud have other tags."""


class LinkedFolder(EnvironmentProblem):
    """Part of a folder is a link to somewhere else."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}” is a link to another place, and this program writes through no link. Nothing was changed there.",
            "Ask whoever looks after your computers to put a real folder there, or choose another place.",
        )


def is_link(path: Path) -> bool:
    """Whether a name that is there stands for something elsewhere."""
    try:
        found = path.lstat()
    except OSError:
        return False
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _JUNCTION


def remove_link(path: Path) -> None:
    """Remove a link, not what it stands for. Raises OSError."""
    try:
        path.unlink()
    except PermissionError:
        path.rmdir()  # a junction goes as an empty folder does


def refuse_links(folder: Path, *names: str) -> None:
    """Raise LinkedFolder when one of these names in `folder` is a link; `folder` itself somebody chose."""
    for name in names:
        if is_link(folder / name):
            raise LinkedFolder(name)


def names_in(folder: Path, name: str) -> Iterator[str]:
    """The name of a folder in `folder`, and of each folder in it. Raises OSError."""
    yield name
    if (folder / name).is_dir() and not is_link(folder / name):
        for entry in os.scandir(folder / name):
            if not entry.is_file(follow_symlinks=False):
                yield f"{name}/{entry.name}"
