"""Answer the guidance in a case: each answer is saved as it was asked, and its clocks become actions.

A case has one walk, which may lead through several flows. The walk is never stored: it is replayed from the runs that
were opened and the answers that were given (`domain/guidance/walk.py`).
"""

from collections.abc import Mapping, Sequence

import msgspec

from dslapp.domain.case.casework import Action
from dslapp.domain.case.incident import Incident
from dslapp.domain.guidance.clocks import Due
from dslapp.domain.guidance.flows import Library, Step
from dslapp.domain.guidance.path import AnswerGiven, Departed, FlowOpened, GuidanceEvent, Walk
from dslapp.domain.guidance.reading import SECOND_PERSON, EvidenceRule, evidence_rule, record_wanted
from dslapp.domain.guidance.route import GuidanceAnswer, GuidanceDeparture, GuidanceRun
from dslapp.domain.guidance.walk import answer, changes_earlier, current_step, open_flow, replay, start
from dslapp.domain.problems import UserProblem
from dslapp.domain.statements import Stated
from dslapp.services.guidance.guidance_changes import CaseChanges, StoredGuidance
from dslapp.services.session import Session

FIRST_FLOW = "triage"


def read_walk(session: Session, incident_id: str) -> Walk:
    """The walk of a case as it stands; without any step when the guidance was not begun."""
    session.require("read the record")
    return replayed(session, incident_id)[0]


def read_case_walk(session: Session, incident_id: str) -> tuple[Walk, tuple[GuidanceAnswer, ...]]:
    """The same walk with the answers from which it is replayed, as they are stored."""
    session.require("read the record")
    walk, stored = replayed(session, incident_id)
    return walk, tuple(stored.answers)


def evidence_rule_of(session: Session, incident_id: str) -> EvidenceRule:
    """Whether the guidance walked so far lets files be attached to this case."""
    return evidence_rule(session.library.guidance, read_walk(session, incident_id))


def open_route(session: Session, incident_id: str, flow: str = FIRST_FLOW) -> Walk:
    """Begin the guidance of a case, or open another flow in it; afterwards the walk comes back.

    What the first screen knows is carried in. A flow that was begun is gone back to; it never begins twice. Raises
    UserProblem for an unknown flow, and in a closed case.
    """
    session.require("answer the guidance")
    library, incident = session.library.guidance, session.casebook.get(Incident, incident_id)
    require_open(incident)
    walk, stored = replayed(session, incident_id)
    now, by = session.clock(), session.member.name
    if flow in walk.position.finished or (walk.current and walk.current.flow == flow):
        return walk
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
    changes = CaseChanges(session, incident, walk, after, stored)
    changes.note_opened(opened, number=len(after.events))
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

    Raises UserProblem for a wrong answer, for what must still be written, for a change without a reason, and in a
    closed case.
    """
    session.require("answer the guidance")
    library, incident = session.library.guidance, session.casebook.get(Incident, incident_id)
    require_open(incident)
    before, stored = replayed(session, incident_id)
    after = answer(
        library, before, step_id, answer_ids, recorded, at=session.clock(), by=session.member.name, flow=flow
    )
    given = after.events[-1]
    assert isinstance(given, AnswerGiven)
    if changes_earlier(before, step_id, flow) and not reason.strip():
        raise UserProblem("You are changing an earlier answer.", "Say why; the old answer stays.", field="reason")
    _require_second_person(library, before, given)
    changes = CaseChanges(session, incident, before, after, stored)
    changes.add_answer(given, number=len(after.events), reason=reason.strip())
    changes.follow()
    session.casebook.commit(changes.entities, reason=reason.strip() or "Answered.", finishes_draft=finishes_draft)
    return after


def require_open(incident: Incident) -> None:
    """Raise UserProblem in a closed case."""
    if incident.status == "closed":
        raise UserProblem(
            "This case is closed, so its guidance stands as it is.",
            "Open the case again, with a reason; then the guidance goes on from here.",
        )


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


def replayed(session: Session, incident_id: str) -> tuple[Walk, StoredGuidance]:
    """The walk of a case with the limits that it was promised, and what it is replayed from."""
    stored = StoredGuidance(
        runs=session.casebook.of_incident(GuidanceRun, incident_id),
        answers=session.casebook.of_incident(GuidanceAnswer, incident_id),
        departures=session.casebook.of_incident(GuidanceDeparture, incident_id),
    )
    walk = replay(session.library.guidance, walk_events(*stored))
    return with_promises(walk, session.casebook.of_incident(Action, incident_id)), stored


def with_promises(walk: Walk, actions: Sequence[Action]) -> Walk:
    """The same walk with the limits that its actions have stored."""
    promised = {
        action.source_id: Due.as_promised(action.clock_from, action.due, action.due_in_words)
        for action in actions
        if action.source == "guidance" and action.clock_from and action.due
    }
    return msgspec.structs.replace(walk, promised=promised) if promised else walk


def walk_events(
    runs: Sequence[GuidanceRun], answers: Sequence[GuidanceAnswer], departures: Sequence[GuidanceDeparture] = ()
) -> list[GuidanceEvent]:
    """The events from which the walk of a case is replayed, in their order."""
    events: dict[int, GuidanceEvent] = {}
    for run in runs:
        if run.number:
            events[run.number] = FlowOpened(
                flow=run.flow, at=run.started_at, by=run.started_by, facts=run.facts, moments=run.moments
            )
        for again in run.returns:
            events[again.number] = FlowOpened(
                flow=run.flow, at=again.at, by=again.by, facts=again.facts, moments=again.moments
            )
    for each in answers:
        events[each.number] = AnswerGiven(
            flow=each.flow, step=each.step, at=each.answered_at, by=each.answered_by, answers=each.answers,
            recorded={r.field: Stated(text=r.value, unknown_because=r.unknown_because) for r in each.recorded},
            asked=each.question, answered=each.answers_shown, edition=each.edition,
        )  # fmt: skip
    for made in departures:
        events[made.number] = Departed(
            flow=made.flow, step=made.step, at=made.departed_at, by=made.departed_by, reason=made.reason,
            second_person=made.second_person, agrees_by=made.agrees_by, lock=made.lock, until=made.until,
            asked=made.question, edition=made.edition,
        )  # fmt: skip
    return [events[number] for number in sorted(events)]
