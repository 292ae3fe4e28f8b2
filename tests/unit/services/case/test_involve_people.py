"""Who is involved: a part for each person in each case, never carried over, and whose account it is never guessed."""

from datetime import date

import msgspec
import pytest

from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Account, Involvement, Person
from dslapp.domain.entity import AccountId, IncidentId, PersonId, new_id
from dslapp.domain.problems import UserProblem
from dslapp.services.case.involve_people import (
    amend_account,
    find_accounts,
    find_people,
    involve,
    withdraw_involvement,
)
from dslapp.services.case.log_incident import log_incident
from dslapp.services.session import Session
from tests.cases import ex_pupil_taunts

replace = msgspec.structs.replace


@pytest.fixture
def incident(session: Session) -> Incident:
    return log_incident(session, ex_pupil_taunts(session))


def add(session: Session, incident: Incident, person: Person, **rest: object) -> Involvement:
    involvement = Involvement(
        id=new_id(), incident_id=IncidentId(incident.id), person_id=PersonId(person.id), role="witness"
    )
    return involve(session, replace(involvement, **rest), person=person)


def test_a_person_is_added_with_a_part(session: Session, incident: Incident) -> None:
    added = add(session, incident, Person(id=new_id(), name="Mia K.", year_or_job="Y9"))
    assert session.casebook.get(Involvement, added.id).role == "witness"
    assert session.casebook.history(entity_id=added.id)[-1].reason == "Added to the case."


@pytest.mark.parametrize("typed", ["el", "ELLIS", "p ellis", "éllis"])
def test_names_are_offered_as_they_are_typed(session: Session, incident: Incident, typed: str) -> None:
    assert [match.in_words() for match in find_people(session, typed)] == ["Ellis P. · pupil · OSI-2026-0001"]


def test_a_name_in_another_script_is_offered_too(session: Session, incident: Incident) -> None:
    for name in ("Łukasz Żak", "عائشہ خان", "Μαρία Π."):
        add(session, incident, Person(id=new_id(), name=name))
    assert [find_people(session, typed)[0].name for typed in ("zak", "خان", "μαρία")] == [
        "Łukasz Żak", "عائشہ خان", "Μαρία Π.",
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["", "e", "***", "nobody", "\"' OR 1=1"])
def test_nothing_is_offered_for_too_little_or_for_nobody(session: Session, incident: Incident, typed: str) -> None:
    assert find_people(session, typed) == ()


def test_an_account_of_another_case_is_found_by_how_its_handle_begins(session: Session, incident: Incident) -> None:
    second = log_incident(session, ex_pupil_taunts(session))
    found = find_accounts(session, "moved")
    assert [match.handle for match in found] == ["@moved.away.example"] * 2
    assert {match.cases for match in found} == {incident.ref, second.ref}


def test_whose_account_it_is_needs_a_reason(session: Session, incident: Incident) -> None:
    account = session.casebook.select(Account)[0]
    ellis = session.casebook.select(Person)[0]
    linked = replace(account, person_id=PersonId(ellis.id), link_certainty="believed")
    with pytest.raises(UserProblem) as problem:
        amend_account(session, linked)
    assert problem.value.field == "link_reason"
    amend_account(session, replace(linked, link_reason="the profile shows the new school's badge"))


def test_an_account_needs_something_to_trace_it_by(session: Session, incident: Incident) -> None:
    account = Account(id=new_id(), platform="ChatNest")
    involvement = Involvement(
        id=new_id(), incident_id=IncidentId(incident.id), account_id=AccountId(account.id), role="alleged"
    )
    with pytest.raises(UserProblem) as problem:
        involve(session, involvement, account=account)
    assert problem.value.field == "handle"


def test_filling_in_a_person_is_free_and_changing_one_is_explained(session: Session, incident: Incident) -> None:
    ellis = session.casebook.select(Person)[0]
    part = session.casebook.select(Involvement, "p.person_id = ?", (ellis.id,))[0]
    born = replace(ellis, date_of_birth=date(2014, 3, 3))
    involve(session, part, person=born)
    with pytest.raises(UserProblem, match="the date of birth"):
        involve(session, part, person=replace(born, date_of_birth=date(2013, 3, 3)))
    assert session.casebook.get(Person, ellis.id) == born


def test_parents_not_told_needs_its_reason(session: Session, incident: Incident) -> None:
    involvement = session.casebook.of_incident(Involvement, incident.id)[0]
    with pytest.raises(UserProblem) as problem:
        involve(session, replace(involvement, parents_told="no"))
    assert problem.value.field == "parents_not_told_because"
    involve(session, replace(involvement, parents_told="no", parents_not_told_because="the police asked us to wait"))


def test_saying_that_somebody_did_it_needs_the_grounds(session: Session, incident: Incident) -> None:
    with pytest.raises(UserProblem) as problem:
        add(session, incident, Person(id=new_id(), name="Noah B."), role="alleged", certainty="admitted")
    assert problem.value.field == "certainty_reason"


def test_taking_somebody_out_needs_a_reason_and_stays_in_the_history(session: Session, incident: Incident) -> None:
    involvement = session.casebook.of_incident(Involvement, incident.id)[0]
    with pytest.raises(UserProblem):
        withdraw_involvement(session, involvement.id, reason=" ")
    assert withdraw_involvement(session, involvement.id, reason="another Ellis").withdrawn
    assert [version.reason for version in session.casebook.history(entity_id=involvement.id)] == [
        "Logged.", "another Ellis",
    ]  # fmt: skip
