"""What is done about an incident: log entries, actions with a due time, decisions with their reason, reviews."""

from datetime import datetime
from typing import Literal

from dslapp.domain.entity import Entity, IncidentId, MemberId
from dslapp.domain.statements import TriState

GateAnswer = Literal["stopped", "explained", ""]
EntryKind = Literal["event", "contact", "advice", "spoken to", "parents contacted", "support", "note"]


class LogEntry(Entity, frozen=True, kw_only=True):
    """One line of the chronology that a person wrote: a contact, a conversation, advice received, something seen."""

    incident_id: IncidentId
    at: datetime
    entry_kind: EntryKind
    what: str
    who: str = ""
    """Who did it or said it."""
    with_whom: str = ""
    outcome: str = ""
    significant: bool = True
    already_happened: bool = False
    """Recorded although a lock advised against it: the record never falsifies what happened."""
    source_id: str = ""
    """What it is about, as the actions that were made with it have it; empty for most."""
    went_to: str = ""
    """Who got what went to the wrong person."""
    may_speak_to_subject: TriState = ""
    may_tell_parents: TriState = ""
    may_speak_to_child: TriState = ""
    may_preserve_or_delete: TriState = ""
    gate: GateAnswer = ""
    """Written by the gate before a file: a yes or not sure stopped it, or a no after that was explained."""

    def search_text(self) -> str:
        """What was done, with whom and what came of it."""
        return "\n".join(filter(None, (self.what, self.who, self.with_whom, self.outcome)))


class Action(Entity, frozen=True, kw_only=True):
    """Something to be done by somebody by a time."""

    incident_id: IncidentId
    what: str
    owner: str = ""
    due: datetime | None = None
    due_in_words: str = ""
    """Why then: "within 1 working day of the allegation (KCSIE Part four)"."""
    source: Literal["person", "guidance", "question", "decision", "exhibit", "referral", "device", "takedown"] = (
        "person"
    )
    """Where it came from; "question": asked by a reviewer, "decision": a decision wanted from a reviewer."""
    source_id: str = ""
    clock_from: datetime | None = None
    """The moment from which its time limit runs; while that stays, so does the limit, whatever edition comes later."""
    asked_by: MemberId | None = None
    status: Literal["open", "done", "dropped"] = "open"
    created_at: datetime
    finished_at: datetime | None = None
    finished_note: str = ""

    def search_text(self) -> str:
        """What is to be done and what was noted when it was done."""
        return "\n".join(filter(None, (self.what, self.finished_note)))


class Decision(Entity, frozen=True, kw_only=True):
    """A decision and its reason; above all the decision *not* to refer."""

    incident_id: IncidentId
    at: datetime
    subject: str
    """What was decided about: an outcome code, a step, "close the case"."""
    decision: str
    rationale: str
    decided_by: str
    consulted: str = ""
    told: str = ""
    would_change_if: str = ""
    second_person: str = ""
    declined: bool = False
    """A decision *not* to do something: not to refer, not to tell the parents, not to suspend."""
    run_id: str = ""
    outcome_code: str = ""

    def search_text(self) -> str:
        """The decision and its reason."""
        return f"{self.decision}\n{self.rationale}"


class Review(Entity, frozen=True, kw_only=True):
    """What the headteacher or chair did on reading a case: a question, a decision or a sign-off."""

    incident_id: IncidentId
    at: datetime
    reviewer: MemberId
    review_kind: Literal["question", "decision", "sign-off"]
    text: str
    rationale: str = ""
    reviewed_to_entry: int = 0
    """The journal entry up to which the case had been read."""
    action_id: str = ""
    """For a question: the action that it became."""

    def search_text(self) -> str:
        """What was asked or decided."""
        return f"{self.text}\n{self.rationale}".strip()
