"""A flow on the wall: as a PDF on sheets that stay readable, as a picture with real text."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from dslapp.domain.problems import UserProblem
from dslapp.services.guidance.draw_flowchart import flowchart_file, save_flowchart
from dslapp.services.papers.draw_pages import draw_page, page_sizes
from tests.guidance import FRIDAY, shipped

LIBRARY = shipped()
SVG = "{http://www.w3.org/2000/svg}"


def test_the_picture_has_a_title_real_words_and_its_edition() -> None:
    root = ElementTree.fromstring(flowchart_file(LIBRARY, "police", "svg", FRIDAY))
    said = " ".join(text.text or "" for text in root.iter(f"{SVG}text"))
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == "When to call the police"
    assert "Ring 999 now." in said
    assert f"Guidance edition {LIBRARY.flows['police'].edition}" in said
    assert "Printed Friday 13 November 2026" in said


def test_the_sheets_are_a3_or_a4_and_hold_every_step() -> None:
    a3 = flowchart_file(LIBRARY, "police", "pdf", FRIDAY, "a3", "Thornmoss School")
    a4 = flowchart_file(LIBRARY, "police", "pdf", FRIDAY, "a4")
    assert {round(max(size)) for size in page_sizes(a3)} == {1191}
    assert {round(max(size)) for size in page_sizes(a4)} == {842}
    assert len(page_sizes(a4)) >= len(page_sizes(a3))
    said = " ".join(" ".join(draw_page(a4, page, 0.1).words.split()) for page in range(len(page_sizes(a4))))
    for step in LIBRARY.flows["police"].steps:
        assert " ".join(step.text.replace("{latest}", "the end of the next working day").split())[:18] in said
    assert "Goes on:" in said


def test_a_flow_or_an_ending_that_is_not_known_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserProblem, match="no flow called"):
        save_flowchart(LIBRARY, "nothing", tmp_path / "x.svg", FRIDAY)
    with pytest.raises(UserProblem, match=r"\.svg or \.pdf"):
        save_flowchart(LIBRARY, "police", tmp_path / "x.png", FRIDAY)
    assert not list(tmp_path.iterdir())
