"""No paper and no summary has a word that only a machine read: what is in a picture is in the picture."""

from pathlib import Path

from dslapp.domain.case.history_words import history_in_words
from dslapp.domain.entity import ExhibitId, new_id
from dslapp.domain.evidence.exhibits import ExhibitText
from dslapp.services.case.read_case import copy_summary, read_case
from dslapp.services.case.search_everything import search_everything
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.papers.refer import begin_referral
from dslapp.services.papers.write_case_file import draw_case_file, read_case_file
from dslapp.services.papers.write_referral import draw_referral, read_referral
from dslapp.services.session import Session
from tests.cases import taunts
from tests.pictures import sample
from tests.unit.documents.readers import Reader


def a_case_with_machine_text(session: Session) -> str:
    case = taunts(session)
    picture = sample("chatnest-taunts-1.png")
    exhibit = attach_file(session, case, picture, ExhibitAnswers(), image_answer="no", name="a.png")
    session.casebook.commit(
        [
            ExhibitText(
                id=new_id(), incident_id=case, exhibit_id=ExhibitId(exhibit.id), how="read by machine",
                text="Quagmire wrote @quagmire.example at 03:33", unread=("Quagmire is unread.",), program="RapidOCR 3",
            )
        ],
        reason="Read by machine, unchecked.",
    )  # fmt: skip
    return case


def test_search_finds_it_and_says_what_it_is(session: Session) -> None:
    a_case_with_machine_text(session)
    assert [hit.title.split(" · ")[2] for hit in search_everything(session, "quagmire")] == [
        "read by machine, unchecked"
    ]


def test_neither_the_case_file_nor_a_referral_nor_the_summary_says_it(session: Session, tmp_path: Path) -> None:
    case = a_case_with_machine_text(session)
    papers = [draw_case_file(read_case_file(session, case), kind) for kind in ("one page", "whole file")]
    referral = begin_referral(session, case, "police")
    papers.append(draw_referral(session, read_referral(session, referral.id)))
    said = [Reader(tmp_path, paper).text() for paper in papers] + [copy_summary(session, case)]
    for words in said:
        assert "JH/" in words or "OSI-2026-0041" in words
        assert "quagmire" not in words.lower()
        assert "03:33" not in words


def test_the_history_says_that_a_machine_read_it(session: Session) -> None:
    case = a_case_with_machine_text(session)
    lines = [line for line in history_in_words(read_case(session, case)) if "words of an exhibit" in line.what]
    assert [(line.what.split(", ", 1)[1], line.reason) for line in lines] == [
        ("read by machine, unchecked", "Read by machine, unchecked.")
    ]
