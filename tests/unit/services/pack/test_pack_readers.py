"""Whom a pack is for decides its words: nobody who is no officer is called one, nor told by a force's rules."""

from pathlib import Path

import msgspec
import pytest

from dslapp.domain.pack.readers import PackReader, words_for
from dslapp.domain.school import School
from dslapp.services.pack.make_pack import make_pack
from dslapp.services.session import Session
from tests.packs import everything, in_folder, packed_case
from tests.unit.documents.readers import Reader

BECAUSE = "straight onto an encrypted stick"
POLICE_ONLY = ("officer", "MG11", "force", "CPIA", "rank")


@pytest.mark.parametrize(
    ("reader", "notes", "says"),
    [
        ("police", "NOTES-FOR-THE-OFFICER.pdf", "Notes for the officer"),
        ("lado", "NOTES-FOR-THE-LADO.pdf", "Notes for the LADO"),
        ("social care", "NOTES-FOR-SOCIAL-CARE.pdf", "Notes for children's social care"),
        ("other", "NOTES-ON-THE-EXHIBITS.pdf", "Notes on the exhibits"),
    ],
)
def test_its_notes_and_first_page_speak_to_whom_it_is_for(
    session: Session, tmp_path: Path, reader: PackReader, notes: str, says: str
) -> None:
    case = packed_case(session)
    choice = everything(
        case, reader=reader, recipient="Ada Merrow, Saltmarsh Council", form="folder", plain_because=BECAUSE, paper=""
    )
    make_pack(session, case.id, choice, tmp_path / "Pack")
    files = in_folder(tmp_path / "Pack")
    on_paper = Reader(tmp_path, files[notes]).flowing()
    assert says in on_paper
    first = files["READ-ME-FIRST.txt"].decode("ascii")
    assert f"1. Open {notes}" in first
    told = " ".join((on_paper, first, *files, files["manifest.json"].decode(), files["HOW-TO-CHECK.txt"].decode()))
    called = [word for word in POLICE_ONLY if word.casefold() in told.casefold()]
    assert bool(called) == (reader == "police"), called


def test_the_lado_is_called_as_the_authority_does(session: Session, tmp_path: Path) -> None:
    school = session.casebook.select(School)[0]
    session.casebook.commit([msgspec.structs.replace(school, lado_label="Designated Officer (LADO)")])
    case = packed_case(session)
    make_pack(
        session, case.id, everything(case, reader="lado", form="folder", plain_because=BECAUSE, paper=""),
        tmp_path / "Pack",
    )  # fmt: skip
    notes = Reader(tmp_path, in_folder(tmp_path / "Pack")["NOTES-FOR-THE-LADO.pdf"]).flowing()
    assert "Notes for the Designated Officer" in notes
    assert words_for("lado", "Designated Officer (LADO)").reference == "The Designated Officer's reference"
