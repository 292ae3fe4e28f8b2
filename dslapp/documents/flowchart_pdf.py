"""A flowchart for the wall: on one sheet of A3 or A4 if it stays readable, else on several that overlap."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from math import ceil
from typing import Literal

import msgspec

from dslapp.documents.binder import Binder
from dslapp.documents.faces import BOLD, REGULAR, Style
from dslapp.documents.flowchart_legend import LEGEND, drawn_as, foot_words, outline
from dslapp.documents.flowchart_setting import LEADING, SIZE
from dslapp.documents.lines import Line, break_lines
from dslapp.documents.page import Element, Page
from dslapp.domain.guidance.flowchart import KIND_WORDS
from dslapp.domain.guidance.flowchart_layout import BOX_WIDE, Placed, PlacedArrow, PlacedBox, Rect, Words

Paper = Literal["a3", "a4"]
SHEETS: dict[Paper, tuple[float, float]] = {"a3": (841.89, 1190.551), "a4": (595.276, 841.89)}
LEAST = 7.0
"""Points on paper: no word is smaller."""
_MARGIN, _HEAD, _FOOT = 28.0, 66.0, 30.0
_OVERLAP = BOX_WIDE + 20.0
"""Between pages side by side, so that every box stands whole on one of them."""
_NO_END = 100_000.0
_SCALES = tuple(step / 100 for step in range(130, round(LEAST / SIZE * 100), -2))


class _Plan(msgspec.Struct, frozen=True):
    """The windows of the drawing that stand on the pages, in rows."""

    sheet: tuple[float, float]
    scale: float
    across: tuple[float, ...]
    down: tuple[tuple[float, float], ...]
    wide: float

    @property
    def pages(self) -> int:
        return len(self.across) * len(self.down)


def flowchart_pdf(placed: Placed, printed: str, made_at: datetime | None, paper: Paper, school: str = "") -> bytes:
    """The drawing as a PDF, its words never smaller than 7 points."""
    plan, binder, chart = _plan(placed, paper), Binder(), placed.chart
    for row, (top, bottom) in enumerate(plan.down):
        for column, left in enumerate(plan.across):
            page = binder.new_page(plan.sheet)
            _furnish(page, placed, plan, printed, binder.root, row, column)
            window = (_MARGIN, plan.sheet[1] - _HEAD - (bottom - top) * plan.scale, plan.wide, 0.0)
            window = (*window[:3], (bottom - top) * plan.scale)
            slack = (plan.wide - placed.width * plan.scale) / 2 if len(plan.across) == 1 else 0.0
            corner = (_MARGIN + slack - left * plan.scale, plan.sheet[1] - _HEAD + top * plan.scale)
            seen = Rect(left, top, plan.wide / plan.scale, bottom - top)
            with page.scaled(plan.scale, *corner, window):
                _draw(page, placed, seen, binder.root)
    binder.bookmark(chart.title, binder.pages[0], plan.sheet[1])
    return binder.bind(chart.title, school or "DSL Casebook", f"{chart.about} Edition {chart.edition}", made_at)


def _plan(placed: Placed, paper: Paper) -> _Plan:
    """Fewest pages first, then the largest words."""
    short, tall = SHEETS[paper]
    plans = [_fitted(placed, sheet, scale) for sheet in ((tall, short), (short, tall)) for scale in _SCALES]
    return min(plans, key=lambda plan: (plan.pages, -plan.scale))


def _fitted(placed: Placed, sheet: tuple[float, float], scale: float) -> _Plan:
    wide, high = sheet[0] - 2 * _MARGIN, sheet[1] - _HEAD - _FOOT - 14
    room = wide / scale
    count = 1 if placed.width <= room else ceil((placed.width - _OVERLAP) / (room - _OVERLAP))
    step = (placed.width - room) / (count - 1) if count > 1 else 0.0
    return _Plan(sheet, scale, tuple(index * step for index in range(count)), _rows(placed, high / scale), wide)


def _rows(placed: Placed, room: float) -> tuple[tuple[float, float], ...]:
    """Cut where no box and no label is cut; only what is higher than a page is cut anywhere."""
    found, top = [], 0.0
    while placed.height - top > room:
        cut = max((cut for cut in placed.cuts if top < cut <= top + room), default=top + room)
        found.append((top, cut))
        top = cut
    return (*found, (top, placed.height))


def _furnish(page: Page, placed: Placed, plan: _Plan, printed: str, root: Element, row: int, column: int) -> None:
    """Title and legend at the head, edition and date at the foot, and where the drawing goes on."""
    chart, (width, height) = placed.chart, plan.sheet
    first = page.index == 0
    _put(page, chart.title, 17.0, _MARGIN, height - 18, Element("H1", root) if first else None, bold=True)
    _put(page, chart.about if first else f"Page {page.index + 1} of {plan.pages}", 9.0, _MARGIN, height - 41,
         Element("P", root) if first else None)  # fmt: skip
    x = width - _MARGIN - 5 * 84
    for box in LEGEND:
        look = drawn_as(box)
        page.shape([(px, height - py) for px, py in outline(box.kind, Rect(x, 24.0, 22.0, 13.0))], look.line, look.fill)
        _put(page, KIND_WORDS[box.kind], 8.5, x + 27, height - 25, None)
        x += 84
    hints = [
        (row > 0, f"↑ page {page.index + 1 - len(plan.across)}"),
        (row < len(plan.down) - 1, f"↓ page {page.index + 1 + len(plan.across)}"),
        (column > 0, f"← page {page.index}"), (column < len(plan.across) - 1, f"→ page {page.index + 2}"),
    ]  # fmt: skip
    said = "Goes on: " + "   ".join(words for shown, words in hints if shown) if plan.pages > 1 else ""
    _put(page, foot_words(chart, printed), 8.0, _MARGIN, 28, None)
    _put(page, said, 9.0, width - _MARGIN - 230, 29, None, bold=True)


def _draw(page: Page, placed: Placed, seen: Rect, root: Element) -> None:
    for arrow in placed.arrows:
        _arrow(page, arrow)
    for label in placed.labels:
        if _meets(label.at, seen):
            _words(page, label.words, label.at, Element("P", root))
    for box in placed.boxes:
        if _meets(box.at, seen):
            _box(page, box, root)


def _meets(at: Rect, seen: Rect) -> bool:
    return (
        at.x < seen.x + seen.width and seen.x < at.x + at.width
        and at.y < seen.y + seen.height and seen.y < at.y + at.height
    )  # fmt: skip


def _box(page: Page, box: PlacedBox, root: Element) -> None:
    look = drawn_as(box.box)
    page.shape(list(_up(outline(box.box.kind, box.at))), look.line, look.fill, dashed=look.dashed)
    if look.double:
        inner = Rect(box.at.x + 3, box.at.y + 3, box.at.width - 6, box.at.height - 6)
        page.shape(list(_up(outline(box.box.kind, inner))), 0.6, 1.0)
    _words(page, box.words, box.at, Element("P", root))
    if look.struck:
        for word in box.words:
            wide = sum(run.width for line in _line(word) for run in line.runs)
            y = -(box.at.y + word.y + LEADING * 0.5)
            page.rule(box.at.x + word.x, y, box.at.x + word.x + wide, y, 0.6)


def _arrow(page: Page, placed: PlacedArrow) -> None:
    state = placed.arrow.state
    dashed = placed.arrow.unless or state in ("taken back", "possible")
    grey = 0.6 if state == "not reached" else 0.1
    for curve in placed.pieces:
        page.curve(list(_up(curve)), 2.2 if state == "taken" else 1.0, grey, dashed=dashed)
    x, y = placed.pieces[-1][-1]
    page.polygon([(x - 3.6, 7 - y), (x + 3.6, 7 - y), (x, -y)])


def _words(page: Page, words: Sequence[Words], at: Rect, element: Element) -> None:
    for word in words:
        for line in _line(word):
            page.text(line, at.x + word.x, -(at.y + word.y), element)


def _line(word: Words) -> list[Line]:
    return break_lines([(word.text, Style(BOLD if word.bold else REGULAR, word.size, LEADING))], _NO_END)


def _put(
    page: Page, said: str, size: float, x: float, y: float, element: Element | None, *, bold: bool = False
) -> None:
    for line in break_lines([(said, Style(BOLD if bold else REGULAR, size, size * 1.3))], _NO_END):
        page.text(line, x, y, element)


def _up(points: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """PDF counts upwards."""
    return ((x, -y) for x, y in points)
