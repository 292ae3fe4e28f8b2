"""The recovery key typed from paper: forgiving about spaces and capitals, and the group that is wrong is named."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pyrage import x25519

from dslapp.domain.problems import UserProblem
from dslapp.domain.trust.recovery_groups import CHARACTERS, KEY_START, group_number
from dslapp.domain.trust.recovery_misreading import ALPHABET
from dslapp.services.access.read_recovery_sheet import check_sheet, read_recovery_sheet
from dslapp.services.access.recovery import new_recovery_key

KEY = new_recovery_key()
TYPED = "".join(KEY.groups)
PLACES = st.integers(0, CHARACTERS - 1)
LETTERS = st.sampled_from(ALPHABET)


def put(place: int, letter: str) -> str:
    return TYPED[:place] + letter + TYPED[place + 1 :]


@pytest.mark.parametrize(
    "write",
    [
        str.lower,
        lambda key: KEY_START + key,
        lambda key: f"  {KEY_START.lower()}{key[:30]}\r\n\t{key[30:]} ",
        lambda key: " ".join(KEY.groups),
        lambda key: "\n".join(KEY.groups),
        lambda key: "-".join(KEY.groups),
        lambda key: key.replace("0", "O").replace("8", "B"),
        lambda key: key.replace("L", "I"),
        lambda key: key.replace("L", "1"),
    ],
)
def test_the_key_is_read_however_it_was_typed(write: Callable[[str], str]) -> None:
    assert read_recovery_sheet(write(TYPED)).identity == KEY.identity


@given(PLACES, LETTERS)
def test_one_wrong_letter_is_named_by_its_group(place: int, letter: str) -> None:
    assume(letter != TYPED[place])
    read = read_recovery_sheet(put(place, letter))
    assert (read.identity, read.wrong) == ("", (group_number(place),))
    assert f"group {group_number(place)} " in read.advice


@given(st.integers(0, CHARACTERS - 2))
def test_two_letters_that_changed_places_are_named_by_their_groups(place: int) -> None:
    assume(TYPED[place] != TYPED[place + 1])
    swapped = TYPED[:place] + TYPED[place + 1] + TYPED[place] + TYPED[place + 2 :]
    assert set(read_recovery_sheet(swapped).wrong) == {group_number(place), group_number(place + 1)}


def test_two_wrong_letters_in_one_group_are_named_by_it() -> None:
    wrong = "".join(ALPHABET[(ALPHABET.index(letter) + 5) % 32] for letter in KEY.groups[14])
    assert read_recovery_sheet(TYPED[:-2] + wrong).wrong == (15,)


def test_two_groups_that_changed_places_are_both_named() -> None:
    groups = list(KEY.groups)
    groups[2], groups[6] = groups[6], groups[2]
    read = read_recovery_sheet(" ".join(groups))
    assert read.wrong == (3, 7)
    assert read.advice.startswith("Look at groups 3 and 7 again")


def test_a_missing_letter_is_named_by_its_group() -> None:
    read = read_recovery_sheet(TYPED[:21] + TYPED[22:])
    assert read.advice == f"One letter or digit is missing in group {read.wrong[0]}."
    assert abs(read.wrong[0] - 6) <= 1, "a letter that stands twice may be missing at either place"


def test_a_letter_too_many_is_named_by_its_group() -> None:
    extra = ALPHABET[(ALPHABET.index(TYPED[20]) + 3) % 32]
    read = read_recovery_sheet(TYPED[:21] + extra + TYPED[21:])
    assert "too many in group" in read.advice
    assert read.wrong[0] == 6


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type the groups from the recovery sheet."),
        (TYPED[:40], "18 letters or digits are still missing: there are 14 groups of four, and one of two."),
        (TYPED + "QPZR", "4 letters or digits are too many: there are 14 groups of four, and one of two."),
    ],
    ids=["nothing", "too few", "too many"],
)
def test_a_key_that_is_not_whole_is_counted(typed: str, said: str) -> None:
    read = read_recovery_sheet(typed)
    assert (read.identity, read.advice, read.wrong) == ("", said, ())


def test_wrong_letters_all_over_are_said_without_a_guess() -> None:
    wrong = "".join(ALPHABET[(ALPHABET.index(letter) + 1) % 32] if at % 5 == 0 else letter
                    for at, letter in enumerate(TYPED))  # fmt: skip
    read = read_recovery_sheet(wrong)
    assert (read.identity, read.wrong) == ("", ())
    assert "More than one group is wrong." in read.advice


def test_the_sheet_of_another_casebook_is_told_apart_from_a_wrong_one(casebook_folder: Path) -> None:
    another = str(x25519.Identity.generate())
    assert read_recovery_sheet(another).identity
    with pytest.raises(UserProblem, match="does not open this casebook"):
        check_sheet(casebook_folder, another)
