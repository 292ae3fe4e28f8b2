"""The record of guidance in a case: which flow was walked and what was answered, in the words as they were asked."""

from datetime import datetime

import msgspec

from dslapp.domain.entity import Entity, IncidentId, RunId


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a step demanded in writing: its label as shown, and what was written."""

    field: str
    label: str
    value: str
    unknown_because: str = ""


class GuidanceRun(Entity, frozen=True, kw_only=True):
    """One flow walked in one case, in the edition that was in force then."""

    incident_id: IncidentId
    flow: str
    title: str
    edition: str
    started_at: datetime
    started_by: str
    opened_from: str = ""
    """The flow and step that jumped here, if any."""
    facts: dict[str, str] = {}
    """What was already known when it began, and so is not asked again."""
    moments: dict[str, datetime] = {}
    """The moments from which its clocks run, by name."""
    number: int = 0
    """Its place among the answers of the case if a person opened it; 0 if an answer led here."""
    superseded: bool = False
    """An answer that led here was changed."""
    outcome_code: str = ""
    outcome_text: str = ""
    ended_at: datetime | None = None


class GuidanceAnswer(Entity, frozen=True, kw_only=True):
    """One answered step: the wording as asked, the answer as shown, what was written, by whom and when."""

    incident_id: IncidentId
    run_id: RunId
    flow: str
    number: int
    """The order of answering within the case, from 1."""
    step: str
    question: str
    answers: tuple[str, ...] = ()
    answers_shown: tuple[str, ...] = ()
    recorded: tuple[Recorded, ...] = ()
    source: str = ""
    edition: str = ""
    answered_at: datetime
    answered_by: str
    reason: str = ""
    superseded: bool = False
    superseded_because: str = ""
