"""A whole flow as boxes and labelled arrows, and how far a walk has come on it. Where they stand: `flowchart_layout`.

Public: `chart_of(library, flow_id, walk)` -> `Chart` of `ChartBox` and `ChartArrow`; `KIND_WORDS`, `STATE_WORDS`.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from dslapp.domain.guidance.flows import Action, Flow, Goto, Library, Outcome, Place, Step, Stop, answers_of, cite
from dslapp.domain.guidance.path import Visit, Walk
from dslapp.domain.guidance.reading import locks
from dslapp.domain.guidance.walk import worded
from dslapp.domain.local_time import say_day_short

ChartKind = Literal["question", "action", "stop", "outcome", "goto"]
ChartState = Literal["", "taken", "carried", "asked", "waiting", "possible", "taken back", "not reached"]
ArrowState = Literal["", "taken", "taken back", "possible", "not reached"]

KIND_WORDS: dict[ChartKind, str] = {
    "question": "Question", "action": "Do this", "stop": "Stop", "outcome": "End", "goto": "Go to",
}  # fmt: skip
STATE_WORDS: dict[ChartState, str] = {
    "": "", "taken": "Answered", "carried": "Known already", "asked": "Asked now", "waiting": "Waiting",
    "possible": "Possible", "taken back": "Taken back", "not reached": "Not on this way",
}  # fmt: skip
UNLESS = "Where this does not apply"
"""On the arrow past a step whose condition is not met."""
_GOES: dict[str, str] = {
    "jump": "Go on with “{}”", "first": "First walk through “{}”, then come back here",
    "also": "“{}” comes afterwards as well", "opened": "Go on with the guidance that was opened",
}  # fmt: skip


class ChartBox(msgspec.Struct, frozen=True, kw_only=True):
    """One step. `notes` are its limits and locks in a line each; `answered` what was said on this walk."""

    place: Place
    kind: ChartKind
    text: str
    notes: tuple[str, ...] = ()
    state: ChartState = ""
    locked: bool = False
    answered: str = ""
    points: tuple[str, ...] = ()
    why: str = ""
    source: str = ""

    @property
    def caption(self) -> str:
        """What kind of step it is, how it stands on the walk, and whether it locks something now."""
        said = [KIND_WORDS[self.kind], STATE_WORDS[self.state], "Locked here" if self.locked else ""]
        return " · ".join(filter(None, said))

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands in the box below its caption and text."""
        return (*self.notes, f"Said: {self.answered}") if self.answered else self.notes


class ChartArrow(msgspec.Struct, frozen=True, kw_only=True):
    """From one box to another, by their numbers; `labels` are the answers that lead there. `back`: a loop back."""

    start: int
    end: int
    labels: tuple[str, ...] = ()
    back: bool = False
    unless: bool = False
    state: ArrowState = ""


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """All steps of one flow in the order of the data, and every way between them."""

    flow: str
    title: str
    about: str
    edition: str
    checked: str = ""
    boxes: tuple[ChartBox, ...]
    arrows: tuple[ChartArrow, ...]

    def in_words(self, number: int) -> str:
        """Everything that a box and its arrows say, for a screen reader."""
        box = self.boxes[number]
        ways = [
            f"{' or '.join(arrow.labels)}: to {self.boxes[arrow.end].text}" if arrow.labels
            else f"Then: {self.boxes[arrow.end].text}"
            for arrow in self.arrows
            if arrow.start == number
        ]  # fmt: skip
        return ". ".join([f"{box.caption}: {box.text.rstrip('.')}", *box.lines, *ways])


def chart_of(library: Library, flow_id: str, walk: Walk | None = None) -> Chart:
    """Draw the flow with how far `walk` has come on it; without a walk, as it is for everybody."""
    flow = library.flows[flow_id]
    numbers = {step.id: number for number, step in enumerate(flow.steps)}
    ways = _ways(library, flow, numbers)
    begun = walk if walk is not None and walk.events else None
    afresh: list[ChartState] = [""] * len(flow.steps)
    states = _states(flow, numbers, ways, begun) if begun else afresh
    live = _last_visits(flow, begun) if begun else {}
    locked = {lock.step for lock in locks(library, begun) if lock.flow == flow_id} if begun else set()
    boxes = tuple(
        _box(library, flow, step, state, live.get(step.id), step.id in locked, begun or Walk())
        for step, state in zip(flow.steps, states, strict=True)
    )
    backs = _loops_back(len(boxes), numbers[flow.start], ways)
    arrows = tuple(
        ChartArrow(
            start=start, end=end, labels=tuple(way.labels), unless=way.unless and not way.answers,
            back=(start, end) in backs,
            state=_arrow_state(states[start], states[end], live.get(flow.steps[start].id), way, flow) if begun else "",
        )
        for (start, end), way in ways.items()
    )  # fmt: skip
    days = [s.checked_on for step in flow.steps for key in step.sources if (s := library.sources.get(key)) is not None]
    checked = f"Sources looked at from {say_day_short(min(days))} to {say_day_short(max(days))}" if days else ""
    if days and min(days) == max(days):
        checked = f"Sources looked at on {say_day_short(days[0])}"
    return Chart(
        flow=flow_id, title=flow.title, about=flow.about, edition=flow.edition, checked=checked, boxes=boxes,
        arrows=arrows,
    )  # fmt: skip


class _Way(msgspec.Struct):
    labels: list[str] = []
    answers: set[str] = set()
    unless: bool = False


def _ways(library: Library, flow: Flow, numbers: Mapping[str, int]) -> dict[tuple[int, int], _Way]:
    """Every way between two steps, the answers that lead along it together."""
    found: dict[tuple[int, int], _Way] = {}
    for step in flow.steps:
        start = numbers[step.id]
        for answer in answers_of(step):
            target = numbers.get(answer.next or step.next)
            if target is not None:
                way = found.setdefault((start, target), _Way())
                opened = [library.flows[key].title for key in answer.opens if key in library.flows]
                way.labels.append(f"{answer.label} (opens “{'”, “'.join(opened)}”)" if opened else answer.label)
                way.answers.add(answer.id)
        if not answers_of(step) and step.next in numbers:
            found.setdefault((start, numbers[step.next]), _Way())
        if step.otherwise in numbers:
            known = (start, numbers[step.otherwise]) in found
            way = found.setdefault((start, numbers[step.otherwise]), _Way())
            if not known or way.labels:
                way.labels.append(UNLESS)
                way.unless = True
    return found


def _box(
    library: Library, flow: Flow, step: Step, state: ChartState, visit: Visit | None, locked: bool, walk: Walk
) -> ChartBox:
    text = worded(step, walk, flow.flow)
    if isinstance(step, Goto):
        named = library.flows.get(step.flow)
        text = _GOES[step.how].format(named.title if named else step.flow) if not step.text else text
    notes = [f"By: {clock.label}" for clock in step.clocks if clock.label]
    cited = cite(library, step)
    checked = f", looked at on {say_day_short(cited.checked_on)}" if cited.checked_on else ""
    return ChartBox(
        place=flow.places[step.id], kind=_kind(step), text=text, notes=tuple(notes), state=state,
        locked=locked and state in ("taken", "carried", "asked", "waiting"),
        answered="; ".join(visit.answered) if visit and state in ("taken", "carried") else "",
        points=step.points, why=step.why, source=f"{cited.source}{checked}" if cited.source else "",
    )  # fmt: skip


def _kind(step: Step) -> ChartKind:
    if isinstance(step, Action):
        return "action"
    if isinstance(step, Stop):
        return "stop"
    if isinstance(step, Outcome):
        return "outcome"
    return "goto" if isinstance(step, Goto) else "question"


def _last_visits(flow: Flow, walk: Walk) -> dict[str, Visit]:
    return {v.step: v for v in walk.taken if v.flow == flow.flow and v.status in ("answered", "carried", "departed")}


def _states(
    flow: Flow, numbers: Mapping[str, int], ways: Mapping[tuple[int, int], _Way], walk: Walk
) -> list[ChartState]:
    states: dict[int, ChartState] = {}
    for visit in walk.path:
        number = numbers.get(visit.step)
        if visit.flow != flow.flow or number is None:
            continue
        if visit.superseded:
            states.setdefault(number, "taken back")
        elif visit.status == "carried":
            states[number] = "carried"
        elif visit.status != "opened":
            states[number] = "taken"
    heads = [place for place in walk.position.places if place.flow == flow.flow]
    for place in heads:
        states[numbers[place.step]] = "asked" if place == walk.current else "waiting"
    ahead = [numbers[place.step] for place in heads]
    if flow.flow in walk.position.pending or not states:
        ahead = [numbers[flow.start]]
        states.setdefault(ahead[0], "possible")
    seen = set(ahead)
    while ahead:
        here = ahead.pop()
        for start, end in ways:
            if start == here and end not in seen:
                seen.add(end)
                ahead.append(end)
                states.setdefault(end, "possible")
    return [states.get(number, "not reached") for number in range(len(flow.steps))]


def _arrow_state(start: ChartState, end: ChartState, visit: Visit | None, way: _Way, flow: Flow) -> ArrowState:
    if visit is not None and start in ("taken", "carried"):
        decided = _decided(flow.by_id[visit.step], visit.answers)
        if (decided in way.answers if decided else not way.answers) and end not in ("taken back", "not reached"):
            return "taken"
        return "not reached"
    if "taken back" in (start, end) and start != "not reached":
        return "taken back"
    return "possible" if start in ("asked", "waiting", "possible") else "not reached"


def _decided(step: Step, given: Sequence[str]) -> str:
    """The answer that decides the way: the first with a way of its own, else the first."""
    ticked = [answer for answer in answers_of(step) if answer.id in given]
    return next((answer.id for answer in ticked if answer.next), ticked[0].id if ticked else "")


def _loops_back(count: int, first: int, ways: Mapping[tuple[int, int], _Way]) -> set[tuple[int, int]]:
    """The ways that lead back to a step from which one has just come."""
    after: dict[int, list[int]] = {}
    for start, end in ways:
        after.setdefault(start, []).append(end)
    found: set[tuple[int, int]] = set()
    done: set[int] = set()
    for root in (first, *range(count)):
        if root in done:
            continue
        open_now, stack = {root}, [(root, iter(after.get(root, ())))]
        while stack:
            here, onward = stack[-1]
            for end in onward:
                if end in open_now:
                    found.add((here, end))
                elif end not in done:
                    open_now.add(end)
                    stack.append((end, iter(after.get(end, ()))))
                    break
            else:
                done.add(here)
                open_now.discard(here)
                stack.pop()
    return found
