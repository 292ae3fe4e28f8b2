"""Pages of a finished PDF as pixels, from memory: for the preview on screen and for the printer."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # ships no types

_ONE_AT_A_TIME = Lock()
"""PDFium is not safe for use by two threads."""


def page_count(pdf: bytes, password: str | None = None) -> int:
    """The number of pages. Raises pypdfium2.PdfiumError when the password is wrong."""
    with _opened(pdf, password) as document:
        return len(document)


def page_sizes(pdf: bytes, password: str | None = None) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in points. Raises pypdfium2.PdfiumError when the password is wrong."""
    with _opened(pdf, password) as document:
        return tuple(document.get_page_size(index) for index in range(len(document)))


def single_page(pdf: bytes, index: int) -> bytes:
    """One page (from 0) as a PDF of its own, with what stands on it and nothing else. No picture is decoded."""
    with pikepdf.Pdf.open(io.BytesIO(pdf)) as whole, pikepdf.Pdf.new() as alone:
        alone.pages.append(whole.pages[index])
        held = io.BytesIO()
        alone.save(held, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        return held.getvalue()


def page_words(pdf: bytes, index: int) -> str:
    """The words of one page (from 0), for who hears a page instead of seeing it."""
    with _opened(pdf, None) as document:
        page = document[index]
        words = page.get_textpage()
        found = str(words.get_text_bounded())
        words.close()
        page.close()
    return found


def page_pixels(pdf: bytes, index: int, scale: float, password: str | None = None) -> tuple[int, int, bytes]:
    """One page (from 0) as width, height and RGB bytes, row by row without padding.

    `scale` is pixels a point: 1.0 is 72 to the inch, 300 / 72 is right for a printer.
    """
    with _opened(pdf, password) as document:
        page = document[index]
        bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        channels = bitmap.n_channels
        data = bytes(bitmap.buffer)
        bitmap.close()
        page.close()
    rows = (data[row * stride : row * stride + width * channels] for row in range(height))
    return width, height, b"".join(rows)


@contextmanager
def _opened(pdf: bytes, password: str | None) -> Iterator[pypdfium2.PdfDocument]:
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf, password=password)
        try:
            yield document
        finally:
            document.close()
