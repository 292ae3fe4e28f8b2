"""Pictures in a PDF as the original bytes: JPEG data whole, PNG data as compressed in the file.

Nothing is decoded here: only headers are read, since a hostile picture must not meet a decoder in this process.
"""

import struct

import msgspec
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from dslapp.domain.problems import UserProblem

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_CHANNELS = {0: 1, 2: 3, 3: 1}
_UPRIGHT = 1
_LARGEST = 65_000
"""Pixels on one side; no JPEG can have more, and no PNG of a screen does."""


class Picture(msgspec.Struct, frozen=True):
    """A picture's bytes as they go into the PDF.

    JPEG goes in whole. PNG goes in as it is when it has eight bits or fewer a channel, no transparency and no
    interlacing; otherwise the caller has it converted first (by the process that may decode) and says so in `note`.
    """

    data: bytes
    media_type: str
    note: str = ""
    """What the reader should know, such as "Shown as a JPEG made from the HEIC original"."""


class Jpeg(msgspec.Struct, frozen=True):
    """A JPEG whose header has been read."""

    data: bytes
    width: int
    height: int
    bits: int
    channels: int
    adobe: bool
    orientation: int

    def to_pdf(self, pdf: Pdf) -> Object:
        """The image object, its data as in the file."""
        space = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}[self.channels]
        image = Stream(
            pdf, self.data, Type=Name.XObject, Subtype=Name.Image, Width=self.width, Height=self.height,
            BitsPerComponent=self.bits, ColorSpace=space, Filter=Name.DCTDecode,
        )  # fmt: skip
        if self.channels == 4 and self.adobe:
            image.Decode = Array([1, 0] * 4)
        return image


class Png(msgspec.Struct, frozen=True):
    """A PNG whose chunks have been read."""

    data: bytes
    """The IDAT chunks joined: a zlib stream of rows, each with its PNG predictor, which PDF knows too."""
    width: int
    height: int
    bits: int
    channels: int
    palette: bytes
    orientation: int = _UPRIGHT

    def to_pdf(self, pdf: Pdf) -> Object:
        """The image object, its data as in the file."""
        space: Object = Name.DeviceRGB if self.channels == 3 else Name.DeviceGray
        if self.palette:
            last = len(self.palette) // 3 - 1
            space = Array([Name.Indexed, Name.DeviceRGB, last, Stream(pdf, self.palette)])
        predictors = Dictionary(Predictor=15, Colors=self.channels, BitsPerComponent=self.bits, Columns=self.width)
        return Stream(
            pdf, self.data, Type=Name.XObject, Subtype=Name.Image, Width=self.width, Height=self.height,
            BitsPerComponent=self.bits, ColorSpace=space, Filter=Name.FlateDecode, DecodeParms=predictors,
        )  # fmt: skip


PlacedPicture = Jpeg | Png


def goes_in_as_it_is(data: bytes) -> bool:
    """Whether a picture's own bytes can be put into the PDF, or a converted copy is needed."""
    try:
        read(Picture(data, ""))
    except UserProblem:
        return False
    return True


def read(picture: Picture) -> PlacedPicture:
    """Read a picture's header. Raises UserProblem for what a PDF cannot hold as it is."""
    try:
        if picture.data.startswith(_PNG):
            return _read_png(picture.data)
        if picture.data.startswith(b"\xff\xd8"):
            return _read_jpeg(picture.data)
    except (struct.error, IndexError, KeyError) as error:
        raise _cannot("its beginning is damaged") from error
    raise _cannot("it is neither JPEG nor PNG")


def _cannot(reason: str) -> UserProblem:
    return UserProblem(f"This picture can't go into the document as it is: {reason}.", "A converted copy is needed.")


def _read_png(data: bytes) -> Png:
    width, height, bits, colour, _, _, interlaced = struct.unpack(">IIBBBBB", data[16:29])
    if colour not in _PNG_CHANNELS or bits > 8 or interlaced:
        raise _cannot("it has transparency, 16 bits a channel or interlacing")
    if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
        raise _cannot("it says that it is impossibly large")
    palette, parts = b"", []
    view, position = memoryview(data), len(_PNG)
    while position + 12 <= len(data):
        length, kind = struct.unpack(">I4s", view[position : position + 8])
        body = view[position + 8 : position + 8 + length]
        if kind == b"PLTE":
            palette = bytes(body)
        elif kind == b"tRNS":
            raise _cannot("it has transparency")
        elif kind == b"IDAT":
            parts.append(body)
        elif kind == b"IEND":
            break
        position += 12 + length
    else:
        raise _cannot("its end is missing")
    if colour == 3 and not palette:
        raise _cannot("its colours are missing")
    return Png(b"".join(parts), width, height, bits, _PNG_CHANNELS[colour], palette if colour == 3 else b"")


def _read_jpeg(data: bytes) -> Jpeg:
    position, orientation, adobe = 2, _UPRIGHT, False
    while True:
        while data[position + 1] == 0xFF:
            position += 1
        marker = data[position + 1]
        if data[position] != 0xFF or marker in (0xD9, 0xDA):
            raise _cannot("its size is not where it should be")
        (length,) = struct.unpack(">H", data[position + 2 : position + 4])
        body = data[position + 4 : position + 2 + length]
        if marker == 0xE1 and body.startswith(b"Exif\0\0"):
            orientation = _exif_orientation(body[6:])
        elif marker == 0xEE and body.startswith(b"Adobe"):
            adobe = True
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            bits, height, width, channels = struct.unpack(">BHHB", body[:6])
            if marker > 0xC2 or bits != 8 or channels not in (1, 3, 4) or not width or not height:
                raise _cannot("it is a kind of JPEG that few programs open")
            return Jpeg(data, width, height, bits, channels, adobe, orientation)
        position += 2 + length


def _exif_orientation(tiff: bytes) -> int:
    """How the camera was held, 1 to 8, from the first directory of the EXIF data; upright when it does not say."""
    try:
        order = {b"II": "<", b"MM": ">"}[tiff[:2]]
        (start,) = struct.unpack(f"{order}I", tiff[4:8])
        (count,) = struct.unpack(f"{order}H", tiff[start : start + 2])
        for index in range(min(count, 100)):
            entry = tiff[start + 2 + 12 * index : start + 14 + 12 * index]
            tag, kind, _, value = struct.unpack(f"{order}HHIH", entry[:10])
            if tag == 0x0112 and kind == 3 and 1 <= value <= 8:
                return int(value)
    except (struct.error, KeyError):
        pass
    return _UPRIGHT
