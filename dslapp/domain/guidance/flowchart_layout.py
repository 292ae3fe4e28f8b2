"""Where the boxes, arrows and labels of a flowchart stand: layers below each other, few crossings, loops at the side.

Public: `laid_out(chart, set_box, set_label) -> Placed`. The layers, their order and the places across come from
fast-sugiyama (docs/decisions/flowchart-layout.md); heights, arrows and loops are fitted to the words here. A label is
a place of its own between two boxes, so that nothing ever stands on anything else. Measures are points, from the
upper left corner, at size 1.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

import msgspec

from dslapp.domain.guidance.flowchart import Chart, ChartArrow, ChartBox

BOX_WIDE = 150.0
LABEL_WIDE = 138.0
_BESIDE = 18.0
_LANE = 11.0
"""Between two loops that run side by side."""
_PAST = 16.0
"""What an arrow needs that runs past a layer."""
_GAP, _MOST_GAP = 20.0, 46.0
MARGIN = 12.0
_RANKINGS: tuple[Literal["minimize", "up", "down"], ...] = ("minimize", "up", "down")
_CROSSINGS: tuple[Literal["barycenter", "median"], ...] = ("barycenter", "median")
"""What the library can do differently; the smallest drawing is taken."""
_SHORT = 44
"""Letters that answers take together in one label."""


class Words(msgspec.Struct, frozen=True):
    """A line of words, how large, from the upper left corner of what it stands in."""

    text: str
    size: float
    x: float
    y: float
    bold: bool = False


class Setting(msgspec.Struct, frozen=True):
    """Words broken into lines, and the room that they take."""

    height: float
    words: tuple[Words, ...]


class Rect(NamedTuple):
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float


class PlacedBox(msgspec.Struct, frozen=True):
    """A box with its words; `number` is its place in `Chart.boxes`."""

    number: int
    box: ChartBox
    at: Rect
    words: tuple[Words, ...]


class PlacedLabel(msgspec.Struct, frozen=True):
    """The words of an arrow."""

    arrow: int
    at: Rect
    words: tuple[Words, ...]


Curve = tuple[tuple[float, float], ...]
"""A start, then three points for each cubic curve."""


class PlacedArrow(msgspec.Struct, frozen=True):
    """The line of an arrow in pieces, interrupted where its label stands; its head is at the end of the last one."""

    arrow: ChartArrow
    pieces: tuple[Curve, ...]


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A whole drawing with its size. `cuts` are heights at which no box and no label is cut."""

    chart: Chart
    width: float
    height: float
    boxes: tuple[PlacedBox, ...]
    labels: tuple[PlacedLabel, ...]
    arrows: tuple[PlacedArrow, ...]
    cuts: tuple[float, ...]


def laid_out(chart: Chart, set_box: Callable[[ChartBox], Setting], set_label: Callable[[str], Setting]) -> Placed:
    """Place everything; the same chart and the same words always make the same drawing."""
    return _Layout(chart, [set_box(box) for box in chart.boxes], set_label).placed()


class _Layout:
    def __init__(self, chart: Chart, boxes: Sequence[Setting], set_label: Callable[[str], Setting]) -> None:
        self._chart, self._settings = chart, list(boxes)
        self._label_of: dict[int, int] = {}
        for number, arrow in enumerate(chart.arrows):
            if arrow.labels:
                self._label_of[number] = len(self._settings)
                self._settings.append(set_label(_said(arrow.labels)))
        self._links: list[tuple[int, int]] = []
        for number, arrow in enumerate(chart.arrows):
            label = self._label_of.get(number)
            if label is not None:
                self._links.append((arrow.start, label))
            if not arrow.back:
                self._links.append((arrow.start if label is None else label, arrow.end))
        self._x: dict[int, float] = {}
        self._rank: dict[int, int] = {}
        self._onward: dict[int, list[int]] = {}
        self._tops: list[float] = []
        self._bottoms: list[float] = []

    def placed(self) -> Placed:
        self._place_across()
        self._place_down()
        self._spread_ways()
        labels = tuple(
            PlacedLabel(arrow, self._rect(vertex), self._settings[vertex].words)
            for arrow, vertex in self._label_of.items()
        )
        boxes = tuple(
            PlacedBox(number, box, self._rect(number), self._settings[number].words)
            for number, box in enumerate(self._chart.boxes)
        )
        right = max(self._x.values()) + BOX_WIDE / 2
        arrows, lanes = [], 0
        for number, arrow in enumerate(self._chart.arrows):
            lanes += arrow.back
            pieces = self._loop(number, arrow, right + lanes * _LANE) if arrow.back else self._pieces(number, arrow)
            arrows.append(PlacedArrow(arrow, pieces))
        middles = [(bottom + top) / 2 for bottom, top in zip(self._bottoms, self._tops[1:], strict=False)]
        return Placed(
            chart=self._chart, width=right + lanes * _LANE + MARGIN, height=self._bottoms[-1] + MARGIN, boxes=boxes,
            labels=labels, arrows=tuple(arrows), cuts=tuple(middles),
        )  # fmt: skip

    def _place_across(self) -> None:
        """Ask for layers, order and places across; a vertex that no arrow touches stands by itself at the side."""
        from fast_sugiyama import Layouts, from_edges

        linked = sorted({end for link in self._links for end in link})
        number = {vertex: index for index, vertex in enumerate(linked)}
        beyond = len(self._settings) - len(linked)
        left = MARGIN + BOX_WIDE / 2
        links = [(number[start], number[end]) for start, end in self._links]
        tried: list[Layouts] = [
            from_edges(
                links, vertex_spacing=BOX_WIDE + _BESIDE, dummy_vertices=True, dummy_size=_PAST, check_layout=False,
                ranking_type=ranking, crossing_minimization=by,
            )
            for ranking in _RANKINGS
            for by in _CROSSINGS
            if links
        ]  # fmt: skip
        found = min(tried, key=_area) if tried else []
        for places, _, _, edges in found:
            across = [x for _, (x, _) in places]
            layers = {y: rank for rank, y in enumerate(sorted({y for _, (_, y) in places}, reverse=True))}
            name = {int(v): linked[int(v)] if int(v) < len(linked) else int(v) + beyond for v, _ in places}
            for vertex, (x, y) in places:
                self._x[name[int(vertex)]] = x - min(across) + left
                self._rank[name[int(vertex)]] = layers[y]
            for start, end in edges or ():
                self._onward.setdefault(name[int(start)], []).append(name[int(end)])
            left += max(across) - min(across) + BOX_WIDE + _BESIDE
        for vertex in range(len(self._settings)):
            if vertex not in self._x:
                self._x[vertex], self._rank[vertex] = left, 0
                left += BOX_WIDE + _BESIDE

    def _place_down(self) -> None:
        """Layers as high as their highest words; more room between them where arrows go far across."""
        layers = max(self._rank.values()) + 1
        heights, swings = [0.0] * layers, [0.0] * layers
        for vertex, rank in self._rank.items():
            heights[rank] = max(heights[rank], self._height(vertex))
            for end in self._onward.get(vertex, ()):
                swings[rank] = max(swings[rank], abs(self._x[end] - self._x[vertex]))
        top = MARGIN
        for height, swing in zip(heights, swings, strict=True):
            self._tops.append(top)
            self._bottoms.append(top + height)
            top += height + min(_MOST_GAP, _GAP + swing * 0.08)

    def _spread_ways(self) -> None:
        """The ways out of a box leave it side by side, in the order in which they go on."""
        self._leaves: dict[tuple[int, int], float] = {}
        for vertex, ends in self._onward.items():
            ordered = sorted(set(ends), key=lambda end: (self._x[end], end))
            room = min(24.0, (BOX_WIDE - 24) / max(len(ordered), 1))
            for index, end in enumerate(ordered):
                self._leaves[vertex, end] = self._x[vertex] + (index - (len(ordered) - 1) / 2) * room

    def _height(self, vertex: int) -> float:
        return self._settings[vertex].height if vertex < len(self._settings) else 0.0

    def _rect(self, vertex: int) -> Rect:
        wide = BOX_WIDE if vertex < len(self._chart.boxes) else LABEL_WIDE
        top = self._tops[self._rank[vertex]]
        return Rect(self._x[vertex] - wide / 2, top, wide, self._height(vertex))

    def _pieces(self, number: int, arrow: ChartArrow) -> tuple[Curve, ...]:
        label = self._label_of.get(number)
        if label is None:
            return (self._line(arrow.start, arrow.end),)
        return self._line(arrow.start, label), self._line(label, arrow.end)

    def _line(self, start: int, end: int) -> Curve:
        """From below one thing to above another, through the room that is kept past the layers between."""
        chain = self._chain(start, end)
        here = self._leaves[start, chain[1]]
        points = [(here, self._tops[self._rank[start]] + self._height(start))]
        for vertex in chain[1:]:
            rank = self._rank[vertex]
            _straight(points, (here, self._bottoms[rank - 1]))
            _swing(points, (self._x[vertex], self._tops[rank]))
            here = self._x[vertex]
        return tuple(points)

    def _chain(self, start: int, end: int) -> list[int]:
        """The places past the layers between two things that one link joins."""
        real = len(self._settings)
        for first in self._onward.get(start, ()):
            chain = [start, first]
            while chain[-1] >= real:
                chain.append(self._onward[chain[-1]][0])
            if chain[-1] == end:
                return chain
        raise ValueError(f"no line from {start} to {end}")

    def _loop(self, number: int, arrow: ChartArrow, lane: float) -> tuple[Curve, ...]:
        """Below where it begins, out to the side, up, and down into the box that it leads back to."""
        label = self._label_of.get(number)
        last = arrow.start if label is None else label
        rank, wanted = self._rank[last], self._rank[arrow.end]
        x, low = self._x[last], self._bottoms[rank] + _GAP * 0.4
        beside = self._x[arrow.end] + BOX_WIDE * 0.34
        high = self._tops[wanted] - _GAP * 0.5
        points = [(x, self._tops[rank] + self._height(last))]
        for point in ((x, low), (lane, low), (lane, high), (beside, high), (beside, self._tops[wanted])):
            _straight(points, point)
        return (tuple(points),) if label is None else (self._line(arrow.start, label), tuple(points))


def _area(layouts: Iterable[tuple[object, float, float, object]]) -> float:
    """How large a drawing becomes; words make its layers higher than the library knows."""
    return sum(wide * (high + 900) for _, wide, high, _ in layouts)


def _said(labels: Sequence[str]) -> str:
    """Answers that lead the same way: short ones in a line, others in a line each."""
    together = " / ".join(labels)
    return together if len(together) <= _SHORT else "\n".join(f"• {label}" for label in labels)


def _straight(points: list[tuple[float, float]], to: tuple[float, float]) -> None:
    if points[-1] != to:
        points += [points[-1], to, to]


def _swing(points: list[tuple[float, float]], to: tuple[float, float]) -> None:
    (x, y), middle = points[-1], (points[-1][1] + to[1]) / 2
    points += [(x, middle), (to[0], middle), to] if abs(x - to[0]) > 0.01 else [(x, y), to, to]
