"""Save something that leaves the casebook as a new file, or say in words why it cannot be."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from dslapp.casebook.durable_files import write_once
from dslapp.domain.problems import EnvironmentProblem, UserProblem


@contextmanager
def only_if_noted(target: Path) -> Iterator[None]:
    """What was written at `target` goes again when the record of it, made inside, cannot be saved."""
    try:
        yield
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def save_new_file(target: Path, data: bytes) -> None:
    """Write a file that is not there yet, whole or not at all.

    Raises UserProblem when there is one of that name, EnvironmentProblem when the disk refuses.
    """
    save_new_file_by(target, lambda file: file.write(data))


def save_new_file_by(target: Path, fill: Callable[[BinaryIO], object]) -> None:
    """The same with what `fill` writes, which need not be in memory at once. Raises what `fill` raises, too."""
    try:
        write_once(target, fill)
    except FileExistsError:
        raise UserProblem(
            f"There is already a file called {target.name}.", "Choose another name.", field="name"
        ) from None
    except OSError:
        raise EnvironmentProblem(
            f"{target.name} could not be written there.", "Choose another folder, or make room on the disk."
        ) from None
