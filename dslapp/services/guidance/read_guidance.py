"""Read the guidance of a case, or what a rehearsal needs, in one go for the window."""

from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Person
from dslapp.domain.guidance.path import Walk
from dslapp.domain.guidance.shown import GuidanceView
from dslapp.domain.roles import may
from dslapp.domain.school import Member
from dslapp.services.change_settings import whom_here
from dslapp.services.guidance.answer_guidance import known_facts, read_case_walk
from dslapp.services.session import Session


def read_guidance(session: Session, incident_id: str) -> GuidanceView:
    """The guidance of a case as it stands, with whom to ring and the people who may be named."""
    session.require("read the record")
    incident = session.casebook.get(Incident, incident_id)
    walk, answers = read_case_walk(session, incident_id)
    return GuidanceView(
        library=session.library.guidance,
        walk=walk,
        whom=whom_here(session),
        people=_people(session, incident_id),
        known=known_facts(session, incident),
        given=answers,
        reader=session.member.name,
        may_answer=may(session.member.role, "answer the guidance") and incident.status == "open",
    )


def read_flows(session: Session) -> GuidanceView:
    """All flows with whom to ring, without a case: to read them and to rehearse, where nothing is ever saved."""
    session.require("read the record")
    return GuidanceView(
        library=session.library.guidance,
        walk=Walk(),
        whom=whom_here(session),
        known=session.school.guidance_facts,
        reader=session.member.name,
        may_answer=True,
        rehearsal=True,
    )


def _people(session: Session, incident_id: str) -> tuple[str, ...]:
    """Who may be named: whoever reads, the other members, the head and the chair, the adults and children here."""
    school = session.school
    in_case = session.casebook.select(
        Person,
        "p.id IN (SELECT person_id FROM involvement WHERE incident_id = ? AND NOT withdrawn)",
        (incident_id,),
    )
    members = [member.name for member in session.casebook.select(Member) if not member.retired]
    names = [
        session.member.name, *members, school.headteacher, school.chair_of_governors, *(each.name for each in in_case)
    ]  # fmt: skip
    return tuple(dict.fromkeys(filter(None, names)))
