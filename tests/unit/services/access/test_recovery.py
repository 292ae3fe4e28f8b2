"""The recovery key: printed in groups, three of them typed back from the paper, and it opens the casebook."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.trust.recovery_groups import KEY_START, recovery_groups
from dslapp.services.access.recovery import groups_to_ask, keep_sheet, new_recovery_key, recovery_sheet, wrong_groups


def test_the_groups_make_up_the_whole_key() -> None:
    key = new_recovery_key()
    assert KEY_START + "".join(key.groups) == key.identity
    assert {len(group) for group in key.groups[:-1]} == {4}


def test_three_whole_groups_are_asked_for() -> None:
    key = new_recovery_key()
    for _ in range(50):
        asked = groups_to_ask(key)
        assert len(set(asked)) == 3
        assert all(len(key.groups[number - 1]) == 4 for number in asked)


@given(st.sampled_from([str.lower, str.upper, lambda text: f" {text[:2]} {text[2:]} "]))
def test_capitals_and_spaces_do_not_matter(write: object) -> None:
    key = new_recovery_key()
    typed = {number: write(key.groups[number - 1]) for number in groups_to_ask(key)}  # type: ignore[operator]  # a function of text
    assert wrong_groups(key, typed) == ()


def test_a_group_misread_is_named() -> None:
    key = new_recovery_key()
    first, second, third = groups_to_ask(key)
    typed = {first: key.groups[first - 1], second: "ZZZZ", third: ""}
    assert wrong_groups(key, typed) == (second, third)


def test_anything_but_an_age_identity_is_a_bug() -> None:
    with pytest.raises(ValueError, match="not an age identity"):
        recovery_groups("age1public")


def test_the_sheet_is_a_pdf_and_is_kept_where_the_person_chose(tmp_path: Path) -> None:
    pdf = recovery_sheet(new_recovery_key(), "Thornmoss Academy (fictional)")
    assert pdf.startswith(b"%PDF")
    assert keep_sheet(pdf, tmp_path / "sheet.pdf").read_bytes() == pdf


def test_a_sheet_that_cannot_be_kept_is_said(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="could not be saved there"):
        keep_sheet(b"%PDF", tmp_path / "no such folder" / "sheet.pdf")
