"""Keep the actions of a case in step with the clocks of its guidance."""

import msgspec

from dslapp.domain.casework import Action
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.guidance_path import Walk
from dslapp.domain.guidance_reading import RunningClock, clocks
from dslapp.services.session import Session


def actions_of_clocks(session: Session, incident_id: str, walk: Walk) -> list[Action]:
    """The actions to save: new for a new clock, done for one that was met, dropped for one that is gone."""
    running = {_source_id(clock): clock for clock in clocks(session.library.guidance, walk) if clock.due is not None}
    known = {
        action.source_id: action
        for action in session.casebook.of_incident(Action, incident_id)
        if action.source == "guidance"
    }
    changed = [_new(session, incident_id, source, running[source]) for source in running if source not in known]
    for source, action in known.items():
        after = _brought_up(session, action, running.get(source))
        if after != action:
            changed.append(after)
    return changed


def _source_id(clock: RunningClock) -> str:
    return f"{clock.flow}/{clock.step}/{clock.clock.id}"


def _new(session: Session, incident_id: str, source: str, clock: RunningClock) -> Action:
    action = Action(
        id=new_id(), incident_id=IncidentId(incident_id), what=clock.clock.label, owner=session.member.id,
        source="guidance", source_id=source, created_at=session.clock(),
    )  # fmt: skip
    return _brought_up(session, action, clock)


def _brought_up(session: Session, action: Action, clock: RunningClock | None) -> Action:
    if clock is None or clock.due is None:
        if action.status != "open":
            return action
        note = "The answer that asked for this was changed."
        return msgspec.structs.replace(action, status="dropped", finished_at=session.clock(), finished_note=note)
    action = msgspec.structs.replace(action, due=clock.due.limit, due_in_words=clock.due.words)
    if clock.met_at is not None and action.status == "open":
        return msgspec.structs.replace(
            action, status="done", finished_at=clock.met_at, finished_note="Done in the guidance."
        )
    if clock.met_at is None and action.status == "dropped":
        return msgspec.structs.replace(action, status="open", finished_at=None, finished_note="")
    return action
