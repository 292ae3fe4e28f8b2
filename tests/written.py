"""Pictures with writing, drawn by the tests with the program's own fonts."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from dslapp.casebook.pictures.reader import PicturePixels
from dslapp.casebook.recognition.reader import is_installed

FONTS = Path(__file__).parents[1] / "resources" / "fonts"
LATIN, ARABIC, EMOJI = "NotoSans-Regular.ttf", "NotoNaskhArabic-Regular.ttf", "NotoEmoji-Regular.ttf"

needs_recognition = pytest.mark.skipif(not is_installed(), reason="the extra is not installed: make recognition")

Run = tuple[str, str]
"""A font and the words that are drawn with it."""


def written(*rows: str | Sequence[Run], size: int = 28, dark: bool = False, width: int = 720) -> Image.Image:
    """Rows of writing below each other, `size` dots high, on white or on nearly black."""
    paper, ink = ((18, 18, 18), (230, 230, 230)) if dark else ((255, 255, 255), (20, 20, 20))
    step = int(size * 2.2)
    picture = Image.new("RGB", (width, step * len(rows) + 60), paper)
    pen = ImageDraw.Draw(picture)
    for number, row in enumerate(rows):
        across = 40.0
        for font_name, words in [(LATIN, row)] if isinstance(row, str) else row:
            font = ImageFont.truetype(str(FONTS / font_name), size)
            pen.text((across, 30 + number * step), words, font=font, fill=ink)
            across += font.getlength(words)
    return picture


def dots_of(picture: Image.Image) -> PicturePixels:
    return PicturePixels(width=picture.width, height=picture.height, data=picture.tobytes())
