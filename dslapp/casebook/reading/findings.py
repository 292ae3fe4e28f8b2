"""What a reader gathers of a file, cut to the bounds of the protocol. Runs in the child only."""

import time
from datetime import UTC, datetime

from dslapp.casebook.reading.protocol import (
    MOST_NAME,
    MOST_NUMBER,
    MOST_PARTS,
    MOST_TEXT,
    Found,
    FoundKind,
    Noted,
    NoteOf,
    Part,
    Said,
)
from dslapp.domain.evidence.exhibits import FileSource, SaidOf
from dslapp.domain.seen_words import clean, one_line

_MOST_SAID, _MOST_NOTES = 200, 30
_LOOK_S = 6.0
"""Seconds after which a reader is content with what it has; the program ends the child at ten."""


class Findings:
    """Filled in by one reader for one file."""

    def __init__(self, kind: FoundKind, media_type: str) -> None:
        self.kind, self.media_type = kind, media_type
        self.width = self.height = self.pages = 0
        self.frames, self.length_s = 1, 0.0
        self.said: list[Said] = []
        self.parts: list[Part] = []
        self.notes: list[Noted] = []
        self.poster = b""
        self.text_cut = False
        self._text: list[str] = []
        self._characters = 0
        self._parts_seen = 0
        self._started = time.monotonic()

    @property
    def late(self) -> bool:
        """Whether it is time to be content with what was found."""
        return time.monotonic() - self._started > _LOOK_S

    @property
    def full(self) -> bool:
        """Whether more words would be cut off."""
        return self._characters >= MOST_TEXT

    def say(self, what: SaidOf, text: object, source: FileSource, at: datetime | None = None) -> None:
        """Keep what the file says of itself, unless it is nothing."""
        words = one_line(str(text or ""), 2000)
        if words and len(self.said) < _MOST_SAID:
            self.said.append(Said(what=what, text=words, source=source, at=_in_utc(at)))

    def note(self, what: NoteOf, *numbers: int) -> None:
        """Keep a remark for whoever attaches it, once."""
        noted = Noted(what=what, numbers=tuple(max(0, min(each, MOST_NUMBER)) for each in numbers))
        if noted not in self.notes and len(self.notes) < _MOST_NOTES:
            self.notes.append(noted)

    def read(self, words: str) -> None:
        """Add words of the file, as far as there is room."""
        room = MOST_TEXT - self._characters
        if len(words) > room:
            self.text_cut = True
        kept = clean(words[:room])
        if kept:
            self._text.append(kept)
            self._characters += len(kept)

    def add_part(self, name: str, size: int, media_type: str, *, can_be_taken: bool = True) -> None:
        """Add a file inside the file; they are numbered as they come."""
        number, self._parts_seen = self._parts_seen, self._parts_seen + 1
        if number < MOST_PARTS:
            part = Part(
                number=number, name=part_name(name, number), size=max(0, min(size, 1 << 62)),
                media_type=one_line(media_type, 100).lower(), can_be_taken=can_be_taken,
            )  # fmt: skip
            self.parts.append(part)

    def answer(self) -> tuple[Found, bytes]:
        """What is sent: the header, and the words and the poster that follow it."""
        if self._parts_seen > MOST_PARTS:
            self.note("files listed", self._parts_seen, MOST_PARTS)
        text = "".join(self._text).encode("utf-8", "replace")
        found = Found(
            kind=self.kind, media_type=self.media_type, width=self.width, height=self.height, frames=self.frames,
            pages=self.pages, length_s=self.length_s, said=tuple(self.said), parts=tuple(self.parts),
            notes=tuple(self.notes), text_size=len(text), text_cut=self.text_cut, poster_size=len(self.poster),
        )  # fmt: skip
        return found, text + self.poster


def part_name(name: str, number: int) -> str:
    """The name of a part: only ever words, whatever it was meant to do as a path."""
    return one_line(name.replace("\\", "/"), MOST_NAME) or f"part {number + 1}"


def _in_utc(at: datetime | None) -> datetime | None:
    if at is None or at.tzinfo is None:
        return None
    try:
        return at.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
