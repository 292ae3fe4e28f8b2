"""The headteacher's paper: the case on one page, and the whole case file behind it."""

from datetime import timedelta
from pathlib import Path

from dslapp.documents.case_file import case_file
from dslapp.documents.cold_read import cold_read_page
from dslapp.documents.drawing import draw
from dslapp.domain.case.cold_read import cold_read
from dslapp.domain.case.on_paper import guidance_steps
from dslapp.services.case.read_case import load_case
from dslapp.services.guidance.answer_guidance import answer_step
from dslapp.services.guidance.depart_from_guidance import depart_from_guidance
from dslapp.services.session import Session
from tests.casebooks import SettableClock
from tests.cases import bare_case, coach, taunts
from tests.routes import DEPARTURE, coach_at_the_lado
from tests.unit.documents.made_up import PROVENANCE
from tests.unit.documents.readers import Reader


def test_the_case_stands_on_one_page_with_its_twelve_points(session: Session, tmp_path: Path) -> None:
    page = cold_read(load_case(session, taunts(session)), session.clock())
    read = Reader(tmp_path, draw(cold_read_page(page, PROVENANCE)))
    text = read.flowing()
    assert read.pages == 1
    assert "1 The decision" in text
    for point in page.points:
        assert point.heading.split()[0] in text
    assert "Seen by Jo Hartsedge at 15:40: calm, off home with his mother." in text


def test_the_case_file_holds_people_chronology_matrix_and_exact_words(session: Session, tmp_path: Path) -> None:
    case = load_case(session, taunts(session))
    text = Reader(tmp_path, draw(case_file(case, cold_read(case, session.clock()), PROVENANCE))).flowing()
    assert "Child affected: Ellis P." in text
    assert "@moved.away.example" in text
    assert "The child's own words nobody wants you" in text
    assert "Chronology" in text
    assert text.count("✓") == 1
    assert "Wants it to stop, and his mother not to take his phone." in text


def test_the_case_file_says_what_was_changed_or_departed_from_and_why(session: Session, tmp_path: Path) -> None:
    incident = coach_at_the_lado(session)
    depart_from_guidance(session, incident, DEPARTURE, lock="parents_contacted")
    answer_step(session, incident, "about-whom", ["head"], {}, flow="staff-concern", reason="It is the head.")
    case = load_case(session, incident)
    text = Reader(tmp_path, draw(case_file(case, cold_read(case, session.clock()), PROVENANCE))).flowing()
    assert "(taken back)" in text
    changed = [step.changed for step in guidance_steps(case) if step.superseded]
    assert any(said.endswith("by Jo Hartsedge because: It is the head.") for said in changed)
    assert "Changed on" in text
    assert "Departed from the guidance: a lock was lifted" in text
    assert DEPARTURE.reason in text
    assert DEPARTURE.second_person in text
    assert not [step for step in guidance_steps(case) if step.answer.startswith("Departed")]


def test_a_staff_case_reads_as_well(session: Session, tmp_path: Path) -> None:
    case = load_case(session, coach(session))
    read = Reader(tmp_path, draw(case_file(case, cold_read(case, session.clock()), PROVENANCE)))
    assert read.sound()
    assert "Ms Tess Orme" in read.flowing()


def test_what_is_empty_has_no_heading(session: Session, tmp_path: Path) -> None:
    case = load_case(session, bare_case(session))
    text = Reader(tmp_path, draw(case_file(case, cold_read(case, session.clock()), PROVENANCE))).text().splitlines()
    assert "The incident" in text
    assert "Chronology" in text
    for heading in ("Exhibits", "Reviews", "Decisions", "People and accounts"):
        assert heading not in text


def test_what_is_overdue_says_so(session: Session, tmp_path: Path, clock: SettableClock) -> None:
    case = load_case(session, taunts(session))
    clock.forward(timedelta(days=9))
    text = Reader(tmp_path, draw(cold_read_page(cold_read(case, clock()), PROVENANCE))).flowing()
    assert "OVERDUE" in text
