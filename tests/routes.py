"""What tests of a case in the guidance share: answering until a step is asked, and where the coach case goes."""

from dslapp.domain.case.incident import SafetyAnswers
from dslapp.domain.guidance.departures import DepartureForm
from dslapp.domain.guidance.flows import answers_of, required_record
from dslapp.domain.guidance.path import Walk
from dslapp.domain.statements import Stated
from dslapp.services.guidance.answer_guidance import answer_step, open_route, read_walk, step_being_asked
from dslapp.services.session import Session
from tests.cases import bare_case

DEPARTURE = DepartureForm(reason="The mother had seen it all and stood in the office", second_person="Sam Ottrell")


def go_on(session: Session, case: str, *answers: str, **written: str) -> Walk:
    """Answer the step that is asked; what is not given is written as not known, or filled where it must be known."""
    step = step_being_asked(session, read_walk(session, case))
    assert step is not None
    recorded = {}
    for field in required_record(step, answers):
        plain = {"datetime": session.clock().isoformat(), "yes/no": "no"}.get(field.type, f"About {field.id}")
        recorded[field.id] = Stated(text=written.get(field.id.replace("-", "_"), plain))
    return answer_step(session, case, step.id, answers, recorded)


def go_until(session: Session, case: str, flow: str, step: str, default: str = "no") -> None:
    """Answer "no" (or the last answer) to everything until a step is asked."""
    for _ in range(60):
        walk = read_walk(session, case)
        if walk.current is not None and (walk.current.flow, walk.current.step) == (flow, step):
            return
        asked = step_being_asked(session, walk)
        assert asked is not None, f"never came to {flow}/{step}"
        offered = [option.id for option in answers_of(asked)]
        go_on(session, case, *([default] if default in offered else offered[-1:]))
    raise AssertionError(f"never came to {flow}/{step}")


def adult_here_accused(session: Session) -> str:
    """Scenario 7: a coach's messages, told on Friday 13 November 2026 at 16:50."""
    return bare_case(session, safety=SafetyAnswers(danger="no", image="no", adult_here="accused"))


def coach_at_the_lado(session: Session) -> str:
    case = adult_here_accused(session)
    open_route(session, case)
    go_until(session, case, "staff-concern", "ring-lado")
    return case
