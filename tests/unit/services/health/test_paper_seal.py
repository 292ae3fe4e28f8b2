"""The head or the DSL writes a seal into the bound book each week, and later the book is asked."""

import shutil
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from dslapp.domain.entity import new_id
from dslapp.domain.problems import NotAllowed, UserProblem
from dslapp.domain.school import Access
from dslapp.domain.trust.entries import SealCheck
from dslapp.services.health.anchors import anchor_report
from dslapp.services.health.paper_seal import (
    check_seal,
    record_seal,
    seal_is_due_for,
    seal_status,
    seal_to_write,
)
from dslapp.services.session import Session
from tests.casebooks import DEPUTY, DSL, SettableClock

Unlock = Callable[[str], Session]


def test_a_new_casebook_is_not_due_until_its_first_week_is_over(session: Session, clock: SettableClock) -> None:
    assert not seal_is_due_for(session)
    clock.forward(timedelta(days=6))
    assert not seal_is_due_for(session)
    clock.forward(timedelta(days=1))
    assert seal_is_due_for(session)
    assert "No seal was written into the bound book yet. It is due now." in seal_status(session).in_words


def test_once_it_is_in_the_book_it_is_due_in_a_week(session: Session, clock: SettableClock) -> None:
    clock.forward(timedelta(days=9))
    line = seal_to_write(session)

    status = record_seal(session, line.entry, line.seal, book="Green book, page 3")

    assert status.last is not None
    assert (status.last.entry, status.last.book) == (line.entry, "Green book, page 3")
    assert (status.due_on, status.is_due) == (date(2026, 11, 29), False)


def test_the_line_names_day_entry_and_seal_as_at_the_foot_of_a_pdf(session: Session) -> None:
    line = seal_to_write(session)

    assert (line.entry, line.seal) == session.casebook.head
    assert line.line == f"Friday 13 November 2026 – entry {line.entry} – {line.seal}"


def test_a_seal_that_was_copied_wrongly_is_not_recorded(session: Session) -> None:
    line = seal_to_write(session)

    for entry, seal in ((line.entry, "0000-0000-0000"), (line.entry + 50, line.seal), (line.entry, "gibberish")):
        with pytest.raises(UserProblem, match="not the seal"):
            record_seal(session, entry, seal)


def test_the_head_keeps_it_too_and_the_deputy_does_not(
    head_session: Callable[[], Session], unlock_as: Unlock, clock: SettableClock
) -> None:
    clock.forward(timedelta(days=8))
    head = head_session()
    assert seal_is_due_for(head)
    assert record_seal(head, *_line(head)).last is not None
    clock.forward(timedelta(days=8))

    deputy = unlock_as(DEPUTY)
    assert not seal_is_due_for(deputy)
    with pytest.raises(NotAllowed):
        seal_to_write(deputy)


def test_later_the_book_is_asked_and_fits(session: Session, unlock_as: Unlock) -> None:
    entry, seal = _line(session)
    record_seal(session, entry, seal)
    later = unlock_as(DEPUTY)
    later.casebook.commit([Access(id=new_id(), what="viewed")])

    checked = check_seal(later, entry, seal.lower().replace("-", " "))

    assert checked.fits
    assert checked.in_book is not None
    assert later.casebook.select(SealCheck)[0].typed == seal
    assert anchor_report(later).judged.state == "as it was left"


def test_a_seal_from_before_a_rewritten_tail_does_not_fit(session: Session, unlock_as: Unlock) -> None:
    folder = session.opened.folder
    older = shutil.copytree(folder, folder.with_name("older"))
    entry, seal = _line(session)
    shutil.rmtree(folder)
    shutil.copytree(older, folder)
    session = unlock_as(DSL)
    for _ in range(5):
        session.casebook.commit([Access(id=new_id(), what="viewed")])

    assert check_seal(session, entry, seal).title == "The seal does not fit"
    assert anchor_report(session).judged.state == "another history"


def test_a_seal_of_an_entry_that_is_gone_says_that_entries_are_missing(session: Session) -> None:
    checked = check_seal(session, 9_999, "K7QD-M2X9-40T1")

    assert checked.title == "Entries are missing here"
    assert anchor_report(session).judged.state == "an older copy was put back"


def test_a_slip_of_the_pen_is_mended_by_typing_it_again(session: Session) -> None:
    entry, seal = _line(session)
    assert not check_seal(session, entry, "0" * 12).fits
    assert not anchor_report(session).judged.is_clear

    assert check_seal(session, entry, seal).fits
    assert anchor_report(session).judged.is_clear


def test_a_seal_that_did_not_fit_is_not_wiped_away_by_comparing_an_earlier_line(
    session: Session, unlock_as: Unlock
) -> None:
    earlier = _line(session)
    entry = _line(session)[0]
    check_seal(session, entry, "0" * 12)
    deputy = unlock_as(DEPUTY)

    assert check_seal(deputy, *earlier).fits

    assert not anchor_report(deputy).judged.is_clear
    assert seal_status(deputy).last_check_fits is False
    later = unlock_as(DSL)
    assert check_seal(later, *_line(later)).fits, "a later line vouches for all that is before it"
    assert anchor_report(later).judged.is_clear
    assert seal_status(later).last_check_fits


def test_what_is_no_seal_is_not_put_on_record(session: Session) -> None:
    with pytest.raises(UserProblem, match="not a whole seal"):
        check_seal(session, 3, "K7QD")
    assert session.casebook.select(SealCheck) == []


def _line(session: Session) -> tuple[int, str]:
    line = seal_to_write(session)
    return line.entry, line.seal


def test_a_slip_in_the_number_is_made_good_by_the_same_seal_under_its_own(session: Session) -> None:
    entry, seal = session.casebook.head
    assert not check_seal(session, entry + 9_000, seal).fits
    (differs,) = anchor_report(session).judged.differing
    assert differs.anchor.source == "book"
    assert "Type the line again. If it fits, this goes away." in anchor_report(session).judged.next_step
    assert check_seal(session, entry, seal).fits
    assert anchor_report(session).judged.is_clear
