"""The program's side of the recognition child: hands it dots strip by strip, and puts together what it saw.

A child lives for one exhibit: it takes some 420 MB while it works, and nothing afterwards.
"""

import importlib.metadata
import importlib.util
from collections.abc import Iterator, Sequence
from threading import Event
from typing import Self

import msgspec
from PIL import Image

from dslapp.casebook.own_program import child_command
from dslapp.casebook.pictures.child_process import ChildFailed, ConfinedChild
from dslapp.casebook.pictures.problems import PictureReaderBroken
from dslapp.casebook.pictures.protocol import frame
from dslapp.casebook.pictures.reader import PicturePixels
from dslapp.casebook.recognition.problems import MachineReaderBroken, gave_up, too_slow
from dslapp.casebook.recognition.protocol import LONGEST_HEADER, MOST_DOTS, Answer, Lines, SeenLine, Strip

PATIENCE = 30.0
"""Seconds that one strip may take."""
OVERLAP = 160
"""Dots that two strips share: more than a line of writing is high."""
_LEAST = 2 * OVERLAP
WIDEST = MOST_DOTS // _LEAST
"""Dots of a row at most."""
SHORTER_SIDE = 2_000
"""Dots to which a larger picture is best made smaller: a photograph of a screen is read better and sooner."""
_ANSWERS = msgspec.json.Decoder(Answer)


class ReadingCancelled(Exception):
    """The person, or the end of the sitting, stopped it."""


def is_installed() -> bool:
    """Whether the libraries that recognise writing are there; loads none of them."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2"))


def longest_to_read(width: int, height: int) -> int:
    """How long the longer side may be so that a long chat stays as it is and a photograph becomes smaller."""
    if not width or not height:
        return SHORTER_SIDE
    scale = min(1.0, SHORTER_SIDE / min(width, height), WIDEST / width)
    return max(1, int(max(width, height) * scale))


def program() -> str:
    """What reads, with its version: "RapidOCR 3.10.0"."""
    return f"RapidOCR {importlib.metadata.version('rapidocr')}"


class MachineReader:
    """One recognition child, from `with` to its end. Used by one thread."""

    def __init__(self, command: Sequence[str] | None = None, *, patience: float = PATIENCE) -> None:
        """Start the child and wait until it has given up its rights. Raises MachineReaderBroken."""
        self._patience = patience
        try:
            self._child = _RecognitionChild(command or child_command("--recognition-child"), patience)
        except PictureReaderBroken:
            raise MachineReaderBroken from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self._child.end()

    def see(self, picture: PicturePixels, cancel: Event) -> list[SeenLine]:
        """Every line that the machine sees in a picture at most WIDEST wide, from top to bottom.

        A picture that lies on its side is turned, whichever way more can be read. Raises NotReadByMachine or
        ReadingCancelled.
        """
        seen = self._see(picture, cancel)
        if picture.height <= WIDEST and sum(1 if line.upright else -1 for line in seen if len(line.text) > 1) < 0:
            ways = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270)
            seen = max((self._see(_turned(picture, way), cancel) for way in ways), key=_letters)
        return seen

    def _see(self, picture: PicturePixels, cancel: Event) -> list[SeenLine]:
        row = picture.width * 3
        dots = memoryview(picture.data)
        seen: list[SeenLine] = []
        for top, bottom, first, last in strips(picture.width, picture.height):
            if cancel.is_set():
                raise ReadingCancelled
            strip = Strip(width=picture.width, height=bottom - top)
            for line in self._read(strip, dots[top * row : bottom * row]):
                middle = top + line.top + line.height // 2
                if first <= middle < last:
                    seen.append(msgspec.structs.replace(line, top=top + line.top))
        return seen

    def _read(self, strip: Strip, dots: memoryview) -> tuple[SeenLine, ...]:
        try:
            answer = self._child.exchange(strip, dots)
        except ChildFailed as failure:
            raise (too_slow(self._patience) if failure.took_too_long else gave_up()) from None
        if not isinstance(answer, Lines):
            raise gave_up()
        return answer.lines


def strips(width: int, height: int) -> Iterator[tuple[int, int, int, int]]:
    """Cut a picture into strips: top and bottom row, and the rows from and to which its lines are taken."""
    rows = max(_LEAST, MOST_DOTS // width)
    top, first = 0, 0
    while top + rows < height:
        last = top + rows - OVERLAP // 2
        yield top, top + rows, first, last
        top, first = top + rows - OVERLAP, last
    yield top, height, first, height


def _turned(picture: PicturePixels, way: Image.Transpose) -> PicturePixels:
    image = Image.frombuffer("RGB", (picture.width, picture.height), picture.data).transpose(way)
    return PicturePixels(width=image.width, height=image.height, data=image.tobytes())


def _letters(seen: Sequence[SeenLine]) -> float:
    """How much was read, and how surely."""
    return sum(len(line.text) * line.sure**4 for line in seen)


class _RecognitionChild(ConfinedChild):
    """The child process, and the one thing that it is asked."""

    longest_header = LONGEST_HEADER

    def exchange(self, strip: Strip, dots: memoryview) -> Answer:
        """Ask, and return the answer. Raises ChildFailed."""
        with self._ended_when_late():
            self._write(frame(strip))
            self._write(dots)
            answer: Answer = _ANSWERS.decode(self._header())
            return answer
