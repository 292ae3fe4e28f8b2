"""An exhibit whose file was once found damaged or missing stays locked until somebody put it right, or says why."""

import dataclasses
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from dslapp.casebook.evidence.files import EvidenceUnsound
from dslapp.casebook.matters.inbox import waiting
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit
from dslapp.domain.evidence.lock import ExhibitLocked
from dslapp.domain.problems import NotAllowed, UserProblem
from dslapp.services.case.read_case import read_case
from dslapp.services.copies.show_copy import export_copy
from dslapp.services.exhibits.exhibit_locks import lift_lock
from dslapp.services.exhibits.show_evidence import export_original, note_unsound, picture, thumbnail
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.matters.hand_over_matter import hand_over_matter
from dslapp.services.session import Session
from tests.casebooks import HEAD
from tests.cases import bare_case, coach
from tests.packs import packed_case
from tests.pictures import SAMPLES

WHY = "The network drive was off on Friday; it is the file that was attached."


@pytest.fixture
def exhibit(session: Session) -> Exhibit:
    answers = ExhibitAnswers(description="Taunts")
    return attach_file(session, bare_case(session), SAMPLES / "chatnest-taunts-1.png", answers, image_answer="no")


def lose_for_a_while(session: Session, exhibit: Exhibit) -> None:
    """Its file is not there when it is looked at, and is there again afterwards."""
    stored = session.evidence.folder / exhibit.file_id[-2:] / f"{exhibit.file_id}.age"
    whole = stored.read_bytes()
    stored.unlink()
    with pytest.raises(EvidenceUnsound) as found:
        picture(session, exhibit)
    assert note_unsound(session, exhibit, found.value)
    stored.write_bytes(whole)


def test_once_its_file_was_missing_it_is_neither_shown_nor_exported(
    session: Session, exhibit: Exhibit, tmp_path: Path
) -> None:
    lose_for_a_while(session, exhibit)
    target = tmp_path / "JH-1.png"
    for use in (
        lambda: picture(session, exhibit),
        lambda: thumbnail(session, exhibit, 96),
        lambda: export_original(session, exhibit.id, target, purpose="for PC 4410"),
    ):
        with pytest.raises(ExhibitLocked, match=r"JH/1 is locked: on Friday 13 November 2026, .* was missing"):
            use()
    assert not target.exists()
    lock = read_case(session, exhibit.incident_id).evidence_locks[exhibit.id]
    assert lock.in_words().startswith("Locked: on ")
    assert lock.in_words().endswith("its file was missing.")


def test_a_written_reason_lifts_the_lock_and_both_stay_in_the_continuity(session: Session, exhibit: Exhibit) -> None:
    lose_for_a_while(session, exhibit)
    with pytest.raises(UserProblem, match="why it may be used") as refused:
        lift_lock(session, exhibit, "ok")
    assert refused.value.field == "because"
    lift_lock(session, exhibit, WHY)
    assert picture(session, exhibit).width
    assert read_case(session, exhibit.incident_id).evidence_locks == {}
    events = session.casebook.select(CustodyEvent, "p.exhibit_id = ?", (exhibit.id,), order="p.seq")
    assert [(each.what, each.hash_checked) for each in events[1:]] == [("missing", False), ("lock lifted", True)]
    assert events[-1].purpose == WHY


def test_words_do_not_lift_the_lock_of_a_file_that_is_still_damaged(session: Session, exhibit: Exhibit) -> None:
    lose_for_a_while(session, exhibit)
    stored = session.evidence.folder / exhibit.file_id[-2:] / f"{exhibit.file_id}.age"
    stored.write_bytes(stored.read_bytes()[:-7])
    with pytest.raises(EvidenceUnsound, match=r"JH/1: .* damaged"):
        lift_lock(session, exhibit, WHY)
    assert session.casebook.select(CustodyEvent, "p.what = 'lock lifted'") == []


def test_the_lock_holds_in_the_next_sitting_and_a_reviewer_cannot_lift_it(
    session: Session, exhibit: Exhibit, unlock_as: Callable[[str], Session]
) -> None:
    lose_for_a_while(session, exhibit)
    head = unlock_as(HEAD)
    read_case(head, exhibit.incident_id)
    with pytest.raises(ExhibitLocked):
        picture(head, exhibit)
    with pytest.raises(NotAllowed):
        lift_lock(head, exhibit, WHY)


def test_a_sitting_that_opened_no_case_knows_the_lock(session: Session, exhibit: Exhibit, tmp_path: Path) -> None:
    lose_for_a_while(session, exhibit)
    anew = dataclasses.replace(session)
    with pytest.raises(ExhibitLocked):
        export_original(anew, exhibit.id, tmp_path / "JH-1.png", purpose="for PC 4410")
    assert not (tmp_path / "JH-1.png").exists()


def test_a_copy_of_a_locked_original_does_not_leave(session: Session, tmp_path: Path) -> None:
    case = packed_case(session)
    lose_for_a_while(session, case.taunts)
    with pytest.raises(ExhibitLocked, match="JH/1"):
        export_copy(session, case.copy.id, tmp_path / "JH-1-A.png", purpose="for PC 4410")
    assert not (tmp_path / "JH-1-A.png").exists()


def test_a_case_with_a_locked_exhibit_is_not_handed_over(session: Session, staff: Session, neighbours: str) -> None:
    case = coach(session)
    taken = SAMPLES / "chatnest-taunts-1.png"
    lose_for_a_while(session, attach_file(session, case, taken, ExhibitAnswers(), image_answer="no"))
    with pytest.raises(ExhibitLocked):
        hand_over_matter(session, case, neighbours, "It is about staff.")
    assert waiting(staff.opened.folder) == ()


def test_a_clock_that_went_back_lifts_no_lock(session: Session, exhibit: Exhibit) -> None:
    lose_for_a_while(session, exhibit)
    lift_lock(session, exhibit, WHY)
    earlier = dataclasses.replace(session, clock=lambda: session.clock() - timedelta(days=2))
    lose_for_a_while(earlier, exhibit)
    for sitting in (earlier, dataclasses.replace(session)):
        with pytest.raises(ExhibitLocked):
            picture(sitting, exhibit)
    assert exhibit.id in read_case(session, exhibit.incident_id).evidence_locks
