"""The order of a series, saved in one commit, and what neighbours say of each other."""

import pytest

from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.series import between_in_words, place_in_series, series_of
from dslapp.domain.problems import UserProblem
from dslapp.services.case.read_case import load_case
from dslapp.services.exhibits.answer_exhibit import withdraw_exhibit
from dslapp.services.exhibits.order_series import compare, order_series
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.session import Session
from tests.cases import bare_case
from tests.files import a_pdf
from tests.pictures import SAMPLES


@pytest.fixture
def case_id(session: Session) -> str:
    """A case with three exhibits: two screenshots of one chat, and a photo."""
    case = bare_case(session)
    for name in ("chatnest-taunts-2.png", "photo-of-phone-screen.jpg", "chatnest-taunts-1.png"):
        attach_file(session, case, SAMPLES / name, ExhibitAnswers(), image_answer="no")
    return case


def ids(session: Session, case_id: str) -> dict[str, str]:
    return {each.ref: each.id for each in load_case(session, case_id).exhibits}


def test_an_order_is_saved_in_one_commit_and_the_files_stay(session: Session, case_id: str) -> None:
    of = ids(session, case_id)
    name = order_series(session, case_id, "", [of["JH/3"], of["JH/1"], of["JH/2"]])
    assert name == "Series 1"
    before = session.casebook.head[0]
    order_series(session, case_id, name, [of["JH/3"], of["JH/1"]])
    case = load_case(session, case_id)
    assert [each.ref for each in series_of(case)[name]] == ["JH/3", "JH/1"]
    assert session.casebook.head[0] == before + 1
    assert case.exhibits[1].series == ""
    assert order_series(session, case_id, name, [of["JH/3"], of["JH/1"]]) == name
    assert session.casebook.head[0] == before + 1
    assert order_series(session, case_id, "", [of["JH/2"]]) == "Series 2"


def test_nothing_of_another_case_and_nothing_withdrawn_is_in_a_series(session: Session, case_id: str) -> None:
    of = ids(session, case_id)
    other = attach_file(session, bare_case(session, ref="OSI-2026-0009"), SAMPLES / "gamehall-dark.png",
                        ExhibitAnswers(), image_answer="no")  # fmt: skip
    for wrong in ([of["JH/1"], other.id], [of["JH/1"], of["JH/1"]]):
        with pytest.raises(UserProblem):
            order_series(session, case_id, "", wrong)
    order_series(session, case_id, "", [of["JH/1"], of["JH/2"]])
    withdraw_exhibit(session, of["JH/1"], because="Attached twice")
    case = load_case(session, case_id)
    assert [each.ref for each in series_of(case)["Series 1"]] == ["JH/2"]
    assert place_in_series(case.exhibits[1], case)[0] == 0
    assert place_in_series(case.exhibits[2], case) == (-1, ())


def test_neighbours_overlap_leave_a_gap_or_tell_nothing(session: Session, case_id: str) -> None:
    second, photo, first = load_case(session, case_id).exhibits
    assert compare(session, first, second) == "overlap"
    assert compare(session, second, first) == "gap"
    assert compare(session, first, photo) == "not known"
    assert compare(session, first, first) == "same"
    letter: Exhibit = attach_file(session, case_id, a_pdf(1), ExhibitAnswers(), image_answer="no", name="letter.pdf")
    assert compare(session, first, letter) == "not known"


def test_what_is_said_claims_no_more_than_a_comparison_can(session: Session) -> None:
    assert between_in_words("overlap", "JH/1", "JH/2") == "JH/2 looks like it overlaps with the end of JH/1."
    assert between_in_words("gap", "JH/1", "JH/2").startswith("There may be a gap between JH/1 and JH/2")
    assert "look at both" in between_in_words("not known", "JH/1", "JH/2")
