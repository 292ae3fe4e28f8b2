"""What the program and the child that reads files say to each other.

As with the picture child: a frame is four bytes (the header's length), the header, and as many bytes as it announces.
The child is given no file: it asks for ranges of one, as often as it likes until its time is over, and then answers.
The child is not trusted: every field is typed and bounded, and a length beyond its bound is an error.
"""

from datetime import datetime
from typing import Annotated, Final, Literal

import msgspec

from dslapp.casebook.pictures.protocol import MOST_DOTS, Pixels, Ready
from dslapp.domain.evidence.exhibits import FileSource, SaidOf

LARGEST: Final = 2 << 30
"""The largest file that is looked at."""
MOST_TAKEN: Final = 100 << 20
"""The largest attachment or member that is taken out."""
MOST_AT_ONCE: Final = 1 << 20
"""Bytes that the child may ask for at once."""
MOST_TEXT: Final = 200_000
"""Characters."""
MOST_POSTER: Final = 8 << 20
MOST_PARTS: Final = 1000
MOST_SAMPLES: Final = 30 * 48_000
"""Of each channel of a sound, at once."""
MOST_NAME: Final = 255
MOST_NUMBER: Final = 10_000_000
LONGEST_HEADER: Final = 4 << 20

FoundKind = Literal["picture", "document", "e-mail", "chat", "web page", "film", "sound", "file"]
NoteOf = Literal[
    "not opened", "office", "locked office", "macro", "script", "locked pdf", "locked archive", "bomb",
    "files listed", "pdf too much", "pages read", "page damaged", "alphabet", "left out", "left out once",
    "names given", "no dates", "day first", "large e-mail", "large message", "more attachments", "defects",
    "damaged e-mail", "damaged name", "formatted", "damaged words", "inner message", "damaged film", "silent",
    "no sound", "no pictures", "large pictures",
]  # fmt: skip
"""What a child may remark on a file; `notes.py` has the words."""
Words = Annotated[str, msgspec.Meta(max_length=2000)]
Name = Annotated[str, msgspec.Meta(max_length=MOST_NAME)]
Count = Annotated[int, msgspec.Meta(ge=0, le=MOST_NUMBER)]
Bytes = Annotated[int, msgspec.Meta(ge=0, le=1 << 62)]
Dots = Annotated[int, msgspec.Meta(ge=0, le=MOST_DOTS)]
Seconds = Annotated[float, msgspec.Meta(ge=0, le=1e7)]


class FileRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What to do with a file of `size` bytes, whose ranges the child may ask for."""

    task: Literal["look", "look less", "part", "page", "frame", "sound"]
    media_type: str
    size: int
    number: int = 0
    """Of the part, or of the page, from 0; how many pictures, for `frame`, or seconds, for `sound`."""
    scale: float = 1.0
    """Dots a point, for `page`; seconds from one picture to the next, for `frame`."""
    longest: int = 0
    """Dots of the longer side at most, for `frame`."""
    at_s: float = 0.0
    """Seconds from the start, for `frame` and `sound`."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True, tag="wanted"):
    """The child asks for a range, and gets exactly so many bytes: zeros when the file has become shorter."""

    offset: Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]
    length: Annotated[int, msgspec.Meta(ge=1, le=MOST_AT_ONCE)]


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a file says of itself."""

    what: SaidOf
    text: Words
    source: FileSource
    at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A file inside the file, as `FilePart` has it."""

    number: Count
    name: Name
    size: Bytes
    media_type: Annotated[str, msgspec.Meta(max_length=100)]
    can_be_taken: bool = True


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """A remark on the file: which, and the numbers in it."""

    what: NoteOf
    numbers: Annotated[tuple[Count, ...], msgspec.Meta(max_length=2)] = ()


class Found(msgspec.Struct, frozen=True, kw_only=True, tag="found"):
    """What a file is, and what it says of itself; its words and its first picture follow."""

    kind: FoundKind
    media_type: Annotated[str, msgspec.Meta(max_length=100)]
    width: Dots = 0
    height: Dots = 0
    frames: Count = 1
    pages: Count = 0
    length_s: Seconds = 0.0
    said: Annotated[tuple[Said, ...], msgspec.Meta(max_length=200)] = ()
    parts: Annotated[tuple[Part, ...], msgspec.Meta(max_length=MOST_PARTS)] = ()
    notes: Annotated[tuple[Noted, ...], msgspec.Meta(max_length=30)] = ()
    likeness: Annotated[str, msgspec.Meta(pattern="^([0-9a-f]{16})?$")] = ""
    text_size: Annotated[int, msgspec.Meta(ge=0, le=4 * MOST_TEXT)] = 0
    """Bytes of UTF-8."""
    text_cut: bool = False
    poster_size: Annotated[int, msgspec.Meta(ge=0, le=MOST_POSTER)] = 0


class Taken(msgspec.Struct, frozen=True, kw_only=True, tag="taken"):
    """The part that was asked for follows."""

    size: Annotated[int, msgspec.Meta(ge=0, le=MOST_TAKEN)]


class Frames(msgspec.Struct, frozen=True, kw_only=True, tag="frames"):
    """Pictures of a film, all of the same size: red, green and blue of each dot follow, one picture after the other."""

    width: Annotated[int, msgspec.Meta(ge=1, le=MOST_DOTS)]
    height: Annotated[int, msgspec.Meta(ge=1, le=MOST_DOTS)]
    count: Annotated[int, msgspec.Meta(ge=1, le=60)]


class Samples(msgspec.Struct, frozen=True, kw_only=True, tag="samples"):
    """A piece of a sound: `count` times one sample of 16 bits for each channel follows."""

    rate: Annotated[int, msgspec.Meta(ge=1, le=768_000)]
    """Samples a second."""
    channels: Annotated[int, msgspec.Meta(ge=1, le=2)]
    count: Annotated[int, msgspec.Meta(ge=1, le=MOST_SAMPLES)]
    length_s: Seconds
    """Of the whole sound."""


class NotRead(msgspec.Struct, frozen=True, kw_only=True, tag="not read"):
    """Why not; the program has the words for each reason."""

    reason: Literal["damaged", "locked", "too large", "no such part", "too large for the memory", "too many dots"]


FileAnswer = Ready | Wanted | Found | Taken | Pixels | Frames | Samples | NotRead
