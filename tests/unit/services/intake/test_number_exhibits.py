"""Exhibit numbers: one person's initials, a running number for the whole log, and nothing used twice."""

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest

from dslapp.casebook.matters.inbox import waiting
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.producers import check_initials, reference
from dslapp.domain.matters.compartments import Opener, Subject
from dslapp.domain.names import may_have_initials
from dslapp.domain.problems import UserProblem
from dslapp.domain.school import ExhibitPattern, Member, School
from dslapp.services.access.create_casebook import NewMember
from dslapp.services.access.members import add_member
from dslapp.services.change_settings import change_school
from dslapp.services.exhibits.answer_exhibit import withdraw_exhibit
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.intake.number_exhibits import number_next, producer_of
from dslapp.services.intake.record_without_file import record_without_file
from dslapp.services.matters.hand_over_matter import hand_over_matter
from dslapp.services.matters.take_in_matter import take_in_matter
from dslapp.services.session import Session
from tests.casebooks import DEPUTY
from tests.cases import bare_case, coach
from tests.pictures import SAMPLES

HOLT = NewMember(name="Jack Holt", role="deputy_dsl", initials="JH", passphrase="saddle-thistle-window-copper")


def recorded(session: Session, incident_id: str, held_by: str = "Ellis's phone") -> Exhibit:
    return record_without_file(session, incident_id, "not here yet", ExhibitAnswers(held_by=held_by))


def a_namesake(session: Session, *, initials: str = "JH", retired: bool = False) -> None:
    """A member with the DSL's initials, as an older casebook may have one; added after her."""
    session.casebook.commit(
        [
            Member(
                id=new_id(), name=HOLT.name, role="deputy_dsl", initials=initials, signing_key="", age_recipient="",
                added_at=session.clock() + timedelta(days=1), retired=retired,
            )
        ]
    )  # fmt: skip


def attached_by(session: Session, name: str, ref: str, producer: str, number: int) -> None:
    """An exhibit that somebody else attached here."""
    case = bare_case(session, ref=f"OSI-2026-{new_id()[-4:]}")
    session.casebook.commit(
        [
            Exhibit(
                id=new_id(), incident_id=IncidentId(case), ref=ref, producer=producer, number=number,
                exhibit_kind="not here yet", held_by="His phone", attached_at=session.clock(), attached_by=name,
            )
        ]
    )  # fmt: skip


@pytest.mark.parametrize(("pattern", "refs"), [("{initials}/{n}", ["JH/1", "JH/2"]), ("{initials}{n}", ["JH1", "JH2"])])
def test_the_number_runs_through_the_whole_log_and_never_comes_back(
    session: Session, pattern: ExhibitPattern, refs: list[str]
) -> None:
    school = session.casebook.select(School)[0]
    change_school(session, msgspec.structs.replace(school, exhibit_pattern=pattern))
    first = recorded(session, bare_case(session))
    withdraw_exhibit(session, first.id, because="It belongs to another case.")
    second = recorded(session, bare_case(session, ref="OSI-2026-0002"))
    assert [first.ref, second.ref] == refs


def test_the_number_goes_on_when_the_school_writes_references_in_another_way(session: Session) -> None:
    case = bare_case(session)
    recorded(session, case)
    school = session.casebook.select(School)[0]
    change_school(session, msgspec.structs.replace(school, exhibit_pattern="{initials}{n}"))
    assert recorded(session, case).ref == "JH2"


def test_initials_that_another_member_has_are_refused_with_those_to_take(session: Session) -> None:
    with pytest.raises(UserProblem, match="take JH2, for example") as refused:
        add_member(session, HOLT)
    assert refused.value.field == "initials"


@pytest.mark.parametrize(
    ("name", "suggestion"), [("Jack Holt", "JH3"), ("Jack Amos Holt", "JAH"), ("Jo Ann Beth Harris", "JABH")]
)
def test_the_suggestion_is_all_of_somebodys_initials_or_a_figure(name: str, suggestion: str) -> None:
    with pytest.raises(UserProblem, match=f"take {suggestion}, for example"):
        check_initials(name, " jh ", ["JH", "JH2"])


def test_whoever_left_keeps_their_initials(session: Session) -> None:
    a_namesake(session, initials="JX", retired=True)
    with pytest.raises(UserProblem, match="initials JX"):
        add_member(session, msgspec.structs.replace(HOLT, name="Jon Xu", initials="JX"))


def test_whoever_comes_back_under_the_same_name_has_their_own_initials_again(session: Session) -> None:
    a_namesake(session, initials="JX", retired=True)
    assert add_member(session, msgspec.structs.replace(HOLT, initials="JX")).initials == "JX"


@pytest.mark.parametrize("retired", [False, True], ids=["a colleague", "one who left"])
def test_two_members_of_an_older_casebook_with_the_same_initials_are_told_apart(
    session: Session, retired: bool
) -> None:
    a_namesake(session, retired=retired)
    assert producer_of(session, HOLT.name, "JH") == "JH2"
    assert number_next(session) == ("JH/1", "JH", 1), "whoever was there first stays as they were"


def test_they_stay_apart_although_both_had_numbered_under_the_same_initials(session: Session) -> None:
    a_namesake(session)
    recorded(session, bare_case(session))
    attached_by(session, HOLT.name, "JH/2", "JH", 2)
    assert number_next(session).ref == "JH/3"
    assert producer_of(session, HOLT.name, "JH") == "JH2"


def test_a_third_one_gets_the_next_figure(session: Session) -> None:
    a_namesake(session)
    attached_by(session, HOLT.name, "JH2/1", "JH2", 1)
    assert producer_of(session, "Jim Hale", "JH") == "JH3"


def test_initials_that_came_with_a_matter_from_another_casebook_are_not_taken_over(
    unlock_as: Callable[[str], Session],
) -> None:
    session = unlock_as(DEPUTY)
    attached_by(session, "Sue Orme", "SO/1", "SO", 1)
    assert number_next(session) == ("SO2/1", "SO2", 1)


def test_exhibits_of_a_namesake_who_comes_with_a_matter_are_told_apart_and_say_what_they_were(
    session: Session, staff: Session, neighbours: str
) -> None:
    """Over there JH is Jo Hartsedge; here a member who was first is JH too."""
    a_namesake(staff)
    case = coach(session)
    attach_file(session, case, SAMPLES / "chatnest-taunts-1.png", ExhibitAnswers(), image_answer="no")
    hand_over_matter(session, case, neighbours, "It is about staff.")
    (file,) = waiting(staff.opened.folder)
    taken = take_in_matter(staff, file.name, image_answer="no")
    (arrived,) = staff.casebook.of_incident(Exhibit, taken.incident.id)
    assert (arrived.ref, arrived.producer, arrived.description) == ("JH2/1", "JH2", "(formerly JH/1)")
    assert producer_of(staff, HOLT.name, "JH") == "JH"


def test_a_reference_never_reads_as_another_ones(session: Session) -> None:
    assert reference("{initials}{n}", "JH2", 1) == "JH2/1"
    assert reference("{initials}{n}", "JH", 21) == "JH21"


def test_a_figure_behind_the_initials_hides_nobody_whom_a_concern_is_about() -> None:
    assert may_have_initials("Jack Holt", "JH2")
    assert Subject(initials=frozenset({"JH"})).is_(Opener("deputy_dsl", initials="JH2"))
