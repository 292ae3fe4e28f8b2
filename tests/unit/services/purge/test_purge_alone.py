"""Who may hide and purge alone, and who is told: the others who lead; never whom an open concern may be about."""

from collections.abc import Callable

import msgspec
import pytest

from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Involvement, Person
from dslapp.domain.entity import IncidentId, PersonId, new_id
from dslapp.domain.evidence.exhibits import Exhibit, Material
from dslapp.domain.problems import UserProblem
from dslapp.domain.school import Member
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.purge.hidden_by_others import hidden_by_others, note_seen_hidden
from dslapp.services.purge.purge_exhibit import purge_exhibit
from dslapp.services.purge.second_person import SecondPerson
from dslapp.services.purge.shut_away import shut_away
from dslapp.services.session import Session
from tests.casebooks import DEPUTY, DSL, HEAD, PASSPHRASES
from tests.cases import bare_case
from tests.purges import POLICE

UnlockAs = Callable[[str], Session]


def attach(session: Session, case: IncidentId | None = None) -> Exhibit:
    case = case or bare_case(session)
    return attach_file(session, case, b"zzy,words\n", ExhibitAnswers(), image_answer="no", although_known=True)


def accuse(session: Session, case: str, name: str) -> None:
    """Write into the case that somebody who works here did it."""
    person = Person(id=new_id(), name=name, person_kind="staff")
    session.casebook.commit(
        [person, Involvement(id=new_id(), incident_id=IncidentId(case), person_id=PersonId(person.id), role="alleged")]
    )


def member(session: Session, name: str) -> Member:
    return next(each for each in session.casebook.select(Member) if each.name == name)


def test_the_others_who_lead_are_told_of_what_was_hidden_until_they_have_looked(unlock_as: UnlockAs) -> None:
    deputy = unlock_as(DEPUTY)
    case = bare_case(deputy)
    deputy.casebook.commit([msgspec.structs.replace(deputy.casebook.get(Incident, case), restricted=True)])
    theirs, own = attach(deputy, case), attach(deputy, bare_case(deputy, ref="OSI-2026-0099"))
    shut_away(deputy, own.id, "image of a child")
    assert hidden_by_others(deputy) == ()

    for _ in range(2):
        dsl = unlock_as(DSL)
        told = hidden_by_others(dsl)
        assert {(each.who, each.ref, each.case_ref) for each in told} == {
            (DEPUTY, own.ref, "OSI-2026-0099"), (DEPUTY, theirs.ref, "OSI-2026-0001"),
        }  # fmt: skip
        assert "zzy" not in repr(told)
    note_seen_hidden(dsl, own.id)
    assert [each.exhibit_id for each in hidden_by_others(unlock_as(DSL))] == [theirs.id]
    assert hidden_by_others(unlock_as(HEAD)) == ()


def test_what_one_hid_oneself_is_not_told(session: Session) -> None:
    shut_away(session, attach(session).id)
    assert hidden_by_others(session) == ()


@pytest.mark.parametrize("material", ["", "terrorist material", "intimate image of an adult"])
def test_where_a_second_person_is_there_only_an_image_of_a_child_is_purged_alone(
    session: Session, material: str
) -> None:
    exhibit = attach(session)
    said = msgspec.structs.replace(POLICE, material=material)
    with pytest.raises(UserProblem, match="This takes a second person") as refused:
        purge_exhibit(session, exhibit.id, said)
    assert refused.value.field == "second"
    assert session.evidence.is_there(exhibit.file_id)
    purge_exhibit(session, exhibit.id, said, SecondPerson(member(session, HEAD).id, PASSPHRASES[HEAD]))
    assert not session.evidence.is_there(exhibit.file_id)


@pytest.mark.parametrize(
    ("changed", "hidden_as"),
    [
        ({"police_ref": " "}, ""),
        ({"police_ref": "-"}, ""),
        ({"police_said": "no advice", "because": "They did not ring back"}, ""),
        ({}, "terrorist material"),
    ],
)
def test_and_only_once_the_police_said_so_under_their_reference_and_as_it_was_hidden(
    session: Session, changed: dict[str, str], hidden_as: Material
) -> None:
    exhibit = attach(session)
    if hidden_as:
        shut_away(session, exhibit.id, hidden_as)
    with pytest.raises(UserProblem, match="under the reference that the police gave") as refused:
        purge_exhibit(session, exhibit.id, msgspec.structs.replace(POLICE, **changed))
    assert refused.value.field == "second"
    assert session.evidence.is_there(exhibit.file_id)


def test_who_is_the_only_member_purges_alone(session: Session) -> None:
    exhibit = attach(session)
    others = [each for each in session.casebook.select(Member) if each.id != session.member.id]
    session.casebook.commit([msgspec.structs.replace(each, retired=True) for each in others])
    said = msgspec.structs.replace(POLICE, material="terrorist material", alone_because="")
    assert purge_exhibit(session, exhibit.id, said).exhibits


@pytest.mark.parametrize("name", [DSL, "Mrs J. Hartsedge", "Hartsedge"])
def test_whom_an_open_concern_may_be_about_purges_nothing_of_it(session: Session, name: str) -> None:
    exhibit = attach(session)
    accuse(session, exhibit.incident_id, name)
    for second in (None, SecondPerson(member(session, HEAD).id, PASSPHRASES[HEAD])):
        with pytest.raises(UserProblem, match="may be about you") as refused:
            purge_exhibit(session, exhibit.id, POLICE, second)
        assert "Ask another member" in refused.value.way_forward
    assert session.evidence.is_there(exhibit.file_id)


def test_nor_once_they_have_written_over_it(session: Session) -> None:
    for number, act in enumerate((withdraw, rename, no_staff, close)):
        exhibit = attach(session, bare_case(session, ref=f"OSI-2026-009{number}"))
        accuse(session, exhibit.incident_id, DSL)
        act(session, exhibit.incident_id)
        with pytest.raises(UserProblem, match="may be about you, or once was"):
            purge_exhibit(session, exhibit.id, POLICE)
        assert session.evidence.is_there(exhibit.file_id)
        with pytest.raises(UserProblem, match="may be about you, or once was"):
            purge_exhibit(session, exhibit.id, POLICE, SecondPerson(member(session, HEAD).id, PASSPHRASES[HEAD]))


def withdraw(session: Session, case: str) -> None:
    [involved] = session.casebook.of_incident(Involvement, case)
    gone = msgspec.structs.replace(involved, withdrawn=True)
    session.casebook.commit([gone], reason="It was somebody else.")


def rename(session: Session, case: str) -> None:
    [involved] = session.casebook.of_incident(Involvement, case)
    person = session.casebook.get(Person, involved.person_id or "")
    session.casebook.commit([msgspec.structs.replace(person, name="Tamsin Verrow")], reason="Misspelt.")


def no_staff(session: Session, case: str) -> None:
    [involved] = session.casebook.of_incident(Involvement, case)
    session.casebook.commit([msgspec.structs.replace(involved, role="witness")], reason="They only saw it.")


def close(session: Session, case: str) -> None:
    incident = session.casebook.get(Incident, case)
    session.casebook.commit([msgspec.structs.replace(incident, status="closed")], reason="Done.")


def test_nor_through_the_same_bytes_in_a_case_of_their_own(session: Session) -> None:
    against = attach(session)
    accuse(session, against.incident_id, DSL)
    own = attach(session, bare_case(session, ref="OSI-2026-0099"))
    with pytest.raises(UserProblem, match="may be about you"):
        purge_exhibit(session, own.id, POLICE)


def test_nor_do_they_agree_as_the_second_person(session: Session) -> None:
    exhibit = attach(session)
    accuse(session, exhibit.incident_id, HEAD)
    with pytest.raises(UserProblem, match="may be about them") as refused:
        purge_exhibit(session, exhibit.id, POLICE, SecondPerson(member(session, HEAD).id, PASSPHRASES[HEAD]))
    assert refused.value.field == "second"


def test_a_concern_about_somebody_else_stops_nobody(session: Session) -> None:
    exhibit = attach(session)
    accuse(session, exhibit.incident_id, "Tamsin Verrow")
    assert purge_exhibit(session, exhibit.id, POLICE).exhibits
