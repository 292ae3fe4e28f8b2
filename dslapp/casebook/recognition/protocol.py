"""What the program and the recognition child say to each other: a short JSON header; dots follow a request.

The child is not trusted: every field is typed and bounded, and a length beyond its bound is an error.
"""

from typing import Annotated, Final

import msgspec

from dslapp.casebook.pictures.protocol import Refused

MOST_DOTS: Final = 1_000_000
"""The most dots of one strip: what one reading may need of memory grows with them."""
MOST_LINES: Final = 1_000
LONGEST_HEADER: Final = 4 << 20

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Place = Annotated[int, msgspec.Meta(ge=-MOST_DOTS, le=MOST_DOTS)]


class Strip(msgspec.Struct, frozen=True, kw_only=True):
    """Read the words in these dots: red, green and blue of each, row by row, which follow."""

    width: Annotated[int, msgspec.Meta(ge=1, le=MOST_DOTS)]
    height: Annotated[int, msgspec.Meta(ge=1, le=MOST_DOTS)]

    @property
    def size(self) -> int:
        """How many bytes follow."""
        return self.width * self.height * 3


class SeenLine(msgspec.Struct, frozen=True, kw_only=True):
    """One place where the machine saw writing, and what it took it for."""

    text: Annotated[str, msgspec.Meta(max_length=2_000)]
    """Empty where it recognised no letter; GAP stands where there is something that it took for none."""
    sure: Share
    """How sure it says it is, of the line on average."""
    least_sure: Share
    """The same of the letter of which it is least sure."""
    top: Place
    left: Place
    height: Annotated[int, msgspec.Meta(ge=1, le=MOST_DOTS)]
    """In dots."""
    upright: bool = True
    """Not where the writing runs up or down the picture."""


class Lines(msgspec.Struct, frozen=True, kw_only=True, tag="lines"):
    """What was seen in a strip, from top to bottom."""

    lines: Annotated[tuple[SeenLine, ...], msgspec.Meta(max_length=MOST_LINES)]


GAP: Final = "\N{REPLACEMENT CHARACTER}"
"""Stands in a line for something drawn that is no letter that the machine knows: an emoji, another script."""

Answer = Lines | Refused
