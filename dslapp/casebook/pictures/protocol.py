"""What the program and the picture child say to each other: a short JSON header and the bytes that belong to it.

A frame is four bytes (the header's length, most significant first), the header, and as many bytes as it announces.
The child is not trusted: every field is typed and bounded, and a length beyond its bound is an error.
"""

from collections.abc import Callable
from typing import Annotated, Final, Literal

import msgspec

MOST_BYTES: Final = 100 << 20
"""The largest file that is opened as a picture."""
MOST_DOTS: Final = 100_000_000
"""The most dots a picture may claim to have; twice those of a large camera."""
MOST_SHOWN: Final = 24_000_000
"""The most dots sent to the screen at once, or printed: a tall scrolled screenshot in full, 72 MB."""
LONGEST_HEADER: Final = 1 << 16

Side = Annotated[int, msgspec.Meta(ge=1, le=MOST_DOTS)]
Said = Annotated[str, msgspec.Meta(max_length=200)]
Part = tuple[int, int, int, int]
"""Left, top, width and height in dots of the upright picture."""
MOST_BOXES: Final = 1_000
"""On one page; more do not fit into a header."""
Shown = Literal["image/png", "image/jpeg", "image/webp", "image/heic", "image/gif", "image/tiff", "image/bmp"]


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What to do with the picture whose bytes follow."""

    task: Literal["inspect", "pixels", "printable", "as png", "page", "burn", "boxes", "lay over"]
    media_type: Shown | Literal["application/pdf"]
    longest: int = 0
    """Dots of the longer side at most, for `pixels`."""
    scale: float = 1.0
    """Dots a point, for `page` and for burning into a PDF's page."""
    number: int = 0
    """Which page of a PDF, from 0."""
    boxes: tuple[Part, ...] = ()
    """What is blackened, or looked at."""
    keep: Part | None = None
    """The one part that stays, for a cropped copy."""
    first: int = 0
    """For `lay over`: how many of the bytes are the first picture's; the second's follow them."""
    size: int
    """How many bytes follow."""


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """The child has given up its rights and waits for work."""


class PictureFacts(msgspec.Struct, frozen=True, kw_only=True, tag="facts"):
    """What a picture is, and what it says of itself: read from the file, not facts about the world."""

    media_type: Shown
    width: Side
    """In dots, the right way up."""
    height: Side
    frames: Annotated[int, msgspec.Meta(ge=1)]
    """More than one: it moves, or holds several pictures; the first is shown."""
    exif_taken_at: Said = ""
    exif_device: Said = ""
    likeness: Annotated[str, msgspec.Meta(pattern="^([0-9a-f]{16})?$")] = ""
    """What it looks like, as a number of 64 bits: near numbers look alike."""


class Pixels(msgspec.Struct, frozen=True, kw_only=True, tag="pixels"):
    """The picture is drawn; red, green and blue of each dot follow, row by row."""

    width: Side
    height: Side

    @property
    def size(self) -> int:
        """How many bytes follow."""
        return self.width * self.height * 3


class Printable(msgspec.Struct, frozen=True, kw_only=True, tag="printable"):
    """The picture can be printed, or kept: as it is when `size` is 0, else as the copy that follows."""

    media_type: Literal["image/png", "image/jpeg"]
    orientation: Annotated[int, msgspec.Meta(ge=1, le=8)] = 1
    """How it is still to be turned, as EXIF counts; a copy is upright."""
    size: Annotated[int, msgspec.Meta(ge=0, le=2 * MOST_BYTES)] = 0


class BurntIn(msgspec.Struct, frozen=True, kw_only=True, tag="burnt in"):
    """What was found where boxes should be."""

    width: Side
    height: Side
    open_boxes: Annotated[int, msgspec.Meta(ge=0)]
    """In how many of them any dot is not black."""


class LaidOver(msgspec.Struct, frozen=True, kw_only=True, tag="laid over"):
    """What two pictures have in common where one may go on from the other."""

    comparable: bool
    """Not when they are of different widths, or the first is empty: then nothing can be said."""
    same: bool = False
    overlaps: bool = False
    """The end of the first was found in the second."""


class Refused(msgspec.Struct, frozen=True, kw_only=True, tag="refused"):
    """The picture cannot be opened; the program has the words for each reason."""

    reason: Literal["stops in the middle", "too many dots", "too large for the memory", "damaged"]
    width: int = 0
    height: int = 0


Answer = Ready | PictureFacts | Pixels | Printable | BurntIn | LaidOver | Refused


def frame(header: msgspec.Struct) -> bytes:
    """Return a header with its length before it."""
    encoded = msgspec.json.encode(header)
    return len(encoded).to_bytes(4, "big") + encoded


def read_header(read: Callable[[int], bytes], longest: int = LONGEST_HEADER) -> bytes:
    """Read one header with `read`, which returns exactly as many bytes as it is asked for. Raises ValueError."""
    length = int.from_bytes(read(4), "big")
    if length > longest:
        raise ValueError("a header of impossible length")
    return read(length)


def bytes_after(answer: Answer) -> int:
    """How many bytes follow an answer. Raises ValueError when that is more than the child may send."""
    if isinstance(answer, Pixels) and answer.width * answer.height > MOST_SHOWN:
        raise ValueError("more dots than were asked for")
    return answer.size if isinstance(answer, Pixels | Printable) else 0
