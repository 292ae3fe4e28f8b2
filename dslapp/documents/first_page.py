"""The first page of a paper for somebody who must act: a frame with what is asked, then the numbered points."""

import re
from collections.abc import Sequence

from dslapp.documents import type_scale
from dslapp.documents.document import KeyBox, Point, Points
from dslapp.documents.page import Element, Page
from dslapp.documents.stated_words import labelled, led, stated
from dslapp.documents.strips import Strip, beside, framed, gap, joined, rule, text, together, words

_PHONE = 16
"""Characters that fit beside the frame's text in large type."""
_NUMBER = re.compile(r"[,;:·]?\s*((?:\+|0)[\d ]{8,}\d)\s*$")
"""A telephone number at the end of who is to be rung."""


def key_box(box: KeyBox, measure: float, root: Element) -> list[Strip]:
    """The frame on the first page: what is asked and by when on the left, whom to ring on the right."""
    inner = measure - 16
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
            strips += labelled(fact, inner, part)
    return together(framed(strips, measure, 6.0))


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
    found = _NUMBER.search(box.ring)
    name, number = (box.ring[: found.start()], found.group(1)) if found else box.ring.rpartition(" · ")[::2]
    strips = words(box.ring_label, type_scale.BOX_LABEL, width, Element("H2", part))
    if name:
        strips += words(name, type_scale.POINT, width, Element("P", part), "left")
    is_number = len(number) <= _PHONE and any(char.isdigit() for char in number)
    size = type_scale.RING if is_number else type_scale.POINT_LABEL
    return strips + words(number, size, width, Element("P", part), "left")


def _numbered(point: Point) -> str:
    return f"{point.number}  {point.heading}" if point.number else point.heading


def points(block: Points, measure: float, root: Element) -> list[Strip]:
    """The points, each kept whole, with a hairline between them."""
    strips = joined([rule(measure, 0.9)])
    for point in block.points:
        listed = Element("Sect", root)
        number = words(str(point.number), type_scale.POINT_LABEL, 16, Element("P", listed))
        heading = words(point.heading, type_scale.POINT_LABEL, 84, Element("H3", listed))
        body: list[Strip] = []
        for fact in point.facts:
            body += labelled(fact, measure - 112, listed)
        cells = beside([(0.0, number), (18.0, heading), (112.0, body)])
        strips += together([gap(1.8), *cells, gap(1.8), rule(measure, 0.4)])
    return strips


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
