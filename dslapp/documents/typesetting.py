"""How each kind of block looks: from the values of a document to strips."""

from collections.abc import Sequence
from dataclasses import replace
from functools import singledispatch
from itertools import pairwise

from dslapp.documents import exhibits, figures, first_page, type_scale
from dslapp.documents.document import (
    Blanks,
    Bullets,
    Chronology,
    ExhibitSchedule,
    Fields,
    FlowPath,
    Groups,
    Paragraph,
    PicturePlate,
    Points,
    QrCode,
    Quote,
    Section,
    Signatures,
    Table,
    TickGrid,
    Typed,
)
from dslapp.documents.page import Element, Page
from dslapp.documents.stated_words import stated
from dslapp.documents.strips import Strip, barred, beside, gap, joined, rule, text, together, words

MEASURE = 493.0
"""Width of the text on the page, in points."""

_LABELS = 128.0
_GUTTER = 10.0
_LEAD = 4
"""Lines and their gap of a first paragraph that stays with what it introduces."""

_BELOW: dict[type, float] = {FlowPath: 12.0, Fields: 7.0}
"""White space below a block, where it is more than usual."""

_WRITTEN = 20.0
"""Height of a line that is written by hand."""

_SMALL_ROW = 7
"""Rows of up to so many lines stay on one page."""


def set_section(section: Section, root: Element) -> list[Strip]:
    """A section's heading and blocks."""
    strips: list[Strip] = []
    if section.heading:
        heading = words(section.heading, type_scale.HEADING, MEASURE, Element("H2", root))
        heading[0] = replace(heading[0], bookmark=section.heading)
        strips += [gap(13), *joined([*heading, rule(MEASURE, 0.9), gap(4)])]
    for index, block in enumerate(section.blocks):
        set_strips = [*set_block(block, root), gap(_BELOW.get(type(block), 5.0))]
        leads_on = isinstance(block, Paragraph) and (block.strong or (index == 0 and len(set_strips) <= _LEAD))
        strips += joined(set_strips) if leads_on else set_strips
    if section.new_page and strips:
        first = next(index for index, strip in enumerate(strips) if not strip.blank)
        strips[first] = replace(strips[first], new_page=True)
        strips = strips[first:]
    return strips


@singledispatch
def set_block(block: object, root: Element) -> list[Strip]:
    """The strips of a block."""
    raise TypeError(f"no way to set a {type(block).__name__}")


@set_block.register
def _(block: Paragraph, root: Element) -> list[Strip]:
    return words(block.text, type_scale.STRONG if block.strong else type_scale.BODY, MEASURE, Element("P", root))


@set_block.register
def _(block: Quote, root: Element) -> list[Strip]:
    quote = Element("BlockQuote", root)
    said = words(block.text, type_scale.WORDS, MEASURE - 14, quote)
    if block.said_by:
        said[-1] = replace(said[-1], keep_with_next=True)
        said += words(block.said_by, type_scale.SAID_BY, MEASURE - 14, Element("P", quote))
    return barred(said, 2.0, 12.0)


@set_block.register
def _(block: Typed, root: Element) -> list[Strip]:
    return barred(words(block.text, type_scale.TYPED, MEASURE - 14, Element("Code", root), "left"), 2.0, 12.0)


@set_block.register
def _(block: Fields, root: Element) -> list[Strip]:
    table = Element("Table", root)
    strips: list[Strip] = []
    for fact in block.facts:
        row = Element("TR", table)
        label = words(fact.label, type_scale.LABEL, _LABELS - _GUTTER, Element("TH", row), "left")
        known = type_scale.WORDS if fact.exact_words else type_scale.BODY
        spans = stated(fact.value, known, type_scale.NOT_KNOWN)
        value = text(spans, MEASURE - _LABELS, Element("TD", row), aligned="left")
        strips += _row([(0.0, label), (_LABELS, value)])
    return strips


@set_block.register
def _(block: Table, root: Element) -> list[Strip]:
    return _table(block.heads, block.shares, block.rows, root)


@set_block.register
def _(block: Chronology, root: Element) -> list[Strip]:
    rows = [
        (_and(line.when, line.late), line.happened, line.done, _and(line.author, line.source)) for line in block.lines
    ]
    return _table(("When", "What happened", "What was done", "Written by"), (0.2, 0.33, 0.3, 0.17), rows, root)


@set_block.register
def _(block: TickGrid, root: Element) -> list[Strip]:
    return figures.tick_grid(block, MEASURE, root)


@set_block.register
def _(block: Bullets, root: Element) -> list[Strip]:
    listed = Element("L", root)
    strips: list[Strip] = []
    for number, item in enumerate(block.items, 1):
        entry = Element("LI", listed)
        mark = words(f"{number}." if block.numbered else "•", type_scale.BODY, 20, Element("Lbl", entry))
        body = words(item, type_scale.BODY, MEASURE - 18, Element("LBody", entry))
        strips += [*beside([(2.0, mark), (18.0, body)]), gap(2)]
    return strips[:-1]


@set_block.register
def _(block: ExhibitSchedule, root: Element) -> list[Strip]:
    return exhibits.schedule(block, MEASURE, root)


@set_block.register
def _(block: PicturePlate, root: Element) -> list[Strip]:
    return figures.plate(block, MEASURE, root)


@set_block.register
def _(block: QrCode, root: Element) -> list[Strip]:
    return figures.qr_code(block, MEASURE, root)


@set_block.register
def _(block: Groups, root: Element) -> list[Strip]:
    return figures.groups(block, MEASURE, root)


@set_block.register
def _(block: FlowPath, root: Element) -> list[Strip]:
    return figures.flow_path(block, MEASURE, root)


@set_block.register
def _(block: Points, root: Element) -> list[Strip]:
    return first_page.points(block, MEASURE, root)


@set_block.register
def _(block: Signatures, root: Element) -> list[Strip]:
    strips: list[Strip] = []
    for name in block.names:
        line = Strip(24.0, lambda page, left, top: page.rule(left, top - 22, left + MEASURE * 0.62, top - 22, 0.6))
        below = words(f"{name} – signature, date", type_scale.NOTE, MEASURE, Element("P", root))
        strips += together([line, *below])
    return strips


@set_block.register
def _(block: Blanks, root: Element) -> list[Strip]:
    label = words(block.label, type_scale.LABEL, MEASURE, Element("P", root), "left")
    return together([*label, *[Strip(_WRITTEN, _ruled)] * block.lines])


def _ruled(page: Page, left: float, top: float) -> None:
    page.rule(left, top - _WRITTEN + 2, left + MEASURE, top - _WRITTEN + 2, 0.4)


def _table(heads: Sequence[str], shares: Sequence[float], rows: Sequence[Sequence[str]], root: Element) -> list[Strip]:
    table = Element("Table", root)
    edges = [MEASURE * sum(shares[:index]) / sum(shares) for index in range(len(shares) + 1)]
    widths = [after - before - _GUTTER for before, after in pairwise(edges)]

    def head(row: Element | None) -> list[Strip]:
        cells = [
            (edge, words(title, type_scale.HEAD, width, Element("TH", row) if row else None))
            for edge, title, width in zip(edges, heads, widths, strict=False)
        ]
        return joined([*beside(cells), gap(1), rule(MEASURE, 0.9)])

    strips = head(Element("TR", table))
    again = (*head(None), Strip(2.2))
    for cells in rows:
        row = Element("TR", table)
        columns = [
            (edge, words(cell, type_scale.TABLE, width, Element("TD", row)))
            for edge, cell, width in zip(edges, cells, widths, strict=False)
        ]
        strips += [replace(strip, header=again) for strip in _row(columns)]
    return strips


def _and(first: str, then: str) -> str:
    return f"{first}\n{then}" if first and then else first or then


def _row(cells: Sequence[tuple[float, Sequence[Strip]]]) -> list[Strip]:
    """The cells of a row with a hairline below; only a row of many lines breaks over pages."""
    lines = beside(cells)
    if len(lines) <= _SMALL_ROW:
        return together([gap(2.2), *lines, gap(2.2), rule(MEASURE, 0.3)])
    body = [*joined([gap(2.2)]), *lines[:-1], *joined(lines[-1:]), *joined([gap(2.2)]), rule(MEASURE, 0.3)]
    return body
