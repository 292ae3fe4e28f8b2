"""Gives long addresses, which have no spaces, places at which a line may end. For the eye only, never for copying."""

import re

_LONG_WORD = re.compile(r"\S{24}(?=\S)")
_ZERO_WIDTH_SPACE = "\u200b"


def breakable(text: str) -> str:
    """`text` with an invisible space after every 24 characters without one."""
    return _LONG_WORD.sub(lambda found: found[0] + _ZERO_WIDTH_SPACE, text)
