"""Blur an exhibit for everyone, with a reason; and tell one member, and nobody else, how heavy their week was."""

import msgspec

from dslapp.casebook.looks import revealed_since
from dslapp.domain.evidence import Exhibit
from dslapp.domain.leaving_names import says_something
from dslapp.domain.problems import UserProblem
from dslapp.domain.shield import stays_covered, week_of
from dslapp.services.session import Session


def blur_for_everyone(session: Session, exhibit_id: str, *, because: str) -> Exhibit:
    """Cover an exhibit for everybody until somebody uncovers it with a reason. Raises UserProblem without one."""
    return _blurred(session, exhibit_id, session.member.name, because)


def uncover(session: Session, exhibit_id: str, *, because: str) -> Exhibit:
    """Undo that, and say why; what is marked as distressing stays so. Raises UserProblem without a reason."""
    return _blurred(session, exhibit_id, "", because)


def my_week(session: Session) -> int:
    """How many distressing exhibits this member, and only they, looked at since Monday; each counts once."""
    session.require("read the record")
    seen = revealed_since(session.casebook, session.member.id, week_of(session.clock()))
    found = (session.casebook.find(Exhibit, each) for each in seen)
    return sum(each is not None and stays_covered(each) for each in found)


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
