"""Draws pages of PDFs: papers of our own with the evidence in them, and evidence that is a PDF. In the child only."""

import pypdfium2  # type: ignore[import-untyped]  # ships no types
from PIL import Image

from dslapp.casebook.pictures.protocol import MOST_SHOWN


class PageTooLarge(Exception):
    """At that scale the page has more dots than are drawn."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__(width, height)
        self.width, self.height = width, height


def page_picture(data: bytes, number: int, scale: float, longest: int) -> Image.Image:
    """A page of a PDF, from 0, at `scale` dots a point; with `longest` other than 0 no side has more dots than that.

    Raises PageTooLarge, and whatever the library raises for a damaged file.
    """
    page = pypdfium2.PdfDocument(data)[number]
    sides = page.get_size()
    if longest:
        scale = min(scale, longest / max(*sides, 1))
    wide, high = (round(side * scale) for side in sides)
    if not 0 < wide * high <= MOST_SHOWN:
        raise PageTooLarge(max(0, wide), max(0, high))
    bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
    size, dots = (bitmap.width, bitmap.height), bytes(bitmap.buffer)
    return Image.frombuffer("RGB", size, dots, "raw", "RGB", bitmap.stride, 1).copy()
