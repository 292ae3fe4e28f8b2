"""Sweeping the evidence folder: only what no record names, and only after 30 days."""

from datetime import timedelta

from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.intake.look_at_file import keep_file, look_at_source
from dslapp.services.intake.sweep_evidence import sweep_evidence
from dslapp.services.session import Session
from tests.casebooks import SettableClock
from tests.cases import bare_case
from tests.pictures import SAMPLES


def kept_ids(session: Session) -> set[str]:
    return {path.stem for path in session.evidence.folder.rglob("*.age")}


def test_a_file_without_a_record_is_swept_after_thirty_days_and_no_exhibit_ever_is(
    session: Session, clock: SettableClock
) -> None:
    exhibit = attach_file(
        session, bare_case(session), SAMPLES / "chatnest-taunts-1.png", ExhibitAnswers(), image_answer="no"
    )
    orphan = keep_file(session, look_at_source(session, SAMPLES / "chatnest-taunts-2.png"))
    assert kept_ids(session) == {exhibit.file_id, orphan.file.file_id}
    assert sweep_evidence(session) == (0, 0)
    clock.forward(timedelta(days=365 * 3))
    assert sweep_evidence(session) == (0, 1)
    assert kept_ids(session) == {exhibit.file_id}


def test_a_damaged_list_of_exhibits_does_not_cost_a_picture(session: Session, clock: SettableClock) -> None:
    exhibit = attach_file(
        session, bare_case(session), SAMPLES / "chatnest-taunts-1.png", ExhibitAnswers(), image_answer="no"
    )
    session.casebook.connection.execute("DELETE FROM exhibit")
    clock.forward(timedelta(days=365 * 3))
    assert sweep_evidence(session) == (0, 0)
    assert kept_ids(session) == {exhibit.file_id}


def test_what_a_crash_left_half_written_is_swept_at_once(session: Session) -> None:
    half = session.evidence.folder / "half.part"
    half.write_bytes(b"half")
    swept = sweep_evidence(session)
    assert swept == (1, 0)
    assert swept.in_words.endswith("Nothing of it was kept: attach it again.")
    assert sweep_evidence(session).in_words == "", "it is said once"
    assert not half.exists()
