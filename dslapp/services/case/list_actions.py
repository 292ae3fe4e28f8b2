"""List the open actions of all cases, the most pressing first."""

from typing import NamedTuple

from dslapp.casebook.rows.due_actions import due_actions, undated_actions
from dslapp.domain.case.case_lists import DueAction
from dslapp.domain.school import Member
from dslapp.services.session import Session

SHOWN = 5000
"""More than anybody can work through; those due soonest are shown."""


class OpenActions(NamedTuple):
    """The open actions, owners by their name, and the name of whoever reads them."""

    reader: str
    actions: tuple[DueAction, ...]


def list_actions(session: Session) -> OpenActions:
    """Open actions by due time, then those without one."""
    session.require("read the record")
    names = {member.id: member.name for member in session.casebook.select(Member)}
    found = (*due_actions(session.casebook, limit=SHOWN), *undated_actions(session.casebook, limit=SHOWN))
    actions = tuple(action._replace(owner=names.get(action.owner, action.owner)) for action in found)
    return OpenActions(session.member.name, actions)
