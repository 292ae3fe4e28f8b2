"""What of a PNG or JPEG file is the picture: the parts that every program reads alike, and nothing that rides along.

A file can be built so that two programs show two pictures, and a photo carries notes (where it was taken, a film, a
small picture from before it was cut). Public: `plain_png` and `plain_jpeg`, which return the picture's own data or
raise `NotPlain`. Only headers are read here; nothing is decoded.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

PNG_START = b"\x89PNG\r\n\x1a\n"
JPEG_START = b"\xff\xd8"
LARGEST = 65_000
"""Dots on one side; no JPEG can have more, and no picture of a screen does."""

_CHANNELS = {0: 1, 2: 3, 3: 1}
_OTHER_PICTURES = frozenset({b"acTL", b"fcTL", b"fdAT"})
_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_KEPT = frozenset({0xC4, 0xDB, 0xDD})
"""Huffman and quantisation tables and the restart interval: what the data is decoded with."""
_APP0, _APP14, _LAST_APP, _COMMENT, _SCAN, _END = 0xE0, 0xEE, 0xEF, 0xFE, 0xDA, 0xD9
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_RED_GREEN_BLUE = b"RGB"


class NotPlain(ValueError):
    """Programs could show this file differently, or cannot show it; says why in words that end a sentence."""


class PlainPng(NamedTuple):
    """A PNG's picture: its packed rows as in the file."""

    width: int
    height: int
    bits: int
    channels: int
    palette: bytes
    data: bytes
    """A zlib stream of rows, each with its PNG predictor."""


class PlainJpeg(NamedTuple):
    """A JPEG's picture: the very coefficients of the file with the tables that they need, and no notes."""

    width: int
    height: int
    channels: int
    adobe: bool
    """Printing inks stored the other way round, as Adobe's programs do."""
    data: bytes


def plain_png(data: bytes) -> PlainPng:
    """The picture of a PNG file. Raises NotPlain: see-through, deep or interlaced, damaged, or open to two readings."""
    try:
        return _png(data)
    except (struct.error, IndexError) as error:
        raise NotPlain("its beginning is damaged") from error


def _png(data: bytes) -> PlainPng:
    chunks = list(_chunks(data))
    names = [name for name, _ in chunks]
    if names[:1] != [b"IHDR"] or names[-1:] != [b"IEND"] or len(chunks[0][1]) != 13:
        raise NotPlain("its beginning or its end is missing")
    width, height, bits, colour, packing, filtering, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    if colour not in _CHANNELS or bits > 8 or interlaced or packing or filtering or b"tRNS" in names:
        raise NotPlain("it has transparency, 16 bits a channel or interlacing")
    if not (0 < width <= LARGEST and 0 < height <= LARGEST):
        raise NotPlain("it says that it is impossibly large")
    palettes = [bytes(body) for name, body in chunks if name == b"PLTE"]
    rows = [number for number, name in enumerate(names) if name == b"IDAT"]
    strange = [name for name in names if not name[0] & 0x20 and name not in (b"IHDR", b"PLTE", b"IDAT", b"IEND")]
    if strange or names.count(b"IHDR") != 1 or _OTHER_PICTURES & set(names):
        raise NotPlain("it holds more than one picture, or parts that few programs know")
    if not rows or rows != list(range(rows[0], rows[-1] + 1)):
        raise NotPlain("its data is missing or cut into pieces")
    if len(palettes) > 1 or (palettes and names.index(b"PLTE") > rows[0]) or bool(palettes) != (colour == 3):
        raise NotPlain("its colours are missing, or there are two sets of them")
    palette = palettes[0] if palettes else b""
    if palette and (len(palette) % 3 or len(palette) > 3 << bits):
        raise NotPlain("its colours are damaged")
    return PlainPng(
        width, height, bits, _CHANNELS[colour], palette, b"".join(body for name, body in chunks if name == b"IDAT")
    )


def _chunks(data: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """Each chunk's name and body up to the end of the picture. What follows it is left out."""
    view, at = memoryview(data), len(PNG_START)
    while at + 12 <= len(data):
        length, name = struct.unpack(">I4s", view[at : at + 8])
        body = view[at + 8 : at + 8 + length]
        (sum_told,) = struct.unpack(">I", view[at + 8 + length : at + 12 + length])
        if zlib.crc32(view[at + 4 : at + 8 + length]) != sum_told:
            raise NotPlain("it is damaged")
        yield name, body
        if name == b"IEND":
            return
        at += 12 + length


def plain_jpeg(data: bytes) -> PlainJpeg:
    """The picture of a JPEG file. Raises NotPlain: damaged, an unusual kind, or colours open to two readings."""
    try:
        return _jpeg(data)
    except (struct.error, IndexError) as error:
        raise NotPlain("its beginning is damaged") from error


def _jpeg(data: bytes) -> PlainJpeg:
    kept: list[bytes] = []
    frame, adobe, is_jfif = b"", b"", False
    for marker, body, whole in _segments(data):
        if marker in _FRAMES:
            if frame or marker > 0xC2:
                raise NotPlain("it is a kind of JPEG that few programs open")
            frame = body
        elif marker == _APP0 and body.startswith(b"JFIF\0"):
            is_jfif = True
        elif marker == _APP14 and body.startswith(b"Adobe"):
            adobe = whole
        if marker in _FRAMES or marker in _KEPT or marker in (_SCAN, _END):
            if marker == _SCAN and not frame:
                raise NotPlain("its size is not where it should be")
            kept.append(whole)
    bits, height, width, channels = struct.unpack(">BHHB", frame[:6])
    if bits != 8 or channels not in (1, 3, 4) or not width or not height:
        raise NotPlain("it is a kind of JPEG that few programs open")
    if channels == 3 and ((adobe and adobe[15] != 1) or (not adobe and frame[6::3] == _RED_GREEN_BLUE)):
        raise NotPlain("programs read its colours differently")
    if channels == 4 and is_jfif:
        raise NotPlain("programs read its colours differently")
    colours = adobe if channels == 4 else _JFIF
    return PlainJpeg(width, height, channels, bool(adobe), b"".join((JPEG_START, colours, *kept)))


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Each part of the first picture in the file: its marker, its body, and all of it; a scan with its data."""
    at = len(JPEG_START)
    while True:
        while data[at + 1] == 0xFF:
            at += 1
        marker = data[at + 1]
        if data[at] != 0xFF:
            raise NotPlain("it is damaged")
        if marker == _END:
            yield marker, b"", data[at : at + 2]
            return
        known = marker in _FRAMES or marker in _KEPT or marker in (_SCAN, _COMMENT) or _APP0 <= marker <= _LAST_APP
        if not known:
            raise NotPlain("it is a kind of JPEG that few programs open")
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        end = at + 2 + length
        if marker == _SCAN:
            following = _NEXT_MARKER.search(data, end)
            if following is None:
                raise NotPlain("its end is missing")
            end = following.start()
        if length < 2 or end > len(data):
            raise NotPlain("it is damaged")
        yield marker, data[at + 4 : at + 2 + length], data[at:end]
        at = end
