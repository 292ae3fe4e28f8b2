"""Blur an exhibit for everyone, with a reason; and tell one member, and nobody else, how heavy their week was."""

from typing import NamedTuple

import msgspec

from dslapp.casebook.journal.looks import revealed_since
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.shield import stays_covered, week_of
from dslapp.domain.leaving_names import says_something
from dslapp.domain.problems import UserProblem
from dslapp.services.session import Session

_SUPPORT = "education_support"
"""The helpline for staff, among the numbers that ship with the program and are checked with them."""


def blur_for_everyone(session: Session, exhibit_id: str, *, because: str) -> Exhibit:
    """Cover an exhibit for everybody until somebody uncovers it with a reason. Raises UserProblem without one."""
    return _blurred(session, exhibit_id, session.member.name, because)


def uncover(session: Session, exhibit_id: str, *, because: str) -> Exhibit:
    """Undo that, and say why; what is marked as distressing stays so. Raises UserProblem without a reason."""
    return _blurred(session, exhibit_id, "", because)


class MyWeek(NamedTuple):
    """The count of one's own week, and whom one can ring."""

    seen: int
    support: str


def my_week(session: Session) -> MyWeek:
    """How many distressing exhibits this member, and only they, looked at since Monday; each counts once."""
    session.require("read the record")
    seen = revealed_since(session.casebook, session.member.id, week_of(session.clock()))
    found = (session.casebook.find(Exhibit, each) for each in seen)
    looked = sum(each is not None and stays_covered(each) for each in found)
    helpline = session.library.contacts.labels.get(_SUPPORT, "")
    return MyWeek(looked, f"Somebody to talk to outside school: {helpline}." if helpline else "")


def _blurred(session: Session, exhibit_id: str, by: str, because: str) -> Exhibit:
    session.require("log and change the record")
    if not says_something(because):
        raise UserProblem("Say why in a few words.", field="because")
    exhibit = session.casebook.get(Exhibit, exhibit_id)
    if bool(exhibit.blurred_by) == bool(by):
        return exhibit
    after = msgspec.structs.replace(exhibit, blurred_by=by, blurred_because=because.strip() if by else "")
    session.casebook.commit([after], reason=because.strip())
    return after
