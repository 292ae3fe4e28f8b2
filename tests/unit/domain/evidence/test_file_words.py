"""What a file is, in words."""

from datetime import UTC, datetime

import pytest

from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.file_facts import FileFacts, FilePart
from dslapp.domain.evidence.file_words import exhibit_in_words, facts_in_words, length_in_words

ONE_PART = FilePart(number=0, name="a.png", size=1, media_type="image/png")


@pytest.mark.parametrize(
    ("facts", "size", "words"),
    [
        (
            FileFacts(kind="picture", media_type="image/png", width=1080, height=2400), 412_000,
            "Picture (PNG), 1,080 × 2,400 dots, 412 KB",
        ),
        (FileFacts(kind="document", media_type="application/pdf", pages=1), 10, "PDF, 1 page, 1 KB"),
        (FileFacts(kind="document", media_type="application/pdf", pages=12), 3_400_000, "PDF, 12 pages, 3.4 MB"),
        (
            FileFacts(kind="film", media_type="video/mp4", length_s=62.4, width=640, height=360), 300_000_000,
            "Film (MP4), 1:02 long, 640 × 360 dots, 300.0 MB",
        ),
        (
            FileFacts(kind="e-mail", media_type="message/rfc822", parts=(ONE_PART,)), 5_000,
            "E-mail, one file in it, 5 KB",
        ),
        (
            FileFacts(kind="chat", media_type="application/zip", parts=(ONE_PART,) * 3), 5_000,
            "Chat export, 3 files in it, 5 KB",
        ),
        (FileFacts(kind="file", media_type="application/x-unheard-of"), 5_000, "File, 5 KB"),
    ],
)  # fmt: skip
def test_kind_pages_length_and_size_stand_in_one_line(facts: FileFacts, size: int, words: str) -> None:
    assert facts_in_words(facts, size) == words


def test_an_exhibit_says_its_kind_with_its_length() -> None:
    film = Exhibit(
        id="x", incident_id=IncidentId("i"), ref="JH/1", producer="JH", number=1, exhibit_kind="film",
        media_type="video/mp4", length_s=5, attached_at=datetime(2026, 11, 13, tzinfo=UTC), attached_by="Jo Hartsedge",
    )  # fmt: skip
    assert exhibit_in_words(film) == "Film (MP4), 0:05 long"
    assert length_in_words(3723) == "1:02:03"
