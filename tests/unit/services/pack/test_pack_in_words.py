"""A pack about what the school does not hold: who has it, in which device, what is signed for, and what is not told."""

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest

from dslapp.domain.boards.devices import HowTaken
from dslapp.domain.entity import ExhibitId, new_id
from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit, SaidByFile
from dslapp.domain.referral.referrals import Referral
from dslapp.services.continuity.keep_devices import DeviceAnswers, keep_device
from dslapp.services.session import Session
from tests.cases import TOLD
from tests.packs import PackedCase, exhibit, packed_as_folder
from tests.unit.documents.readers import Reader

NOTES = "NOTES-FOR-THE-OFFICER.pdf"


@pytest.fixture
def told(session: Session, case: PackedCase) -> PackedCase:
    """The case with an image that nobody here has, the phone that holds it, and the police's number."""
    not_held = Exhibit(
        id=new_id(), incident_id=case.id, ref="JH/9", producer="JH", number=9, exhibit_kind="imagery not held",
        held_by="Mrs Quillan", attached_at=TOLD, attached_by="Jo Hartsedge",
    )  # fmt: skip
    recorded = CustodyEvent(
        id=new_id(), incident_id=case.id, exhibit_id=ExhibitId(not_held.id), at=TOLD, what="attached",
        by="Jo Hartsedge", where="the head's safe",
    )  # fmt: skip
    sent = Referral(
        id=new_id(), incident_id=case.id, recipient="police", status="sent", started_at=TOLD, agency_ref="TS-1211-0417"
    )
    session.casebook.commit([not_held, recorded, sent])
    answers = DeviceAnswers(
        what="Phone, black", owner="Callum B.", taken_at=session.clock() - timedelta(minutes=5), taken_by="Sam Ottrell",
        taken_because="The police asked", kept_where="The head's safe", power_state="on", seal="B 0447",
        holds_imagery=True, how_taken=HowTaken(present="Mr Adair"),
    )  # fmt: skip
    keep_device(session, case.id, answers)
    return case._replace(not_held=not_held)


def only_words(session: Session, case: PackedCase, folder: Path) -> dict[str, bytes]:
    return packed_as_folder(session, case, folder, exhibits=(case.not_held.id,), copies=(), paper="")


def test_the_notes_name_the_device_that_is_kept_and_what_the_case_says_elsewhere(
    session: Session, told: PackedCase, tmp_path: Path
) -> None:
    notes = Reader(tmp_path, only_words(session, told, tmp_path)[NOTES]).flowing()
    for words in ("Device kept", "B 0447", "Sam Ottrell", "Mr Adair", "on (of the device kept)"):
        assert words in notes
    assert "TS-1211-0417 (of the case)" in notes
    assert "Not written for JH/9" in notes


def test_the_continuity_of_the_device_goes_and_nothing_was_attached_of_what_is_not_held(
    session: Session, told: PackedCase, tmp_path: Path
) -> None:
    files = only_words(session, told, tmp_path)
    assert "B 0447" in Reader(tmp_path, files["continuity/device-1.pdf"]).flowing()
    sheet = Reader(tmp_path, files["continuity/JH-9.pdf"]).flowing()
    assert "Recorded in words by Jo Hartsedge" in sheet
    assert [each for each in ("Attached", "Produced by", "the head's safe") if each in sheet] == []
    rows = list(csv.reader(io.StringIO(files["continuity/continuity.csv"].decode("utf-8-sig"))))[1:]
    assert ("JH/9", "recorded in words", "") in {(row[0], row[2], row[6]) for row in rows}
    assert "device 1" in {row[0] for row in rows}


def test_no_device_goes_where_nothing_goes_in_words(session: Session, told: PackedCase, tmp_path: Path) -> None:
    files = packed_as_folder(session, told, tmp_path, exhibits=(told.mail.id,), copies=(), paper="")
    assert "continuity/device-1.pdf" not in files
    assert "B 0447" not in Reader(tmp_path, files[NOTES]).flowing()


def test_nobody_signs_for_an_original_that_was_not_given(session: Session, told: PackedCase, tmp_path: Path) -> None:
    chosen = {"exhibits": (told.mail.id, told.not_held.id), "copies": (told.copy.id,), "paper": ""}
    receipt = Reader(tmp_path, packed_as_folder(session, told, tmp_path, **chosen)[NOTES]).flowing()
    said = "original JH/2; copy JH/1-A (not the original); described in words only, no file: JH/9."
    assert said in receipt


def test_the_first_page_speaks_of_originals_only_where_there_are_some(
    session: Session, told: PackedCase, tmp_path: Path
) -> None:
    first = only_words(session, told, tmp_path)["READ-ME-FIRST.txt"].decode("ascii")
    assert "Do not open the originals" not in first
    (tmp_path / "stick").mkdir()
    whole = packed_as_folder(session, told, tmp_path / "stick", exhibits=(told.mail.id,), copies=(), paper="")
    assert "Do not open the originals" in whole["READ-ME-FIRST.txt"].decode("ascii")


def test_where_there_is_no_file_it_is_not_told_how_files_were_kept(
    session: Session, told: PackedCase, tmp_path: Path
) -> None:
    notes = Reader(tmp_path, only_words(session, told, tmp_path)[NOTES]).flowing()
    assert "Why there is no file" in notes
    assert "copied byte for byte" not in notes


def test_a_time_of_a_file_stands_in_the_notes_as_people_write_it(
    session: Session, told: PackedCase, tmp_path: Path
) -> None:
    said = SaidByFile(what="time", text="2026-11-13 08:52:11 +00:00", source="EXIF", at=TOLD)
    timed = exhibit(session, told.id, 12, b"y", said=(said,))
    files = packed_as_folder(session, told, tmp_path, exhibits=(timed.id,), copies=(), paper="")
    notes = Reader(tmp_path, files[NOTES]).flowing()
    assert "time Friday 13 November 2026, 16:50 GMT (" in notes
    assert "+00:00" not in notes


def test_what_a_file_is_called_is_not_what_it_shows(session: Session, told: PackedCase, tmp_path: Path) -> None:
    bare = exhibit(session, told.id, 11, b"x", description="", original_name="parent-email.eml")
    files = packed_as_folder(session, told, tmp_path, exhibits=(bare.id,), copies=(), paper="")
    assert "No description written yet" in Reader(tmp_path, files[NOTES]).flowing()
    assert b"No description written yet" in files["manifest.json"]
