"""`guidance draw`: a whole flow as a picture, to print and pin on the wall."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dslapp.cli.own_folder import OwnFolder, library_with
from dslapp.cli.printing import print_lines
from dslapp.services.program import Program


class PaperSize(StrEnum):
    """The sheets that a school has."""

    A3 = "a3"
    A4 = "a4"


def draw(
    context: typer.Context,
    flow: Annotated[str, typer.Argument(help="The flow, e.g. nudes.")],
    to: Annotated[Path, typer.Option(help="The file to write, ending in .pdf or .svg.")],
    paper: Annotated[PaperSize, typer.Option(help="The sheet of a PDF.")] = PaperSize.A3,
    folder: OwnFolder = None,
) -> None:
    """Draw a flow: every step, and every answer as an arrow, with its edition and when its sources were looked at.

    A PDF takes as many sheets as it needs for words of at least 7 points; they overlap where they are put together.
    """
    from dslapp.services.guidance.draw_flowchart import save_flowchart

    program: Program = context.obj
    save_flowchart(library_with(program, folder).guidance, flow, to, program.clock(), paper.value)
    print_lines([f"Drawn: {to}"])
