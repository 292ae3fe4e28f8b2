"""The recovery key out of a file that somebody typed or scanned it into."""

from pathlib import Path

from dslapp.domain.problems import EnvironmentProblem, UserProblem
from dslapp.services.access.read_recovery_sheet import read_recovery_sheet


def key_in(file: Path) -> str:
    """The age identity in the file. Raises UserProblem when it is not whole, naming the group that is wrong."""
    try:
        read = read_recovery_sheet(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise EnvironmentProblem(
            f"The file {file.name} cannot be read.", "Give a text file with the groups of the recovery sheet."
        ) from None
    if not read.identity:
        raise UserProblem("The key from the recovery sheet is not right.", read.advice)
    return read.identity
