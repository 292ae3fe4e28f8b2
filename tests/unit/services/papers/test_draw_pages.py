"""Pages that may hold evidence are drawn by the picture child: its pictures are decoded where no key is."""

import io
from collections.abc import Iterator
from unittest import mock

import pytest
from PIL import Image

from dslapp.casebook.pictures.problems import PictureUnreadable
from dslapp.casebook.pictures.reader import PictureReader
from dslapp.documents import pages
from dslapp.documents.document import Document, PicturePlate, Section
from dslapp.documents.drawing import draw
from dslapp.documents.pictures import Picture
from dslapp.services.papers.draw_pages import drawing_evidence
from dslapp.services.session import Session
from tests.pictures import corners, sample, saved
from tests.unit.documents.made_up import LADO, PROVENANCE


@pytest.fixture(scope="module")
def reader() -> Iterator[PictureReader]:
    with PictureReader() as shared:
        yield shared


def paper(*pictures: bytes) -> bytes:
    plates = tuple(PicturePlate(LADO.exhibits[0], Picture(data, "")) for data in pictures)
    return draw(
        Document(title="Pictures", ref="OSI-2026-0042", provenance=PROVENANCE, sections=(Section(blocks=plates),))
    )


def test_a_page_is_the_same_as_if_it_were_drawn_here(session: Session) -> None:
    pdf = paper(sample("photo-of-phone-screen.jpg"), sample("chatnest-taunts-1.png"))
    for index in range(3):
        page = drawing_evidence(session)(pdf, index, 1.0)
        assert (page.width, page.height, page.rgb) == pages.page_pixels(pdf, index, 1.0)
    assert "Pictures" in drawing_evidence(session)(pdf, 0, 0.2).words


def test_nothing_of_it_is_decoded_in_the_process_that_holds_the_keys(session: Session) -> None:
    pdf = paper(sample("photo-of-phone-screen.jpg"))
    with mock.patch("pypdfium2.PdfPage.render", side_effect=AssertionError("drawn beside the keys")):
        assert drawing_evidence(session)(pdf, 1, 1.0).width > 500


def test_only_the_page_that_is_drawn_goes_to_the_child() -> None:
    large = saved(Image.effect_noise((900, 900), 90).convert("RGB"), "PNG")
    alone = pages.single_page(paper(large, saved(corners(), "PNG")), 2)
    assert pages.page_count(alone) == 1
    assert len(alone) < len(large) / 4


@pytest.mark.parametrize("damage", [b"", b"%PDF-1.7\nnothing", b"\xff\xd8\xff\xe0 no pdf"])
def test_what_is_no_page_is_refused_in_words(reader: PictureReader, damage: bytes) -> None:
    with pytest.raises(PictureUnreadable):
        reader.page(damage, 1.0)


def test_a_page_larger_than_any_printer_takes_is_refused(reader: PictureReader) -> None:
    with pytest.raises(PictureUnreadable):
        reader.page(pages.single_page(paper(saved(corners(), "PNG")), 0), 40.0)


def test_a_picture_too_large_for_a_page_is_printed_from_a_smaller_copy_that_says_so(reader: PictureReader) -> None:
    enormous = saved(Image.new("L", (9000, 6000), 90), "PNG")
    printable = reader.printable(enormous)
    with Image.open(io.BytesIO(printable.data)) as copy:
        assert copy.width * copy.height <= 24_000_000
        assert abs(copy.width / copy.height - 1.5) < 0.01
    assert printable.note.startswith("converted copy")
