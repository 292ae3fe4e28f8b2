"""Reading the guidance of a case in one go, for the window."""

from collections.abc import Callable
from datetime import date

import pytest

from dslapp.domain.case.casework import Decision
from dslapp.domain.guidance.flows import required_record
from dslapp.domain.problems import UserProblem
from dslapp.domain.school import Contact
from dslapp.domain.statements import Stated
from dslapp.services.case.keep_draft import drafts, form_draft_id, keep_form
from dslapp.services.guidance.answer_guidance import answer_step, open_route, read_walk, step_being_asked
from dslapp.services.guidance.read_guidance import read_flows, read_guidance
from dslapp.services.session import Session
from tests.cases import bare_case, coach
from tests.routes import adult_here_accused, go_on, go_until


def test_the_first_screens_answers_and_the_people_are_read_before_it_begins(session: Session) -> None:
    view = read_guidance(session, coach(session))
    assert not view.begun
    assert view.may_answer
    assert view.known["adult_here"] == "accused"
    assert view.people[0] == "Jo Hartsedge"
    assert {"Mrs R. Quillan", "Mr P. Vane", "Ms Tess Orme", "Mia K."} <= set(view.people)


def test_the_schools_own_number_comes_with_the_day_of_its_check(session: Session) -> None:
    lado = Contact(
        id="c", contact_kind="lado", label="LADO", phone="01632 960111", out_of_hours="01632 960112",
        checked_on=date(2026, 9, 1),
    )  # fmt: skip
    session.casebook.commit([lado])
    whom = read_guidance(session, bare_case(session)).whom
    assert (whom["lado"].phone, whom["lado"].checked_on) == ("01632 960111", date(2026, 9, 1))
    assert whom["lado_out_of_hours"].phone == "01632 960112"
    assert not whom["mash"].reachable
    assert whom["police_101"].checked_on == date(2026, 11, 20)


def test_the_head_reads_it_and_may_not_answer(session: Session, head_session: Callable[[], Session]) -> None:
    case = adult_here_accused(session)
    open_route(session, case)
    view = read_guidance(head_session(), case)
    assert view.begun
    assert not view.may_answer


def test_a_rehearsal_knows_the_schools_own_time_limit(session: Session) -> None:
    view = read_flows(session)
    assert view.rehearsal
    assert view.known["lado_clock"] == "1 working day"
    assert view.known == session.school.guidance_facts


def test_the_draft_of_a_step_ends_with_its_answer(session: Session) -> None:
    case = adult_here_accused(session)
    open_route(session, case)
    keep_form(session, case, "guidance", Stated(text="…"), about_id="triage/what-else", ref="OSI-2026-0001", title="t")
    assert len(drafts(session)) == 1
    draft_id = form_draft_id(case, "guidance", "triage/what-else")
    answer_step(session, case, "what-else", ["nothing-else"], finishes_draft=draft_id)
    assert drafts(session) == ()


def in_school_on_a_mandatory_route(session: Session) -> str:
    """The staff guidance at an end in school, after the police were told of a crime."""
    case = adult_here_accused(session)
    open_route(session, case)
    go_until(session, case, "staff-concern", "crime")
    go_on(session, case, "yes")
    go_until(session, case, "staff-concern", "lado-answered")
    go_on(session, case, "yes")
    go_until(session, case, "staff-concern", "decision")
    go_on(session, case, "not-threshold")
    go_until(session, case, "staff-concern", "pattern", default="none")
    go_on(session, case, "none")
    return case


def test_one_person_alone_does_not_end_a_mandatory_route_in_school(session: Session) -> None:
    case = in_school_on_a_mandatory_route(session)
    step = step_being_asked(session, read_walk(session, case))
    assert step is not None
    now = session.clock().isoformat()
    written = {
        field.id: Stated(text=now if field.type == "datetime" else f"About {field.id}")
        for field in required_record(step)
    }
    with pytest.raises(UserProblem, match="One person alone") as refused:
        answer_step(session, case, step.id, recorded=written)
    assert refused.value.field == "second-person"
    later = Stated(unknown_because="Mr P. Vane confirms by Wednesday")
    answer_step(session, case, step.id, recorded={**written, "second-person": later})
    [decision] = session.casebook.of_incident(Decision, case)
    assert decision.second_person == "Not known – Mr P. Vane confirms by Wednesday"
