"""Sealed copies of a case that wait in the inboxes of other casebooks: what is hidden or purged here is in plain there.

Nobody here can take one back: those who open the other casebook are rung, and do not take it in.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from dslapp.domain.case.casework import Action
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.school import Access
from dslapp.domain.trust.entries import Moved, Neighbour
from dslapp.services.session import Session


class SealedCopy(NamedTuple):
    """A case that was handed over with the exhibit, and of which no receipt has come back."""

    incident_id: str
    ref: str
    label: str
    """Of the other casebook."""
    at: datetime
    subject: str
    """By which the record names what was handed over."""


def sealed_copies(session: Session, exhibits: Iterable[Exhibit]) -> tuple[SealedCopy, ...]:
    """Those that may hold one of these exhibits, oldest first."""
    casebook, found = session.casebook, dict[str, SealedCopy]()
    labels = {each.casebook: each.label for each in casebook.select(Neighbour)}
    for exhibit in exhibits:
        case = exhibit.incident_id
        if casebook.select(Moved, "p.incident_id = ? AND p.direction = 'out'", (case,), limit=1):
            continue
        for version in casebook.history(incident_id=case):
            look = version.entity
            if not isinstance(look, Access) or look.what != "handed over" or version.at < exhibit.attached_at:
                continue
            label = next((labels[each] for each in labels if f" to {each}," in look.subject), "another casebook")
            ref = casebook.get(Incident, case).ref
            found[look.subject] = SealedCopy(case, ref, label, version.at, look.subject)
    return tuple(sorted(found.values(), key=lambda each: each.at))


def asks_to_ring(session: Session, exhibits: Iterable[Exhibit]) -> list[Action]:
    """An action due at once for each of them that has none yet."""
    now = session.clock()
    return [
        Action(
            id=new_id(), incident_id=IncidentId(each.incident_id), owner=session.member.id, due=now,
            what=f"Ring those who open “{each.label}”: a sealed copy of {each.ref} waits in their inbox, with "
            "something that must not be there. They must not take it in. If they have, they hide it at once.",
            due_in_words="now: it was hidden or purged here", source="exhibit", source_id=each.subject, created_at=now,
        )
        for each in sealed_copies(session, exhibits)
        if not any(
            action.source_id == each.subject for action in session.casebook.of_incident(Action, each.incident_id)
        )
    ]  # fmt: skip
