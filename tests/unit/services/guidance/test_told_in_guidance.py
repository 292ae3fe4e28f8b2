"""What is written in the guidance stands in the case where it is looked for."""

from dslapp.domain.case.chronology import chronology
from dslapp.domain.case.cold_points import agencies_told, parents_told
from dslapp.domain.case.incident import SafetyAnswers
from dslapp.domain.guidance.flows import answers_of, required_record
from dslapp.domain.guidance.told_in_guidance import told_in_guidance
from dslapp.services.case.read_case import load_case
from dslapp.services.guidance.answer_guidance import answer_step, open_route
from dslapp.services.session import Session
from tests.cases import bare_case
from tests.guidance import shipped
from tests.routes import go_on, go_until


def rung(session: Session) -> str:
    case = bare_case(session, safety=SafetyAnswers(danger="no", image="no", adult_here="accused"))
    open_route(session, case)
    go_until(session, case, "staff-concern", "ring-lado")
    go_on(session, case, lado_spoke_to="Ms Imani Okell, 0117 496 0100")
    return case


def test_that_the_lado_was_rung_stands_under_agencies_and_in_the_short_chronology(session: Session) -> None:
    case = load_case(session, rung(session))
    lines = [f"{line.label} {line.text}" for line in agencies_told(case, session.clock())]
    assert any(line.startswith("LADO") and "Ms Imani Okell" in line for line in lines)
    assert any("Ms Imani Okell" in line.done for line in chronology(case, significant_only=True))


def test_what_was_taken_back_is_not_told(session: Session) -> None:
    case = rung(session)
    answer_step(session, case, "what-else", ["bullying"], flow="triage", reason="Something else")
    file = load_case(session, case)
    live = {answer.id for answer in file.answers if not answer.superseded}
    assert {told.answer_id for told in told_in_guidance(file, "lado", "police")} <= live


def test_parents_and_why_they_were_not_told_stand_where_one_asks(session: Session) -> None:
    case = bare_case(session)
    open_route(session, case, "cyberbullying")
    go_until(session, case, "cyberbullying", "parents")
    go_on(session, case, "not-told", parents_not_told="The child fears the uncle; MASH asked us to wait")
    lines = [line.text for line in parents_told(load_case(session, case), session.clock())]
    assert any("MASH asked us to wait" in line for line in lines)


def test_every_flow_that_reaches_an_agency_says_so_in_its_fields() -> None:
    moments = {"lado_referral_made": "lado", "police_referral_made": "police", "csc_referral_made": "social care"}
    for flow in shipped().flows.values():
        for step in flow.steps:
            for field in required_record(step, [each.id for each in answers_of(step)]):
                if field.moment in moments:
                    assert field.tells == moments[field.moment], f"{flow.flow}/{step.id}/{field.id}"
