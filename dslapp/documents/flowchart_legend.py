"""How each kind and state of a box looks on paper, by shape, border and grey: never by colour."""

from itertools import starmap
from math import cos, pi, sin

import msgspec

from dslapp.domain.guidance.flowchart import Chart, ChartBox, ChartKind
from dslapp.domain.guidance.flowchart_layout import Rect
from dslapp.domain.guidance.flows import Place

_NOWHERE = Place(flow="", step="")
LEGEND = tuple(
    ChartBox(place=_NOWHERE, kind=kind, text="") for kind in ("question", "action", "stop", "outcome", "goto")
)
"""One box of each kind."""

Outline = tuple[tuple[float, float], ...]


class Look(msgspec.Struct, frozen=True):
    """Border in points, fill from 0 (black) to 1 (white)."""

    line: float
    fill: float
    dashed: bool = False
    double: bool = False
    struck: bool = False


def drawn_as(box: ChartBox) -> Look:
    """The border and fill of a box."""
    if box.state == "taken back":
        return Look(0.8, 1.0, dashed=True, struck=True)
    if box.state in ("not reached", "possible"):
        return Look(0.5 if box.state == "not reached" else 0.9, 1.0, dashed=True)
    if box.state:
        line = {"taken": 1.8, "carried": 1.2, "asked": 3.0}.get(box.state, 1.0)
        return Look(line, 1.0 if box.state == "taken" else 0.9)
    return {
        "question": Look(1.0, 1.0), "action": Look(1.0, 0.93), "stop": Look(2.8, 1.0),
        "outcome": Look(1.0, 1.0, double=True), "goto": Look(1.0, 0.86),
    }[box.kind]  # fmt: skip


def outline(kind: ChartKind, at: Rect) -> Outline:
    """The shape of a kind: round for a question, square for what to do, cut corners for a stop, a pointed way on."""
    x, y, right, low = at.x, at.y, at.x + at.width, at.y + at.height
    if kind == "stop":
        cut = min(7.0, at.height / 3)
        return (
            (x + cut, y), (right - cut, y), (right, y + cut), (right, low - cut), (right - cut, low), (x + cut, low),
            (x, low - cut), (x, y + cut),
        )  # fmt: skip
    if kind == "goto":
        point = min(7.0, at.height / 3)
        return ((x, y), (right - point, y), (right, (y + low) / 2), (right - point, low), (x, low))
    if kind == "action":
        return ((x, y), (right, y), (right, low), (x, low))
    return _rounded(at, min(10.0, at.height / 2))


def _rounded(at: Rect, radius: float) -> Outline:
    x, y, right, low = at.x + radius, at.y + radius, at.x + at.width - radius, at.y + at.height - radius
    corners = ((right, y, -0.5), (right, low, 0.0), (x, low, 0.5), (x, y, 1.0))

    def corner(cx: float, cy: float, turn: float) -> Outline:
        angles = [(turn + step / 10) * pi for step in range(6)]
        return tuple((cx + radius * cos(angle), cy + radius * sin(angle)) for angle in angles)

    return tuple(point for points in starmap(corner, corners) for point in points)


def foot_words(chart: Chart, printed: str) -> str:
    """What stands below every drawing: which edition, when its sources were looked at, when it was printed."""
    return " · ".join(filter(None, (f"Guidance edition {chart.edition}", chart.checked, printed)))
