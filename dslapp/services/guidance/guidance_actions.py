"""Keep the actions of a case in step with the clocks of its guidance.

A limit that was promised stays: a later edition, or another setting, changes no action that stands already, unless the
moment from which it runs is changed.
"""

import msgspec

from dslapp.domain.case.casework import Action
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.guidance.flows import Library
from dslapp.domain.guidance.path import Walk, clock_key
from dslapp.domain.guidance.reading import RunningClock, clocks
from dslapp.services.session import Session

_CHANGED = "The answer that asked for this was changed."
_DEPARTED = "Departed from the guidance: the decision says why."


def actions_of_clocks(session: Session, incident_id: str, before: Walk, walk: Walk) -> list[Action]:
    """The actions to save: new for a clock that this act began, done for one it met, dropped for one it took away."""
    library = session.library.guidance
    running, was = _running(library, walk), _running(library, before)
    asked = walk.position.places
    known = {
        action.source_id: action
        for action in session.casebook.of_incident(Action, incident_id)
        if action.source == "guidance"
    }
    changed = [
        _new(session, incident_id, source, clock)
        for source, clock in running.items()
        if source not in known and (source not in was or clock.place in asked)
    ]
    gone_past = {visit.place for visit in walk.path if visit.status == "departed" and visit.lock is None}
    for source, action in known.items():
        clock = running.get(source)
        if clock is not None:
            after = _brought_up(action, clock)
        elif source in was:
            after = _dropped(session, action, _DEPARTED if was[source].place in gone_past else _CHANGED)
        else:
            continue
        if after != action:
            changed.append(after)
    return changed


def _running(library: Library, walk: Walk) -> dict[str, RunningClock]:
    return {clock_key(each.place, each.clock): each for each in clocks(library, walk) if each.due is not None}


def _new(session: Session, incident_id: str, source: str, clock: RunningClock) -> Action:
    action = Action(
        id=new_id(), incident_id=IncidentId(incident_id), what=clock.clock.label, owner=session.member.id,
        source="guidance", source_id=source, created_at=session.clock(),
    )  # fmt: skip
    return _brought_up(action, clock)


def _dropped(session: Session, action: Action, note: str) -> Action:
    if action.status != "open":
        return action
    return msgspec.structs.replace(action, status="dropped", finished_at=session.clock(), finished_note=note)


def _brought_up(action: Action, clock: RunningClock) -> Action:
    assert clock.due is not None
    if action.clock_from != clock.due.started:
        due = clock.due
        action = msgspec.structs.replace(action, due=due.limit, due_in_words=due.words, clock_from=due.started)
    if clock.met_at is not None and action.status == "open":
        return msgspec.structs.replace(
            action, status="done", finished_at=clock.met_at, finished_note="Done in the guidance."
        )
    if clock.met_at is None and action.status == "dropped":
        return msgspec.structs.replace(action, status="open", finished_at=None, finished_note="")
    return action
