"""What a file is and says of itself, as the child that read it tells: nothing here is a fact about the world."""

import msgspec

from dslapp.domain.evidence.exhibits import ExhibitKind, SaidByFile


class FilePart(msgspec.Struct, frozen=True, kw_only=True):
    """A file inside a file: an attachment of an e-mail, a member of an archive."""

    number: int
    """By which the reader is asked for its bytes, from 0."""
    name: str
    size: int
    """In bytes as the outer file claims; what comes out is counted again."""
    media_type: str
    can_be_taken: bool = True
    """Not when it is encrypted, damaged or too large to be taken out safely."""


class FileFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a file before anybody decided to keep it."""

    kind: ExhibitKind
    media_type: str
    width: int = 0
    height: int = 0
    """In dots, the right way up: of a picture or a film."""
    frames: int = 1
    pages: int = 0
    length_s: float = 0.0
    said: tuple[SaidByFile, ...] = ()
    text: str = ""
    """Its words, for reading and search, cut at 200,000 characters."""
    text_cut: bool = False
    parts: tuple[FilePart, ...] = ()
    poster: bytes = b""
    """The first picture of a film, as PNG; empty when there is none to be had."""
    likeness: str = ""
    """A perceptual hash of a picture, 16 hexadecimal digits."""
    notes: tuple[str, ...] = ()
    """What could not be read and why, in sentences for whoever attaches it."""
