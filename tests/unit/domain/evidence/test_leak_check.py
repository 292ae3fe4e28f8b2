"""The search of a copy: names as people write them, and what a PNG may carry besides its dots."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from dslapp.domain.evidence.derivatives import copy_ref, whole_dots
from dslapp.domain.evidence.leak_check import Findings, LeakFound, names_in, png_leftovers
from tests.pictures import saved


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("nobody wants you back at school ELLIS", ("Ellis P.",), ("Ellis P.",)),
        ("moved.away.example: lol", ("@moved.away.example",), ("@moved.away.example",)),
        ("Anna came", ("Ann O.",), ()),
        ("Zoe and Jose", ("Zoë",), ("Zoë",)),
        ("the picture of the gate", ("Ellis P.", "@zed_k.example"), ()),
        ("Al was there", ("Al B.",), ()),
        ("Al B. was there", ("Al B.",), ("Al B.",)),
        ("anything", ("",), ()),
    ],
)
def test_a_name_is_found_as_a_word_however_it_is_written(
    text: str, names: tuple[str, ...], found: tuple[str, ...]
) -> None:
    assert names_in(text, names) == found


def test_a_png_of_dots_alone_has_nothing_left_in_it() -> None:
    assert png_leftovers(saved(Image.new("RGB", (9, 9)), "PNG")) == ()


def test_each_note_in_a_png_is_found() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Ellis P.")
    dots = Image.new("RGB", (9, 9))
    exif = Image.Exif()
    exif[0x010E] = "Ellis"
    assert png_leftovers(saved(dots, "PNG", pnginfo=notes)) == ("a part called tEXt",)
    assert png_leftovers(saved(dots, "PNG", exif=exif)) == ("a part called eXIf",)
    assert png_leftovers(saved(dots, "PNG", icc_profile=b"profile")) == ("a part called iCCP",)
    assert png_leftovers(saved(dots.convert("RGBA"), "PNG")) == ("a layer that is see-through, or a palette",)
    assert png_leftovers(saved(dots, "PNG") + b"Ellis") == ("something behind its end",)
    assert png_leftovers(b"Ellis") == ("it is not a PNG",)


def test_a_leak_names_nobody_in_its_message_since_that_may_reach_a_log() -> None:
    leak = LeakFound(Findings(problems=("Its description names somebody.",), names=("Ellis P.",)))
    assert "Ellis" not in str(leak)
    assert (leak.field, leak.findings.names) == ("names", ("Ellis P.",))


def test_copies_are_lettered_like_the_columns_of_a_table() -> None:
    assert [copy_ref("JH/1", number) for number in (0, 1, 25, 26, 701, 702)] == [
        "JH/1-A", "JH/1-B", "JH/1-Z", "JH/1-AA", "JH/1-ZZ", "JH/1-AAA",
    ]  # fmt: skip


edges = st.floats(0, 4000, allow_nan=False)


@given(edges, edges, edges, edges)
def test_a_box_covers_every_dot_that_it_touches(one: float, two: float, three: float, four: float) -> None:
    box = whole_dots(one, two, three, four)
    assert box.left <= min(one, three)
    assert box.top <= min(two, four)
    assert box.left + box.width >= max(one, three)
    assert box.top + box.height >= max(two, four)
    assert min(box.width, box.height) >= 1
