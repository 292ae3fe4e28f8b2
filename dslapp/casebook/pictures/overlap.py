"""Whether a screenshot goes on where another ends: the last rows of one looked for in the next, in the child.

What stands still at the bottom of both, such as the line to type in, and empty rows at the end are left out first.
"""

from PIL import Image, ImageChops, ImageStat

from dslapp.casebook.pictures.protocol import LaidOver

_COLUMNS = 48
"""Dots to which a row is brought down; its height stays, so that a line of writing still meets itself."""
_MOST_ROWS = 6_000
"""Of the beginning of the second."""
_LOOKED_FOR = (48, 160)
"""How many rows at least and at most are looked for: a 16th of the picture, which is a message or so."""
_INK = 2.0
"""Mean distance of grey from the mean below which rows are as good as empty: empty rows meet anywhere."""
_ALIKE = 0.12
"""How far two overlaid parts may differ, as a share of their ink: JPEG and a blinking cursor do."""
_SAME = 0.15
_STILL = 2
_EMPTY = 6
"""Levels of grey from the darkest to the lightest dot of an empty row."""
_WIDTHS_DIFFER = 0.02
_UPSIDE_DOWN = Image.Transpose.FLIP_TOP_BOTTOM


def lay_over(first: Image.Image, second: Image.Image) -> LaidOver:
    """Whether the last rows of `first` that show anything are found again in `second`."""
    if abs(first.width - second.width) > _WIDTHS_DIFFER * max(first.width, second.width):
        return LaidOver(comparable=False)
    one, two = _narrow(first), _narrow(second)
    if one.size == two.size and _differ(one, two) < _SAME:
        return LaidOver(comparable=True, same=True, overlaps=True)
    end = _last_shown(one, one.height - _stands_still(one, two))
    rows = min(max(one.height // 16, _LOOKED_FOR[0]), _LOOKED_FOR[1])
    last = one.crop((0, max(0, end - rows), _COLUMNS, end))
    ink = _ink(last)
    if end < rows or ink < _INK:
        return LaidOver(comparable=False)
    places = range(min(two.height, _MOST_ROWS) - rows + 1)
    found = any(_differ(last, two.crop((0, top, _COLUMNS, top + rows))) <= _ALIKE * ink for top in places)
    return LaidOver(comparable=True, overlaps=found)


def _narrow(picture: Image.Image) -> Image.Image:
    return picture.convert("L").resize((_COLUMNS, picture.height), Image.Resampling.BOX)


def _stands_still(one: Image.Image, two: Image.Image) -> int:
    """How many rows at the bottom of both are alike; no more than half."""
    rows = min(one.height, two.height) // 2
    ends = [each.transpose(_UPSIDE_DOWN).crop((0, 0, _COLUMNS, rows)) for each in (one, two)]
    each_row = ImageChops.difference(*ends).resize((1, rows), Image.Resampling.BOX).tobytes()
    return next((row for row, difference in enumerate(each_row) if difference >= _STILL), rows)


def _last_shown(picture: Image.Image, end: int) -> int:
    """The row after the last one before `end` that is not empty."""
    dots = picture.tobytes()
    while end > 0:
        row = dots[(end - 1) * _COLUMNS : end * _COLUMNS]
        if max(row) - min(row) > _EMPTY:
            break
        end -= 1
    return end


def _differ(one: Image.Image, two: Image.Image) -> float:
    return ImageStat.Stat(ImageChops.difference(one, two)).mean[0]


def _ink(part: Image.Image) -> float:
    mean = round(ImageStat.Stat(part).mean[0]) if part.height else 0
    return ImageStat.Stat(part.point([abs(grey - mean) for grey in range(256)])).mean[0] if part.height else 0.0
