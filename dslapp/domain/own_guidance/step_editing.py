"""What a school may change at a step, in words for people who know no files: where a way leads, ids, what to mend.

Public: `way_choices(flow, step)`, `new_id_for(words, taken)`, `own_step_before(...)`, `mend_in_words(finding)`.
"""

import re
from collections.abc import Collection
from typing import Literal

from dslapp.domain.guidance.checks import Finding
from dslapp.domain.guidance.flows import Action, Flow, Goto, Outcome, Step, Stop

Part = Literal["text", "why", "answers", "next", "clocks", "sources", "record", "step"]
"""The part of the form beside which a fault is told."""

_LONGEST = 70
_KINDS = ((Outcome, "End: "), (Stop, "Stop: "), (Goto, "Other guidance: "))
_MENDS: dict[str, tuple[Part, str]] = {
    "has no source": ("sources", "Say where the rule comes from: choose at least one source."),
    "does not say why we ask": ("why", "Write why it is asked: people follow what they understand."),
    "has an answer that leads nowhere": ("answers", "Choose where each answer leads."),
    "is a dead end": ("next", "Choose where it leads."),
    "has fewer than two answers": ("answers", "A question needs at least two answers."),
    "has two answers with one id": ("answers", "Two answers are the same: take one out."),
    "has two fields with one id": ("record", "Two things to write are the same: take one out."),
    "speaks of a limit but has no clock": ("text", "Take {latest} out of the words: this step has no time limit."),
    "“not sure” does not take the safer way": (
        "answers", "Whoever is not sure must take the same way as the safer answer.",
    ),
    "gives more time than the rules": ("clocks", "The rules give this limit: leave it as it was, or make it shorter."),
    "goes round in a circle without asking": ("next", "This leads round in a circle. Choose another step."),
    "cannot be reached": ("next", "Nothing would lead to this step any more. Choose ways that still lead to it."),
    "never comes to an end": ("next", "From here nobody would come to an end. Choose another step."),
}  # fmt: skip


def way_choices(flow: Flow, step: Step) -> tuple[tuple[str, str], ...]:
    """The steps to which a way may lead, by id, in words; not to itself."""
    return tuple((other.id, step_in_words(other)) for other in flow.steps if other.id != step.id)


def step_in_words(step: Step) -> str:
    """A step in one short line."""
    kind = next((words for kind, words in _KINDS if isinstance(step, kind)), "")
    text = step.text.split("\n")[0] or step.id
    room = _LONGEST - len(kind)
    return kind + (text if len(text) <= room else f"{text[: room - 1].rstrip()}…")


def new_id_for(words: str, taken: Collection[str], fallback: str = "own") -> str:
    """An id made of the first words, that is not taken: records will know the answer or step by it for ever."""
    found = re.findall(r"[a-z0-9]+", words.casefold())[:4]
    stem = "-".join(found) or fallback
    number, name = 1, stem
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name


def own_step_before(words: str, flow: Flow, target: str, why: str, sources: tuple[str, ...]) -> Step:
    """Something to do of the school's own, which then goes on to `target`."""
    name = new_id_for(f"school {words}", flow.by_id)
    return Action(id=name, text=words, why=why, sources=sources, next=target)


def mend_in_words(finding: Finding) -> tuple[Part, str]:
    """Beside which part of the form a fault is told, and how it is mended there."""
    known = _MENDS.get(finding.problem)
    if known:
        return known
    problem = finding.problem[0].upper() + finding.problem[1:]
    part: Part = "step"
    if finding.problem.startswith(("the answer", "has other answers")):
        part = "answers"
    elif finding.problem.startswith(("this step no longer leads", "leads to")):
        part = "next"
    return part, f"{problem}. {finding.mend}"
