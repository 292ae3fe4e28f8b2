"""What an officer reads first in a pack: whom to ring tonight, and the police's own number; and what to do with it."""

from pathlib import Path

from dslapp.services.pack.make_pack import make_pack
from dslapp.services.session import Session
from tests.packs import everything, in_folder, packed_case
from tests.unit.documents.readers import Reader

TONIGHT, CRIME = "Jo Hartsedge, 07700 900123", "TH/4410/26"


def test_the_first_lines_say_whom_to_ring_tonight_and_the_crime_reference(session: Session, tmp_path: Path) -> None:
    case = packed_case(session)
    choice = everything(
        case, form="folder", plain_because="straight onto the officer's encrypted stick", ring_tonight=TONIGHT,
        crime_ref=CRIME, paper="",
    )  # fmt: skip
    make_pack(session, case.id, choice, tmp_path / "Pack")
    files = in_folder(tmp_path / "Pack")
    read_me = files["READ-ME-FIRST.txt"].decode("ascii")
    assert read_me.index(TONIGHT) < read_me.index(CRIME) < read_me.index("Made on")
    assert "as your force's rules for evidence say (CPIA)" in " ".join(read_me.split())
    notes = Reader(tmp_path, files["NOTES-FOR-THE-OFFICER.pdf"]).flowing()
    assert notes.index(TONIGHT) < notes.index(CRIME) < notes.index("School")
