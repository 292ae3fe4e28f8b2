"""One child that reads files, as the program holds it: what it asks for is read from the open file and handed over."""

from typing import BinaryIO

import msgspec

from dslapp.casebook.pictures.child_process import ConfinedChild
from dslapp.casebook.pictures.protocol import MOST_SHOWN, Pixels, frame
from dslapp.casebook.reading.protocol import (
    LONGEST_HEADER,
    FileAnswer,
    FileRequest,
    Found,
    Frames,
    Samples,
    Taken,
    Wanted,
)

_ANSWERS = msgspec.json.Decoder(FileAnswer)


class SourceFailed(Exception):
    """The file that the child reads could not be read."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error


class FileChild(ConfinedChild):
    """A child that reads files, range by range."""

    longest_header = LONGEST_HEADER

    def exchange(self, request: FileRequest, source: BinaryIO) -> tuple[FileAnswer, bytes]:
        """Ask, hand over each range that the child wants, and return the answer with the bytes that belong to it.

        Raises ChildFailed, and SourceFailed when the file cannot be read.
        """
        self.served += 1
        with self._ended_when_late():
            self._write(frame(request))
            while True:
                answer: FileAnswer = _ANSWERS.decode(self._header())
                if not isinstance(answer, Wanted):
                    return answer, self._read(_bytes_after(answer))
                self._write(_range_of(source, answer))


def _range_of(source: BinaryIO, wanted: Wanted) -> bytes:
    """The bytes of a range, with zeros for what is no longer there."""
    try:
        source.seek(wanted.offset)
        found = source.read(wanted.length)
    except OSError as error:
        raise SourceFailed(error) from error
    return found + bytes(wanted.length - len(found))


def _bytes_after(answer: FileAnswer) -> int:
    """How many bytes follow an answer. Raises ValueError when that is more than the child may send."""
    if isinstance(answer, Found):
        return answer.text_size + answer.poster_size
    if isinstance(answer, Pixels) and answer.width * answer.height > MOST_SHOWN:
        raise ValueError("more dots than were asked for")
    if isinstance(answer, Frames):
        if answer.width * answer.height * answer.count > MOST_SHOWN:
            raise ValueError("more dots than were asked for")
        return answer.width * answer.height * answer.count * 3
    if isinstance(answer, Samples):
        return answer.count * answer.channels * 2
    return answer.size if isinstance(answer, Pixels | Taken) else 0
