"""Documents look and behave as paper should: heads repeat, nothing is clipped, the foot says where it comes from."""

from pathlib import Path

import msgspec
import pikepdf

from dslapp.documents.document import (
    Document,
    ExhibitSchedule,
    FlowPath,
    Paragraph,
    PathNode,
    Section,
    Table,
    TickGrid,
)
from dslapp.documents.drawing import draw
from tests.unit.documents.made_up import LADO, PROVENANCE
from tests.unit.documents.readers import Reader


def document(*sections: Section) -> Document:
    return Document(title="Case file", ref="OSI-2026-0042", provenance=PROVENANCE, sections=sections)


def test_a_table_over_several_pages_repeats_its_heads_and_loses_no_row(tmp_path: Path) -> None:
    rows = tuple((f"{number} November", f"Row number {number}. " * (number % 9 + 1)) for number in range(1, 91))
    read = Reader(tmp_path, draw(document(Section(heading="All", blocks=(Table(("Day", "Noted"), (1, 3), rows),)))))
    assert read.pages > 2
    for page in range(1, read.pages + 1):
        assert "Day Noted" in read.flowing(page)
    text = read.flowing()
    assert all(f"{number} November" in text for number in range(1, 91))
    assert text.count("Row number") == sum(number % 9 + 1 for number in range(1, 91))


def test_a_row_of_several_pages_flows_on(tmp_path: Path) -> None:
    rows = (("Monday", "word " * 3000), ("Tuesday", "after"))
    read = Reader(tmp_path, draw(document(Section(heading="All", blocks=(Table(("Day", "Noted"), (1, 3), rows),)))))
    assert read.flowing().count("word") == 3000
    assert "Tuesday after" in read.flowing(read.pages)


def test_no_heading_stands_alone_at_the_foot_of_a_page(tmp_path: Path) -> None:
    sections = [Section(heading=f"Heading {number}", blocks=(Paragraph("Text. " * 70),)) for number in range(40)]
    read = Reader(tmp_path, draw(document(*sections)))
    for page in range(1, read.pages + 1):
        before_foot = read.text(page).split("Made by")[0].strip().splitlines()[-1]
        assert not before_foot.startswith("Heading")


def test_no_page_is_blank(tmp_path: Path) -> None:
    read = Reader(tmp_path, draw(document(*(Section(heading="Again", blocks=(Paragraph("x"),)) for _ in range(60)))))
    assert all("Again" in read.text(page) for page in range(1, read.pages + 1))


def test_every_page_says_whose_it_is_and_where_in_the_journal(tmp_path: Path) -> None:
    read = Reader(tmp_path, draw(document(Section(heading="Long", blocks=(Paragraph("word " * 2500),)))))
    assert read.pages > 2
    for page in range(1, read.pages + 1):
        text = read.flowing(page)
        assert f"Page {page} of {read.pages}" in text
        assert "OFFICIAL – SENSITIVE when completed" in text
        assert "Thornmoss Academy" in text
        assert "OSI-2026-0042" in text
        assert "Friday 13 November 2026, 17:22 GMT" in text
        assert "Journal entry 214 · seal 7c1e 90ab 44d2 5f03" in text


def test_the_file_has_title_language_bookmarks_and_structure(tmp_path: Path) -> None:
    nodes = (PathNode("Could anyone be hurt today?", "No"), PathNode("Ring the LADO now"))
    pdf = draw(document(Section(heading="Guidance", blocks=(FlowPath("Triage", nodes),))))
    read = Reader(tmp_path, pdf)
    assert read.sound()
    assert read.info()["Title"] == "Case file – OSI-2026-0042"
    assert read.info()["Tagged"] == "yes"
    with pikepdf.open(read.path) as opened:
        assert str(opened.Root.Lang) == "en-GB"
        with opened.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Guidance"]
        told = [str(each.Alt) for each in opened.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
    assert told == ["The path through Triage. Could anyone be hurt today?: No; Ring the LADO now"]


def test_the_matrix_shows_its_ticks(tmp_path: Path) -> None:
    grid = TickGrid(("Commercial", "Aggressive"), ("Content", "Contact"), frozenset({(1, 1)}))
    text = Reader(tmp_path, draw(document(Section(heading="Matrix", blocks=(grid,))))).text()
    assert text.count("✓") == 1
    assert text.index("Contact") < text.index("✓")


def test_the_schedule_gives_hash_name_and_size(tmp_path: Path) -> None:
    text = Reader(
        tmp_path, draw(document(Section(heading="Exhibits", blocks=(ExhibitSchedule(LADO.exhibits),))))
    ).flowing()
    assert "SHA-256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" in text
    assert "Original: photo-of-phone-screen.jpg, 182,331 bytes" in text
    assert "Time shown: Not known – a note, not a picture" in text
    assert "Held: Not here yet: Leila N. keeps the phone" in text


def test_a_long_school_name_keeps_to_its_place_in_the_head(tmp_path: Path) -> None:
    made = msgspec.structs.replace(
        PROVENANCE, school="Thornmoss Church of England Voluntary Aided Primary School and Nursery"
    )
    long_name = msgspec.structs.replace(document(Section(heading="x", blocks=(Paragraph("x"),))), provenance=made)
    read = Reader(tmp_path, draw(long_name))
    head = [word for word in read.words() if word.top < 40]
    assert len({round(word.top) for word in head}) == 1
    assert any(word.text.endswith("…") for word in head)
