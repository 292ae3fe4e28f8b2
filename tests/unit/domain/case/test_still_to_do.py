"""What is still to be written after the first save."""

from datetime import UTC, date, datetime

import msgspec

from dslapp.domain.case.case_file import CaseFile, Involved
from dslapp.domain.case.incident import ChildVoice, Classification, Incident, Risk
from dslapp.domain.case.people import Involvement, Person
from dslapp.domain.case.still_to_do import still_to_do
from dslapp.domain.entity import IncidentId, MemberId, PersonId, RunId, new_id
from dslapp.domain.guidance.route import GuidanceRun
from dslapp.domain.statements import When

NOW = datetime(2026, 11, 13, 16, 50, tzinfo=UTC)
replace = msgspec.structs.replace


def just_logged() -> CaseFile:
    incident = Incident(
        id="i", ref="OSI-2026-0001", owner=MemberId("m"), logged_at=NOW, logged_by=MemberId("m"),
        reported_to_dsl_at=NOW, summary="Taunts on ChatNest.",
    )  # fmt: skip
    ellis = Person(id="p", name="Ellis P.")
    involvement = Involvement(id="v", incident_id=IncidentId("i"), person_id=PersonId("p"), role="target")
    return CaseFile(incident=incident, involved=(Involved(involvement=involvement, person=ellis),))


def needed(case: CaseFile) -> list[str]:
    return [todo.what for todo in still_to_do(case) if todo.needed_for_closing]


def test_a_case_just_logged_lists_the_rest() -> None:
    assert needed(just_logged()) == [
        "Find the route",
        "When it happened",
        "Where it happened",
        "The child’s own words",
        "Date of birth: Ellis P.",
        "The matrix",
        "Is the child safe today, and how do we know?",
        "Risk of self-harm or suicide",
        "The child’s wishes and feelings",
        "Parents of Ellis P. told?",
    ]


def test_nothing_is_left_when_everything_is_written_or_has_its_reason() -> None:
    case = just_logged()
    incident = replace(
        case.incident,
        occurred=When(precision="unknown", unknown_because="Ellis deleted the chat; the tutor asks"),
        place_type="home",
        exact_words="nobody wants you",
        voice=ChildVoice(not_spoken_because="absent today, tutor on Monday"),
        classification=Classification(cells=("contact-aggressive",), primary_cell="contact-aggressive"),
        risk=Risk(safe_today="At home with his mother, rung at 16:20", self_harm="no"),
    )
    ellis = Person(id="p", name="Ellis P.", date_of_birth=date(2014, 3, 3))
    involvement = replace(case.involved[0].involvement, parents_told="yes")
    run = GuidanceRun(
        id=RunId(new_id()), incident_id=IncidentId("i"), flow="cyberbullying", title="Cyberbullying", edition="1",
        started_at=NOW, started_by="m", outcome_code="BULLYING_RESOLVED",
    )  # fmt: skip
    done = replace(case, incident=incident, involved=(Involved(involvement=involvement, person=ellis),), runs=(run,))
    assert needed(done) == []
    assert needed(replace(done, runs=(replace(run, outcome_code=""),))) == ["Finish the guidance: Cyberbullying"]


def test_hearsay_and_opinion_ask_for_their_ground() -> None:
    case = just_logged()
    talk = replace(case.incident, hearsay="It was all over the bus.", opinion="He is being left out.")
    found = needed(replace(case, incident=talk))
    assert "Who it was heard from" in found
    assert "What the opinion rests on" in found


def test_an_online_only_incident_needs_its_site() -> None:
    case = just_logged()
    assert "The site or app" in needed(replace(case, incident=replace(case.incident, place_type="online")))
