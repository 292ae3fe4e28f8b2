"""Work on a case: write in its chronology, give and finish actions, record decisions, and amend any of these."""

from datetime import datetime
from typing import TypeVar

import msgspec

from dslapp.domain.case.amendment import changes
from dslapp.domain.case.casework import Action, Decision, LogEntry
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.guidance.reading import ActiveLock
from dslapp.domain.local_time import say_moment
from dslapp.domain.problems import UserProblem
from dslapp.services.case.amend_incident import reason_for
from dslapp.services.session import Session

Amended = TypeVar("Amended", LogEntry, Action, Decision)


def add_log_entry(
    session: Session, entry: LogEntry, *, lock: ActiveLock | None = None, finishes_draft: str = ""
) -> LogEntry:
    """Write one line of the chronology, with the time at which it happened rather than the time of writing.

    `lock` is given when the guidance says that this must not be done yet. It is not refused, since it has already
    happened: it is recorded as such, and then who, with whom and what was said must be written (practice.md,
    correction 4). Raises UserProblem with `field`.
    """
    session.require("log and change the record")
    _check(entry, session.clock())
    if lock is None:
        session.casebook.commit([entry], finishes_draft=finishes_draft)
        return entry
    if not entry.who.strip():
        raise UserProblem("It has already happened: write who did it.", field="who")
    if not entry.with_whom.strip():
        raise UserProblem("It has already happened: write who was spoken to.", field="with_whom")
    recorded = msgspec.structs.replace(entry, already_happened=True)
    reason = f"It had already happened. The guidance said: {lock.reason}"
    session.casebook.commit([recorded], reason=reason, finishes_draft=finishes_draft)
    return recorded


def add_action(
    session: Session,
    incident_id: IncidentId,
    what: str,
    *,
    owner: str = "",
    due: datetime | None = None,
    due_in_words: str = "",
    finishes_draft: str = "",
) -> Action:
    """Put something on the list of what is to be done. `owner` is a member's id or another person's name."""
    session.require("log and change the record")
    action = Action(
        id=new_id(), incident_id=incident_id, what=what.strip(), owner=owner.strip() or session.member.id, due=due,
        due_in_words=due_in_words, created_at=session.clock(),
    )  # fmt: skip
    _check(action, session.clock())
    session.casebook.commit([action], finishes_draft=finishes_draft)
    return action


def finish_action(session: Session, action_id: str, note: str = "", *, finishes_draft: str = "") -> Action:
    """Say that it is done, with what came of it. A question is done by its answer; that cannot stay empty."""
    session.require("log and change the record")
    action = session.casebook.get(Action, action_id)
    if action.source == "question" and not note.strip():
        raise UserProblem("Write the answer to the question.", field="note")
    return _end(session, action, "done", note, finishes_draft)


def drop_action(session: Session, action_id: str, note: str, *, finishes_draft: str = "") -> Action:
    """Say that it will not be done after all, and why."""
    session.require("log and change the record")
    if not note.strip():
        raise UserProblem("Write why this will not be done.", field="note")
    return _end(session, session.casebook.get(Action, action_id), "dropped", note, finishes_draft)


def _end(session: Session, action: Action, status: str, note: str, finishes_draft: str) -> Action:
    if action.status != "open":
        finished = f" on {say_moment(action.finished_at)}" if action.finished_at else ""
        raise UserProblem(f"This action was ended already{finished}.", "Look at it in the chronology.")
    ended = msgspec.structs.replace(action, status=status, finished_at=session.clock(), finished_note=note.strip())
    session.casebook.commit([ended], reason=note.strip() or "Done.", finishes_draft=finishes_draft)
    return ended


def record_decision(session: Session, decision: Decision, *, finishes_draft: str = "") -> Decision:
    """Record a decision with its reason. A decision not to act also says who was asked and what would change it.

    Raises UserProblem with `field`.
    """
    session.require("log and change the record")
    _check(decision, session.clock())
    session.casebook.commit([decision], finishes_draft=finishes_draft)
    return decision


def amend_casework(session: Session, value: Amended, *, reason: str, finishes_draft: str = "") -> Amended:
    """Correct a line of the chronology, an action or a decision; what was written before stays in the history.

    It must say what a new one must. Raises UserProblem with `field`: "reason" where what was written changes without
    one, or a closed case is added to without one.
    """
    session.require("log and change the record")
    stored = session.casebook.get(type(value), value.id)
    found = changes(stored, value)
    if not found:
        if finishes_draft:
            session.casebook.discard_draft(finishes_draft)
        return stored
    _check(value, session.clock())
    closed = session.casebook.get(Incident, value.incident_id).status == "closed"
    session.casebook.commit([value], reason=reason_for(found, reason, closed=closed), finishes_draft=finishes_draft)
    return value


def _check(value: LogEntry | Action | Decision, now: datetime) -> None:
    """What each of them must say, new or amended. Raises UserProblem with `field`."""
    match value:
        case LogEntry():
            if not value.what.strip():
                raise UserProblem("Write what happened or what was done.", field="what")
        case Action():
            if not value.what.strip():
                raise UserProblem("Write what is to be done.", field="what")
        case Decision():
            _check_decision(value)
    if not isinstance(value, Action) and value.at > now:
        raise UserProblem("This time is still to come. Check the date and the time.", field="at")


def _check_decision(decision: Decision) -> None:
    if not decision.decision.strip():
        raise UserProblem("Write what was decided.", field="decision")
    if not decision.rationale.strip():
        raise UserProblem("Write why. A decision without its reason cannot be understood later.", field="rationale")
    if not decision.decided_by.strip():
        raise UserProblem("Write who decided.", field="decided_by")
    if decision.declined and not decision.consulted.strip():
        raise UserProblem("You have decided not to do this. Write who you asked.", field="consulted")
    if decision.declined and not decision.would_change_if.strip():
        raise UserProblem(
            "You have decided not to do this. Write what would change your mind.", field="would_change_if"
        )
