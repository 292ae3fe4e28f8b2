"""Which files the program can say something of, told by their first bytes and never by their names."""

from typing import Final

from dslapp.casebook.pictures import formats
from dslapp.casebook.pictures.formats import UNKNOWN

PDF: Final = "application/pdf"
ENOUGH: Final = 4096
"""How many of a file's first bytes tell what it is."""


def media_type(start: bytes) -> str:
    """The media type of the file that starts with these bytes; `UNKNOWN` when they say nothing."""
    return formats.media_type(start[: formats.ENOUGH]) if start else UNKNOWN
