"""Whom an open concern in a casebook is about is not let into it, and the refusal does not say which concern it is."""

import pytest

from dslapp.domain.case.incident import Incident
from dslapp.domain.problems import UserProblem
from dslapp.domain.school import Member
from dslapp.services.access import members
from dslapp.services.access.create_casebook import NewMember
from dslapp.services.case.log_incident import log_incident
from dslapp.services.session import Session
from tests.casebooks import DEPUTY
from tests.compartments import first_screen

NEW = "marble-anchor-willow-compass"
WORDS = "She wrote to a leaver late at night."
ORME = NewMember(name="Tess Orme", role="case_manager", initials="TO", passphrase=NEW)
OTHER = NewMember(name="Mr P. Vane", role="read_only", initials="PV", passphrase=NEW)


def concern(session: Session) -> Incident:
    """An open concern about the athletics coach."""
    return log_incident(session, first_screen(session, WORDS, "accused", "staff", "Ms Tess Orme"))


def names(session: Session) -> list[str]:
    return [member.name for member in session.casebook.select(Member) if not member.retired]


def test_whom_an_open_concern_is_about_is_not_added(staff: Session) -> None:
    incident = concern(staff)
    with pytest.raises(UserProblem, match="an open concern in this casebook") as refused:
        members.add_member(staff, ORME)
    assert refused.value.field == "name"
    assert incident.ref not in str(refused.value)
    assert WORDS not in str(refused.value)
    members.add_member(staff, OTHER)
    assert "Tess Orme" not in names(staff)


def test_whom_it_is_about_is_not_let_in_again(staff: Session) -> None:
    coach = members.add_member(staff, ORME)
    members.remove_member(staff, coach.id, "She is on leave.")
    concern(staff)
    with pytest.raises(UserProblem, match="an open concern in this casebook"):
        members.enrol_anew(staff, coach.id, NEW, "She came back.")
    assert "Tess Orme" not in names(staff)


def test_nobody_gets_the_role_of_whom_a_concern_is_about(staff: Session) -> None:
    member = members.add_member(staff, OTHER)
    log_incident(staff, first_screen(staff, WORDS, "accused", "dsl"))
    with pytest.raises(UserProblem, match="an open concern in this casebook"):
        members.change_role(staff, member.id, "deputy_dsl", "He is the new deputy.")
    assert staff.casebook.get(Member, member.id).role == "read_only"


def test_among_pupils_a_name_counts_and_a_role_does_not(session: Session) -> None:
    concern(session)
    with pytest.raises(UserProblem, match="an open concern in this casebook"):
        members.add_member(session, ORME)
    deputy = next(each for each in session.casebook.select(Member) if each.name == DEPUTY)
    assert members.change_role(session, deputy.id, "dsl", "Sam leads from Monday.").role == "dsl"
