"""What the window shows of a walk: one step with all that belongs to it, what was said so far, which flows there are.

Public: `GuidanceView` (everything as it was read), and what is computed from it without side effects:
`step_shown(view, place)`, `said_so_far(view)`, `flows_shown(view)`, `known_at_the_door(view)`; `StepDraft` is what is
being typed at a step. A rehearsal is the same view, of a walk that nobody saves.
"""

from collections.abc import Collection, Mapping
from typing import Literal

import msgspec

from dslapp.domain.guidance.contacts import Whom
from dslapp.domain.guidance.flows import (
    Citation,
    Library,
    Question,
    RecordField,
    Step,
    answers_of,
    cite,
    required_record,
)
from dslapp.domain.guidance.path import Place, Visit, VisitStatus, Walk
from dslapp.domain.guidance.reading import ActiveLock, RunningClock, clocks, locks, record_wanted
from dslapp.domain.guidance.route import GuidanceAnswer, Recorded
from dslapp.domain.guidance.walk import worded
from dslapp.domain.statements import Stated

Standing = Literal["asked", "waiting", "answered", "carried", "taken back", "ahead"]
FlowState = Literal["being asked", "begun", "opened", "finished", "not opened"]


class StepDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What stands at a step that is not answered yet: ticked answers, written fields, the reason for a change."""

    answers: tuple[str, ...] = ()
    recorded: dict[str, Stated] = {}
    reason: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ticked or written."""
        return not self.answers and not self.reason and not any(each.answered for each in self.recorded.values())


class GuidanceView(msgspec.Struct, frozen=True, kw_only=True):
    """The guidance of one case, or of a rehearsal, as it was read.

    `known` is what the first screen knows, `given` the answers as they are stored, `people` the names in the case,
    `whom` the numbers by key. Without events in the walk the guidance was not begun.
    """

    library: Library
    walk: Walk
    whom: Mapping[str, Whom] = {}
    people: tuple[str, ...] = ()
    known: Mapping[str, str] = {}
    given: tuple[GuidanceAnswer, ...] = ()
    reader: str = ""
    may_answer: bool = False
    rehearsal: bool = False

    @property
    def begun(self) -> bool:
        """Whether any flow was opened."""
        return bool(self.walk.events)


class StepShown(msgspec.Struct, frozen=True, kw_only=True):
    """One step as a page shows it. `earlier` is what was answered here before, to be offered again or read."""

    place: Place
    flow_title: str
    step: Step
    text: str
    citation: Citation
    standing: Standing
    whom: tuple[Whom, ...]
    clocks: tuple[RunningClock, ...]
    locks: tuple[ActiveLock, ...]
    earlier: Visit | None

    @property
    def answerable(self) -> bool:
        """Whether it can be answered now, or its answer changed."""
        return self.standing in ("asked", "waiting", "answered", "carried")

    @property
    def changes(self) -> bool:
        """Whether answering it changes an earlier answer, which needs a reason."""
        return self.standing in ("answered", "carried")


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One answer of the walk, in the words as they were asked. `recorded` are labels with what was written."""

    visit: Visit
    flow_title: str
    question: str
    recorded: tuple[tuple[str, str], ...]
    reason: str
    may_change: bool

    @property
    def status(self) -> VisitStatus:
        """How the walk came to it."""
        return self.visit.status

    @property
    def answer(self) -> str:
        """The answers as shown; something that was only to be done was done."""
        return "; ".join(self.visit.answered) or "Done"


class FlowShown(msgspec.Struct, frozen=True, kw_only=True):
    """One flow as it can be opened, with where it stands in this walk."""

    flow: str
    title: str
    about: str
    edition: str
    state: FlowState


def step_shown(view: GuidanceView, place: Place) -> StepShown | None:
    """The step at that place; None when this edition has no such step."""
    library, walk = view.library, view.walk
    step = library.step(place.flow, place.step)
    if step is None:
        return None
    return StepShown(
        place=place,
        flow_title=library.flows[place.flow].title,
        step=step,
        text=worded(step, walk, place.flow),
        citation=cite(library, step),
        standing=_standing(walk, place),
        whom=tuple(view.whom[key] for key in step.contacts if key in view.whom),
        clocks=tuple(each for each in clocks(library, walk) if (each.flow, each.step) == (place.flow, place.step)),
        locks=tuple(each for each in locks(library, walk) if each.what in {lock.what for lock in step.locks}),
        earlier=_earlier(walk, place),
    )


def fields_of(view: GuidanceView, shown: StepShown, answers: Collection[str]) -> tuple[RecordField, ...]:
    """What must be written at the step with these answers before going on."""
    return record_wanted(view.library, view.walk, shown.step, answers)


def said_so_far(view: GuidanceView) -> tuple[Said, ...]:
    """All answers in their order, what was carried and what was taken back included."""
    stored = {answer.number: answer for answer in view.given}
    return tuple(
        _said(view, visit, stored.get(visit.event + 1))
        for visit in view.walk.path
        if visit.status in ("answered", "carried", "not in this edition") and visit.step
    )


def flows_shown(view: GuidanceView) -> tuple[FlowShown, ...]:
    """All flows, the most urgent first."""
    return tuple(
        FlowShown(
            flow=flow.flow, title=flow.title, about=flow.about, edition=flow.edition, state=_state(view.walk, flow.flow)
        )
        for flow in sorted(view.library.flows.values(), key=lambda flow: flow.rank)
    )


def known_at_the_door(view: GuidanceView) -> tuple[tuple[str, str], ...]:
    """The questions of the first screen with their answers, which no flow asks again."""
    found: dict[str, tuple[str, str]] = {}
    for flow in sorted(view.library.flows.values(), key=lambda flow: flow.rank):
        for step in flow.steps:
            if isinstance(step, Question) and step.fact in view.known and step.fact not in found:
                said = next((answer.label for answer in step.answers if answer.id == view.known[step.fact]), "")
                if said:
                    found[step.fact] = (step.text, said)
    return tuple(found.values())


def written_in_words(field: RecordField, stated: Stated) -> str:
    """What was written into a field, as a person reads it: a moment with its day, a choice by its label."""
    option = next((option.label for option in field.options if option.id == stated.text), "")
    kept = Recorded(field=field.id, label=field.label, value=stated.text, unknown_because=stated.unknown_because)
    return option or kept.stated.in_words()


def _standing(walk: Walk, place: Place) -> Standing:
    if place == walk.current:
        return "asked"
    if place in walk.position.waiting:
        return "waiting"
    for visit in reversed(walk.taken):
        if visit.place == place and visit.status in ("answered", "carried"):
            return "carried" if visit.status == "carried" else "answered"
    return "taken back" if any(visit.place == place and visit.superseded for visit in walk.path) else "ahead"


def _earlier(walk: Walk, place: Place) -> Visit | None:
    """The answer that counts, or else the last one that was taken back."""
    given = [visit for visit in walk.path if visit.place == place and visit.status in ("answered", "carried")]
    counting = [visit for visit in given if not visit.superseded]
    return next(reversed(counting or given), None)


def _said(view: GuidanceView, visit: Visit, stored: GuidanceAnswer | None) -> Said:
    flow = view.library.flows.get(visit.flow)
    step = view.library.step(visit.flow, visit.step)
    fields = {field.id: field for field in required_record(step, visit.answers)} if step else {}
    for kept in stored.recorded if stored else ():
        known = fields.get(kept.field)
        options = known.options if known else ()
        fields[kept.field] = RecordField(id=kept.field, label=kept.label, type="text", options=options)
    written = [
        (fields[name].label if name in fields else name,
         written_in_words(fields.get(name) or RecordField(id=name, label=name, type="text"), stated))
        for name, stated in visit.recorded.items()
    ]  # fmt: skip
    return Said(
        visit=visit,
        flow_title=flow.title if flow else visit.flow,
        question=visit.asked.strip().split("\n")[0] or visit.step,
        recorded=tuple(written),
        reason=stored.reason if stored else "",
        may_change=view.may_answer and not visit.superseded and visit.status != "not in this edition"
        and bool(step and (visit.status == "answered" or answers_of(step))),
    )  # fmt: skip


def _state(walk: Walk, flow: str) -> FlowState:
    if walk.current and walk.current.flow == flow:
        return "being asked"
    if any(place.flow == flow for place in walk.position.waiting):
        return "begun"
    if flow in walk.position.finished:
        return "finished"
    return "opened" if flow in walk.position.pending else "not opened"
