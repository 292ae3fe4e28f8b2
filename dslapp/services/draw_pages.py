"""Pages of a finished PDF as pixels, for the screen and the printer; from memory, never through a file."""

from dataclasses import dataclass


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
    """Draw one page; 300 / 72 is the scale for a printer. Uses no database: runs on the thread for files."""
    from dslapp.documents import pages

    width, height, rgb = pages.page_pixels(pdf, index, scale)
    return DrawnPage(index, scale, width, height, rgb, pages.page_words(pdf, index))
