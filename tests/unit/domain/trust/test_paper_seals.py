"""What is typed from paper is read as it was meant; what is no seal is never compared."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dslapp.domain.entity import new_id
from dslapp.domain.trust.entries import PaperSeal
from dslapp.domain.trust.paper_seals import SealChecked, due_on, plain_seal, read_footer

SEAL = "K7QD-M2X9-40T1"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@pytest.mark.parametrize(
    "typed",
    [SEAL, "k7qd-m2x9-40t1", "K7QDM2X940T1", " k7qd m2x9 4ot1 ", "K7QD–M2X9–4OTI", "k7qd.m2x9.40tl", "K7QD-M2X9-4oTl"],
)
def test_capitals_dashes_and_misread_letters_are_forgiven(typed: str) -> None:
    assert plain_seal(typed) == SEAL


@pytest.mark.parametrize("typed", ["", "K7QD", "K7QD-M2X9-40T", "K7QD-M2X9-40T12", "K7QD-M2X9-40TU", "entry twelve"])
def test_what_is_no_seal_is_not_compared(typed: str) -> None:
    assert plain_seal(typed) == ""


@pytest.mark.parametrize(
    "line",
    [
        f"Journal entry 412 · seal {SEAL}",
        f"Friday 13 November 2026 – entry 412 – {SEAL}",
        "412 k7qd m2x9 4ot1",
        f"Made by Jo Hartsedge, Friday 13 November 2026, 17:50 GMT\nJournal entry 412 · seal {SEAL}",
        "journal entry 412: K7QDM2X940T1 ",
    ],
)
def test_the_foot_of_a_page_and_a_line_of_the_book_are_read(line: str) -> None:
    assert read_footer(line) == (412, SEAL)


def test_a_large_number_may_have_its_comma() -> None:
    assert read_footer(f"Journal entry 12,412 · seal {SEAL}") == (12412, SEAL)


@pytest.mark.parametrize("line", ["", "412", SEAL, "entry – seal", f"entry {'9' * 40} {SEAL}"])
def test_half_a_line_is_nothing(line: str) -> None:
    assert read_footer(line) is None


@given(st.text(alphabet=CROCKFORD, min_size=12, max_size=12), st.integers(1, 10**9), st.booleans())
def test_every_seal_that_can_be_printed_can_be_typed_back(letters: str, entry: int, lower: bool) -> None:
    seal = "-".join((letters[:4], letters[4:8], letters[8:]))
    typed = seal.lower() if lower else seal
    assert read_footer(f"Journal entry {entry} · seal {typed}") == (entry, seal)


@given(st.text(max_size=300))
def test_any_text_at_all_is_read_or_refused(text: str) -> None:
    assert plain_seal(text) == "" or len(plain_seal(text)) == 14
    read_footer(text)


def test_the_first_is_due_a_week_after_the_casebook_was_made() -> None:
    assert due_on(None, date(2026, 11, 13)) == date(2026, 11, 20)


def test_the_next_is_due_a_week_after_the_last_was_written() -> None:
    last = PaperSeal(id=new_id(), entry=412, seal=SEAL, written_on=date(2026, 11, 18))

    assert due_on(last, date(2026, 9, 1)) == date(2026, 11, 25)


def test_the_words_tell_a_missing_entry_from_another_one() -> None:
    missing, other = SealChecked(entry=412, head=400, fits=False), SealChecked(entry=412, head=500, fits=False)

    assert "ends at entry 400" in missing.meaning
    assert "a slip of the pen is likely" in other.meaning
    assert "other members" in missing.meaning
    assert "other members" in other.meaning
