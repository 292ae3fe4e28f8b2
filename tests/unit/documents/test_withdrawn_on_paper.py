"""What was withdrawn says so on paper, with the day and the reason; in a pack the case file says that it tells of all.

A reader outside is not told the reason: it may name somebody.
"""

from pathlib import Path

import msgspec

from dslapp.documents.case_file import case_file
from dslapp.documents.continuity_sheet import continuity_pdf
from dslapp.documents.drawing import draw
from dslapp.domain.case.chronology import chronology
from dslapp.domain.case.cold_read import cold_read
from dslapp.services.case.read_case import load_case
from dslapp.services.exhibits.answer_exhibit import withdraw_exhibit
from dslapp.services.pack.make_pack import make_pack
from dslapp.services.purge.shut_away import shut_away
from dslapp.services.session import Session
from tests.cases import bare_case
from tests.packs import everything, exhibit, in_folder, packed_case
from tests.unit.documents.made_up import PROVENANCE
from tests.unit.documents.readers import Reader

GONE = "withdrawn on Friday 13 November 2026, 16:50 GMT, because: it is about Kai, not Ellis"


def withdrawn_case(session: Session) -> tuple[str, str]:
    """A case and its one exhibit, which was withdrawn."""
    case = bare_case(session)
    shown = exhibit(session, case, 1, b"attached by mistake", description="A message to Ellis")
    withdraw_exhibit(session, shown.id, because="it is about Kai, not Ellis")
    return case, shown.id


def test_the_case_file_marks_a_withdrawn_exhibit_in_chronology_and_continuity(session: Session, tmp_path: Path) -> None:
    case = load_case(session, withdrawn_case(session)[0])
    text = Reader(tmp_path, draw(case_file(case, cold_read(case, session.clock()), PROVENANCE))).flowing()
    (taken_in,) = (line.done for line in chronology(case) if line.source == "Exhibit")
    assert taken_in.endswith(f"A message to Ellis. JH/1: {GONE}.")
    assert "JH/1: withdrawn on" in text
    assert f"Exhibit JH/1: {GONE}" in text
    assert "This paper tells of all exhibits" not in text


def test_its_continuity_sheet_says_so_first(session: Session, tmp_path: Path) -> None:
    ids = withdrawn_case(session)
    case = load_case(session, ids[0])
    text = Reader(tmp_path, continuity_pdf(case, case.exhibits[0], PROVENANCE)).flowing()
    assert f"Withdrawn {GONE.removeprefix('withdrawn ')}" in text


def test_a_summary_says_that_it_was_withdrawn_and_not_why(session: Session) -> None:
    case = load_case(session, withdrawn_case(session)[0])
    told = " ".join(line.done for line in chronology(case, significant_only=True))
    assert "JH/1: withdrawn on Friday 13 November 2026, 16:50 GMT." in told
    assert "Kai" not in told


def test_what_a_hidden_exhibit_showed_is_in_no_chronology(session: Session) -> None:
    case = bare_case(session)
    bad = exhibit(session, case, 1, b"a picture", description="zzdescription")
    shut_away(session, bad.id, "image of a child")
    told = " ".join(line.done for line in chronology(load_case(session, case)))
    assert "zzdescription" not in told
    assert "JH/1: withdrawn on" in told


def test_in_a_pack_the_case_file_says_that_it_tells_of_all_exhibits(session: Session, tmp_path: Path) -> None:
    case = packed_case(session)
    choice = everything(
        case, exhibits=(case.mail.id,), copies=(), paper="whole file", form="folder",
        plain_because="straight onto the officer's encrypted stick",
    )  # fmt: skip
    make_pack(session, case.id, choice, tmp_path / "Pack")
    text = Reader(tmp_path, in_folder(tmp_path / "Pack")["CASE-FILE.pdf"]).flowing()
    assert "tells of all exhibits of the case, also of those that are not in this pack" in text
    assert "In this pack: JH/2." in text
    assert "Exhibit JH/5: withdrawn on" in text
    assert "because: another case" in text


def test_one_that_was_put_back_is_not_called_withdrawn(session: Session) -> None:
    case, exhibit_id = withdrawn_case(session)
    (shown,) = load_case(session, case).exhibits
    assert shown.id == exhibit_id
    back = msgspec.structs.replace(shown, withdrawn=False, withdrawn_because="")
    session.casebook.commit([back], reason="by mistake")
    assert "withdrawn" not in " ".join(line.done for line in chronology(load_case(session, case)))
