"""The school's settings and numbers: kept with their history, changed by those whose role includes it."""

from collections.abc import Callable
from datetime import date

import msgspec
import pytest

from dslapp.domain.entity import new_id
from dslapp.domain.problems import NotAllowed
from dslapp.domain.school import Contact
from dslapp.services.change_settings import (
    change_contacts,
    change_school,
    change_school_fields,
    members,
    numbers,
    own_contacts,
    whom_here,
)
from dslapp.services.guidance.answer_guidance import open_route, read_walk
from dslapp.services.session import Session
from tests.casebooks import DEPUTY, DSL, HEAD
from tests.cases import bare_case

TODAY = date(2026, 11, 13)


def lado(**fields: object) -> Contact:
    values: dict[str, object] = {"id": new_id(), "contact_kind": "lado", "label": "LADO", "phone": "01632 960500"}
    return Contact(**{**values, **fields})  # type: ignore[arg-type]  # a test names its fields


def test_a_changed_school_is_kept_with_what_it_was(session: Session) -> None:
    had = session.school
    change_school(session, msgspec.structs.replace(had, phone="01632 960999"))
    assert session.school.phone == "01632 960999"
    assert [version.number for version in session.casebook.history(entity_id=had.id)] == [1, 2]


def test_saving_without_a_change_writes_nothing(session: Session) -> None:
    (kept,) = change_contacts(session, [lado()])
    head = session.casebook.head
    change_school(session, session.school)
    change_contacts(session, [kept])
    assert session.casebook.head == head


def test_two_changes_of_different_fields_both_stay(session: Session) -> None:
    change_school_fields(session, {"phone": "01632 960998"})
    change_school_fields(session, {"written_confirmation": "48 hours"})
    assert (session.school.phone, session.school.written_confirmation) == ("01632 960998", "48 hours")
    assert session.school.guidance_facts["written_confirmation"] == "48 hours"


def test_numbers_are_added_and_changed(session: Session) -> None:
    number = lado()
    change_contacts(session, [number])
    change_contacts(session, [msgspec.structs.replace(number, phone="01632 960501", checked_on=TODAY), lado()])
    assert [contact.phone for contact in own_contacts(session)] == ["01632 960501", "01632 960500"]


def test_a_reviewer_reads_and_does_not_change(unlock_as: Callable[[str], Session]) -> None:
    head = unlock_as(HEAD)
    assert [member.name for member in members(head)] == [DSL, HEAD, DEPUTY]
    with pytest.raises(NotAllowed):
        change_school(head, head.school)
    with pytest.raises(NotAllowed):
        change_contacts(head, [lado()])


@pytest.mark.parametrize(
    ("checked_on", "is_due"),
    [(None, True), (TODAY, False), (date(2026, 5, 14), False), (date(2026, 5, 13), True), (date(2024, 1, 1), True)],
    ids=["never", "today", "six months less a day", "six months", "years ago"],
)
def test_a_number_wants_checking_after_six_months(checked_on: date | None, is_due: bool) -> None:
    assert lado(checked_on=checked_on).check_is_due(TODAY) == is_due


def test_the_numbers_are_named_as_the_authority_names_them(session: Session) -> None:
    change_school_fields(session, {"lado_label": "Designated Officer"})
    assert numbers(session).contacts.labels["lado"] == "Designated Officer"
    assert whom_here(session)["lado"].label == "Designated Officer"


def test_a_changed_time_limit_leaves_a_case_that_was_begun_alone(session: Session) -> None:
    case = bare_case(session)
    begun = open_route(session, case)
    change_school_fields(session, {"written_confirmation": "2 working days", "platform_reply": "1 week"})
    assert read_walk(session, case).facts == begun.facts
    later = open_route(session, bare_case(session, ref="OSI-2026-0002"))
    assert (later.facts["written_confirmation"], later.facts["platform_reply"]) == ("2 working days", "1 week")
