"""Names and words from outside are kept as one plain line, and what was taken out of a name is told."""

import pytest

from dslapp.domain.seen_words import clean, file_name, for_terminal, hides_something, one_line


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("photo\u202egpj.exe", "photo gpj.exe"),
        ("a\nFrom: police\x1b[2J.png", "a From: police [2J.png"),
        ("two\u2028lines\u2029.png", "two lines .png"),
        ("\u2066\u2069x\udcff.png", "x .png"),
    ],
)
def test_a_name_is_one_line_of_what_is_seen(name: str, kept: str) -> None:
    assert (file_name(name), hides_something(name)) == (kept, True)


def test_a_long_name_keeps_its_ending() -> None:
    assert file_name("A" * 5000 + ".png") == "A" * 250 + "….png"
    assert file_name("A" * 5000) == "A" * 254 + "…"
    assert len(file_name("x." + "y" * 400)) == 255


def test_ordinary_names_stay_as_they_are() -> None:
    for name in ("Übung – 2.png", "صورة.jpg", "\U0001f468\u200d\U0001f469.png"):
        assert (file_name(name), hides_something(name)) == (name, False)


def test_words_keep_their_lines_and_nothing_unseen() -> None:
    assert clean("a\n\tb\u202ec\u2028\x1bd") == "a\n\tbcd"
    assert one_line("a\n\tb\u202ec", 4) == "a b"


def test_nothing_that_is_printed_steers_a_terminal() -> None:
    assert for_terminal("a\x1b[2J\r\nb\u202ec\u200ed") == "a?[2J??b?c?d"
