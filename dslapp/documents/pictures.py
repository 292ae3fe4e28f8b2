"""Pictures in a PDF as in the evidence: a JPEG's own coefficients, a PNG's own packed rows, without the file's notes.

Nothing is decoded here: only headers are read, since a hostile picture must not meet a decoder in this process. Where
a photo was taken, with which device, and whatever else rides along in the file, stays with the original.
"""

import struct
import zlib

import msgspec
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from dslapp.domain.evidence.plain_pictures import JPEG_START, PNG_START, NotPlain, plain_jpeg, plain_png
from dslapp.domain.problems import UserProblem

_UPRIGHT = 1


class Picture(msgspec.Struct, frozen=True):
    """A picture's bytes as they go into the PDF.

    JPEG and PNG go in when every program shows them alike: eight bits or fewer a channel, no transparency, no
    interlacing, one set of colours. Otherwise the caller has the picture converted first (by the process that may
    decode) and says so in `note`.
    """

    data: bytes
    media_type: str
    note: str = ""
    """What the reader should know, such as "Shown as a JPEG made from the HEIC original"."""
    orientation: int = _UPRIGHT
    """How it is to be turned to stand upright, 1 to 8 as EXIF counts; said by the process that showed it."""


class Jpeg(msgspec.Struct, frozen=True):
    """A JPEG whose header has been read."""

    data: bytes
    width: int
    height: int
    channels: int
    adobe: bool
    orientation: int

    def to_pdf(self, pdf: Pdf) -> Object:
        """The image object, its data as in the file."""
        space = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}[self.channels]
        image = Stream(
            pdf, self.data, Type=Name.XObject, Subtype=Name.Image, Width=self.width, Height=self.height,
            BitsPerComponent=8, ColorSpace=space, Filter=Name.DCTDecode,
        )  # fmt: skip
        if self.channels == 4 and self.adobe:
            image.Decode = Array([1, 0] * 4)
        return image


class Png(msgspec.Struct, frozen=True):
    """A PNG whose chunks have been read."""

    data: bytes
    """A zlib stream of rows, each with its PNG predictor, which PDF knows too."""
    width: int
    height: int
    bits: int
    channels: int
    palette: bytes
    orientation: int

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


def from_dots(width: int, height: int, rgb: bytes, note: str = "") -> Picture:
    """A picture of dots, red, green and blue, row by row, such as a page that was drawn."""
    rows = b"".join(b"\0" + rgb[at : at + 3 * width] for at in range(0, 3 * width * height, 3 * width))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    data = PNG_START + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )
    return Picture(data, "image/png", note)


def read(picture: Picture) -> PlacedPicture:
    """Read a picture's header. Raises UserProblem for what a PDF cannot hold as it is."""
    try:
        if picture.data.startswith(PNG_START):
            png = plain_png(picture.data)
            return Png(png.data, png.width, png.height, png.bits, png.channels, png.palette, picture.orientation)
        if picture.data.startswith(JPEG_START):
            jpeg = plain_jpeg(picture.data)
            return Jpeg(jpeg.data, jpeg.width, jpeg.height, jpeg.channels, jpeg.adobe, picture.orientation)
    except NotPlain as error:
        raise _cannot(str(error)) from error
    raise _cannot("it is neither JPEG nor PNG")


def _cannot(reason: str) -> UserProblem:
    return UserProblem(f"This picture can't go into the document as it is: {reason}.", "A converted copy is needed.")
