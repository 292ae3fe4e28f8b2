"""Nobody is given other keys behind their back, and nobody joins the casebook of concerns about themselves."""

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest

from dslapp.domain.problems import UserProblem
from dslapp.domain.school import Member, Role, School
from dslapp.services.access import members
from dslapp.services.access.create_casebook import NewMember
from dslapp.services.access.own_keys import TOLD_FOR, replaced_by_another
from dslapp.services.change_settings import change_school_fields
from dslapp.services.health.casebook_checks import casebook_checks
from dslapp.services.session import Session
from tests.casebooks import DSL, HEAD, NEW_PASSPHRASE, PASSPHRASES, SettableClock

UnlockAs = Callable[[str], Session]


def given_anew_by_the_head(unlock_as: UnlockAs) -> None:
    session = unlock_as(HEAD)
    [dsl] = session.casebook.select(Member, "p.name = ?", (DSL,))
    members.enrol_anew(session, dsl.id, NEW_PASSPHRASE, "The passphrase was forgotten.")


def test_who_gave_a_member_other_keys_and_why_is_told_for_two_weeks(
    unlock_as: UnlockAs, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_anew_by_the_head(unlock_as)
    monkeypatch.setitem(PASSPHRASES, DSL, NEW_PASSPHRASE)
    session = unlock_as(DSL)
    told = replaced_by_another(session)
    assert told is not None
    assert (told.by, told.because) == (HEAD, "The passphrase was forgotten.")
    clock.forward(TOLD_FOR + timedelta(minutes=1))
    assert replaced_by_another(session) is None


def test_ones_own_change_of_passphrase_is_no_news(unlock_as: UnlockAs) -> None:
    session = unlock_as(DSL)
    assert replaced_by_another(session) is None
    members.change_passphrase(session, PASSPHRASES[DSL], NEW_PASSPHRASE)
    assert replaced_by_another(session) is None


@pytest.fixture
def about_the_head(session: Session) -> Session:
    """The casebook as if it held concerns about the headteacher, who is no member."""
    [school] = session.casebook.select(School)
    session.casebook.commit([msgspec.structs.replace(school, holds="head")])
    return session


@pytest.mark.parametrize(
    ("name", "role"),
    [("Mrs A. Stand-In", "headteacher"), ("Mrs Quillan", "deputy_dsl"), ("Quillan, R.", "case_manager")],
)
def test_the_head_joins_no_casebook_of_concerns_about_the_head(about_the_head: Session, name: str, role: Role) -> None:
    with pytest.raises(UserProblem, match="about the headteacher"):
        members.add_member(about_the_head, NewMember(name=name, role=role, initials="RQ", passphrase=NEW_PASSPHRASE))


def test_such_a_casebook_does_not_advise_to_add_the_head(about_the_head: Session) -> None:
    for member in about_the_head.casebook.select(Member):
        if member.name != DSL:
            about_the_head.casebook.commit([msgspec.structs.replace(member, retired=True)])
    [said] = [check.way_forward for check in casebook_checks(about_the_head) if check.key == "members"]
    assert "vice-chair" in said
    assert "headteacher" not in said


def test_a_casebook_that_the_head_can_open_never_becomes_one_about_the_head(session: Session) -> None:
    with pytest.raises(UserProblem, match="cannot be a member"):
        change_school_fields(session, {"holds": "head"})
    assert session.school.holds == "pupils"
