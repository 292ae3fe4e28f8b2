"""Pictures are shown and printed as they are, the right way up."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image, ImageOps

from dslapp.casebook.pictures.reader import PictureReader
from tests.pictures import ALL_SAMPLES, as_image, child_id, corners, opened, sample, saved


@pytest.fixture(scope="module")
def reader() -> Iterator[PictureReader]:
    with PictureReader() as shared:
        yield shared


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


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP"])
def test_older_kinds_of_picture_are_shown_and_printed_without_loss(kind: str, reader: PictureReader) -> None:
    data = saved(corners(), kind)
    printable = reader.printable(data)

    assert (reader.inspect(data).width, reader.inspect(data).height) == (60, 40)
    assert as_image(reader.view(data)).tobytes() == opened(data).convert("RGB").tobytes()
    assert printable.note == f"converted copy for printing; the original {kind} is kept"
    assert opened(printable.data).tobytes() == opened(data).convert("RGB").tobytes()


@pytest.mark.parametrize("kind", ["GIF", "TIFF"])
def test_of_several_pictures_in_one_file_the_first_is_shown(kind: str, reader: PictureReader) -> None:
    several = saved(corners(), kind, save_all=True, append_images=[corners().rotate(180), corners().rotate(90)])

    assert reader.inspect(several).frames == 3
    assert as_image(reader.view(several)).getpixel((2, 2)) == as_image(reader.view(saved(corners(), kind))).getpixel(
        (2, 2)
    )


def apart(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


def test_the_same_picture_smaller_and_in_another_format_looks_alike(reader: PictureReader) -> None:
    data = sample("chatnest-taunts-1.png")
    small = saved(opened(data).convert("RGB").resize((540, 960)), "JPEG", quality=60)

    assert apart(reader.inspect(data).likeness, reader.inspect(small).likeness) <= 8
    assert apart(reader.inspect(data).likeness, reader.inspect(sample("gamehall-dark.png")).likeness) > 10


def test_a_photo_on_its_side_looks_like_the_same_photo_upright(reader: PictureReader) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    aside = saved(corners().transpose(Image.Transpose.ROTATE_90), "PNG", exif=exif)

    assert apart(reader.inspect(aside).likeness, reader.inspect(saved(corners(), "PNG")).likeness) <= 2


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


def test_a_png_that_lies_on_its_side_is_printed_upright(reader: PictureReader) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6

    assert opened(reader.printable(saved(corners(), "PNG", exif=exif)).data).size == (40, 60)


def test_a_jpeg_in_printing_inks_is_printed_from_a_copy(reader: PictureReader) -> None:
    printable = reader.printable(saved(corners().convert("CMYK"), "JPEG"))

    assert printable.note == "converted copy for printing; the original JPEG is kept"
    assert opened(printable.data).mode == "RGB"


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
