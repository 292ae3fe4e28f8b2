"""Tells a member when somebody else gave them a new passphrase: whoever did could have opened the casebook as them."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from dslapp.domain.school import Member
from dslapp.services.session import Session

TOLD_FOR = timedelta(days=14)


class KeysReplaced(NamedTuple):
    """Who did it ("the recovery sheet", where that was it), when and why, as the journal has it."""

    by: str
    at: datetime
    because: str


def replaced_by_another(session: Session) -> KeysReplaced | None:
    """The last time that this member's keys were replaced by somebody else, for two weeks; else None."""
    own = session.casebook.history(entity_id=session.member.id)
    names = {member.id: member.name for member in session.casebook.select(Member)}
    for before, after in reversed(list(pairwise(own))):
        was, now = before.entity, after.entity
        if not isinstance(was, Member) or not isinstance(now, Member) or was.signing_key == now.signing_key:
            continue
        if after.actor == session.member.id or after.at <= session.clock() - TOLD_FOR:
            return None
        return KeysReplaced(names.get(after.actor, "the recovery sheet"), after.at, after.reason)
    return None
