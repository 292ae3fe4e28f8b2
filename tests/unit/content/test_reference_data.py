"""The reference data that ships: complete, sourced, with what is out of date named as such."""

from datetime import date
from pathlib import Path

import pytest

from dslapp.content.data_files import UnreadableData, read_data
from dslapp.content.guidance import load_contacts, load_glossary, load_legislation, load_platforms
from dslapp.content.library import load_library
from dslapp.domain.reference.checked import Checked
from dslapp.domain.reference.checks import check_contacts, check_glossary, check_legislation, check_platforms
from dslapp.domain.reference.glossary import Glossary


def test_the_reference_data_is_sound() -> None:
    found = [
        *check_platforms(load_platforms()), *check_legislation(load_legislation()),
        *check_glossary(load_glossary()), *check_contacts(load_contacts()),
    ]  # fmt: skip
    assert found == []


def test_the_library_has_all_of_it() -> None:
    library = load_library()
    assert library.platforms.platforms
    assert library.legislation.laws
    assert library.glossary.words


@pytest.mark.parametrize(
    "key",
    [
        "lado", "mash", "police_999", "police_101", "police_local", "prevent", "posh", "ceop", "iwf", "report_remove",
        "report_harmful_content", "report_fraud", "nspcc", "childline", "head", "chair", "deputy_dsl", "hr", "dpo",
    ],
)  # fmt: skip
def test_everybody_whom_a_school_needs_can_be_rung(key: str) -> None:
    assert key in load_contacts().keys


def test_no_card_tells_a_path_through_a_menu() -> None:
    for card in load_platforms().platforms:
        assert not {">", "→", "drop-down"} & set(card.how_to_report.split()), card.key


def test_every_card_says_to_keep_first() -> None:
    assert all(card.keep_first for card in load_platforms().platforms)


def test_what_the_policies_named_and_is_gone_is_marked_so() -> None:
    cards = {card.key: card for card in load_platforms().platforms}
    assert cards["askfm"].gone
    assert cards["surespot"].gone
    assert cards["omegle"].gone


@pytest.mark.parametrize(
    ("act", "standing"),
    [
        ("data-protection-1998", "repealed"), ("telecommunications-1984", "repealed"),
        ("communications-2003-127", "part repealed"), ("malicious-communications-1988", "part repealed"),
        ("online-safety-2023-179", "new"), ("sexual-offences-2003", "changed"), ("duty-to-report", "start not known"),
    ],
)  # fmt: skip
def test_an_act_stands_as_it_does_now(act: str, standing: str) -> None:
    assert {law.key: law.standing for law in load_legislation().laws}[act] == standing


def test_nothing_repealed_is_offered_for_a_case() -> None:
    assert all(law.standing != "repealed" for law in load_legislation().for_police)
    assert "not a charge" in load_legislation().caveat


def test_a_fault_names_the_row(tmp_path: Path) -> None:
    file = tmp_path / "glossary.yaml"
    file.write_text('edition: "1"\nwords:\n  - {key: lado, term: "LADO", checked_on: 2026-11-20, source: "x"}\n')
    with pytest.raises(UnreadableData, match=r"glossary.yaml, step “lado”.*meaning"):
        read_data(file, Glossary)


def test_everything_was_looked_at_before_it_shipped() -> None:
    rows: list[Checked] = [
        *load_platforms().platforms,
        *load_legislation().laws,
        *load_glossary().words,
        *load_contacts().national,
    ]
    assert all(row.checked_on <= date(2026, 11, 21) for row in rows)
