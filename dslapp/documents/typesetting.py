"""How each kind of block looks: from the values of a document to strips."""

from collections.abc import Sequence
from dataclasses import replace
from functools import singledispatch
from itertools import pairwise

from dslapp.documents import figures, type_scale
from dslapp.documents.document import (
    Bullets,
    Chronology,
    ExhibitSchedule,
    Fields,
    FlowPath,
    Groups,
    KeyBox,
    Paragraph,
    PicturePlate,
    Point,
    Points,
    QrCode,
    Quote,
    Section,
    Signatures,
    Table,
    TickGrid,
)
from dslapp.documents.faces import Style
from dslapp.documents.page import Element, Page
from dslapp.documents.strips import Strip, barred, beside, framed, gap, joined, rule, text, together, words
from dslapp.domain.referral_content import ExhibitEntry, Fact
from dslapp.domain.statements import Stated

MEASURE = 493.0
"""Width of the text on the page, in points."""

_LABELS = 128.0
_GUTTER = 10.0
_PHONE = 16
"""Characters that fit beside the frame's text in large type."""

_LEAD = 4
"""Lines and their gap of a first paragraph that stays with what it introduces."""

_BELOW: dict[type, float] = {FlowPath: 12.0, Fields: 7.0}
"""White space below a block, where it is more than usual."""

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


def set_key_box(box: KeyBox, root: Element) -> list[Strip]:
    """The frame on the first page: what is asked and by when on the left, whom to ring on the right."""
    inner = MEASURE - 16
    right_width = 146.0 if box.ring else 0.0
    first, *others = box.points
    columns = [(0.0, _asked(first, inner - right_width - 12, root))]
    if box.ring:
        columns.append((inner - right_width, _ring(box, right_width, root)))
    strips = _columns(columns)
    for point in others:
        part = Element("Sect", root)
        strips += [gap(5), *words(_numbered(point), type_scale.BOX_LABEL, inner, Element("H2", part))]
        for fact in point.facts:
            strips += _labelled(fact, inner, part)
    return together(framed(strips, MEASURE, 6.0))


def _asked(point: Point, width: float, root: Element) -> list[Strip]:
    """The headline of a frame, and what belongs to it."""
    part = Element("Sect", root)
    headline, *others = point.facts
    strips = words(_numbered(point), type_scale.BOX_LABEL, width, Element("H2", part))
    strips += words(headline.value.in_words(), type_scale.ASKED, width, Element("P", part), "left")
    for fact in others:
        known = stated(fact.value, type_scale.BOX_STRONG, type_scale.NOT_KNOWN)
        strips += text([(f"{led(fact.label)} ", type_scale.BOX), *known], width, Element("P", part), aligned="left")
    return strips


def _ring(box: KeyBox, width: float, root: Element) -> list[Strip]:
    """Whom to ring: the name small, the number large."""
    part = Element("Sect", root)
    name, _, number = box.ring.rpartition(" · ")
    strips = words(box.ring_label, type_scale.BOX_LABEL, width, Element("H2", part))
    if name:
        strips += words(name, type_scale.POINT, width, Element("P", part), "left")
    is_number = len(number) <= _PHONE and any(char.isdigit() for char in number)
    size = type_scale.RING if is_number else type_scale.POINT_LABEL
    return strips + words(number, size, width, Element("P", part), "left")


def _numbered(point: Point) -> str:
    return f"{point.number}  {point.heading}" if point.number else point.heading


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
    strips: list[Strip] = []
    for entry in block.entries:
        strips += together([*_exhibit(entry, root), rule(MEASURE, 0.4)])
    return strips


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
    strips = joined([rule(MEASURE, 0.9)])
    for point in block.points:
        listed = Element("Sect", root)
        number = words(str(point.number), type_scale.POINT_LABEL, 16, Element("P", listed))
        heading = words(point.heading, type_scale.POINT_LABEL, 84, Element("H3", listed))
        body: list[Strip] = []
        for fact in point.facts:
            body += _labelled(fact, MEASURE - 112, listed)
        cells = beside([(0.0, number), (18.0, heading), (112.0, body)])
        strips += together([gap(1.8), *cells, gap(1.8), rule(MEASURE, 0.4)])
    return strips


@set_block.register
def _(block: Signatures, root: Element) -> list[Strip]:
    strips: list[Strip] = []
    for name in block.names:
        line = Strip(24.0, lambda page, left, top: page.rule(left, top - 22, left + MEASURE * 0.62, top - 22, 0.6))
        below = words(f"{name} – signature, date", type_scale.NOTE, MEASURE, Element("P", root))
        strips += together([line, *below])
    return strips


def _labelled(fact: Fact, width: float, parent: Element) -> list[Strip]:
    """A fact of a first page: its label and its value in one paragraph."""
    if fact.exact_words and fact.value.text.strip():
        value = [(f"“{fact.value.text.strip()}”", type_scale.POINT_WORDS)]
    else:
        value = stated(fact.value, type_scale.POINT, type_scale.POINT_NOT_KNOWN)
    label = f"{led(fact.label)} " if fact.label else ""
    return text([(label, type_scale.POINT_LABEL), *value], width, Element("P", parent), aligned="left")


def led(label: str) -> str:
    """A label before its value: with a colon, unless it is a question already."""
    return label if label.endswith(("?", ":", ".")) else f"{label}:"


def stated(value: Stated, known: Style, not_known: Style) -> list[tuple[str, Style]]:
    """A value in words: the text, or that it is not known and why, never nothing."""
    if value.text.strip():
        return [(value.text, known)]
    return [(f"Not known – {value.unknown_because.strip() or 'the school has not answered this yet'}", not_known)]


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


def _columns(cells: Sequence[tuple[float, Sequence[Strip]]]) -> list[Strip]:
    """Columns that need not share their lines, as one strip of the height of the tallest."""
    height = max(sum(strip.height for strip in strips) for _, strips in cells)

    def draw(page: Page, left: float, top: float) -> None:
        for offset, strips in cells:
            down = top
            for strip in strips:
                strip.draw_on(page, left + offset, down)
                down -= strip.height

    return [Strip(height, draw)]


def _exhibit(entry: ExhibitEntry, root: Element) -> list[Strip]:
    part = Element("Sect", root)
    indent, width = 62.0, MEASURE - 62
    ref = words(entry.ref, type_scale.STRONG, indent - 8, Element("H3", part))
    body = words(entry.description, type_scale.STRONG, width, Element("P", part))
    facts = [
        ("Captured: ", entry.captured_when), ("Where: ", entry.captured_where), ("By: ", entry.captured_by),
        ("Time shown: ", entry.shown_time),
    ]  # fmt: skip
    for label, value in facts if entry.sha256 else ():
        spans = stated(value, type_scale.TABLE, type_scale.TABLE_NOT_KNOWN)
        body += text([(label, type_scale.TABLE_STRONG), *spans], width, Element("P", part), aligned="left")
    if entry.sha256:
        original = f"{entry.original_name or 'no name'}, {entry.size:,} bytes"
        spans = [("Original: ", type_scale.TABLE_STRONG), (original, type_scale.TABLE)]
        body += text(spans, width, Element("P", part), aligned="left")
        body += text([("SHA-256 ", type_scale.HEAD), (entry.sha256, type_scale.HASH)], width, Element("P", part))
    if entry.held:
        spans = [("Held: ", type_scale.TABLE_STRONG), (entry.held, type_scale.TABLE)]
        body += text(spans, width, Element("P", part), aligned="left")
    return [gap(3), *beside([(0.0, ref), (indent, body)]), gap(3)]
