"""The case on one page, in a pack and in the school: who has had a pack, and what is nobody's business outside."""

from pathlib import Path

from dslapp.domain.case.casework import Review
from dslapp.domain.case.chronology import chronology
from dslapp.domain.case.cold_points import agencies_told
from dslapp.domain.case.cold_read import cold_read, for_a_pack
from dslapp.domain.entity import MemberId, new_id
from dslapp.services.case.read_case import load_case
from dslapp.services.pack.make_pack import make_pack
from dslapp.services.session import Session
from tests.packs import OFFICER, WHY, PackedCase, everything, packed_as_folder
from tests.unit.documents.readers import Reader

OURS = ("decision wanted", "sign it off", "Overdue and next", "Sign-off", "signed this case off")


def test_in_a_pack_it_says_why_it_is_given_and_not_what_is_asked_of_the_head(
    session: Session, case: PackedCase, tmp_path: Path
) -> None:
    files = packed_as_folder(session, case, tmp_path)
    page = Reader(tmp_path, files["CASE-ON-ONE-PAGE.pdf"]).flowing()
    assert "1 Why it is given " + WHY in page
    assert [words for words in OURS if words in page] == []
    points = for_a_pack(cold_read(load_case(session, case.id), session.clock()), WHY).points
    assert [each.number for each in points] == list(range(1, 12))


def test_the_whole_case_file_in_a_pack_leaves_the_reviews_out(
    session: Session, case: PackedCase, tmp_path: Path
) -> None:
    review = Review(
        id=new_id(), incident_id=case.id, reviewer=MemberId(session.member.id), at=session.clock(),
        review_kind="question", text="zzquestion",
    )  # fmt: skip
    session.casebook.commit([review])
    files = packed_as_folder(session, case, tmp_path, paper="whole file", copies=())
    said = Reader(tmp_path, files["CASE-FILE.pdf"]).flowing()
    assert [words for words in OURS if words in said] == []
    assert "Reviews" not in said


def test_a_pack_that_left_stands_under_the_agencies_and_is_one_line_of_the_chronology(
    session: Session, case: PackedCase, tmp_path: Path
) -> None:
    make_pack(session, case.id, everything(case, paper=""), tmp_path / "Pack.zip")
    read = load_case(session, case.id)
    (told,) = agencies_told(read, session.clock())
    assert told.label == f"{OFFICER}:"
    assert told.text.startswith("evidence pack, Friday 13 November 2026, 16:50 GMT; no receipt yet. Due")
    lines = [line.done for line in chronology(read) if line.done.startswith("Evidence pack for")]
    assert lines == [f"Evidence pack for {OFFICER}: JH/1 (original and copy JH/1-A), JH/2, JH/3 – {WHY}."]
