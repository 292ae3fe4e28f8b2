"""A file's name is read by everybody on its way; a reason is read by whoever asks later."""

import pytest

from dslapp.domain.leaving_names import says_something, tells_nobody


@pytest.mark.parametrize(
    "name",
    ["OSI-2026-0005.pdf", "osi-2026-0005-lado.pdf", "OSI-2026-0005 summary for the LADO (2).pdf", "2026-11-13.pdf",
     "JH-1.png", "13 Nov 2026.pdf"],
)  # fmt: skip
def test_references_dates_and_plain_words_may_stand_in_a_name(name: str) -> None:
    assert tells_nobody(name, ["OSI-2026-0005", "JH/1"])


@pytest.mark.parametrize(
    "name",
    ["Ellis.pdf", "OSI-2026-0005 Ellis K.pdf", "JH-1.png", "O’Neill.pdf", "ellisk.pdf", "Ellıs.pdf", "Marek Wójcik.pdf",
     "OSI-2026-0005.pdf.ellis", "Year_7_Ali.pdf"],
)  # fmt: skip
def test_anything_that_might_be_a_name_may_not(name: str) -> None:
    assert not tells_nobody(name, ["OSI-2026-0005"])


@pytest.mark.parametrize("reason", ["", " ", ".", "...", "x", "asd", "1234567", "aaaaaaa", "- - -", "ok ok"])
def test_a_reason_without_words_says_nothing(reason: str) -> None:
    assert not says_something(reason)


@pytest.mark.parametrize("reason", ["Court order", "Their portal refuses encryption", "Safe copy", "Żądanie sądu"])
def test_a_reason_in_words_does(reason: str) -> None:
    assert says_something(reason)
