"""One page's contents as PDF operators, and the structure that tells a screen reader what they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dslapp.documents.embedding import EmbeddedFont
from dslapp.documents.shaping import Cluster, Glyph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dslapp.documents.faces import Face
    from dslapp.documents.lines import Line
    from dslapp.documents.pictures import PlacedPicture

WIDTH, HEIGHT = 595.276, 841.89
"""A4 in points."""

Matrix = tuple[float, float, float, float, float, float]
"""Where the unit square of a picture goes: PDF's a b c d e f."""

BASELINE = 0.74
"""How far down its line, as a share of the leading, a text stands: the same for all sizes, so that cells align."""

_IMPERCEPTIBLE = 0.4
"""Thousandths of the size below which a shift is not worth its bytes."""


class Element:
    """A node of the document's structure: what a piece of a page is (P, H1, Table, Figure, ...)."""

    def __init__(self, kind: str, parent: Element | None = None, alternative: str = "") -> None:
        self.kind = kind
        self.alternative = alternative
        """What a screen reader says in place of a figure."""
        self.parent = parent
        self.kids: list[Element | tuple[int, int]] = []
        """Parts, or (page index, number of the marked content on it)."""
        if parent is not None:
            parent.kids.append(self)


class Page:
    """Collects the operators of one page. Coordinates are points from the lower left corner."""

    def __init__(
        self, index: int, embedded: Callable[[Face], EmbeddedFont], added: Callable[[PlacedPicture], str],
        size: tuple[float, float] = (WIDTH, HEIGHT),
    ) -> None:  # fmt: skip
        self.index = index
        self.width, self.height = size
        self.marked: list[Element] = []
        """The element of each piece of marked content, by its number."""
        self.pictures: set[str] = set()
        self._embedded = embedded
        self._added = added
        self._operators: list[str] = []

    @property
    def contents(self) -> bytes:
        """The content stream."""
        return "\n".join(self._operators).encode("ascii")

    @contextmanager
    def _marked(self, element: Element | None) -> Iterator[None]:
        if element is None:
            self._operators.append("/Artifact BMC")
        else:
            number = len(self.marked)
            self.marked.append(element)
            element.kids.append((self.index, number))
            self._operators.append(f"/{element.kind} <</MCID {number}>> BDC")
        yield
        self._operators.append("EMC")

    def text(self, line: Line, left: float, top: float, element: Element | None = None) -> None:
        """Draw a line of text in its line box. Without an element it is furniture, such as a page number."""
        if not line.runs:
            return
        with self._marked(element):
            self._operators.append(f"BT {_n(left)} {_n(top - line.leading * BASELINE)} Td")
            for run in line.runs:
                font = self._embedded(run.face)
                self._operators.append(f"/{font.name} {_n(run.size)} Tf")
                self._show(font, run.clusters, run.size)
            self._operators.append("ET")

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None:
        """A straight line."""
        with self._marked(None):
            self._operators.append(f"{_n(width)} w {_n(x0)} {_n(y0)} m {_n(x1)} {_n(y1)} l S")

    def box(self, left: float, bottom: float, width: float, height: float, line: float = 0.8, *, dashed: bool = False,
            filled: bool = False) -> None:  # fmt: skip
        """A rectangle, drawn or filled with black."""
        dash = "[3 2] 0 d" if dashed else "[] 0 d"
        paint = "f" if filled else "S"
        with self._marked(None):
            shape = f"{_n(left)} {_n(bottom)} {_n(width)} {_n(height)} re {paint}"
            self._operators.append(f"q {dash} {_n(line)} w {shape} Q")

    def polygon(self, points: Sequence[tuple[float, float]], *, filled: bool = True, line: float = 1.0) -> None:
        """A shape filled with black, or an open line through the points."""
        path = " ".join(f"{_n(x)} {_n(y)} {'l' if index else 'm'}" for index, (x, y) in enumerate(points))
        with self._marked(None):
            self._operators.append(f"{_n(line)} w {path} {'f' if filled else 'S'}")

    @contextmanager
    def scaled(
        self, scale: float, left: float, top: float, window: tuple[float, float, float, float]
    ) -> Iterator[None]:
        """Draw larger or smaller, from a corner of the page; only what falls into the window (x, y, w, h) shows."""
        x, y, width, height = map(_n, window)
        self._operators.append(f"q {x} {y} {width} {height} re W n {_n(scale)} 0 0 {_n(scale)} {_n(left)} {_n(top)} cm")
        yield
        self._operators.append("Q")

    def shape(self, points: Sequence[tuple[float, float]], line: float, fill: float, *, dashed: bool = False) -> None:
        """A closed shape with a black border; `fill` is from 0 for black to 1 for white."""
        path = " ".join(f"{_n(x)} {_n(y)} {'l' if index else 'm'}" for index, (x, y) in enumerate(points))
        dash = "[4 3] 0 d" if dashed else "[] 0 d"
        with self._marked(None):
            self._operators.append(f"q {dash} {_n(line)} w {_n(fill)} g {path} b Q")

    def curve(self, points: Sequence[tuple[float, float]], line: float, grey: float, *, dashed: bool = False) -> None:
        """A start, then three points for each cubic curve."""
        pairs = [f"{_n(x)} {_n(y)}" for x, y in points]
        path = f"{pairs[0]} m " + " ".join(f"{' '.join(pairs[i : i + 3])} c" for i in range(1, len(pairs), 3))
        dash = "[4 3] 0 d" if dashed else "[] 0 d"
        with self._marked(None):
            self._operators.append(f"q {dash} {_n(line)} w {_n(grey)} G {path} S Q")

    def squares(self, squares: Sequence[tuple[float, float, float]], element: Element) -> None:
        """Black squares (left, bottom, side) that make one figure, such as a QR code."""
        with self._marked(element):
            self._operators.append(" ".join(f"{_n(x)} {_n(y)} {_n(s)} {_n(s)} re" for x, y, s in squares) + " f")

    def picture(self, picture: PlacedPicture, matrix: Matrix, element: Element) -> None:
        """A picture, its unit square put where the matrix says."""
        name = self._added(picture)
        self.pictures.add(name)
        with self._marked(element):
            self._operators.append(f"q {' '.join(map(_n, matrix))} cm /{name} Do Q")

    def _show(self, font: EmbeddedFont, clusters: Sequence[Cluster], size: float) -> None:
        """Show glyphs; where several make up one cluster, say which text they stand for."""
        shift = 0.0
        simple: list[tuple[int, Glyph]] = []
        for cluster in clusters:
            if len(cluster.glyphs) == 1:
                simple.append((font.code(cluster.glyphs[0].id, cluster.text), cluster.glyphs[0]))
                continue
            shift = self._glyphs(font, simple, size, shift)
            simple = []
            self._operators.append(f"/Span <</ActualText <feff{cluster.text.encode('utf-16-be').hex()}>>> BDC")
            shift = self._glyphs(font, _spelled(font, cluster), size, shift)
            self._operators.append("EMC")
        shift = self._glyphs(font, simple, size, shift)
        if abs(shift) > _IMPERCEPTIBLE:
            self._operators.append(f"[{_n(-shift)}] TJ")

    def _glyphs(self, font: EmbeddedFont, glyphs: Sequence[tuple[int, Glyph]], size: float, shift: float) -> float:
        """Show glyphs; `shift` is what the pen still owes, in thousandths of the size, and so is the result."""
        unit = 1000 / font.face.upem
        pieces: list[str] = []
        rise = 0
        for code, glyph in glyphs:
            if glyph.dy != rise:
                self._flush(pieces)
                rise = glyph.dy
                self._operators.append(f"{_n(rise * size / font.face.upem)} Ts")
            shift += glyph.dx * unit
            if abs(shift) > _IMPERCEPTIBLE:
                pieces.append(_n(-shift))
                shift = 0.0
            pieces.append(f"<{code:04x}>")
            shift += (glyph.advance - glyph.dx) * unit - font.width(code)
        self._flush(pieces)
        if rise:
            self._operators.append("0 Ts")
        return shift

    def _flush(self, pieces: list[str]) -> None:
        if pieces:
            self._operators.append(f"[{''.join(pieces).replace('><', '')}] TJ")
            pieces.clear()


def _spelled(font: EmbeddedFont, cluster: Cluster) -> list[tuple[int, Glyph]]:
    """The glyphs of one text, each placed from the cluster's left edge: those on the baseline before those above it.

    The widest bears the text, for readers that do not know the name of the whole.
    """
    bearer = max(cluster.glyphs, key=lambda glyph: glyph.advance)
    placed: list[tuple[int, Glyph]] = []
    pen = 0
    for glyph in cluster.glyphs:
        code = font.code(glyph.id, cluster.text if glyph is bearer else "")
        placed.append((code, Glyph(glyph.id, 0, pen + glyph.dx, glyph.dy)))
        pen += glyph.advance
    placed.sort(key=lambda pair: (pair[1].dy != 0, pair[0] != font.code(bearer.id, cluster.text)))
    return [(font.strut, Glyph(0, 0, 0, 0)), *placed, (font.strut, Glyph(0, pen, pen, 0))]


def _n(number: float) -> str:
    """A number as PDF wants it: short, and never in scientific notation."""
    return f"{number:.3f}".rstrip("0").rstrip(".") if number % 1 else str(int(number))
