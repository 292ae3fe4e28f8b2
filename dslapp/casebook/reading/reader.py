"""The program's side of the children that read files: look at any file, take parts out of it, draw its pages.

Pictures go to the picture child as before. A file is never held whole here: the child asks for what it wants of it.
"""

import contextlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple, TypeVar

from dslapp.casebook.evidence.sources import opened, unreadable
from dslapp.casebook.own_program import child_command
from dslapp.casebook.pictures.child_process import ChildFailed
from dslapp.casebook.pictures.formats import SHOWN
from dslapp.casebook.pictures.protocol import MOST_BYTES, Pixels
from dslapp.casebook.pictures.reader import PATIENCE, PicturePixels, PictureReader
from dslapp.casebook.reading.believing import facts_of, facts_of_picture
from dslapp.casebook.reading.file_child import FileChild, SourceFailed
from dslapp.casebook.reading.file_types import EMAIL, ENOUGH, HTML, MHTML, OLE, PDF, TEXT, ZIP, is_film, media_type
from dslapp.casebook.reading.problems import NotReadable, say_kind
from dslapp.casebook.reading.protocol import LARGEST, FileAnswer, FileRequest, Found, Frames, NotRead, Samples, Taken
from dslapp.domain.evidence.exhibits import ExhibitKind
from dslapp.domain.evidence.file_facts import FileFacts

Source = Path | bytes | BinaryIO
"""A chosen file, bytes in memory, or an open stream that can be read anywhere."""

Expected = TypeVar("Expected", Found, Taken, Pixels, Frames, Samples)
_Child = Literal["file", "film"]

_READ: dict[str, ExhibitKind] = {
    PDF: "document", EMAIL: "e-mail", OLE: "file", MHTML: "web page", HTML: "web page", TEXT: "document", ZIP: "file",
}  # fmt: skip
"""What the file child reads, and what it is where the child cannot say."""


class SoundPiece(NamedTuple):
    """Some seconds of a sound, as the sound card takes it."""

    rate: int
    """Samples a second, of each channel."""
    channels: int
    samples: bytes
    """Of 16 bits each, one channel after the other."""
    length_s: float
    """Of the whole sound."""


class FileReader(PictureReader):
    """Reads files of every kind in child processes. May be called from any thread; one file at a time."""

    def __init__(
        self,
        command: Sequence[str] | None = None,
        *,
        file_command: Sequence[str] | None = None,
        film_command: Sequence[str] | None = None,
        patience: float = PATIENCE,
    ) -> None:
        super().__init__(command, patience=patience)
        self._commands: dict[_Child, Sequence[str]] = {
            "file": file_command or child_command("--file-child"),
            "film": film_command or child_command("--film-child"),
        }
        self._children: dict[_Child, FileChild] = {}

    def look(self, source: Source, name: str = "") -> FileFacts:
        """Say what a file is, by its bytes. A file that the program does not know is a "file", with a note.

        `name` is only ever words. Raises EvidenceRefused when it is empty, too large or no file, and PictureUnreadable
        for a picture that cannot be shown.
        """
        with _open(source) as (stream, size):
            kind = media_type(_start(stream))
            if kind in SHOWN and size <= MOST_BYTES:
                return facts_of_picture(self.inspect(_whole(stream, size)), kind)
            if kind not in _READ and not is_film(kind):
                return FileFacts(kind="file", media_type=kind, notes=say_kind(kind))
            return self._look(kind, stream, size)

    def part(self, source: Source, number: int) -> bytes:
        """Take one attachment or member out, by its number in `FileFacts.parts`. Raises NotReadable in words."""
        with _open(source) as (stream, size):
            request = FileRequest(task="part", media_type=media_type(_start(stream)), size=size, number=number)
            return self._asked(Taken, request, stream)[1]

    def pages(self, source: Source, scale: float, first: int, count: int) -> tuple[PicturePixels, ...]:
        """Draw `count` pages of a PDF from `first`, which counts from 0; `scale` is dots a point.

        Fewer when there are no more. Raises NotReadable in words, for a locked or damaged PDF or no page at all.
        """
        drawn: list[PicturePixels] = []
        with _open(source) as (stream, size):
            for number in range(first, first + count):
                request = FileRequest(task="page", media_type=PDF, size=size, number=number, scale=scale)
                try:
                    pixels, body = self._asked(Pixels, request, stream)
                except NotReadable as told:
                    if told.reason == "no such part" and drawn:
                        break
                    raise
                drawn.append(PicturePixels(width=pixels.width, height=pixels.height, data=body))
        return tuple(drawn)

    def frames(self, source: Source, at_s: float, step_s: float, count: int, longest: int) -> tuple[PicturePixels, ...]:
        """Draw at most `count` pictures of a film from `at_s` on, one each `step_s` seconds: so it is played silently.

        The longer side has at most `longest` dots. Fewer at the end, or when they would be too much at once. Raises
        NotReadable in words, also when there is no picture so late.
        """
        with _open(source) as (stream, size):
            kind = media_type(_start(stream))
            if not is_film(kind):
                raise NotReadable("no such part")
            request = FileRequest(
                task="frame", media_type=kind, size=size, number=count, at_s=at_s, scale=step_s, longest=longest
            )
            drawn, body = self._asked(Frames, request, stream)
        each = drawn.width * drawn.height * 3
        return tuple(
            PicturePixels(width=drawn.width, height=drawn.height, data=body[at : at + each])
            for at in range(0, each * drawn.count, each)
        )

    def sound(self, source: Source, at_s: float, seconds: int) -> SoundPiece:
        """Decode at most `seconds`, and never more than 30, of a sound from `at_s` on; fewer at the end.

        Raises NotReadable in words, also when it has no sound so late.
        """
        with _open(source) as (stream, size):
            kind = media_type(_start(stream))
            if not is_film(kind):
                raise NotReadable("no such part")
            request = FileRequest(task="sound", media_type=kind, size=size, number=seconds, at_s=at_s)
            told, body = self._asked(Samples, request, stream)
        return SoundPiece(told.rate, told.channels, body, told.length_s)

    def close(self) -> None:
        """End the children; the next request starts others."""
        super().close()
        with self._one_at_a_time:
            for which in tuple(self._children):
                self._end(which)

    def _look(self, kind: str, stream: BinaryIO, size: int) -> FileFacts:
        """Ask for all; where that was too much for the child, of a PDF, for less."""
        told = None
        for task in ("look", "look less") if kind == PDF else ("look",):
            request = FileRequest(task=task, media_type=kind, size=size)
            try:
                found, body = self._asked(Found, request, stream)
                return facts_of(found, body, kind)
            except NotReadable as failure:
                told = told or failure
        return FileFacts(kind=_kind_of(kind), media_type=kind, notes=(told.message,) if told else ())

    def _asked(self, expected: type[Expected], request: FileRequest, stream: BinaryIO) -> tuple[Expected, bytes]:
        which: _Child = "film" if is_film(request.media_type) else "file"
        with self._one_at_a_time:
            answer, body = self._exchanged(which, request, stream)
        if isinstance(answer, NotRead):
            raise NotReadable(answer.reason)
        if not isinstance(answer, expected):
            raise NotReadable("damaged")
        return answer, body

    def _exchanged(self, which: _Child, request: FileRequest, stream: BinaryIO) -> tuple[FileAnswer, bytes]:
        child = self._running(which)
        try:
            return child.exchange(request, stream)
        except SourceFailed as failure:
            self._end(which)
            raise unreadable(failure.error) from failure
        except ChildFailed as failure:
            self._end(which)
            raise NotReadable("too slow" if failure.took_too_long else "damaged") from None
        except BaseException:
            self._end(which)  # interrupted half-way, its next answer would belong to this file
            raise

    def _running(self, which: _Child) -> FileChild:
        child = self._children.get(which)
        if child is not None and (child.served >= self._requests_each or not child.alive):
            self._end(which)
        if which not in self._children:
            self._children[which] = FileChild(self._commands[which], self._patience)
        return self._children[which]

    def _end(self, which: _Child) -> None:
        child = self._children.pop(which, None)
        if child is not None:
            child.end()


@contextlib.contextmanager
def _open(source: Source) -> Iterator[tuple[BinaryIO, int]]:
    """The open file and its size. Raises EvidenceRefused when it is empty, too large or no file."""
    with opened(io.BytesIO(source) if isinstance(source, bytes) else source, LARGEST) as (stream, before):
        yield stream, before.size


def _kind_of(kind: str) -> ExhibitKind:
    """What a file is that its child could not read."""
    if is_film(kind):
        return "sound" if kind.startswith("audio/") else "film"
    return _READ[kind]


def _start(stream: BinaryIO) -> bytes:
    try:
        stream.seek(0)
        return stream.read(ENOUGH)
    except OSError as error:
        raise unreadable(error) from error


def _whole(stream: BinaryIO, size: int) -> bytes:
    try:
        stream.seek(0)
        return stream.read(size)
    except OSError as error:
        raise unreadable(error) from error
