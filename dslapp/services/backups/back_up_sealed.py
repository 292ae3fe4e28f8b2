"""A backup by a scheduled task that knows no passphrase: see docs/user-guide/backups.md."""

from pathlib import Path
from typing import NamedTuple

from dslapp.casebook.backups import sealed as backup_sealed
from dslapp.casebook.backups.pool import Pace
from dslapp.services.program import Program


class SealedBackup(NamedTuple):
    """The backup's name, the folder that holds it, and how many files of the evidence could not be read."""

    name: str
    folder: Path
    not_sound: int


def back_up_sealed(program: Program, casebook: Path, to: Path) -> SealedBackup:
    """Copy the locked casebook at `casebook` to the folder `to`. Raises EnvironmentProblem or UserProblem."""
    made = backup_sealed.back_up_sealed(casebook, to, now=program.clock(), pace=Pace())
    return SealedBackup(made.name, to, len(made.unsound))
