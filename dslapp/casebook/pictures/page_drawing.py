"""Draws a page of a paper of our own making, in which pictures of the evidence are decoded. Runs in the child only."""

import pypdfium2  # type: ignore[import-untyped]  # ships no types

from dslapp.casebook.pictures.protocol import MOST_SHOWN, Pixels, Refused


def draw_only_page(data: bytes, scale: float) -> tuple[Pixels | Refused, bytes]:
    """The first page of a PDF at `scale` dots a point, or why it is not drawn."""
    document = pypdfium2.PdfDocument(data)
    wide, high = (round(side * scale) for side in document.get_page_size(0))
    if not 0 < wide * high <= MOST_SHOWN:
        return Refused(reason="too many dots", width=max(0, wide), height=max(0, high)), b""
    bitmap = document[0].render(scale=scale, rev_byteorder=True, may_draw_forms=False)
    row, width = bitmap.stride, bitmap.width * 3
    dots = memoryview(bitmap.buffer)
    body = b"".join(dots[at : at + width] for at in range(0, row * bitmap.height, row))
    return Pixels(width=bitmap.width, height=bitmap.height), body
