"""One exhibit's file is damaged: a backup has it whole, and it is brought back with an entry in its continuity."""

from pathlib import Path

import pytest

from dslapp.casebook.evidence.files import EvidenceUnsound
from dslapp.casebook.journal.verify import verify
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit
from dslapp.domain.problems import EnvironmentProblem
from dslapp.services.backups.back_up import add_place, back_up
from dslapp.services.exhibits.repair_exhibit import SoundCopy, bring_exhibit_back, find_sound_copy
from dslapp.services.exhibits.show_evidence import note_unsound, picture
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.session import Session
from tests.cases import bare_case
from tests.pictures import SAMPLES


@pytest.fixture
def exhibit(session: Session) -> Exhibit:
    answers = ExhibitAnswers(description="Taunts")
    return attach_file(session, bare_case(session), SAMPLES / "chatnest-taunts-1.png", answers, image_answer="no")


@pytest.fixture
def stored(session: Session, exhibit: Exhibit) -> Path:
    return session.evidence.folder / exhibit.file_id[-2:] / f"{exhibit.file_id}.age"


@pytest.fixture
def stick(session: Session, exhibit: Exhibit, tmp_path: Path) -> Path:
    """A stick on which the casebook was backed up with the exhibit."""
    folder = tmp_path / "stick"
    folder.mkdir()
    back_up(session, add_place(session, "Red stick", folder, "stick").id)
    return folder


@pytest.mark.parametrize("missing", [True, False], ids=["missing", "damaged"])
def test_it_is_brought_back_from_the_backup(
    session: Session, exhibit: Exhibit, stored: Path, stick: Path, missing: bool
) -> None:
    whole = stored.read_bytes()
    stored.unlink() if missing else stored.write_bytes(whole[:-7])
    with pytest.raises(EvidenceUnsound, match=f"Exhibit {exhibit.ref}: "):
        picture(session, exhibit)
    copy = find_sound_copy(session, exhibit)
    assert copy is not None
    assert copy.label == "the backup “Red stick”"
    bring_exhibit_back(session, exhibit, copy)
    assert stored.read_bytes() == whole
    assert picture(session, exhibit).width
    event = session.casebook.select(CustodyEvent, "p.what = 'checked'")[0]
    assert "brought back from the backup “Red stick”" in event.purpose
    assert verify(session.casebook, session.evidence).faults == ()
    kept = list((session.opened.folder / "quarantine").rglob("*.age"))
    assert [path.read_bytes() for path in kept] == ([] if missing else [whole[:-7]])


def test_a_file_that_is_damaged_again_after_it_was_brought_back_is_noted_again(
    session: Session, exhibit: Exhibit, stored: Path, stick: Path
) -> None:
    whole = stored.read_bytes()
    for _ in range(2):
        stored.write_bytes(whole[:-7])
        with pytest.raises(EvidenceUnsound) as told:
            picture(session, exhibit)
        note_unsound(session, exhibit, told.value)
        note_unsound(session, exhibit, told.value)
        copy = find_sound_copy(session, exhibit)
        assert copy is not None
        bring_exhibit_back(session, exhibit, copy)
    events = session.casebook.select(CustodyEvent, "p.exhibit_id = ?", (exhibit.id,), order="p.seq")
    assert [event.what for event in events[1:]] == ["hash mismatch", "checked"] * 2


def test_where_the_file_is_sound_by_now_nothing_is_said_to_have_been_brought_back(
    session: Session, exhibit: Exhibit, stored: Path, stick: Path
) -> None:
    whole = stored.read_bytes()
    stored.unlink()
    copy = find_sound_copy(session, exhibit)
    assert copy is not None
    stored.write_bytes(whole)
    bring_exhibit_back(session, exhibit, copy)
    assert session.casebook.select(CustodyEvent, "p.what = 'checked'") == []


def test_where_nobody_has_it_nothing_is_offered(session: Session, exhibit: Exhibit, stored: Path, stick: Path) -> None:
    for path in stick.rglob(stored.name):
        path.write_bytes(b"nothing")
    stored.write_bytes(b"nothing either")
    assert find_sound_copy(session, exhibit) is None
    with pytest.raises(EnvironmentProblem, match="not whole either"):
        bring_exhibit_back(session, exhibit, SoundCopy("the backup", next(stick.iterdir())))
    assert stored.read_bytes() == b"nothing either"
