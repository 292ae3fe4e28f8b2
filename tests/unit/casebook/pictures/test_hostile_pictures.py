"""Whatever a hostile picture does, the program says so in words and lives on (F16)."""

import contextlib
import io
import random
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pillow_heif import from_pillow

from dslapp.casebook.pictures.problems import PictureUnreadable
from dslapp.casebook.pictures.reader import PictureReader
from tests.pictures import ONE_OF_EACH, child_id, corners, gif_of_many_frames, png_claiming, sample, saved


@pytest.fixture(scope="module")
def reader() -> Iterator[PictureReader]:
    with PictureReader() as shared:
        yield shared


def refusal(reader: PictureReader, data: bytes) -> PictureUnreadable:
    with pytest.raises(PictureUnreadable) as told:
        reader.inspect(data)
    assert told.value.way_forward
    return told.value


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_a_file_that_stops_in_the_middle_is_told_as_such(name: str, share: float, reader: PictureReader) -> None:
    data = sample(name)

    assert "stops in the middle" in refusal(reader, data[: int(len(data) * share)]).message


@pytest.mark.parametrize("left", [1, 5, 12, 20, 30, 40, 100, 400])
@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_the_first_few_bytes_of_a_picture_are_refused(name: str, left: int, reader: PictureReader) -> None:
    refusal(reader, sample(name)[:left])


def test_an_empty_file_is_refused(reader: PictureReader) -> None:
    assert "0 bytes" in refusal(reader, b"").message


def test_a_bomb_is_refused_by_its_header_and_harms_nobody(reader: PictureReader) -> None:
    reader.inspect(sample("chatnest-taunts-1.png"))
    before = child_id(reader)

    assert "50,000 × 50,000 dots" in refusal(reader, png_claiming(50_000, 50_000)).message
    assert child_id(reader) == before


def test_a_bomb_that_stays_below_the_limit_runs_out_of_the_childs_memory_only(reader: PictureReader) -> None:
    see_through = png_claiming(9_990, 9_990, bytes((9_990 * 4 + 1) * 9_990), colour=6)

    with pytest.raises(PictureUnreadable, match="too large"):
        reader.view(see_through)
    assert reader.inspect(sample("chatnest-taunts-1.png")).width == 1080


@pytest.mark.parametrize(
    "bomb",
    [
        pytest.param(
            b"RIFF\x16\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00" + b"\xff\x3f\x00" * 2, id="16,384² canvas"
        ),
        pytest.param(b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\xff\xff\xff\x0f" + bytes(9), id="lossless"),
    ],
)
def test_a_webp_bomb_is_refused_before_its_decoder_makes_room(bomb: bytes, reader: PictureReader) -> None:
    assert "16,384 × 16,384 dots" in refusal(reader, bomb).message


def test_a_jpeg_that_lies_about_its_size_is_refused_or_shown_with_what_it_has(reader: PictureReader) -> None:
    honest = saved(corners(), "JPEG")
    place = honest.index(b"\xff\xc0") + 5
    huge = honest[:place] + struct.pack(">HH", 60_000, 60_000) + honest[place + 4 :]
    taller = honest[:place] + struct.pack(">HH", 4_000, 3_000) + honest[place + 4 :]

    assert "60,000 × 60,000 dots" in refusal(reader, huge).message
    assert (reader.view(taller).width, reader.view(taller).height) == (3_000, 4_000)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"only text, whatever the name says\n", "not a picture", id="text named .png"),
        pytest.param(b"MZ\x90\x00" + bytes(500), "a Windows program", id="a program named .jpg"),
        pytest.param(saved(corners(), "ICO"), "an icon", id="ICO"),
        pytest.param(saved(corners(), "AVIF"), "an AVIF picture", id="AVIF"),
        pytest.param(b"%PDF-1.7\n", "a PDF", id="PDF"),
        pytest.param(b'<?xml version="1.0"?>\n<svg onload="x()"/>', "an SVG drawing", id="SVG"),
        pytest.param(b"<!DOCTYPE html><script>", "a web page", id="a web page"),
        pytest.param(b"PK\x03\x04" + bytes(50), "a ZIP or Office file", id="ZIP"),
        pytest.param(b"\x00\x00\x00\x18ftypmp42" + bytes(50), "a video", id="a film"),
    ],
)
def test_other_files_are_refused_by_what_they_are_and_told_what_works(
    data: bytes, words: str, reader: PictureReader
) -> None:
    told = refusal(reader, data)

    assert words in told.message
    assert "PNG, JPEG, WebP, HEIC, GIF, TIFF and BMP" in told.way_forward


def test_a_gif_of_very_many_frames_is_shown_by_its_first(reader: PictureReader) -> None:
    assert reader.inspect(gif_of_many_frames(100_000)).frames == 100_000


def test_a_picture_is_known_by_its_content_and_not_by_its_name(reader: PictureReader) -> None:
    heic = io.BytesIO()
    from_pillow(corners()).save(heic)

    assert reader.inspect(heic.getvalue()).media_type == "image/heic"
    assert reader.inspect(saved(corners(), "MPO", save_all=True)).media_type == "image/jpeg"


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_flipped_bits_bring_a_picture_or_words_and_nothing_else(name: str, reader: PictureReader) -> None:
    chance = random.Random(20261109)
    for _ in range(25):
        data = bytearray(sample(name))
        for _ in range(10):
            data[chance.randrange(min(len(data), chance.choice([64, 1024, 1 << 20])))] ^= 1 << chance.randrange(8)
        with contextlib.suppress(PictureUnreadable):
            assert reader.view(bytes(data)).data


@pytest.mark.skipif(sys.platform != "linux", reason="this system does not tell how much memory a process had")
def test_the_child_keeps_to_its_memory_whatever_it_is_given(reader: PictureReader) -> None:
    with contextlib.suppress(PictureUnreadable):
        reader.printable(png_claiming(9_990, 9_990, bytes((9_990 * 3 + 1) * 9_990)))

    status = Path(f"/proc/{child_id(reader)}/status").read_text().splitlines()
    peak = next(line for line in status if line.startswith("VmPeak"))
    assert int(peak.split()[1]) <= 512 << 10
