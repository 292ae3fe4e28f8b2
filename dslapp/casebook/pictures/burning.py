"""Burning black boxes into a copy of a picture, and looking whether they are there. Runs in the child only."""

import io
from collections.abc import Sequence

from PIL import Image

from dslapp.casebook.pictures.formats import PNG
from dslapp.casebook.pictures.protocol import BurntIn, Part, Printable

BLACK = (0, 0, 0)


def burn(drawn: Image.Image, boxes: Sequence[Part], keep: Part | None) -> tuple[Printable, bytes]:
    """A fresh PNG of an upright picture: each box one colour to its last dot, or only the part that is kept.

    Nothing but the dots is written: no note, colour profile, see-through layer or small picture of the original.
    """
    for box in boxes:
        drawn.paste(BLACK, _within(drawn, box))
    if keep is not None:
        drawn = drawn.crop(_within(drawn, keep))
    drawn.info = {}  # what rode along in the original, some of which would be written again
    copy = io.BytesIO()
    drawn.save(copy, "PNG")
    return Printable(media_type=PNG, size=copy.tell()), copy.getvalue()


def look_at_boxes(drawn: Image.Image, boxes: Sequence[Part]) -> BurntIn:
    """Count the boxes of a copy in which any dot is not black; a box of which nothing is in the picture is one."""
    open_boxes = 0
    for box in boxes:
        left, top, right, bottom = _within(drawn, box)
        inside = (right - left) * (bottom - top)
        if inside <= 0 or drawn.crop((left, top, right, bottom)).getcolors(1) != [(inside, BLACK)]:
            open_boxes += 1
    return BurntIn(width=drawn.width, height=drawn.height, open_boxes=open_boxes)


def _within(drawn: Image.Image, part: Part) -> tuple[int, int, int, int]:
    left, top, width, height = part
    return (
        min(left, drawn.width), min(top, drawn.height), min(left + width, drawn.width), min(top + height, drawn.height)
    )  # fmt: skip
