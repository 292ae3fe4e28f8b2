"""A document as a list of strips: horizontal pieces that are never cut, put one under the other until a page is full.

A long text is many strips of one line; a table row is the lines of its cells side by side. So everything flows over
pages by the same rule, and nothing is ever clipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Literal

from dslapp.documents.faces import Style
from dslapp.documents.lines import Line, Spans, break_lines
from dslapp.documents.page import Element, Page

Draw = Callable[[Page, float, float], None]
"""Draws on a page, given the left edge and the top of the strip."""

Aligned = Literal["start", "left", "centre", "right"]
"""`start` is right for a paragraph that runs from right to left, and left for all others."""


@dataclass(frozen=True)
class Strip:
    """A piece of full width that stays whole. Heights in points."""

    height: float
    draw: Draw | None = None
    keep_with_next: bool = False
    blank: bool = False
    """White space, left out at the top of a page."""
    header: tuple[Strip, ...] = ()
    """Drawn again when this strip is the first on its page: the column heads of its table."""
    new_page: bool = False
    bookmark: str = ""
    fill: Callable[[float], Strip] | None = None
    """Makes the strip itself for the height that is left on the page; for pictures, which take what there is."""

    def draw_on(self, page: Page, left: float, top: float) -> None:
        """Draw the strip, if there is anything to draw."""
        if self.draw is not None:
            self.draw(page, left, top)


def gap(height: float) -> Strip:
    """White space."""
    return Strip(height, blank=True)


def rule(width: float, line: float = 0.5) -> Strip:
    """A thin line across."""
    return Strip(0.0, lambda page, left, top: page.rule(left, top, left + width, top, line))


def text(
    spans: Spans, width: float, element: Element | None, *, indent: float = 0.0, aligned: Aligned = "start"
) -> list[Strip]:
    """A paragraph: its first two and its last two lines stay together."""
    lines = break_lines(spans, width - indent)
    return [
        Strip(
            line.leading,
            _line(line, indent + _offset(line, width - indent, aligned), element),
            keep_with_next=len(lines) > 1 and index in (0, len(lines) - 2),
        )
        for index, line in enumerate(lines)
    ]


def words(said: str, style: Style, width: float, element: Element | None, aligned: Aligned = "start") -> list[Strip]:
    """A paragraph in one style."""
    return text([(said, style)], width, element, aligned=aligned)


def beside(cells: Sequence[tuple[float, Sequence[Strip]]]) -> list[Strip]:
    """Cells side by side, each with its distance from the left: line by line, so that a tall row can break."""
    merged: list[Strip] = []
    for level in zip_longest(*(strips for _, strips in cells)):
        parts = [(offset, strip) for (offset, _), strip in zip(cells, level, strict=True) if strip is not None]
        keep = any(strip.keep_with_next for _, strip in parts)
        merged.append(Strip(max(strip.height for _, strip in parts), _all(parts), keep_with_next=keep))
    return merged


def together(strips: Sequence[Strip]) -> list[Strip]:
    """Strips that stay on one page, if a page can hold them."""
    return [*joined(strips[:-1]), *strips[-1:]]


def joined(strips: Iterable[Strip]) -> list[Strip]:
    """Strips that stay with one another and with what follows: headings."""
    return [replace(strip, keep_with_next=True) for strip in strips]


def shifted(strips: Iterable[Strip], by: float) -> list[Strip]:
    """The same strips further to the right."""
    return [replace(strip, draw=_all([(by, strip)])) for strip in strips]


def barred(strips: Iterable[Strip], line: float, by: float) -> list[Strip]:
    """Strips beside a bar on their left, shifted away from it."""
    return [replace(strip, draw=_barred(strip, line, by), blank=False) for strip in strips]


def framed(strips: Sequence[Strip], width: float, padding: float, line: float = 1.2) -> list[Strip]:
    """Strips in a frame; where the frame breaks over pages its sides go on."""
    top, bottom = rule(width, line), rule(width, line)
    inner = [gap(padding), *shifted(strips, padding + 2), gap(padding)]
    return [top, *(replace(strip, draw=_sides(strip, width, line), blank=False) for strip in inner), bottom]


def _line(line: Line, offset: float, element: Element | None) -> Draw:
    return lambda page, left, top: page.text(line, left + offset, top, element)


def _offset(line: Line, width: float, aligned: Aligned) -> float:
    slack = width - line.width
    if aligned == "start":
        return slack if line.right_to_left else 0.0
    return {"left": 0.0, "centre": slack / 2, "right": slack}[aligned]


def _all(parts: Sequence[tuple[float, Strip]]) -> Draw:
    def draw(page: Page, left: float, top: float) -> None:
        for offset, strip in parts:
            strip.draw_on(page, left + offset, top)

    return draw


def _barred(strip: Strip, line: float, by: float) -> Draw:
    def draw(page: Page, left: float, top: float) -> None:
        page.rule(left + line / 2, top, left + line / 2, top - strip.height, line)
        strip.draw_on(page, left + by, top)

    return draw


def _sides(strip: Strip, width: float, line: float) -> Draw:
    def draw(page: Page, left: float, top: float) -> None:
        for side in (left, left + width):
            page.rule(side, top + line / 2, side, top - strip.height - line / 2, line)
        strip.draw_on(page, left, top)

    return draw
