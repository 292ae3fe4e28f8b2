"""Draw a whole flow of the guidance: for the window, for the wall as a PDF, or as an SVG picture."""

from datetime import datetime
from pathlib import Path
from typing import Literal

from dslapp.domain.guidance.flowchart import chart_of
from dslapp.domain.guidance.flowchart_layout import Placed
from dslapp.domain.guidance.flows import Library
from dslapp.domain.guidance.path import Walk
from dslapp.domain.local_time import say_moment
from dslapp.domain.problems import UserProblem
from dslapp.services.papers.save_file import save_new_file

Paper = Literal["a3", "a4"]


def set_flowchart(library: Library, flow: str, walk: Walk | None = None) -> Placed:
    """Place everything of a flow, with how far `walk` has come on it. Raises UserProblem for an unknown flow."""
    from dslapp.documents.flowchart_setting import set_chart

    if flow not in library.flows:
        raise UserProblem(f"There is no flow called “{flow}”.", f"Possible: {', '.join(library.flows)}.")
    return set_chart(chart_of(library, flow, walk))


def flowchart_file(
    library: Library, flow: str, kind: str, at: datetime, paper: Paper = "a3", school: str = ""
) -> bytes:
    """The flow as the bytes of a file. `kind` is "svg" or "pdf"; raises UserProblem for any other."""
    placed = set_flowchart(library, flow)
    printed = " · ".join(filter(None, (f"Printed {say_moment(at)}", school)))
    if kind == "svg":
        from dslapp.documents.flowchart_svg import flowchart_svg

        return flowchart_svg(placed, printed).encode()
    if kind == "pdf":
        from dslapp.documents.flowchart_pdf import flowchart_pdf

        return flowchart_pdf(placed, printed, at, paper, school)
    raise UserProblem("A flowchart is drawn as .svg or .pdf.", "Give the file one of these endings.")


def save_flowchart(
    library: Library, flow: str, target: Path, at: datetime, paper: Paper = "a3", school: str = ""
) -> None:
    """Draw the flow into a new file, by its ending. It holds guidance only, nothing of any case."""
    save_new_file(target, flowchart_file(library, flow, target.suffix.lstrip(".").lower(), at, paper, school))
