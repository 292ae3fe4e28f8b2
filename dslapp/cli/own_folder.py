"""`--folder F`: a school's own guidance, laid over the shipped one for a command."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dslapp.services.program import Program

if TYPE_CHECKING:
    from dslapp.domain.own_guidance.laid_over import GuidanceData

OwnFolder = Annotated[
    Path | None,
    typer.Option(
        "--folder",
        help="A folder of the school's own guidance, laid over the shipped one.",
        exists=True,
        file_okay=False,
    ),
]


def library_with(program: Program, folder: Path | None) -> "GuidanceData":
    """The shipped library, or what holds with the folder. Raises EnvironmentProblem when the folder is not sound."""
    if folder is None:
        return program.library
    from dslapp.domain.local_time import to_local
    from dslapp.services.access.own_folder import sound_folder

    return sound_folder(program.library, folder, to_local(program.clock()).date())
