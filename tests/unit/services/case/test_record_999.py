"""999 from any step: recorded at once, and what was being asked waits."""

from datetime import timedelta

import pytest

from dslapp.domain.case.casework import LogEntry
from dslapp.domain.case.incident import SafetyAnswers
from dslapp.domain.guidance.flows import RecordField, answers_of, required_record
from dslapp.domain.guidance.route import GuidanceRun
from dslapp.domain.problems import UserProblem
from dslapp.services.case.record_999 import RUNG_FACTS, RUNG_MOMENT, Rang999, record_999
from dslapp.services.guidance.answer_guidance import open_route, read_walk
from dslapp.services.session import Session
from tests.cases import bare_case
from tests.guidance import shipped
from tests.routes import go_until


def rang(session: Session, **fields: str) -> Rang999:
    return Rang999(
        at=session.clock() - timedelta(minutes=5), **{"by_whom": "The secretary", "incident_number": "412", **fields}
    )


def calm(session: Session) -> str:
    case = bare_case(session, safety=SafetyAnswers(danger="no", image="no", adult_here="accused"))
    open_route(session, case)
    go_until(session, case, "staff-concern", "ring-lado")
    return case


def test_the_call_is_recorded_and_the_step_that_was_asked_waits(session: Session) -> None:
    case = calm(session)
    asked = read_walk(session, case).current
    record_999(session, case, rang(session))
    walk = read_walk(session, case)
    assert walk.current is not None
    assert (walk.current.flow, walk.current.step) == ("police", "young")
    assert asked in walk.position.waiting
    assert walk.moments[RUNG_MOMENT] == session.clock() - timedelta(minutes=5)
    [call] = session.casebook.of_incident(LogEntry, case)
    assert (call.who, call.outcome) == ("The secretary", "Incident number: 412")


def test_the_police_guidance_asks_for_no_second_call(session: Session) -> None:
    case = calm(session)
    record_999(session, case, rang(session))
    assert "call-999" not in [visit.step for visit in read_walk(session, case).taken if visit.flow == "police"]


def test_999_before_any_guidance_and_a_second_time_begins_the_police_once(session: Session) -> None:
    case = bare_case(session)
    record_999(session, case, rang(session))
    record_999(session, case, rang(session, incident_number=""))
    assert read_walk(session, case).facts["emergency"] == "yes"
    assert [run.flow for run in session.casebook.of_incident(GuidanceRun, case)] == ["police"]
    calls = session.casebook.of_incident(LogEntry, case)
    assert {call.outcome for call in calls} == {"Incident number: 412", "The incident number is not known yet."}


def test_who_rang_is_always_written(session: Session) -> None:
    with pytest.raises(UserProblem, match="who rang 999") as refused:
        record_999(session, calm(session), rang(session, by_whom=" "))
    assert refused.value.field == "by_whom"


def test_the_shipped_police_guidance_knows_what_is_recorded_by_one_press() -> None:
    steps = shipped().flows["police"].steps
    fields: list[RecordField] = [
        field for step in steps for field in required_record(step, [each.id for each in answers_of(step)])
    ]
    assert RUNG_MOMENT in {field.moment for field in fields}
    assert set(RUNG_FACTS) <= {fact for step in steps for fact in (*step.only_if, getattr(step, "fact", ""))}
