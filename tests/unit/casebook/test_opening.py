"""Making a casebook and opening it: who gets in, who does not, and what is said."""

from collections.abc import Callable

from dslapp.domain.school import Member
from dslapp.services.session import Session
from tests.casebooks import DSL, HEAD


def test_each_member_opens_it_with_their_own_passphrase(unlock_as: Callable[[str], Session]) -> None:
    assert unlock_as(DSL).member.role == "dsl"
    assert unlock_as(HEAD).member.role == "headteacher"


def test_the_members_are_known_inside(session: Session) -> None:
    assert len(session.casebook.select(Member)) == 3
