"""Pictures are shown as they are, and whatever a hostile file does, the program says so in words and lives on."""

import contextlib
import io
import os
import random
import struct
import sys
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image, ImageOps
from pillow_heif import from_pillow

from dslapp.casebook.pictures.problems import PictureUnreadable
from dslapp.casebook.pictures.reader import PicturePixels, PictureReader

SAMPLES = Path(__file__).parents[2] / "samples" / "evidence"
ALL_SAMPLES = sorted(path.name for path in SAMPLES.iterdir())
ONE_OF_EACH = ["chatnest-taunts-1.png", "photo-of-phone-screen.jpg", "gamehall-dark.webp", "photo-of-phone-screen.heic"]


@pytest.fixture(scope="module")
def reader() -> Iterator[PictureReader]:
    with PictureReader() as shared:
        yield shared


def child_id(reader: PictureReader) -> int:
    assert reader._child is not None
    return reader._child._process.pid


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    held = io.BytesIO()
    picture.save(held, kind, **options)
    return held.getvalue()


def as_image(pixels: PicturePixels) -> Image.Image:
    return Image.frombytes("RGB", (pixels.width, pixels.height), pixels.data)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def corners() -> Image.Image:
    """A picture whose four corners differ, so that every turn shows."""
    picture = Image.new("RGB", (60, 40), "black")
    for place, colour in {(0, 0): "red", (40, 0): "lime", (0, 25): "blue", (40, 25): "yellow"}.items():
        picture.paste(colour, (*place, place[0] + 20, place[1] + 15))
    return picture


def png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_claiming(width: int, height: int, rows: bytes = b"", colour: int = 2) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", zlib.compress(rows, 1))
        + png_chunk(b"IEND", b"")
    )


# What a picture is


def test_a_screenshot_says_what_it_is(reader: PictureReader) -> None:
    facts = reader.inspect(sample("chatnest-taunts-1.png"))

    assert (facts.media_type, facts.width, facts.height, facts.frames) == ("image/png", 1080, 1920, 1)
    assert (facts.exif_taken_at, facts.exif_device) == ("", "")


@pytest.mark.parametrize("name", ["photo-of-phone-screen.jpg", "photo-of-phone-screen.heic"])
def test_a_photo_says_what_its_phone_wrote_into_it(name: str, reader: PictureReader) -> None:
    facts = reader.inspect(sample(name))

    assert facts.exif_taken_at == "2026-11-09 08:52:11 +00:00"
    assert facts.exif_device == "Fabrikam Phone 9"


def test_a_picture_that_moves_says_how_many_pictures_it_holds(reader: PictureReader) -> None:
    moving = saved(corners(), "WEBP", save_all=True, append_images=[corners().rotate(180)], duration=100)

    assert reader.inspect(moving).frames == 2
    assert reader.view(moving).width == 60


def test_a_damaged_note_of_the_phone_is_no_reason_to_refuse_the_picture(reader: PictureReader) -> None:
    facts = reader.inspect(saved(corners(), "JPEG", exif=b"Exif\x00\x00MM\x00*\xff\xff\xff\xff"))

    assert (facts.width, facts.exif_taken_at) == (60, "")


# What is shown


@pytest.mark.parametrize("name", ALL_SAMPLES)
def test_each_sample_is_shown_small_and_large(name: str, reader: PictureReader) -> None:
    facts = reader.inspect(sample(name))
    small, large = reader.thumbnail(sample(name)), reader.view(sample(name))

    assert max(small.width, small.height) == 320
    assert (large.width, large.height) == (facts.width, facts.height)
    assert len(large.data) == large.width * large.height * 3


@pytest.mark.parametrize("name", ["chatnest-taunts-1.png", "gamehall-dark.webp"])
def test_a_view_shows_the_very_dots_of_the_picture(name: str, reader: PictureReader) -> None:
    assert as_image(reader.view(sample(name))).tobytes() == opened(sample(name)).convert("RGB").tobytes()


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_photo_is_shown_the_right_way_up(orientation: int, kind: str, reader: PictureReader) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = saved(corners(), kind, exif=exif)
    upright = ImageOps.exif_transpose(opened(data))

    assert as_image(reader.view(data)).tobytes() == upright.convert("RGB").tobytes()
    assert (reader.inspect(data).width, reader.inspect(data).height) == upright.size
    assert reader.printable(data).orientation == orientation


def test_a_small_picture_is_never_enlarged(reader: PictureReader) -> None:
    small = reader.thumbnail(saved(corners(), "PNG"))

    assert (small.width, small.height) == (60, 40)


def test_a_long_scrolled_chat_stays_readable_from_end_to_end(reader: PictureReader) -> None:
    view = reader.view(saved(Image.new("RGB", (1080, 15_000)), "PNG"))

    assert (view.width, view.height) == (1080, 15_000)


def test_what_is_see_through_shows_white(reader: PictureReader) -> None:
    clear = Image.new("RGBA", (4, 4), (255, 0, 0, 0))
    palette = Image.new("P", (4, 4), 0)

    assert set(reader.view(saved(clear, "PNG")).data) == {255}
    assert set(reader.view(saved(palette, "PNG", transparency=0)).data) == {255}


def test_16_bit_grey_is_scaled_and_not_cut_off(reader: PictureReader) -> None:
    deep = Image.new("I;16", (1, 1), 0x8000)

    assert set(reader.view(saved(deep, "PNG")).data) <= {127, 128}


# What is printed


@pytest.mark.parametrize("name", [name for name in ALL_SAMPLES if name.endswith((".png", ".jpg"))])
def test_screenshots_and_photos_are_printed_from_their_own_bytes(name: str, reader: PictureReader) -> None:
    printable = reader.printable(sample(name))

    assert printable.data == sample(name)
    assert printable.note == ""


def test_a_heic_photo_is_printed_from_a_copy_that_says_so(reader: PictureReader) -> None:
    printable = reader.printable(sample("photo-of-phone-screen.heic"))

    assert printable.media_type == "image/jpeg"
    assert printable.note == "converted copy for printing; the original HEIC is kept"
    assert (opened(printable.data).format, opened(printable.data).size) == ("JPEG", (1652, 2764))


def test_a_lossless_webp_is_printed_without_loss(reader: PictureReader) -> None:
    printable = reader.printable(saved(corners(), "WEBP", lossless=True))

    assert printable.media_type == "image/png"
    assert printable.note == "converted copy for printing; the original WebP is kept"
    assert opened(printable.data).tobytes() == corners().tobytes()


def test_a_lossy_webp_is_printed_from_a_good_jpeg(reader: PictureReader) -> None:
    assert reader.printable(sample("gamehall-dark.webp")).media_type == "image/jpeg"


@pytest.mark.parametrize(
    "awkward",
    [
        pytest.param(saved(corners().convert("RGBA"), "PNG"), id="with transparency"),
        pytest.param(saved(corners().convert("P"), "PNG", transparency=0), id="a palette with a see-through colour"),
        pytest.param(saved(corners().convert("1"), "PNG"), id="one bit"),
        pytest.param(saved(Image.new("I;16", (60, 40)), "PNG"), id="16 bits"),
    ],
)
def test_a_png_that_pdf_cannot_hold_is_printed_from_a_plain_one(awkward: bytes, reader: PictureReader) -> None:
    printable = reader.printable(awkward)

    assert printable.media_type == "image/png"
    assert printable.note == "converted copy for printing; the original PNG is kept"
    assert (opened(printable.data).mode, opened(printable.data).size) == ("RGB", (60, 40))


def test_a_palette_png_is_printed_from_its_own_bytes(reader: PictureReader) -> None:
    palette = saved(Image.linear_gradient("L").convert("P"), "PNG")

    assert reader.printable(palette).data == palette


def test_a_jpeg_in_printing_inks_is_printed_from_a_copy(reader: PictureReader) -> None:
    printable = reader.printable(saved(corners().convert("CMYK"), "JPEG"))

    assert printable.note == "converted copy for printing; the original JPEG is kept"
    assert opened(printable.data).mode == "RGB"


# What cannot be opened (F16)


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


def gif_of_many_frames(frames: int) -> bytes:
    frame = b"\x21\xf9\x04\x00\x01\x00\x00\x00\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00"
    return b"GIF89a\x01\x00\x01\x00\x80\x00\x00" + b"\x00\x00\x00\xff\xff\xff" + frame * frames + b"\x3b"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"only text, whatever the name says\n", "not a picture", id="text named .png"),
        pytest.param(b"MZ\x90\x00" + bytes(500), "a Windows program", id="a program named .jpg"),
        pytest.param(gif_of_many_frames(100_000), "a GIF picture", id="a GIF of 100,000 frames"),
        pytest.param(saved(corners(), "TIFF"), "a TIFF picture", id="TIFF"),
        pytest.param(saved(corners(), "BMP"), "a BMP picture", id="BMP"),
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
    assert "PNG, JPEG, WebP and HEIC" in told.way_forward


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


def test_several_threads_may_ask_at_once(reader: PictureReader) -> None:
    names = ALL_SAMPLES * 3
    with ThreadPoolExecutor(4) as threads:
        shown = list(threads.map(lambda name: reader.thumbnail(sample(name)), names))

    for name, pixels in zip(names, shown, strict=True):
        assert pixels == reader.thumbnail(sample(name))


def test_a_child_is_replaced_after_so_many_pictures() -> None:
    with PictureReader(requests_each=2) as reader:
        ids = []
        for _ in range(5):
            reader.inspect(saved(corners(), "PNG"))
            ids.append(child_id(reader))

    assert ids[0] == ids[1] != ids[2] == ids[3] != ids[4]


def test_a_child_that_was_killed_is_replaced() -> None:
    with PictureReader() as reader:
        reader.inspect(saved(corners(), "PNG"))
        os.kill(child_id(reader), 9)
        assert reader._child is not None
        reader._child._process.wait()

        assert reader.inspect(saved(corners(), "PNG")).width == 60
