"""Boxes are burnt into a copy's dots in the picture child, and one screenshot is laid over the next there."""

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dslapp.casebook.pictures.problems import PictureUnreadable
from dslapp.casebook.pictures.reader import PictureReader
from dslapp.documents.image_pdf import image_pdf, pdf_leftovers, pictures_of
from dslapp.domain.evidence.leak_check import png_leftovers
from tests.pictures import ALL_SAMPLES, as_image, corners, opened, png_claiming, sample, saved

DOTS_A_POINT = 200 / 72


@pytest.fixture(scope="module")
def reader() -> Iterator[PictureReader]:
    with PictureReader() as shared:
        yield shared


@pytest.mark.parametrize("name", ALL_SAMPLES)
def test_a_copy_is_the_picture_with_black_boxes_and_nothing_else(name: str, reader: PictureReader) -> None:
    before = as_image(reader.view(sample(name)))
    copy = reader.burnt(sample(name), [(10, 20, 30, 5)])
    after = opened(copy)
    before.paste((0, 0, 0), (10, 20, 40, 25))
    assert png_leftovers(copy) == ()
    assert (after.mode, after.info, after.tobytes()) == ("RGB", {}, before.tobytes())


part = st.tuples(st.integers(0, 70), st.integers(0, 50), st.integers(1, 40), st.integers(1, 40))


@given(st.lists(part, min_size=1, max_size=6), st.sampled_from(["PNG", "JPEG", "WEBP"]))
def test_wherever_boxes_are_drawn_each_is_black_and_every_other_dot_stays(
    reader: PictureReader, boxes: list[tuple[int, int, int, int]], kind: str
) -> None:
    original = saved(corners(), kind)
    expected = as_image(reader.view(original))
    for left, top, width, height in boxes:
        expected.paste((0, 0, 0), (min(left, 60), min(top, 40), min(left + width, 60), min(top + height, 40)))
    copy = reader.burnt(original, boxes)
    assert (opened(copy).tobytes(), png_leftovers(copy)) == (expected.tobytes(), ())
    inside = [box for box in boxes if box[0] < 60 and box[1] < 40]
    assert reader.look_at_boxes(copy, inside).open_boxes == 0


def test_a_box_on_a_turned_photo_covers_what_is_seen_there(reader: PictureReader) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = saved(corners(), "PNG", exif=exif)
    seen = as_image(reader.view(photo))
    assert seen.getpixel((39, 0)) == (255, 0, 0)
    assert opened(reader.burnt(photo, [(30, 0, 10, 10)])).getpixel((39, 0)) == (0, 0, 0)


def test_a_cropped_copy_holds_the_one_part_alone(reader: PictureReader) -> None:
    copy = opened(reader.burnt(saved(corners(), "PNG"), [], (40, 0, 20, 15)))
    assert (copy.size, copy.getcolors()) == ((20, 15), [(300, (0, 255, 0))])


def test_a_box_that_is_open_at_one_dot_is_found(reader: PictureReader) -> None:
    copy = opened(reader.burnt(saved(corners(), "PNG"), [(1, 1, 10, 10), (30, 30, 5, 5)]))
    assert reader.look_at_boxes(saved(copy, "PNG"), [(1, 1, 10, 10), (30, 30, 5, 5)]).open_boxes == 0
    copy.putpixel((10, 10), (0, 0, 1))
    assert reader.look_at_boxes(saved(copy, "PNG"), [(1, 1, 10, 10), (30, 30, 5, 5)]).open_boxes == 1
    assert reader.look_at_boxes(saved(copy, "PNG"), [(500, 500, 5, 5)]).open_boxes == 1


def test_a_pdf_of_copies_holds_their_very_dots_and_nothing_else(reader: PictureReader) -> None:
    copies = [reader.burnt(sample(f"chatnest-taunts-{number}.png"), [(5, 5, 50, 50)]) for number in (1, 2)]
    pdf = image_pdf(copies, DOTS_A_POINT)
    assert pdf_leftovers(pdf) == ()
    again = list(pictures_of(pdf))
    assert [opened(each).tobytes() for each in again] == [opened(each).tobytes() for each in copies]
    page = reader.burnt(pdf, [(5, 5, 60, 60)], scale=DOTS_A_POINT, number=1)
    assert reader.look_at_boxes(page, [(5, 5, 60, 60)]).open_boxes == 0


def test_a_hostile_picture_is_refused_as_everywhere(reader: PictureReader) -> None:
    with pytest.raises(PictureUnreadable, match="claims to have"):
        reader.burnt(png_claiming(100_000, 100_000), [(0, 0, 1, 1)])
    with pytest.raises(PictureUnreadable):
        reader.burnt(b"%PDF-1.7 nothing", [(0, 0, 1, 1)], scale=1.0)
    with pytest.raises(PictureUnreadable):
        reader.lay_over(sample("chatnest-taunts-1.png"), png_claiming(60, 40))


# One screenshot and the next


def scrolled(height: int = 3000) -> Image.Image:
    """A long chat as it would be scrolled through."""
    chance, chat = random.Random(7), Image.new("RGB", (600, height), "white")
    for _ in range(height // 10):
        left, top, grey = chance.randrange(500), chance.randrange(height - 20), chance.randrange(200)
        chat.paste((grey, grey, grey), (left, top, left + 80, top + 14))
    return chat


def shot(chat: Image.Image, top: int, clock: int) -> bytes:
    """What a phone shows of it below a clock and above the line to type in."""
    screen = Image.new("RGB", (600, 1000), "navy")
    screen.paste((clock, clock, clock), (20, 10, 80, 30))
    screen.paste(chat.crop((0, top, 600, top + 900)), (0, 50))
    return saved(screen, "JPEG", quality=85)


def test_a_screenshot_that_goes_on_where_another_ends_looks_like_it_overlaps(reader: PictureReader) -> None:
    chat = scrolled()
    first, second, later = shot(chat, 0, 200), shot(chat, 700, 120), shot(chat, 2000, 80)
    assert reader.lay_over(first, second).overlaps
    assert not reader.lay_over(first, later).overlaps
    assert not reader.lay_over(second, first).overlaps
    assert reader.lay_over(first, first).same


def test_the_samples_overlap_by_one_message_in_their_order(reader: PictureReader) -> None:
    one, two = sample("chatnest-taunts-1.png"), sample("chatnest-taunts-2.png")
    assert reader.lay_over(one, two).overlaps
    assert not reader.lay_over(two, one).overlaps


def test_nothing_is_said_of_pictures_of_other_widths_or_of_an_empty_one(reader: PictureReader) -> None:
    wide, empty = saved(Image.new("RGB", (900, 600), "teal"), "PNG"), saved(Image.new("RGB", (600, 1000)), "PNG")
    screen = shot(scrolled(), 0, 9)
    assert not reader.lay_over(screen, wide).comparable
    assert not reader.lay_over(empty, screen).comparable
