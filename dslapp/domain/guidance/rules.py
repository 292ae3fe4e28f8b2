"""Rules that the guidance must keep besides its links: a way to say "not sure", locks that lift, clocks that can begin.

Public: `check_rules(library)`. Findings have the form of those of `checks`, which calls it.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from dslapp.domain.guidance.clocks import STEP_DONE
from dslapp.domain.guidance.flows import (
    NEVER,
    Choices,
    Flow,
    Library,
    Question,
    RecordField,
    Step,
    answers_of,
    required_record,
)

NOT_SURE = frozenset({"unsure", "not-known"})
"""The ids of the answers by which a person says that they do not know, and is led to somebody who can be asked."""
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check_rules(
    library: Library, given_facts: Collection[str], given_moments: Collection[str]
) -> list[tuple[Flow, str, str, str]]:
    """Return where a rule is broken: the flow, the step, the problem, the mend."""
    values = _values(library)
    found: list[tuple[Flow, str, str, str]] = []
    for flow in library.flows.values():
        for step in flow.steps:
            found += [(flow, step.id, *each) for each in _of_step(step, values, given_facts)]
        found += [(flow, *each) for each in _clocks(library, flow, given_moments)]
    return found


def _of_step(
    step: Step, values: Mapping[str, Collection[str]], given_facts: Collection[str]
) -> Iterator[tuple[str, str]]:
    fields = _fields(step)
    ids = [step.id, *step.options, *(field.id for field in fields), *(clock.id for clock in step.clocks)]
    for name in ids:
        if not _SLUG.fullmatch(name):
            yield f"has the id “{name}”", "Write ids in small letters, figures and single hyphens."
    if isinstance(step, Question | Choices) and not step.certain and not NOT_SURE & set(step.options):
        yield (
            "has no way to say “not sure”",
            ("Add an answer `unsure` that leads to whom to ask; or `certain: true` where anybody surely knows."),
        )
    if isinstance(step, Choices) and "none" in step.options and not step.options["none"].alone:
        yield "lets “none” be ticked beside others", "Write `alone: true` at that answer."
    for fact, wanted in step.only_if.items():
        for value in wanted:
            if value and fact not in given_facts and value not in values.get(fact, ()):
                yield f"asks whether {fact} is “{value}”, which no step says", "Mend the value, or let a step set it."
    for lock in step.locks:
        if lock.until != NEVER and lock.until not in given_facts and "yes" not in values.get(lock.until, ()):
            yield f"locks {lock.what} until {lock.until}, which no step ever sets to yes", "Let a step lift it."


def _values(library: Library) -> dict[str, set[str]]:
    """What each fact can be, by the steps that set it."""
    values: dict[str, set[str]] = {}
    for flow in library.flows.values():
        for step in flow.steps:
            for sets in (step.sets, *(answer.sets for answer in answers_of(step))):
                for fact, value in sets.items():
                    values.setdefault(fact, set()).add(value)
            if isinstance(step, Question) and step.fact:
                values.setdefault(step.fact, set()).update(step.options)
            for field in _fields(step):
                if field.fact:
                    values.setdefault(field.fact, set()).update([o.id for o in field.options] or ["yes", "no"])
    return values


def _fields(step: Step) -> tuple[RecordField, ...]:
    return required_record(step, tuple(step.options))


def _clocks(library: Library, flow: Flow, given: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """A clock's moment is known on every way to its step, or the step sets it, or another flow may have set it."""
    elsewhere = {
        field.moment
        for other in library.flows.values()
        if other is not flow
        for s in other.steps
        for field in _fields(s)
    }
    sure = _surely_known(flow)
    for step in flow.steps:
        own = {field.moment for field in _fields(step)}
        for clock in step.clocks:
            known = {*given, STEP_DONE, *own, *elsewhere, *sure.get(step.id, ())}
            if clock.since not in known:
                yield (
                    step.id,
                    f"has a clock from {clock.since}, which some way here does not set",
                    ("Let every way set that moment, or count from another."),
                )


def _surely_known(flow: Flow) -> dict[str, frozenset[str]]:
    """For each step, the moments that every way from the start has set when it is asked."""
    every = frozenset(field.moment for step in flow.steps for field in _fields(step))
    known = {step.id: every for step in flow.steps}
    known[flow.start] = frozenset()
    changed = True
    while changed:
        changed = False
        for step in flow.steps:
            for target, added in _ways(step):
                now = known[target] & (known[step.id] | added) if target in known else frozenset()
                if target in known and now != known[target]:
                    known[target], changed = now, True
    return known


def _ways(step: Step) -> Iterator[tuple[str, frozenset[str]]]:
    """The steps that can come next, each with the moments that are set on the way there."""
    always = frozenset(field.moment for field in step.demands)
    for answer in answers_of(step):
        yield answer.next or step.next, always | {field.moment for field in answer.record}
    if not answers_of(step):
        yield step.next, always
    if step.otherwise:
        yield step.otherwise, frozenset()
