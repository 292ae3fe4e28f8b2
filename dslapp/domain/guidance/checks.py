"""Checks on the guidance data: links, dead ends, unreachable steps, missing sources, and a safe way for "not sure".

Public: `check_library(library, contact_keys)`, `check_door(library, door, contact_keys)`; no findings means sound.
"""

from collections.abc import Callable, Collection, Iterable, Iterator

import msgspec

from dslapp.domain.guidance.clocks import STEP_DONE
from dslapp.domain.guidance.door import Door
from dslapp.domain.guidance.flows import (
    NEVER,
    Action,
    Answer,
    Choices,
    Flow,
    Goto,
    Library,
    Outcome,
    Question,
    RecordField,
    Step,
    Stop,
    answers_of,
    required_record,
)
from dslapp.domain.guidance.rules import check_rules

GIVEN_FACTS = frozenset({"danger", "image", "adult_here"})
"""What the first screen has asked before any flow."""
GIVEN_MOMENTS = frozenset({"concern_received", "allegation_received", STEP_DONE})


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One fault in the data: where, what, and how to mend it."""

    flow: str
    step: str
    problem: str
    mend: str


def check_library(library: Library, contact_keys: Collection[str]) -> tuple[Finding, ...]:
    """Check every flow by itself and the flows together. `contact_keys` are the contacts that exist."""
    findings = [finding for flow in library.flows.values() for finding in _check_flow(flow)]
    findings += _check_references(library, contact_keys)
    findings += _check_opened(library)
    findings += [_finding(*broken) for broken in check_rules(library, GIVEN_FACTS, GIVEN_MOMENTS)]
    return tuple(findings)


def check_door(library: Library, door: Door, contact_keys: Collection[str]) -> tuple[Finding, ...]:
    """Check that what is said at the door has sources, contacts and lifting facts that exist, and covers "not sure"."""
    facts = facts_set(library)
    findings = []
    for entry in door.entries:
        for kind, names, known in (
            ("source", entry.sources, library.sources),
            ("contact", entry.contacts, contact_keys),
            ("fact", [*entry.when, *(lock.until for lock in entry.locks)], facts),
            ("entry", entry.hides, {other.id for other in door.entries}),
        ):
            findings += [_unknown("door", entry.id, kind, name) for name in names if name not in known]
        if not entry.sources:
            findings.append(Finding(flow="door", step=entry.id, problem="has no source", mend="Add `sources`."))
    triage = library.flows.get("triage")
    for step in triage.steps if triage else ():
        if isinstance(step, Question) and step.fact in GIVEN_FACTS:
            for answer in step.answers:
                if not any(answer.id in entry.when.get(step.fact, ()) for entry in door.entries):
                    problem = f"says nothing for “{answer.id}” to {step.fact}"
                    findings.append(Finding(flow="door", step=step.id, problem=problem, mend="Add an entry."))
    return tuple(findings)


def _check_flow(flow: Flow) -> Iterator[Finding]:
    ids = [step.id for step in flow.steps]
    for doubled in sorted({i for i in ids if ids.count(i) > 1}):
        yield _finding(flow, doubled, "two steps have this id", "Give each step an id of its own.")
    if flow.start not in flow.by_id:
        yield _finding(flow, flow.start, "the flow starts at a step that does not exist", "Mend `start`.")
        return
    broken = False
    for step in flow.steps:
        for target in _targets(step):
            if target not in flow.by_id:
                broken = True
                yield _finding(flow, step.id, f"leads to “{target}”, which does not exist", "Mend the link.")
        yield from _check_step(flow, step)
    if not broken:
        yield from _check_shape(flow)


def _check_step(flow: Flow, step: Step) -> Iterator[Finding]:
    for wrong, problem, mend in (
        (not isinstance(step, Goto) and not step.sources, "has no source", "Add `sources`."),
        (not isinstance(step, Goto) and not step.why, "does not say why we ask", "Add `why`."),
        (
            bool(step.only_if) != bool(step.otherwise),
            "has a condition without its other way",
            "Use only_if + otherwise.",
        ),
        ("{latest}" in step.text and not step.clocks, "speaks of a limit but has no clock", "Add a clock."),
        (_has_dead_answer(step), "has an answer that leads nowhere", "Give each answer, or the step, a `next`."),
        (isinstance(step, Action | Stop) and not step.next, "is a dead end", "Add `next`."),
        (
            isinstance(step, Goto) and _ends(step) == bool(step.next),
            "mixes up jumping and coming back",
            "`jump` and `opened` have no `next`; `first` and `also` have one.",
        ),
        (
            isinstance(step, Goto) and (step.how == "opened") == bool(step.flow),
            "does not fit its flow",
            "Name a flow, except for `opened`.",
        ),
        (isinstance(step, Outcome) and not _demands_reason(step), "does not demand a reason", "An outcome must."),
        (isinstance(step, Question) and len(step.answers) < 2, "has fewer than two answers", "Make it an action."),
        (_has_doubled(answers_of(step)), "has two answers with one id", "Give each answer an id of its own."),
        (_has_doubled(_all_fields(step)), "has two fields with one id", "Give each field an id of its own."),
        (not _unsure_is_safe(step), "“not sure” does not take the safer way", "Let `unsure` lead where `safer` leads."),
    ):
        if wrong:
            yield _finding(flow, step.id, problem, mend)


def _all_fields(step: Step) -> tuple[RecordField, ...]:
    return required_record(step, [answer.id for answer in answers_of(step)])


def _has_dead_answer(step: Step) -> bool:
    return any(not (answer.next or step.next) for answer in answers_of(step))


def _has_doubled(things: Iterable[msgspec.Struct]) -> bool:
    ids = [getattr(thing, "id", "") for thing in things]
    return len(ids) != len(set(ids))


def _demands_reason(step: Outcome) -> bool:
    return {"decision", "reason"} <= {field.id for field in required_record(step) if field.must_be_known}


def _unsure_is_safe(step: Step) -> bool:
    """A safety question has "unsure", and it leads where the safer answer leads and opens what that opens."""
    if not isinstance(step, Question | Choices) or not step.safer:
        return True
    answers = {answer.id: answer for answer in step.answers}
    safer, unsure = answers.get(step.safer), answers.get("unsure")
    if safer is None or unsure is None:
        return False
    return (unsure.next or step.next) == (safer.next or step.next) and set(safer.opens) <= set(unsure.opens)


def _check_shape(flow: Flow) -> Iterator[Finding]:
    """Every step can be reached, can come to an end, and no circle goes round without asking."""
    reachable = _reach(flow.start, lambda s: _targets(flow.by_id[s]))
    for step in flow.steps:
        onward = _reach(step.id, lambda s: _targets(flow.by_id[s]))
        circle = any(step.id in _reach(target, lambda s: _targets(flow.by_id[s])) for target in _targets(step))
        if step.id not in reachable:
            yield _finding(flow, step.id, "cannot be reached", "Link to it or delete it.")
        if not any(_ends(flow.by_id[s]) for s in onward):
            yield _finding(flow, step.id, "never comes to an end", "Lead it to an outcome or another flow.")
        if circle and isinstance(step, Question) and step.fact:
            yield _finding(flow, step.id, "is asked again in a circle but its answer is carried", "Take `fact` away.")
        if any(step.id in _reach(t, lambda s: _unasked(flow.by_id[s])) for t in _unasked(step)):
            yield _finding(flow, step.id, "goes round in a circle without asking", "Put a question into the circle.")


def _check_references(library: Library, contact_keys: Collection[str]) -> Iterator[Finding]:
    facts, moments = facts_set(library), _moments_set(library)
    for flow in library.flows.values():
        for step in flow.steps:
            for kind, names, known in (
                ("source", step.sources, library.sources),
                ("contact", step.contacts, contact_keys),
                ("flow", _flows_named(step), library.flows),
                ("fact", [*step.only_if, *(lock.until for lock in step.locks)], facts),
                ("moment", [clock.since for clock in step.clocks], moments),
            ):
                for name in names:
                    if name not in known:
                        yield _finding(
                            flow, step.id, f"names a {kind} “{name}” that does not exist", f"Mend the {kind}."
                        )


def _check_opened(library: Library) -> Iterator[Finding]:
    """Every flow but the first is opened by some other one."""
    opened = {name for flow in library.flows.values() for step in flow.steps for name in _flows_named(step)}
    for flow in library.flows.values():
        if flow.flow not in opened and flow.flow != "triage":
            yield _finding(flow, flow.start, "no other flow leads here", "Open it from triage.")


def facts_set(library: Library) -> set[str]:
    """Every fact that can be known: from the first screen, by answers, by what is written down."""
    facts = {NEVER, *GIVEN_FACTS}
    for flow in library.flows.values():
        for step in flow.steps:
            facts.update(step.sets, *(answer.sets for answer in answers_of(step)))
            facts.update(field.fact for field in _all_fields(step))
            if isinstance(step, Question):
                facts.add(step.fact)
    return facts


def _moments_set(library: Library) -> set[str]:
    fields = (field for flow in library.flows.values() for step in flow.steps for field in _all_fields(step))
    return {*GIVEN_MOMENTS, *(field.moment for field in fields)}


def _flows_named(step: Step) -> list[str]:
    opened = [flow for answer in answers_of(step) for flow in answer.opens]
    return [*opened, step.flow] if isinstance(step, Goto) and step.flow else opened


def _targets(step: Step) -> list[str]:
    """All steps of the same flow that can come next."""
    named: list[Answer] = list(answers_of(step))
    ways = [answer.next or step.next for answer in named] if named else [step.next]
    return [way for way in (*ways, step.otherwise) if way]


def _unasked(step: Step) -> list[str]:
    """The steps that can come next without anybody having been asked anything."""
    if isinstance(step, Question | Choices):
        return [step.otherwise] if step.otherwise else []
    return _targets(step)


def _ends(step: Step) -> bool:
    return isinstance(step, Outcome) or (isinstance(step, Goto) and step.how in ("jump", "opened"))


def _reach(start: str, following: Callable[[str], list[str]]) -> set[str]:
    seen: set[str] = set()
    todo = [start]
    while todo:
        step = todo.pop()
        if step not in seen:
            seen.add(step)
            todo.extend(following(step))
    return seen


def _unknown(flow: str, step: str, kind: str, name: str) -> Finding:
    problem = f"names a {kind} “{name}” that does not exist"
    return Finding(flow=flow, step=step, problem=problem, mend=f"Mend the {kind}.")


def _finding(flow: Flow, step: str, problem: str, mend: str) -> Finding:
    return Finding(flow=flow.flow, step=step, problem=problem, mend=mend)
