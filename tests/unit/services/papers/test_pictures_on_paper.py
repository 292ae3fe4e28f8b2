"""What is printed is what was shown: a file that two programs read differently gives one picture, and no notes."""

import contextlib
import io
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dslapp.casebook.pictures.reader import PictureReader
from dslapp.documents.document import Document, PicturePlate, Section
from dslapp.documents.drawing import draw
from dslapp.documents.pictures import Picture
from dslapp.domain.evidence.plain_pictures import NotPlain, plain_jpeg, plain_png
from tests.pictures import as_image, corners, png_chunk, sample, saved
from tests.unit.documents.made_up import LADO, PROVENANCE
from tests.unit.documents.readers import Reader

HEAD = struct.pack(">IIBBBBB", 2, 2, 8, 3, 0, 0, 0)
GREY = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)
RED, GREEN = b"\xff\0\0" * 4, b"\0\xff\0" * 4
ROWS = zlib.compress(b"\0\0\1\0\2\3")
OTHER_ROWS = zlib.compress(b"\0\3\3\0\3\3")
END = (b"IEND", b"")
GPS = b"51.4934N0.0098E"


def png(*chunks: tuple[bytes, bytes], after: bytes = b"") -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*chunk) for chunk in chunks) + after


PLAIN = png((b"IHDR", HEAD), (b"PLTE", RED), (b"IDAT", ROWS), END)
STRANGE_PNGS = {
    "two palettes": png((b"IHDR", HEAD), (b"PLTE", RED), (b"PLTE", GREEN), (b"IDAT", ROWS), END),
    "a palette behind the data": png((b"IHDR", HEAD), (b"PLTE", RED), (b"IDAT", ROWS), (b"PLTE", GREEN), END),
    "two heads": png((b"IHDR", HEAD), (b"IHDR", GREY), (b"PLTE", RED), (b"IDAT", ROWS), END),
    "data in two places": png(
        (b"IHDR", HEAD), (b"PLTE", RED), (b"IDAT", ROWS), (b"tEXt", b"a\0b"), (b"IDAT", OTHER_ROWS), END
    ),
    "a second picture behind the first": png((b"IHDR", HEAD), (b"PLTE", RED), (b"IDAT", ROWS + OTHER_ROWS), END),
    "a row too many": png((b"IHDR", GREY), (b"IDAT", zlib.compress(bytes(9))), END),
    "a colour that no palette has": png((b"IHDR", HEAD), (b"PLTE", RED[:9]), (b"IDAT", ROWS), END),
    "a grey picture with a palette": png((b"IHDR", GREY), (b"PLTE", RED), (b"IDAT", ROWS), END),
    "a moving picture": png(
        (b"IHDR", HEAD), (b"acTL", struct.pack(">II", 1, 0)), (b"PLTE", RED),
        (b"fcTL", struct.pack(">IIIIIHHBB", 0, 2, 2, 0, 0, 1, 1, 0, 0)), (b"IDAT", ROWS), END
    ),
    "a part that must be known and is not": png(
        (b"IHDR", HEAD), (b"PLTE", RED), (b"ABCD", b"x"), (b"IDAT", ROWS), END
    ),
}  # fmt: skip


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def behind_start(jpeg: bytes, *parts: bytes) -> bytes:
    return jpeg[:2] + b"".join(parts) + jpeg[2:]


def without_jfif(jpeg: bytes) -> bytes:
    assert jpeg[2:4] == b"\xff\xe0"
    return jpeg[:2] + jpeg[20:]


JPEG = saved(corners(), "JPEG", quality=95, subsampling=0)
ADOBE_RGB = segment(0xEE, b"Adobe" + struct.pack(">HHHB", 100, 0, 0, 0))
LETTERS = without_jfif(JPEG).replace(b"\x03\x01\x11\0\x02\x11\x01\x03\x11\x01", b"\x03R\x11\0G\x11\x01B\x11\x01")
LETTERS = LETTERS.replace(b"\x03\x01\0\x02\x11\x03\x11", b"\x03R\0G\x11B\x11")
STRANGE_JPEGS = {
    "Adobe says that there is no change of colours": behind_start(without_jfif(JPEG), ADOBE_RGB),
    "Adobe and JFIF disagree": behind_start(JPEG, ADOBE_RGB),
    "parts called R, G and B": LETTERS,
}


@pytest.fixture(scope="module")
def reader() -> Iterator[PictureReader]:
    with PictureReader() as shared:
        yield shared


def on_paper(reader: PictureReader, data: bytes, folder: Path) -> Image.Image:
    """The picture as another program takes it out of the PDF."""
    printable = reader.printable(data)
    picture = Picture(printable.data, printable.media_type, printable.note, printable.orientation)
    sections = (Section(blocks=(PicturePlate(LADO.exhibits[0], picture),)),)
    (out,) = Reader(
        folder, draw(Document(title="Pictures", ref="OSI-2026-0042", provenance=PROVENANCE, sections=sections))
    ).pictures(folder)
    with Image.open(out) as found:
        return found.convert("RGB")


def furthest(one: Image.Image, other: Image.Image) -> int:
    assert one.size == other.size
    return max(abs(a - b) for a, b in zip(one.tobytes(), other.tobytes(), strict=True))


@pytest.mark.parametrize("name", STRANGE_PNGS)
def test_a_png_of_two_readings_is_printed_as_it_was_shown(name: str, reader: PictureReader, tmp_path: Path) -> None:
    data = STRANGE_PNGS[name]
    shown = as_image(reader.view(data))
    assert reader.printable(data).note.startswith("converted copy")
    assert on_paper(reader, data, tmp_path).tobytes() == shown.tobytes()


@pytest.mark.parametrize("name", STRANGE_JPEGS)
def test_a_jpeg_of_two_readings_is_printed_as_it_was_shown(name: str, reader: PictureReader, tmp_path: Path) -> None:
    data = STRANGE_JPEGS[name]
    assert data not in (JPEG, without_jfif(JPEG)), "the case was made"
    shown = as_image(reader.view(data))
    assert reader.printable(data).note.startswith("converted copy")
    assert furthest(on_paper(reader, data, tmp_path), shown) < 40


def test_a_plain_picture_goes_in_with_its_own_data(reader: PictureReader, tmp_path: Path) -> None:
    assert reader.printable(PLAIN).note == ""
    assert on_paper(reader, PLAIN, tmp_path).tobytes() == as_image(reader.view(PLAIN)).tobytes()
    assert reader.printable(PLAIN + b"what follows the end").note == ""


def test_a_photo_turned_only_by_its_second_kind_of_note_is_printed_as_it_was_shown(
    reader: PictureReader, tmp_path: Path
) -> None:
    xmp = b'http://ns.adobe.com/xap/1.0/\0<x xmlns:tiff="t" tiff:Orientation="6"/>'
    data = behind_start(JPEG, segment(0xE1, xmp))
    assert as_image(reader.view(data)).size == (40, 60)
    assert reader.printable(data).orientation == 6


def test_nothing_that_rides_along_in_a_photo_gets_onto_paper(reader: PictureReader, tmp_path: Path) -> None:
    """Where it was taken, a comment, a small picture of before it was cut, a film behind its end."""
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 29: GPS.decode()}
    photo = saved(corners(), "JPEG", exif=exif, comment=GPS, icc_profile=GPS * 20, progressive=True)
    small = saved(Image.new("RGB", (8, 8), "red"), "JPEG")
    data = behind_start(photo, segment(0xE1, b"Exif\0\0" + GPS + small), segment(0xED, GPS)) + b"ftypmp42" + GPS
    assert data.count(GPS) > 6
    shown = as_image(reader.view(data))

    printable = reader.printable(data)
    assert printable.data == data, "the original is handed over whole, and stays as it is"
    found = on_paper(reader, data, tmp_path)
    (out,) = tmp_path.glob("picture-*")
    assert GPS not in out.read_bytes()
    assert GPS not in (tmp_path / "read.pdf").read_bytes()
    assert b"ftyp" not in out.read_bytes()
    assert found.tobytes() == shown.tobytes()


@pytest.mark.parametrize("name", ["photo-of-phone-screen.jpg"])
def test_a_jpeg_keeps_every_bit_of_its_picture(name: str) -> None:
    data = sample(name)
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(plain_jpeg(data).data)) as after:
        assert before.tobytes() == after.tobytes()


@given(st.binary(max_size=200), st.integers(0, 700), st.sampled_from([JPEG, PLAIN]))
def test_whatever_is_put_into_a_file_ends_in_a_picture_or_a_reason(extra: bytes, place: int, data: bytes) -> None:
    changed = data[:place] + extra + data[place:]
    for read in (plain_png, plain_jpeg):
        with contextlib.suppress(NotPlain):
            assert read(changed).width > 0
