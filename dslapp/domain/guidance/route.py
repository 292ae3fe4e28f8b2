"""The record of guidance in a case: which flow was walked and what was answered, in the words as they were asked."""

from datetime import date, datetime

import msgspec

from dslapp.domain.entity import Entity, IncidentId, RunId
from dslapp.domain.guidance.flows import LockedThing, Tells
from dslapp.domain.local_time import say_moment
from dslapp.domain.statements import Stated


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a step demanded in writing: its label as shown, and what was written."""

    field: str
    label: str
    value: str
    """As stored: a moment in ISO 8601, a truth value as yes or no."""
    unknown_because: str = ""
    tells: Tells = ""
    """About whom or what it tells, as the edition in force said."""

    @property
    def stated(self) -> Stated:
        """What was written, as a person reads it."""
        try:
            moment = datetime.fromisoformat(self.value)
        except ValueError:
            words = {"yes": "Yes", "no": "No"}.get(self.value, self.value)
        else:
            words = say_moment(moment) if moment.tzinfo else self.value
        return Stated(text=words, unknown_because=self.unknown_because)


class Returned(msgspec.Struct, frozen=True, kw_only=True):
    """A person went back to a flow that was begun and left; `number` is its place among the answers of the case."""

    number: int
    at: datetime
    by: str
    facts: dict[str, str] = {}
    moments: dict[str, datetime] = {}


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
    returns: tuple[Returned, ...] = ()
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


class GuidanceDeparture(Entity, frozen=True, kw_only=True):
    """A person departed from the guidance: why, with whose agreement, when. Nothing that is answered later undoes it.

    What came of it as a decision stands beside it as a `Decision`.
    """

    incident_id: IncidentId
    run_id: str
    flow: str
    number: int
    """Its place among the answers of the case."""
    step: str
    question: str
    """The words that were departed from."""
    edition: str = ""
    lock: LockedThing | None = None
    """What was unlocked; None where a step was gone past."""
    until: tuple[str, ...] = ()
    """The facts that would have lifted the lock."""
    reason: str
    second_person: str
    agrees_by: date | None = None
    """The day by which the second person is to agree; None where they agreed at once."""
    departed_at: datetime
    departed_by: str
