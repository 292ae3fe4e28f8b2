"""What one act of guidance changes in a case: answers, runs, outcomes, decisions, departures, actions, routes.

Only what this act itself changes is written. What a later edition of the guidance, or a changed setting, would make of
earlier answers stays as it was recorded then.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import NamedTuple

import msgspec

from dslapp.domain.case.case_words import LOCKED
from dslapp.domain.case.casework import Action, Decision
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import Entity, IncidentId, RunId, new_id
from dslapp.domain.guidance.clocks import read_moment
from dslapp.domain.guidance.flows import Library, Outcome, RecordField, cite
from dslapp.domain.guidance.path import AnswerGiven, Departed, FlowOpened, Walk
from dslapp.domain.guidance.reading import SECOND_PERSON, OutcomeReached, mandatory_routes, outcomes, record_wanted
from dslapp.domain.guidance.route import GuidanceAnswer, GuidanceDeparture, GuidanceRun, Recorded, Returned
from dslapp.domain.local_time import LONDON, say_day
from dslapp.services.guidance.guidance_actions import actions_of_clocks
from dslapp.services.session import Session

LED_ON = "LED_ON"
"""The outcome code of a flow that ends by opening others, such as triage."""
DEPARTED = "DEPARTED"
"""The outcome code of a flow whose end was departed from."""


class StoredGuidance(NamedTuple):
    """The guidance of a case as it is stored: what its walk is replayed from."""

    runs: list[GuidanceRun]
    answers: list[GuidanceAnswer]
    departures: list[GuidanceDeparture]


class CaseChanges:
    """Collects what one act of guidance changes in the case, to be saved in one commit."""

    def __init__(
        self,
        session: Session,
        incident: Incident,
        before: Walk,
        walk: Walk,
        stored: StoredGuidance,
    ) -> None:
        self.entities: list[Entity] = []
        self._session = session
        self._library: Library = session.library.guidance
        self._incident = incident
        self._before = before
        self._walk = walk
        self._runs = {run.flow: run for run in stored.runs}
        self._answers = stored.answers

    def note_opened(self, opened: FlowOpened, *, number: int) -> None:
        """Record that a person opened a flow; one that was begun has its run already, and only the return is noted."""
        run = self._runs.get(opened.flow)
        if run is None:
            self.open_run(opened.flow, number=number, event=opened)
        else:
            returned = Returned(number=number, at=opened.at, by=opened.by, facts=opened.facts, moments=opened.moments)
            self._put_run(msgspec.structs.replace(run, returns=(*run.returns, returned)))

    def open_run(self, flow: str, *, opened_from: str = "", number: int = 0, event: FlowOpened | None = None) -> None:
        """Record that a flow is walked from now on, in the edition in force; `event` if a person opened it."""
        opened = self._library.flows[flow]
        run = GuidanceRun(
            id=new_id(), incident_id=IncidentId(self._incident.id), flow=flow, title=opened.title,
            edition=opened.edition, started_at=self._walk.events[-1].at, started_by=self._session.member.name,
            opened_from=opened_from, number=number, facts=event.facts if event else {},
            moments=event.moments if event else {},
        )  # fmt: skip
        self._put_run(run)

    def add_answer(self, given: AnswerGiven, *, number: int, reason: str) -> None:
        """Record an answer in the words as they were shown."""
        step = self._library.step(given.flow, given.step)
        assert step is not None
        citation = cite(self._library, step)
        fields = {field.id: field for field in record_wanted(self._library, self._walk, step, given.answers)}
        self.entities.append(
            GuidanceAnswer(
                id=new_id(), incident_id=IncidentId(self._incident.id), run_id=RunId(self._runs[given.flow].id),
                flow=given.flow, number=number, step=given.step, question=given.asked, answers=given.answers,
                answers_shown=given.answered, recorded=_recorded(given, fields), source=citation.source,
                edition=given.edition, answered_at=given.at, answered_by=given.by, reason=reason,
            )
        )  # fmt: skip

    def add_departure(self, made: Departed, *, number: int) -> None:
        """Record a departure as it was made, and as a decision of its own; who is to agree later gets a date."""
        run = self._runs.get(made.flow)
        departure = GuidanceDeparture(
            id=new_id(), incident_id=IncidentId(self._incident.id), run_id=run.id if run else "", flow=made.flow,
            number=number, step=made.step, question=made.asked, edition=made.edition, lock=made.lock, until=made.until,
            reason=made.reason, second_person=made.second_person, agrees_by=made.agrees_by, departed_at=made.at,
            departed_by=made.by,
        )  # fmt: skip
        what = f"Go ahead although it is locked: {LOCKED[made.lock].lower()}" if made.lock else "Do not do this step"
        by_when = f", who is to agree by {say_day(made.agrees_by)}" if made.agrees_by else ""
        decision = Decision(
            id=new_id(), incident_id=IncidentId(self._incident.id), at=made.at, declined=True,
            subject=f"Departure from the guidance: {made.asked}",
            decision=f"{what}. The guidance says: “{made.asked}”", rationale=made.reason, decided_by=made.by,
            second_person=f"{made.second_person}{by_when}", run_id=departure.run_id,
        )  # fmt: skip
        self.entities += [departure, decision]
        if made.agrees_by:
            due = datetime.combine(made.agrees_by, time(23, 59, 59), LONDON).astimezone(UTC)
            self.entities.append(
                Action(
                    id=new_id(), incident_id=IncidentId(self._incident.id), owner=self._session.member.id, due=due,
                    what=f"{made.second_person} agrees to the departure from the guidance, or not",
                    due_in_words=f"by the end of {say_day(made.agrees_by)}", source="decision", source_id=decision.id,
                    created_at=made.at,
                )
            )  # fmt: skip

    def follow(self) -> None:
        """Bring the case in line with where the walk stands: superseded answers, runs, outcomes, actions, routes."""
        self._mark_superseded()
        self._enter_flows()
        self._end_flows()
        self.entities += actions_of_clocks(self._session, self._incident.id, self._before, self._walk)
        routes = mandatory_routes(self._library, self._walk)
        classified = self._incident.classification
        added = tuple(route for route in routes if route not in classified.mandatory_routes)
        if added:
            classified = msgspec.structs.replace(classified, mandatory_routes=(*classified.mandatory_routes, *added))
            self.entities.append(msgspec.structs.replace(self._incident, classification=classified))

    def _mark_superseded(self) -> None:
        """Of the answers stored so far, mark those that this act took back, or lets count again; all stay.

        What a later edition alone would leave out is no change of an answer, and stays as it was.
        """
        was, now = _taken_back(self._before), _taken_back(self._walk)
        for kept in self._answers:
            superseded = now.get(kept.number, kept.superseded)
            if superseded not in (kept.superseded, was.get(kept.number)):
                because = "An earlier answer was changed." if superseded else ""
                self.entities.append(msgspec.structs.replace(kept, superseded=superseded, superseded_because=because))

    def _enter_flows(self) -> None:
        was, entered = self._before.position.entered, self._walk.position.entered
        for flow in entered:
            if flow not in self._runs:
                last = self._walk.events[-1]
                came_from = last.flow if isinstance(last, FlowOpened) else f"{last.flow}/{last.step}"
                self.open_run(flow, opened_from=came_from)
        for flow, run in list(self._runs.items()):
            if run.superseded == (flow in entered) and (flow in was) != (flow in entered):
                self._put_run(msgspec.structs.replace(run, superseded=flow not in entered))

    def _end_flows(self) -> None:
        """Write the outcome of each flow into its run, and a decision for the one that was decided just now."""
        last = self._walk.events[-1]
        was, now = self._ends(self._before), self._ends(self._walk)
        for flow, run in list(self._runs.items()):
            if now.get(flow) == was.get(flow):
                continue
            code, text = now.get(flow, ("", ""))
            ended = last.at if code else None
            self._put_run(msgspec.structs.replace(run, outcome_code=code, outcome_text=text, ended_at=ended))
        for outcome in outcomes(self._library, self._walk):
            if isinstance(last, AnswerGiven) and outcome.decided and (last.flow, last.step) == (
                outcome.flow, outcome.step
            ):  # fmt: skip
                self.entities.append(self._decision(last, outcome))

    def _ends(self, walk: Walk) -> dict[str, tuple[str, str]]:
        """How each flow ended: by its outcome, by going past it, or by opening others."""
        ends = dict.fromkeys(walk.position.finished, (LED_ON, ""))
        for visit in walk.taken:
            step = self._library.step(visit.flow, visit.step)
            if visit.status == "departed" and visit.lock is None and isinstance(step, Outcome):
                ends[visit.flow] = (DEPARTED, "Departed from the guidance")
        decided = {o.flow: (o.code, o.text) for o in outcomes(self._library, walk) if o.decided}
        return {**ends, **decided}

    def _decision(self, given: AnswerGiven, outcome: OutcomeReached) -> Decision:
        written = {field: stated.in_words() for field, stated in given.recorded.items()}
        decided_at = read_moment(written.get("decided-at", ""))
        return Decision(
            id=new_id(), incident_id=IncidentId(self._incident.id), at=decided_at or given.at,
            subject=f"Outcome of “{self._library.flows[given.flow].title}”: {outcome.text}",
            decision=written.get("decision", ""), rationale=written.get("reason", ""),
            decided_by=written.get("decided-by", given.by), told=written.get("told", ""),
            second_person=written.get(SECOND_PERSON.id, ""), declined=outcome.not_referred,
            run_id=self._runs[given.flow].id, outcome_code=outcome.code,
        )  # fmt: skip

    def _put_run(self, run: GuidanceRun) -> None:
        """Keep the last value of each run only: one version an act."""
        self.entities = [each for each in self.entities if each.id != run.id]
        self.entities.append(run)
        self._runs[run.flow] = run


def _recorded(given: AnswerGiven, fields: Mapping[str, RecordField]) -> tuple[Recorded, ...]:
    return tuple(
        Recorded(
            field=name, label=fields[name].label if name in fields else name, value=stated.text,
            unknown_because=stated.unknown_because, tells=fields[name].tells if name in fields else "",
        )
        for name, stated in given.recorded.items()
    )  # fmt: skip


def _taken_back(walk: Walk) -> dict[int, bool]:
    """By the number of each stored answer, whether it was taken back."""
    return {visit.event + 1: visit.superseded for visit in walk.path if visit.status == "answered"}
