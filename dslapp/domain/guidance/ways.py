"""Where an answer must lead whatever is answered later: the steps that lie on every way from it to an end.

Public: `Way`, `ways_of(step)`, `always_passed(flow)`.
"""

from collections.abc import Mapping

import msgspec

from dslapp.domain.guidance.flows import Flow, Step, answers_of


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """One way on from a step: by an answer (its id and words; empty for a step that is only done), to a step."""

    answer: str = ""
    label: str = ""
    target: str


def ways_of(step: Step) -> tuple[Way, ...]:
    """The ways on from a step when it is asked or done; what happens when it does not apply is `otherwise`."""
    answers = answers_of(step)
    if not answers:
        return (Way(target=step.next),) if step.next else ()
    return tuple(Way(answer=each.id, label=each.label, target=each.next or step.next) for each in answers)


def always_passed(flow: Flow) -> Mapping[str, frozenset[str]]:
    """For each step, the steps that every way from it to the end of this flow passes, itself included.

    A step that does not apply counts as passed: its condition is looked at there. Links that lead nowhere are left out.
    """
    every = frozenset(flow.by_id)
    passed = {step.id: every for step in flow.steps}
    changed = True
    while changed:
        changed = False
        for step in reversed(flow.steps):
            onward = [passed[target] for target in _targets(flow, step)]
            now = frozenset({step.id}).union(frozenset.intersection(*onward) if onward else ())
            if now != passed[step.id]:
                passed[step.id] = now
                changed = True
    return passed


def _targets(flow: Flow, step: Step) -> list[str]:
    named = [*(way.target for way in ways_of(step)), step.otherwise]
    return [target for target in named if target in flow.by_id]
