"""Departing from the guidance in a case: a decision of two people, on record for good, that never delays a referral."""

import dataclasses
from datetime import date

import msgspec
import pytest

from dslapp.domain.case.casework import Action
from dslapp.domain.case.chronology import chronology
from dslapp.domain.case.cold_points import decisions_not_taken
from dslapp.domain.case.history_words import history_in_words
from dslapp.domain.case.incident import Incident
from dslapp.domain.guidance.departures import DepartureForm
from dslapp.domain.guidance.reading import locks
from dslapp.domain.guidance.route import GuidanceDeparture, GuidanceRun
from dslapp.domain.problems import NotAllowed, UserProblem
from dslapp.services.case.close_case import reopen_case
from dslapp.services.case.read_case import load_case
from dslapp.services.guidance.answer_guidance import answer_step, open_route, read_walk
from dslapp.services.guidance.depart_from_guidance import depart_from_guidance
from dslapp.services.session import Session
from tests.routes import DEPARTURE, coach_at_the_lado


def test_the_parents_are_told_although_nobody_advised_and_the_case_says_who_agreed(session: Session) -> None:
    case = coach_at_the_lado(session)
    before = read_walk(session, case)
    depart_from_guidance(session, case, DEPARTURE, lock="parents_contacted")
    walk = read_walk(session, case)
    assert "parents_contacted" not in {active.what for active in locks(session.library.guidance, walk)}
    assert walk.current == before.current
    file = load_case(session, case)
    assert [made.second_person for made in file.departures] == ["Sam Ottrell"]
    [decision] = [each for each in file.decisions if each.subject.startswith("Departure")]
    assert (decision.rationale, decision.second_person) == (DEPARTURE.reason, "Sam Ottrell")
    assert any(DEPARTURE.reason in line.done for line in chronology(file))
    assert any("contact the parents" in point.label for point in decisions_not_taken(file, session.clock()))
    assert any("departure from the guidance" in line.what for line in history_in_words(file))


def test_who_is_to_agree_tomorrow_stands_on_today_as_an_action(session: Session) -> None:
    case = coach_at_the_lado(session)
    form = DepartureForm(reason=DEPARTURE.reason, second_person="Sam Ottrell", agrees_by=date(2026, 11, 14))
    depart_from_guidance(session, case, form, lock="parents_contacted")
    [action] = [each for each in session.casebook.of_incident(Action, case) if "Sam Ottrell agrees" in each.what]
    assert action.due_in_words == "by the end of Saturday 14 November 2026"
    [decision] = [each for each in load_case(session, case).decisions if each.subject.startswith("Departure")]
    assert decision.second_person == "Sam Ottrell, who is to agree by Saturday 14 November 2026"


def test_going_past_the_call_drops_its_action_and_says_that_it_was_departed_from(session: Session) -> None:
    case = coach_at_the_lado(session)
    place = read_walk(session, case).current
    depart_from_guidance(session, case, DEPARTURE, place=place)
    assert read_walk(session, case).current != place
    [action] = [a for a in session.casebook.of_incident(Action, case) if a.source_id.startswith("staff-concern/ring-l")]
    assert action.status == "dropped"
    assert action.finished_note == "Departed from the guidance: the decision says why."


def test_nothing_is_saved_of_a_departure_by_one_person_alone(session: Session) -> None:
    case = coach_at_the_lado(session)
    with pytest.raises(UserProblem, match="One person alone"):
        depart_from_guidance(session, case, DepartureForm(reason="x", second_person=""), lock="parents_contacted")
    assert not session.casebook.of_incident(GuidanceDeparture, case)


def test_a_case_with_a_departure_is_not_closed_by_one_person_alone(session: Session) -> None:
    case = coach_at_the_lado(session)
    depart_from_guidance(session, case, DEPARTURE, lock="parents_contacted")
    assert load_case(session, case).needs_second_person


def test_the_head_reads_departures_and_makes_none(session: Session) -> None:
    case = coach_at_the_lado(session)
    as_head = dataclasses.replace(session, member=msgspec.structs.replace(session.member, role="headteacher"))
    with pytest.raises(NotAllowed):
        depart_from_guidance(as_head, case, DEPARTURE, lock="parents_contacted")


def test_in_a_closed_case_the_guidance_stands_until_it_is_opened_again(session: Session) -> None:
    case = coach_at_the_lado(session)
    incident = session.casebook.get(Incident, case)
    session.casebook.commit([msgspec.structs.replace(incident, status="closed", closed_at=session.clock())])
    with pytest.raises(UserProblem, match="This case is closed"):
        open_route(session, case, "police")
    with pytest.raises(UserProblem, match="This case is closed"):
        answer_step(session, case, "ring-lado")
    with pytest.raises(UserProblem, match="This case is closed"):
        depart_from_guidance(session, case, DEPARTURE, lock="parents_contacted")
    reopen_case(session, incident.id, "The LADO rang back")  # type: ignore[arg-type]
    open_route(session, case, "police")
    assert read_walk(session, case).current.flow == "police"  # type: ignore[union-attr]


def test_a_flow_that_was_begun_is_gone_back_to_and_never_begins_twice(session: Session) -> None:
    case = coach_at_the_lado(session)
    at_lado = read_walk(session, case).current
    open_route(session, case, "police")
    open_route(session, case, "police")
    back = open_route(session, case, "staff-concern")
    assert back.current == at_lado
    assert read_walk(session, case).current == at_lado
    runs = [run.flow for run in session.casebook.of_incident(GuidanceRun, case)]
    assert sorted(runs) == sorted(set(runs))
