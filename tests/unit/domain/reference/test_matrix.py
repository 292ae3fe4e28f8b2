"""The matrix of twelve cells and KCSIE's four Cs."""

from dslapp.domain.reference.matrix import CELL_WORDS, CELLS, COLUMNS, ROWS, cell, cell_help, cell_name, kcsie_risks_of


def test_every_cell_has_the_words_of_the_policies() -> None:
    assert {cell(row, column) for row in ROWS for column in COLUMNS} == set(CELLS) == set(CELL_WORDS)
    assert cell_name("contact-aggressive") == "Contact – Aggressive"
    assert "explicit images made or altered by AI" in cell_help("conduct-sexual")


def test_the_four_cs_follow_from_the_cells() -> None:
    assert kcsie_risks_of(("contact-sexual", "contact-commercial")) == ("contact", "commerce")
    assert kcsie_risks_of(("content-values", "conduct-aggressive")) == ("content", "conduct")
    assert kcsie_risks_of(()) == ()
