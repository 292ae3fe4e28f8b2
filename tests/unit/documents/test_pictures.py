"""Pictures go into a document with the data of the evidence and without its notes; whole, one a page, not enlarged."""

import contextlib
import io
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from dslapp.documents.document import Document, PicturePlate, Section
from dslapp.documents.drawing import draw
from dslapp.documents.encryption import encrypt
from dslapp.documents.pages import page_pixels
from dslapp.documents.pictures import Picture, read
from dslapp.domain.problems import UserProblem
from tests.unit.documents.made_up import LADO, PROVENANCE, SAMPLES
from tests.unit.documents.readers import Reader

JPEG = (SAMPLES / "photo-of-phone-screen.jpg").read_bytes()
PNG = (SAMPLES / "chatnest-taunts-1.png").read_bytes()


def plates(*pictures: Picture) -> bytes:
    entry = LADO.exhibits[0]
    return draw(
        Document(
            title="Pictures", ref="OSI-2026-0042", provenance=PROVENANCE,
            sections=(Section(blocks=tuple(PicturePlate(entry, picture) for picture in pictures)),),
        )
    )  # fmt: skip


def made(mode: str, kind: str, size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    image.paste((200, 30, 40), (0, 0, size[0] // 3, size[1] // 3))
    kept = io.BytesIO()
    image.convert(mode).save(kept, kind, **options)
    return kept.getvalue()


def test_a_jpeg_comes_out_with_its_own_coefficients_and_without_its_notes(tmp_path: Path) -> None:
    locked = encrypt(plates(Picture(JPEG, "image/jpeg")), "five-made-up-words")
    (out,) = Reader(tmp_path, locked, "five-made-up-words").pictures(tmp_path)
    data = out.read_bytes()
    scan = JPEG[JPEG.index(b"\xff\xda") :]
    assert data.endswith(scan), "not a bit of the picture itself is touched"
    assert b"Fabrikam" in JPEG
    assert b"Exif" not in data
    assert b"Fabrikam" not in data
    with Image.open(io.BytesIO(JPEG)) as original, Image.open(io.BytesIO(data)) as extracted:
        assert extracted.tobytes() == original.tobytes()


@pytest.mark.parametrize(
    "data",
    [PNG, made("RGB", "PNG"), made("L", "PNG"), made("P", "PNG"), made("1", "PNG")],
    ids=["screenshot", "colour", "grey", "palette", "two colours"],
)
def test_a_png_comes_out_pixel_for_pixel(data: bytes, tmp_path: Path) -> None:
    (out,) = Reader(tmp_path, plates(Picture(data, "image/png"))).pictures(tmp_path)
    with Image.open(io.BytesIO(data)) as original, Image.open(out) as extracted:
        assert extracted.convert("RGB").tobytes() == original.convert("RGB").tobytes()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_however_the_phone_was_held(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = made("RGB", "JPEG", (300, 180), exif=exif, quality=95)
    upright = io.BytesIO()
    with Image.open(io.BytesIO(data)) as photo:
        ImageOps.exif_transpose(photo).save(upright, "PNG")
    *_, turned = page_pixels(plates(Picture(data, "image/jpeg", orientation=orientation)), 0, 0.5)
    *_, expected = page_pixels(plates(Picture(upright.getvalue(), "image/png")), 0, 0.5)
    assert sum(abs(a - b) > 40 for a, b in zip(turned, expected, strict=True)) < len(expected) / 500


def test_each_picture_has_a_page_and_is_never_enlarged_or_cropped(tmp_path: Path) -> None:
    small, tall = made("RGB", "PNG", (60, 40)), made("RGB", "PNG", (1080, 4000))
    reader = Reader(tmp_path, plates(Picture(small, ""), Picture(tall, ""), Picture(JPEG, "")))
    assert reader.pages == 4, "one for the title"
    listed = subprocess.run(["pdfimages", "-list", str(reader.path)], check=True, capture_output=True, text=True)
    rows = [line.split() for line in listed.stdout.splitlines()[2:]]
    assert [row[0] for row in rows] == ["2", "3", "4"]
    assert all(int(row[12]) >= 96 and int(row[13]) >= 96 for row in rows)


def test_the_document_is_hardly_larger_than_its_pictures() -> None:
    pictures = [Picture(JPEG, ""), Picture(PNG, "")] * 3
    assert (
        len(encrypt(plates(*pictures), "five-made-up-words"))
        <= 1.05 * sum(len(each.data) for each in pictures) + 60_000
    )


@pytest.mark.parametrize(
    "data",
    [
        made("RGBA", "PNG"), made("RGB", "WEBP"), made("RGB", "BMP"), b"", b"\x89PNG\r\n\x1a\n", PNG[: len(PNG) // 2],
        JPEG[:200], b"\xff\xd8\xff\xd9",
    ],
    ids=["transparent", "webp", "bmp", "empty", "only a beginning", "half a png", "half a jpeg", "no picture"],
)  # fmt: skip
def test_what_cannot_go_in_as_it_is_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(UserProblem, match="can't go into the document as it is"):
        read(Picture(data, ""))


@given(st.integers(0, 600), st.integers(0, 255), st.sampled_from([JPEG, PNG, made("P", "PNG")]))
def test_a_damaged_header_is_at_worst_refused(place: int, byte: int, data: bytes) -> None:
    damaged = bytearray(data)
    damaged[place % len(damaged)] = byte
    with contextlib.suppress(UserProblem):
        read(Picture(bytes(damaged), ""))
