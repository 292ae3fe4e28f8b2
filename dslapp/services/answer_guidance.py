"""Answer the guidance in a case: each answer is saved as it was asked, and its clocks become actions.

A case has one walk, which may lead through several flows. The walk is never stored: it is replayed from the runs that
were opened and the answers that were given (`domain/guidance_walk.py`).
"""

from collections.abc import Mapping, Sequence

import msgspec

from dslapp.domain.casework import Decision
from dslapp.domain.entity import Entity, IncidentId, RunId, new_id
from dslapp.domain.guidance import Library, Step, cite
from dslapp.domain.guidance_clocks import read_moment
from dslapp.domain.guidance_path import AnswerGiven, FlowOpened, GuidanceEvent, Walk
from dslapp.domain.guidance_reading import (
    SECOND_PERSON,
    EvidenceRule,
    OutcomeReached,
    evidence_rule,
    mandatory_routes,
    outcomes,
    record_wanted,
)
from dslapp.domain.guidance_walk import answer, changes_earlier, current_step, open_flow, replay, start
from dslapp.domain.incident import Incident
from dslapp.domain.problems import UserProblem
from dslapp.domain.route import GuidanceAnswer, GuidanceRun, Recorded
from dslapp.domain.statements import Stated
from dslapp.services.guidance_actions import actions_of_clocks
from dslapp.services.session import Session

FIRST_FLOW = "triage"
LED_ON = "LED_ON"
"""The outcome code of a flow that ends by opening others, such as triage."""


def read_walk(session: Session, incident_id: str) -> Walk:
    """The walk of a case as it stands; without any step when the guidance was not begun."""
    session.require("read the record")
    return _replayed(session, incident_id)[0]


def read_case_walk(session: Session, incident_id: str) -> tuple[Walk, tuple[GuidanceAnswer, ...]]:
    """The same walk with the answers from which it is replayed, as they are stored."""
    session.require("read the record")
    walk, _, answers = _replayed(session, incident_id)
    return walk, tuple(answers)


def evidence_rule_of(session: Session, incident_id: str) -> EvidenceRule:
    """Whether the guidance walked so far lets files be attached to this case."""
    return evidence_rule(session.library.guidance, read_walk(session, incident_id))


def open_route(session: Session, incident_id: str, flow: str = FIRST_FLOW) -> Walk:
    """Begin the guidance of a case, or open another flow in it; afterwards the walk comes back.

    What the first screen knows is carried in. Raises UserProblem for an unknown flow.
    """
    session.require("answer the guidance")
    library, incident = session.library.guidance, session.casebook.get(Incident, incident_id)
    walk, runs, answers = _replayed(session, incident_id)
    now, by = session.clock(), session.member.name
    if walk.events:
        after = open_flow(library, walk, flow, at=now, by=by)
    else:
        received = incident.reported_to_dsl_at
        after = start(
            library, flow, at=now, by=by, facts=known_facts(session, incident),
            moments={"concern_received": received, "allegation_received": received},
        )  # fmt: skip
    opened = after.events[-1]
    assert isinstance(opened, FlowOpened)
    changes = _Changes(session, incident, after, runs, answers)
    changes.open_run(opened.flow, number=len(after.events), event=opened)
    changes.follow()
    session.casebook.commit(changes.entities, reason=f"Opened the guidance “{library.flows[flow].title}”.")
    return after


def answer_step(
    session: Session,
    incident_id: str,
    step_id: str,
    answer_ids: Sequence[str] = (),
    recorded: Mapping[str, Stated] | None = None,
    *,
    flow: str = "",
    reason: str = "",
    finishes_draft: str = "",
) -> Walk:
    """Answer the step that is being asked, or change an earlier answer (then with a reason), and save all that follows.

    Raises UserProblem for a wrong answer, for what must still be written, and for a change without a reason.
    """
    session.require("answer the guidance")
    library, incident = session.library.guidance, session.casebook.get(Incident, incident_id)
    before, runs, answers = _replayed(session, incident_id)
    after = answer(
        library, before, step_id, answer_ids, recorded, at=session.clock(), by=session.member.name, flow=flow
    )
    given = after.events[-1]
    assert isinstance(given, AnswerGiven)
    if changes_earlier(before, step_id, flow) and not reason.strip():
        raise UserProblem("You are changing an earlier answer.", "Say why; the old answer stays.", field="reason")
    _require_second_person(library, before, given)
    changes = _Changes(session, incident, after, runs, answers)
    changes.add_answer(given, number=len(after.events), reason=reason.strip())
    changes.follow()
    session.casebook.commit(changes.entities, reason=reason.strip() or "Answered.", finishes_draft=finishes_draft)
    return after


def _require_second_person(library: Library, walk: Walk, given: AnswerGiven) -> None:
    """They may agree later: then it is written who, and by when. A referral is never delayed."""
    step = library.step(given.flow, given.step)
    if step is None or SECOND_PERSON not in record_wanted(library, walk, step, given.answers):
        return
    if not given.recorded.get(SECOND_PERSON.id, Stated()).answered:
        raise UserProblem(
            "One person alone cannot end this in school.", "Write who agrees, or who will, and by when.",
            field=SECOND_PERSON.id,
        )  # fmt: skip


def step_being_asked(session: Session, walk: Walk) -> Step | None:
    """The step to show next, or None when nothing is left to ask."""
    return current_step(session.library.guidance, walk)


def known_facts(session: Session, incident: Incident) -> dict[str, str]:
    """What the first screen and the school's settings say, and so is not asked again."""
    safety = incident.safety
    known = {
        "danger": safety.danger, "image": safety.image, "adult_here": safety.adult_here,
        **session.school.guidance_facts,
    }  # fmt: skip
    return {fact: value for fact, value in known.items() if value}


def _replayed(session: Session, incident_id: str) -> tuple[Walk, list[GuidanceRun], list[GuidanceAnswer]]:
    runs = session.casebook.of_incident(GuidanceRun, incident_id)
    answers = session.casebook.of_incident(GuidanceAnswer, incident_id)
    return replay(session.library.guidance, walk_events(runs, answers)), runs, answers


def walk_events(runs: Sequence[GuidanceRun], answers: Sequence[GuidanceAnswer]) -> list[GuidanceEvent]:
    """The events from which the walk of a case is replayed, in their order."""
    events: dict[int, GuidanceEvent] = {
        run.number: FlowOpened(
            flow=run.flow, at=run.started_at, by=run.started_by, facts=run.facts, moments=run.moments
        )
        for run in runs
        if run.number
    }
    for each in answers:
        events[each.number] = AnswerGiven(
            flow=each.flow, step=each.step, at=each.answered_at, by=each.answered_by, answers=each.answers,
            recorded={r.field: Stated(text=r.value, unknown_because=r.unknown_because) for r in each.recorded},
            asked=each.question, answered=each.answers_shown, edition=each.edition,
        )  # fmt: skip
    return [events[number] for number in sorted(events)]


class _Changes:
    """Collects what one act of guidance changes in the case, to be saved in one commit."""

    def __init__(
        self,
        session: Session,
        incident: Incident,
        walk: Walk,
        runs: Sequence[GuidanceRun],
        answers: Sequence[GuidanceAnswer],
    ) -> None:
        self.entities: list[Entity] = []
        self._session = session
        self._library: Library = session.library.guidance
        self._incident = incident
        self._walk = walk
        self._runs = {run.flow: run for run in runs}
        self._answers = answers

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
        labels = {field.id: field.label for field in record_wanted(self._library, self._walk, step, given.answers)}
        self.entities.append(
            GuidanceAnswer(
                id=new_id(), incident_id=IncidentId(self._incident.id), run_id=RunId(self._runs[given.flow].id),
                flow=given.flow, number=number, step=given.step, question=given.asked, answers=given.answers,
                answers_shown=given.answered, recorded=_recorded(given, labels), source=citation.source,
                edition=given.edition, answered_at=given.at, answered_by=given.by, reason=reason,
            )
        )  # fmt: skip

    def follow(self) -> None:
        """Bring the case in line with where the walk stands: superseded answers, runs, outcomes, actions, routes."""
        self._mark_superseded()
        self._enter_flows()
        self._end_flows()
        self.entities += actions_of_clocks(self._session, self._incident.id, self._walk)
        routes = mandatory_routes(self._library, self._walk)
        classified = self._incident.classification
        added = tuple(route for route in routes if route not in classified.mandatory_routes)
        if added:
            classified = msgspec.structs.replace(classified, mandatory_routes=(*classified.mandatory_routes, *added))
            self.entities.append(msgspec.structs.replace(self._incident, classification=classified))

    def _mark_superseded(self) -> None:
        """Of the answers stored so far, mark those that the new answer took back, or lets count again; all stay."""
        taken_back = {visit.event + 1: visit.superseded for visit in self._walk.path if visit.status == "answered"}
        for kept in self._answers:
            superseded = taken_back.get(kept.number, kept.superseded)
            if superseded != kept.superseded:
                because = "An earlier answer was changed." if superseded else ""
                self.entities.append(msgspec.structs.replace(kept, superseded=superseded, superseded_because=because))

    def _enter_flows(self) -> None:
        entered = self._walk.position.entered
        for flow in entered:
            if flow not in self._runs:
                last = self._walk.events[-1]
                came_from = f"{last.flow}/{last.step}" if isinstance(last, AnswerGiven) else last.flow
                self.open_run(flow, opened_from=came_from)
        for flow, run in list(self._runs.items()):
            if run.superseded == (flow in entered):
                self._put_run(msgspec.structs.replace(run, superseded=flow not in entered))

    def _end_flows(self) -> None:
        """Write the outcome of each flow into its run, and a decision for the one that was decided just now."""
        last = self._walk.events[-1]
        reached = {outcome.flow: outcome for outcome in outcomes(self._library, self._walk) if outcome.decided}
        for flow, run in list(self._runs.items()):
            outcome = reached.get(flow)
            code, text = (outcome.code, outcome.text) if outcome else ("", "")
            if not code and flow in self._walk.position.finished:
                code = LED_ON
            if code != run.outcome_code:
                ended = last.at if code else None
                self._put_run(msgspec.structs.replace(run, outcome_code=code, outcome_text=text, ended_at=ended))
        outcome = reached.get(last.flow)
        if outcome is not None and isinstance(last, AnswerGiven) and last.step == outcome.step:
            self.entities.append(self._decision(last, outcome))

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


def _recorded(given: AnswerGiven, labels: Mapping[str, str]) -> tuple[Recorded, ...]:
    return tuple(
        Recorded(field=field, label=labels.get(field, field), value=stated.text, unknown_because=stated.unknown_because)
        for field, stated in given.recorded.items()
    )
