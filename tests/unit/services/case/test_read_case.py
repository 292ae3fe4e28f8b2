"""Reading a case: everything in it at once, and a look that is noted once a sitting."""

from collections.abc import Callable

from dslapp.domain.case.people import Involvement
from dslapp.domain.entity import AccountId, IncidentId, PersonId, new_id
from dslapp.domain.school import Access
from dslapp.services.case.involve_people import withdraw_involvement
from dslapp.services.case.read_case import copy_summary, load_case, read_case
from dslapp.services.session import Session
from tests.casebooks import DSL
from tests.cases import bare_case, taunts


def looks(session: Session, incident_id: str) -> list[str]:
    """What the history says of who looked."""
    return [h.entity.what for h in session.casebook.history(incident_id=incident_id) if isinstance(h.entity, Access)]


def test_everything_of_a_case_is_there_with_names(session: Session) -> None:
    case = read_case(session, taunts(session))
    assert [each.name for each in case.present] == ["Ellis P.", "@moved.away.example on ChatNest", "Kai D."]
    assert [child.name for child in case.children] == ["Ellis P.", "Kai D."]
    assert [exhibit.ref for exhibit in case.exhibits] == ["JH/1"]
    assert case.next_due is not None
    assert case.name_of(case.next_due.owner) == DSL
    assert case.runs[0].outcome_code == "BULLYING_RESOLVED"


def test_looking_twice_in_one_sitting_is_noted_once(session: Session) -> None:
    incident_id = bare_case(session)
    read_case(session, incident_id)
    read_case(session, incident_id)
    assert looks(session, incident_id) == ["viewed"]


def test_the_next_sitting_and_another_reader_are_noted_again(
    session: Session, head_session: Callable[[], Session]
) -> None:
    incident_id = bare_case(session)
    read_case(session, incident_id)
    head = head_session()
    read_case(head, incident_id)
    assert looks(head, incident_id) == ["viewed", "viewed"]


def test_another_service_reads_without_leaving_a_look(session: Session) -> None:
    incident_id = bare_case(session)
    load_case(session, incident_id)
    assert looks(session, incident_id) == []


def test_the_same_person_and_the_same_account_in_an_earlier_case_are_shown(session: Session) -> None:
    first = taunts(session)
    earlier = load_case(session, first)
    later = bare_case(session)
    person, account = earlier.present[0].person, earlier.present[1].account
    assert person
    assert account
    session.casebook.commit(
        [
            Involvement(id=new_id(), incident_id=later, person_id=PersonId(person.id), role="target"),
            Involvement(id=new_id(), incident_id=later, account_id=AccountId(account.id), role="alleged"),
        ]
    )
    found = load_case(session, later).earlier
    assert [each.incident.ref for each in found] == ["OSI-2026-0041"]
    assert sorted(each.name for each in found[0].shared) == ["@moved.away.example on ChatNest", "Ellis P."]


def test_who_was_taken_out_of_a_case_links_it_to_nothing(session: Session) -> None:
    first = taunts(session)
    person = load_case(session, first).present[0].person
    assert person
    later = bare_case(session)
    mistaken = Involvement(id=new_id(), incident_id=later, person_id=PersonId(person.id), role="target")
    session.casebook.commit([mistaken])
    withdraw_involvement(session, mistaken.id, reason="another Ellis")
    assert load_case(session, later).earlier == ()
    assert load_case(session, later).present == ()


def test_a_case_linked_by_hand_is_an_earlier_incident(session: Session) -> None:
    first = bare_case(session)
    second = bare_case(session, ref="OSI-2026-0002", linked_incidents=(first,))
    assert [each.incident.id for each in load_case(session, second).earlier] == [first]


def test_the_history_of_the_people_belongs_to_the_case(session: Session) -> None:
    case = load_case(session, taunts(session))
    assert {h.entity.kind() for h in case.history} >= {"incident", "person", "account", "involvement", "exhibit"}
    assert list(case.history) == sorted(case.history, key=lambda h: h.seq)


def test_copying_a_summary_is_noted_and_names_what_matters(session: Session) -> None:
    incident_id: IncidentId = taunts(session)
    text = copy_summary(session, incident_id)
    assert "OSI-2026-0041" in text
    assert "“nobody wants you”" in text
    assert "Ring the DSL of Fernhollow Academy" in text
    assert looks(session, incident_id) == ["copied"]
