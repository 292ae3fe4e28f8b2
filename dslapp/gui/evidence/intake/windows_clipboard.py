"""A picture on the Windows clipboard as the bytes that lie there, so that nothing in this process decodes it."""

import ctypes
import struct
import sys
from ctypes import wintypes
from typing import Protocol, cast

CF_DIB = 8
MOST_BYTES = 256 << 20
"""A screenshot of four large screens has a third of this."""
_HEADER, _MASKS, _BITFIELDS = 40, 12, 3


class Function(Protocol):
    """A function of a Windows library."""

    restype: object
    argtypes: object

    def __call__(self, *arguments: object) -> int | None:
        """Call it."""


class User32(Protocol):
    """What is called of user32.dll; the tests have one of their own."""

    OpenClipboard: Function
    GetClipboardData: Function
    CloseClipboard: Function


class Kernel32(Protocol):
    """What is called of kernel32.dll."""

    GlobalSize: Function
    GlobalLock: Function
    GlobalUnlock: Function


def picture_on_clipboard() -> bytes:
    """The picture on the clipboard as a BMP file; empty where there is none, or this is not Windows."""
    if sys.platform == "win32":
        user32, kernel32 = ctypes.WinDLL("user32"), ctypes.WinDLL("kernel32")
        return bitmap_on_clipboard(cast("User32", user32), cast("Kernel32", kernel32))
    return b""


def bitmap_on_clipboard(user32: User32, kernel32: Kernel32) -> bytes:
    """Copy the clipboard's bitmap (CF_DIB) and put a BMP file's head before it; empty when there is none."""
    user32.GetClipboardData.restype = wintypes.HANDLE
    kernel32.GlobalSize.argtypes = kernel32.GlobalLock.argtypes = kernel32.GlobalUnlock.argtypes = (wintypes.HGLOBAL,)
    kernel32.GlobalSize.restype, kernel32.GlobalLock.restype = ctypes.c_size_t, ctypes.c_void_p
    if not user32.OpenClipboard(None):
        return b""
    try:
        held = user32.GetClipboardData(CF_DIB)
        size = kernel32.GlobalSize(held) if held else 0
        if not held or not size or size > MOST_BYTES:
            return b""
        place = kernel32.GlobalLock(held)
        if not place:
            return b""
        try:
            return as_bmp(ctypes.string_at(place, size))
        finally:
            kernel32.GlobalUnlock(held)
    finally:
        user32.CloseClipboard()


def as_bmp(bitmap: bytes) -> bytes:
    """A bitmap from the clipboard as a BMP file. Only its header is read; what cannot be one is empty."""
    if len(bitmap) < _HEADER:
        return b""
    header, _, _, _, bits, packing, _, _, _, colours, _ = struct.unpack("<IiiHHIIiiII", bitmap[:_HEADER])
    palette = (colours or 1 << bits) * 4 if bits <= 8 else 4 * min(colours, 256)
    masks = _MASKS if packing == _BITFIELDS and header == _HEADER else 0
    start = 14 + header + masks + palette
    if header < _HEADER or start > 14 + len(bitmap):
        return b""
    return struct.pack("<2sIHHI", b"BM", 14 + len(bitmap), 0, 0, start) + bitmap
