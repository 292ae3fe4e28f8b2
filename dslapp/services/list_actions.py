"""List the open actions of all cases, the most pressing first."""

from dslapp.casebook.due_actions import due_actions, undated_actions
from dslapp.domain.case_lists import DueAction
from dslapp.domain.school import Member
from dslapp.services.session import Session

SHOWN = 5000
"""More than anybody can work through; those due soonest are shown."""


def list_actions(session: Session) -> tuple[DueAction, ...]:
    """Open actions by due time, then those without one; owners by their name."""
    session.require("read the record")
    names = {member.id: member.name for member in session.casebook.select(Member)}
    found = (*due_actions(session.casebook, limit=SHOWN), *undated_actions(session.casebook, limit=SHOWN))
    return tuple(action._replace(owner=names.get(action.owner, action.owner)) for action in found)
