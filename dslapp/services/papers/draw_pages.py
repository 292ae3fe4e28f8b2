"""Pages of a finished PDF as pixels, for the screen and the printer; from memory, never through a file."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from dslapp.services.session import Session


@dataclass(frozen=True)
class DrawnPage:
    """One page (from 0) at `scale` pixels a point: RGB, row by row without padding, and its words."""

    index: int
    scale: float
    width: int
    height: int
    rgb: bytes
    words: str


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in points."""
    from dslapp.documents import pages

    return pages.page_sizes(pdf)


def draw_page(pdf: bytes, index: int, scale: float) -> DrawnPage:
    """Draw one page of a paper that holds no evidence; 300 / 72 is the scale for a printer.

    Uses no database: runs on the thread for files, like the other.
    """
    from dslapp.documents import pages

    width, height, rgb = pages.page_pixels(pdf, index, scale)
    return DrawnPage(index, scale, width, height, rgb, pages.page_words(pdf, index))


Draw = Callable[[bytes, int, float], DrawnPage]
"""Draws a page (from 0) of a PDF at so many pixels a point."""


def drawing_evidence(session: Session) -> Draw:
    """How pages that may hold pictures of the evidence are drawn: by the picture child, which has no keys."""
    return partial(_draw_in_child, session)


def _draw_in_child(session: Session, pdf: bytes, index: int, scale: float) -> DrawnPage:
    from dslapp.documents import pages

    drawn = session.pictures.page(pages.single_page(pdf, index), scale)
    return DrawnPage(index, scale, drawn.width, drawn.height, drawn.data, pages.page_words(pdf, index))
