"""The program's side of the picture child: hands it bytes, gets dots and facts back, and outlives whatever it does.

One child serves many pictures and is replaced when it crashes, takes too long or has served long enough.
"""

from collections.abc import Sequence
from threading import Lock
from typing import Literal, Self, TypeVar, cast

import msgspec

from dslapp.casebook.own_program import child_command
from dslapp.casebook.pictures.child_process import ChildFailed, ChildProcess
from dslapp.casebook.pictures.formats import BMP, ENOUGH, PDF, PNG, SHOWN, media_type
from dslapp.casebook.pictures.problems import empty, not_shown, refusal, too_slow
from dslapp.casebook.pictures.protocol import (
    MOST_BYTES,
    Answer,
    BurntIn,
    LaidOver,
    Part,
    PictureFacts,
    Pixels,
    Printable,
    Refused,
    Request,
    Shown,
)

PATIENCE = 10.0
"""Seconds that one picture may take."""
REQUESTS_EACH = 200
"""Pictures that one child decodes before a fresh one takes over."""
THUMBNAIL = 320
"""Dots of a thumbnail's longer side."""
VIEW = 16_384
"""Dots of the longer side in the viewer: a scrolled chat stays readable from end to end."""


class PicturePixels(msgspec.Struct, frozen=True, kw_only=True):
    """A picture ready to be painted: red, green and blue of each dot, row by row, three bytes a dot, no gaps."""

    width: int
    height: int
    data: bytes


class PrintablePicture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture as a PDF can hold it."""

    data: bytes
    media_type: Literal["image/png", "image/jpeg"]
    orientation: int
    """How it is still to be turned, 1 to 8 as EXIF counts, exactly as it was turned for the screen."""
    note: str
    """What to print beside it when it is a converted copy; empty when the bytes are the original's."""


Expected = TypeVar("Expected", PictureFacts, Pixels, Printable, BurntIn, LaidOver)


class PictureReader:
    """Inspects and draws pictures in a child process. May be called from any thread; one picture at a time."""

    def __init__(
        self, command: Sequence[str] | None = None, *, patience: float = PATIENCE, requests_each: int = REQUESTS_EACH
    ) -> None:
        self._command = command or child_command("--picture-child")
        self._patience, self._requests_each = patience, requests_each
        self._one_at_a_time = Lock()
        self._child: ChildProcess | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def inspect(self, data: bytes) -> PictureFacts:
        """Decode a picture once, all of it, and say what it is. Raises PictureUnreadable with the reason in words."""
        return self._ask(PictureFacts, "inspect", data)[0]

    def thumbnail(self, data: bytes, longest: int = THUMBNAIL) -> PicturePixels:
        """Draw a picture small, the right way up, on white. Raises PictureUnreadable."""
        return self.view(data, longest)

    def view(self, data: bytes, longest: int = VIEW) -> PicturePixels:
        """Draw a picture, the right way up, on white, never enlarged; the longer side has at most `longest` dots.

        Raises PictureUnreadable.
        """
        pixels, body = self._ask(Pixels, "pixels", data, longest)
        return PicturePixels(width=pixels.width, height=pixels.height, data=body)

    def printable(self, data: bytes) -> PrintablePicture:
        """Return a picture as a PDF can hold it: the original bytes where it can, else a copy and a note saying so.

        Raises PictureUnreadable.
        """
        made, body = self._ask(Printable, "printable", data)
        name = SHOWN[media_type(data[:ENOUGH])]
        return PrintablePicture(
            data=body or data, media_type=made.media_type, orientation=made.orientation,
            note=f"converted copy for printing; the original {name} is kept" if body else "",
        )  # fmt: skip

    def as_png(self, bitmap: bytes) -> bytes:
        """Return a BMP, as which pasted dots arrive, as PNG without loss. Raises PictureUnreadable."""
        if len(bitmap) > MOST_BYTES:
            raise refusal(Refused(reason="too large for the memory"))
        request = Request(task="as png", media_type=BMP, size=len(bitmap))
        return self._answered(Printable, request, bitmap)[1]

    def page(self, pdf: bytes, scale: float, *, number: int = 0, longest: int = 0) -> PicturePixels:
        """Draw one page of a PDF, from 0; `scale` is dots a point, `longest` dots of its longer side at most.

        The evidence in it is decoded as the page is drawn: so not in the process that holds the keys.
        Raises PictureUnreadable.
        """
        if len(pdf) > 2 * MOST_BYTES:
            raise refusal(Refused(reason="too large for the memory"))
        request = Request(
            task="page", media_type="application/pdf", scale=scale, number=number, longest=longest, size=len(pdf)
        )
        pixels, body = self._answered(Pixels, request, pdf)
        return PicturePixels(width=pixels.width, height=pixels.height, data=body)

    def burnt(
        self,
        data: bytes,
        boxes: Sequence[Part],
        keep: Part | None = None,
        *,
        scale: float = 1.0,
        number: int = 0,
        longest: int = 0,
    ) -> bytes:
        """Return a fresh PNG of a picture, or of one page of a PDF drawn as by `page`, with black boxes in its dots.

        `keep` cuts it to one part. Raises PictureUnreadable.
        """
        kind = media_type(data[:ENOUGH])
        if kind == PDF and len(data) > 2 * MOST_BYTES:
            raise refusal(Refused(reason="too large for the memory"))
        request = Request(
            task="burn", media_type=PDF if kind == PDF else _shown_type(data), boxes=tuple(boxes), keep=keep,
            scale=scale, number=number, longest=longest, size=len(data),
        )  # fmt: skip
        return self._answered(Printable, request, data)[1]

    def look_at_boxes(self, copy: bytes, boxes: Sequence[Part]) -> BurntIn:
        """Decode a copy anew and count the boxes in which any dot is not black. Raises PictureUnreadable."""
        request = Request(task="boxes", media_type=_shown_type(copy), boxes=tuple(boxes), size=len(copy))
        return self._answered(BurntIn, request, copy)[0]

    def lay_over(self, first: bytes, second: bytes) -> LaidOver:
        """Say whether the end of one screenshot is found in the next. Raises PictureUnreadable."""
        _shown_type(second)
        kind, both = _shown_type(first), first + second
        if len(both) > 2 * MOST_BYTES:
            raise refusal(Refused(reason="too large for the memory"))
        request = Request(task="lay over", media_type=kind, first=len(first), size=len(both))
        return self._answered(LaidOver, request, both)[0]

    def close(self) -> None:
        """End the child; the next request starts another."""
        with self._one_at_a_time:
            self._end_child()

    def _ask(
        self, expected: type[Expected], task: Literal["inspect", "pixels", "printable"], data: bytes, longest: int = 0
    ) -> tuple[Expected, bytes]:
        return self._answered(
            expected, Request(task=task, media_type=_shown_type(data), longest=longest, size=len(data)), data
        )

    def _answered(self, expected: type[Expected], request: Request, data: bytes) -> tuple[Expected, bytes]:
        with self._one_at_a_time:
            answer, body = self._exchange(request, data)
        if isinstance(answer, Refused):
            raise refusal(answer)
        if not isinstance(answer, expected):
            raise refusal(Refused(reason="damaged"))
        return answer, body

    def _exchange(self, request: Request, data: bytes) -> tuple[Answer, bytes]:
        child = self._running_child()
        try:
            return child.exchange(request, data)
        except ChildFailed as failure:
            self._end_child()
            raise (too_slow(self._patience) if failure.took_too_long else refusal(Refused(reason="damaged"))) from None
        except BaseException:
            self._end_child()  # interrupted half-way, its next answer would belong to this picture
            raise

    def _running_child(self) -> ChildProcess:
        if self._child is not None and (self._child.served >= self._requests_each or not self._child.alive):
            self._end_child()
        if self._child is None:
            self._child = ChildProcess(self._command, self._patience)
        return self._child

    def _end_child(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None


def _shown_type(data: bytes) -> Shown:
    """Return the media type of a picture that the program opens. Raises PictureUnreadable for anything else."""
    kind = media_type(data[:ENOUGH])
    if not data:
        raise empty()
    if kind not in SHOWN:
        raise not_shown(kind)
    if len(data) > MOST_BYTES:
        raise refusal(Refused(reason="too large for the memory"))
    if kind == PNG and len(data) < 33:  # signature and header
        raise refusal(Refused(reason="stops in the middle"))
    return cast("Shown", kind)
