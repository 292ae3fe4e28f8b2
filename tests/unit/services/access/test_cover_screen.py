"""The PIN: a few digits that lift the cover for one member and open nothing."""

from collections.abc import Callable

import pytest

from dslapp.casebook.journal.verify import verify
from dslapp.domain.problems import UserProblem
from dslapp.services.access.cover_screen import check_pin, has_cover_pin, lifts_cover, set_cover_pin
from dslapp.services.session import Session
from tests.casebooks import DSL, HEAD


def test_only_the_members_own_pin_lifts_the_cover(unlock_as: Callable[[str], Session]) -> None:
    jo = unlock_as(DSL)
    assert not has_cover_pin(jo)
    assert not lifts_cover(jo, "2846")
    set_cover_pin(jo, "2846")
    assert has_cover_pin(jo)
    assert lifts_cover(jo, "2846")
    assert not lifts_cover(jo, "2847")
    head = unlock_as(HEAD)
    assert not has_cover_pin(head)
    assert not lifts_cover(head, "2846")


def test_a_new_pin_takes_the_place_of_the_old_one(session: Session) -> None:
    set_cover_pin(session, "2846")
    set_cover_pin(session, "70318264")
    assert lifts_cover(session, "70318264")
    assert not lifts_cover(session, "2846")


def test_a_reviewer_sets_a_pin_as_well_and_the_casebook_stays_sound(unlock_as: Callable[[str], Session]) -> None:
    head = unlock_as(HEAD)
    set_cover_pin(head, "7413")
    assert verify(head.casebook, head.evidence).faults == ()


@pytest.mark.parametrize(
    "pin", ["", "258", "258025802", "25a0", "٢٥٨٠", "1111", "1234", "6543", "2580", "1212", "1984", "0123456789"[:8]],
    ids=[
        "none", "three", "nine", "a letter", "other digits", "all alike", "upwards", "downwards", "a keypad line",
        "a pair twice", "a year", "long row",
    ],
)  # fmt: skip
def test_digits_that_anybody_would_try_are_refused(pin: str) -> None:
    with pytest.raises(UserProblem) as refused:
        check_pin(pin)
    assert refused.value.field == "pin"
