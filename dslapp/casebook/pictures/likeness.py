"""What a picture looks like, as a number: near numbers look alike, whatever its size, format or compression."""

from collections.abc import Callable

import dhash  # type: ignore[import-untyped]  # ships no types
from PIL import Image

_SIDE = 8
_FIRST = 96
"""Dots a side that are more than enough, and cheap to go on with."""
_PLAIN = frozenset({"RGB", "RGBA", "L", "LA"})


def likeness(picture: Image.Image, upright_on_white: Callable[[Image.Image], Image.Image]) -> str:
    """A difference hash of 64 bits over the picture the right way up, on white; empty when it cannot be made."""
    try:
        small = picture
        if picture.mode in _PLAIN and min(picture.size) > _FIRST:
            small = picture.resize((_FIRST, _FIRST), Image.Resampling.BOX, reducing_gap=1.5)
        grey = upright_on_white(small).convert("L").resize((_SIDE + 1, _SIDE + 1), Image.Resampling.LANCZOS)
        rows, _columns = dhash.dhash_row_col(list(grey.tobytes()), _SIDE)
    except (MemoryError, ValueError, OSError):
        return ""
    return f"{rows:016x}"
