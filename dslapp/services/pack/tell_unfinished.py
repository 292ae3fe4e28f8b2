"""Tell, at an opening, of packs that an earlier sitting began and did not finish: each becomes an action, due at once.

Where it was being written is not on the record, so somebody who knows looks for it.
"""

from collections.abc import Iterable

from dslapp.casebook.packing.unfinished import unfinished_packs
from dslapp.domain.case.casework import Action
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.pack.unfinished import UnfinishedPack
from dslapp.domain.roles import may
from dslapp.services.session import Session


def tell_unfinished_packs(session: Session) -> tuple[Action, ...]:
    """Make the actions, once for each pack; none while somebody is signed in who may not write."""
    if not may(session.member.role, "log and change the record"):
        return ()
    return ask_to_look(session, unfinished_packs(session.casebook))


def ask_to_look(session: Session, packs: Iterable[UnfinishedPack]) -> tuple[Action, ...]:
    """Make an action of each: somebody looks for it and deletes it."""
    session.require("log and change the record")
    now = session.clock()
    told = tuple(
        Action(
            id=new_id(), incident_id=IncidentId(each.incident_id), what=each.to_do(), owner=session.member.id, due=now,
            due_in_words="now: it was begun and not finished", source="exhibit", source_id=each.subject, created_at=now,
        )
        for each in packs
    )  # fmt: skip
    if told:
        session.casebook.commit(told, reason="A pack was begun and not finished.")
    return told
