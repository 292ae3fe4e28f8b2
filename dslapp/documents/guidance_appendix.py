"""The guidance that was followed, drawn as a path and written out as it was asked and answered."""

import re
from collections.abc import Sequence
from itertools import groupby

from dslapp.documents.document import Block, FlowPath, Paragraph, PathNode, Section, Table
from dslapp.documents.stated_words import led
from dslapp.domain.referral.content import GuidanceStep

_QUESTION = 160
"""Characters of a question in its box; the whole stands in the table below."""

_TITLES = re.compile(r"; (?=[A-Z])")
"""Between the titles of two sources; within a title a semicolon goes on in small letters."""

_OF_OUR_OWN = re.compile(r"Good practice built into this program|(?:\w+ )?school (?:\w+ )+policy", re.IGNORECASE)
"""What is no published rule is not printed as a source."""


def guidance_sections(steps: Sequence[GuidanceStep], outcome: str, *, in_full: bool) -> tuple[Section, ...]:
    """One section for each flow, in the order in which they were walked; none when no guidance was followed.

    In full, each question stands with its explanation and source; else with its first line only.
    """
    walked = [(flow, tuple(answered)) for flow, answered in groupby(steps, key=lambda step: step.flow)]
    return tuple(
        Section(heading=f"Guidance followed: {flow}", blocks=_blocks(flow, answered, outcome if last else "", in_full))
        for flow, answered, last in ((*each, index == len(walked) - 1) for index, each in enumerate(walked))
    )


def _blocks(flow: str, steps: Sequence[GuidanceStep], outcome: str, in_full: bool) -> tuple[Block, ...]:
    editions = "; ".join(dict.fromkeys(step.edition for step in steps if step.edition))
    nodes = [
        PathNode(
            title=_shortened(_first_line(step)),
            answer=step.answer,
            note=(step.changed or f"Answered anew later: {step.reason}") if step.superseded else "",
            superseded=step.superseded,
        )
        for step in steps
    ]
    nodes.append(PathNode(title=_shortened(outcome or "The path goes on from here")))
    rows = tuple(
        (_asked(step) if in_full else _first_line(step), _given(step), f"{step.who}\n{step.when}".strip())
        for step in steps
    )
    blocks: list[Block] = [Paragraph(f"Edition: {editions}")] if editions else []
    blocks.append(FlowPath(flow, tuple(nodes)))
    blocks.append(Table(("Asked", "Answered, with what was written", "By, when"), (0.38, 0.4, 0.22), rows))
    return tuple(blocks)


def _first_line(step: GuidanceStep) -> str:
    return step.question.splitlines()[0] if step.question else ""


def _asked(step: GuidanceStep) -> str:
    published = "; ".join(title for title in _TITLES.split(step.source) if title and not _OF_OUR_OWN.match(title))
    return f"{step.question}\nSource: {published}" if published else step.question


def _given(step: GuidanceStep) -> str:
    lines = [f"{step.answer} (taken back)" if step.superseded else step.answer]
    if step.changed:
        lines.append(step.changed)
    if step.reason:
        lines.append(f"Reason: {step.reason}")
    lines += [f"{led(fact.label)} {fact.value.in_words()}" for fact in step.recorded]
    return "\n".join(lines)


def _shortened(words: str) -> str:
    return words if len(words) <= _QUESTION else words[:_QUESTION].rsplit(" ", 1)[0] + " …"
