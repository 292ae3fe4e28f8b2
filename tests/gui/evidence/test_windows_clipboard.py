"""On Windows a pasted picture is copied as it lies in the clipboard's memory, and decoded by the picture child only."""

import contextlib
import ctypes
import struct
from typing import Any

import pytest
from PIL import Image

from dslapp.casebook.pictures.problems import PictureUnreadable
from dslapp.casebook.pictures.reader import PictureReader
from dslapp.gui.evidence.intake.windows_clipboard import as_bmp, bitmap_on_clipboard
from tests.pictures import corners, opened, saved


class Call:
    """A function of a library that answers what it is told to."""

    def __init__(self, name: str, calls: list[str], answer: int | None) -> None:
        self._name, self._calls, self._answer = name, calls, answer
        self.restype: object = None
        self.argtypes: object = None

    def __call__(self, *arguments: object) -> int | None:
        self._calls.append(self._name)
        return self._answer


class Clipboard:
    """Windows with a bitmap on its clipboard."""

    def __init__(self, bitmap: bytes, **other: int | None) -> None:
        self._memory = ctypes.create_string_buffer(bitmap, len(bitmap) or 1)
        self.calls: list[str] = []
        answers: dict[str, int | None] = {
            "OpenClipboard": 1, "GetClipboardData": 7 if bitmap else None, "CloseClipboard": 1,
            "GlobalSize": len(bitmap), "GlobalLock": ctypes.addressof(self._memory), "GlobalUnlock": 1, **other,
        }  # fmt: skip
        for name, answer in answers.items():
            setattr(self, name, Call(name, self.calls, answer))

    def picture(self) -> bytes:
        both: Any = self
        return bitmap_on_clipboard(both, both)


def bitmap_of(picture: Image.Image) -> bytes:
    """What Windows holds of a picture: a BMP without the head of the file."""
    return saved(picture, "BMP")[14:]


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1"])
def test_a_screenshot_is_taken_as_its_very_dots(mode: str) -> None:
    picture = corners().convert(mode)
    clipboard = Clipboard(bitmap_of(picture))
    taken = clipboard.picture()
    with PictureReader() as reader:
        made = opened(reader.as_png(taken))
    assert (made.format, made.tobytes()) == ("PNG", picture.convert("RGB").tobytes())
    assert clipboard.calls[-2:] == ["GlobalUnlock", "CloseClipboard"], "it is given back"


def test_dots_of_32_bits_with_masks_are_read_without_their_fourth_byte() -> None:
    red, green, blue = 0xFF0000, 0xFF00, 0xFF
    header = struct.pack("<IiiHHIIiiII", 40, 1, 1, 1, 32, 3, 4, 0, 0, 0, 0) + struct.pack("<III", red, green, blue)
    with PictureReader() as reader:
        made = opened(reader.as_png(as_bmp(header + b"\x10\x20\x30\x00")))
    assert made.getpixel((0, 0)) == (0x30, 0x20, 0x10)


@pytest.mark.parametrize(
    "clipboard",
    [
        Clipboard(b""), Clipboard(b"short"), Clipboard(bitmap_of(corners()), OpenClipboard=0),
        Clipboard(bitmap_of(corners()), GlobalLock=None), Clipboard(bitmap_of(corners()), GlobalSize=1 << 40),
        Clipboard(struct.pack("<IiiHHIIiiII", 0xFFFFFF00, 1, 1, 1, 24, 0, 0, 0, 0, 0, 0)),
    ],
    ids=["nothing", "too short", "held by another program", "not lent", "far too large", "a lying header"],
)  # fmt: skip
def test_where_there_is_nothing_to_take_nothing_is_taken(clipboard: Clipboard) -> None:
    assert clipboard.picture() == b""


def test_a_hostile_bitmap_is_at_worst_refused_by_the_child() -> None:
    data = as_bmp(bitmap_of(corners()))
    with PictureReader() as reader:
        for place in range(0, 54, 3):
            damaged = data[:place] + b"\xff\xff\x7f" + data[place + 3 :]
            with contextlib.suppress(PictureUnreadable):
                assert reader.as_png(damaged).startswith(b"\x89PNG")
