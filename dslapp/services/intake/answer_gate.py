"""What was answered at the gate: a yes stands in the history, and a no after it takes a reason."""

from dslapp.domain.case.casework import GateAnswer, LogEntry
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.evidence.gate import WHAT_HAS_CHANGED, stopped_at_gate
from dslapp.domain.leaving_names import says_something
from dslapp.domain.problems import UserProblem
from dslapp.domain.statements import TriState
from dslapp.services.session import Session

_WORDS: dict[TriState, str] = {"yes": "Yes", "unsure": "Not sure"}


def is_stopped(session: Session, incident_id: str) -> bool:
    """Whether the last answer that stands in the record was yes or not sure, and nobody has said what changed."""
    return stopped_at_gate(session.casebook.of_incident(LogEntry, incident_id))


def note_stop(session: Session, incident_id: str, answer: TriState) -> None:
    """Record that yes or not sure was answered: when, and by whom; nothing of a file. Once, until a no is explained."""
    session.require("log and change the record")
    if not is_stopped(session, incident_id):
        words = f"“{_WORDS[answer]}” was answered at the gate before a file: nothing was taken."
        _write(session, incident_id, "stopped", words)


def say_what_changed(session: Session, incident_id: str, because: str) -> None:
    """Say why it is "no" now, after a yes; from then on a no is taken again. Raises UserProblem without words."""
    session.require("log and change the record")
    if not says_something(because):
        raise UserProblem(f"{WHAT_HAS_CHANGED} Write it in a line.", "It is kept in the history.", field="because")
    if is_stopped(session, incident_id):
        words = f"“No” at the gate, after a yes or not sure: {because.strip()}"
        _write(session, incident_id, "explained", words)


def _write(session: Session, incident_id: str, gate: GateAnswer, words: str) -> None:
    entry = LogEntry(
        id=new_id(), incident_id=IncidentId(incident_id), at=session.clock(), entry_kind="event", what=words,
        who=session.member.name, significant=False, gate=gate,
    )  # fmt: skip
    session.casebook.commit([entry], reason=words)
