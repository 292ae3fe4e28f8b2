"""One traveller through the flows: takes event after event and knows at every turn where the walk stands.

Used by `travel` only. Several flows run side by side, each with its own place; an answer that does not fit the
place of its flow is kept back until the flow comes to that step.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from dslapp.domain.guidance.clocks import read_moment
from dslapp.domain.guidance.flows import (
    Action,
    Answer,
    Goto,
    Library,
    Outcome,
    Place,
    Question,
    RecordField,
    Step,
    required_record,
    waits_for_somebody,
)
from dslapp.domain.guidance.path import (
    AnswerGiven,
    Departed,
    FlowOpened,
    GuidanceEvent,
    Position,
    Slot,
    Visit,
    VisitStatus,
    Walk,
)
from dslapp.domain.guidance.superseded import departure_visit, offers, visit_of, with_superseded
from dslapp.domain.statements import Stated

_NEVER = datetime.min.replace(tzinfo=UTC)
LEFT_OFF = "left off"
"""Under this name a walk carries, unseen and not compared, what is needed to go on from it."""


class LeftOff(NamedTuple):
    """Where a fold came to its end, besides what the position says. Shared by walks, so never changed."""

    library: Library
    live: tuple[Visit, ...]
    applied: int
    answered: frozenset[Place]
    kept_back: Mapping[str, list[int]]
    latest: int
    taken_back: bool


class Traveller:
    """Takes one event after another, from where a walk left off."""

    __slots__ = (
        "_answered", "_applied", "_at", "_by", "_events", "_facts", "_finished", "_flows", "_here", "_kept_back",
        "_latest", "_left", "_moments", "_number", "_path", "_pending", "_waiting", "_waived",
    )  # fmt: skip

    def __init__(self, left: LeftOff, position: Position, events: tuple[GuidanceEvent, ...]) -> None:
        self._left = left
        self._events = events
        self._flows = left.library.flows
        self._answered = left.answered
        """Places with an answer of their own: they are not carried, whatever is known."""
        self._path: list[Visit] = []
        self._applied = left.applied
        self._kept_back = {flow: list(numbers) for flow, numbers in left.kept_back.items()} if left.kept_back else {}
        self._latest = left.latest
        self._here = position.current
        self._waiting = list(position.waiting)
        self._pending = list(position.pending)
        self._finished = list(position.finished)
        self._facts = dict(position.facts)
        self._moments = dict(position.moments)
        self._waived = position.waived
        self._number = 0
        self._at = _NEVER
        self._by = ""

    def walk(self, slots: tuple[Slot, ...]) -> Walk:
        """The walk as it stands now, as a frozen value; the traveller goes no further."""
        left, live = self._left, (*self._left.live, *self._path)
        position = Position(
            current=self._here,
            waiting=tuple(self._waiting),
            pending=tuple(self._pending),
            finished=tuple(self._finished),
            facts=self._facts,
            moments=self._moments,
            waived=self._waived,
        )
        all_count = self._applied == len(self._events)
        path = live if all_count else with_superseded(left.library, live, self._events)
        walk = Walk(events=self._events, slots=slots, path=path, position=position)
        walk.__dict__[LEFT_OFF] = LeftOff(
            left.library, live, self._applied, self._answered, self._kept_back, self._latest, left.taken_back
        )
        return walk

    def feed(self, number: int, event: GuidanceEvent) -> None:
        """Take the event with that number, then those kept back that fit now."""
        if isinstance(event, FlowOpened):
            self._open(number, event)
        elif isinstance(event, Departed) and event.lock is not None:
            self._lift(number, event)
        else:
            given_before_a_change = number < self._latest
            self._latest = max(number, self._latest)
            if not self._fits(event) or (given_before_a_change and self._kept_back.get(event.flow)):
                self._kept_back.setdefault(event.flow, []).append(number)
                return
            self._do(number, event)
        while self._kept_back and (fitting := self._next_kept_back()) is not None:
            event = self._events[fitting]
            self._kept_back[event.flow].pop(0)
            self._do(fitting, event)

    def _next_kept_back(self) -> int | None:
        first = (numbers[0] for numbers in self._kept_back.values() if numbers)
        return next((number for number in first if self._fits(self._events[number])), None)

    def _fits(self, event: GuidanceEvent) -> bool:
        """Whether its flow stands at its step, and this edition still offers these answers."""
        if isinstance(event, FlowOpened) or event.flow not in self._flows:
            return False
        flow = self._flows[event.flow]
        step = flow.by_id.get(event.step)
        if step is None:
            return False
        place = flow.places[event.step]
        if place != self._here and place not in self._waiting:
            return False
        return offers(step, event.answers) if isinstance(event, AnswerGiven) else may_go_past(step)

    def _do(self, number: int, event: GuidanceEvent) -> None:
        if isinstance(event, AnswerGiven):
            self._answer(number, event)
        elif isinstance(event, Departed):
            self._go_past(number, event)

    def _open(self, number: int, event: FlowOpened) -> None:
        if event.flow not in self._flows:
            return
        self._begin_event(number, event.at, event.by)
        self._visit(event.flow, "", "opened")
        self._facts.update(event.facts)
        self._moments.update(event.moments)
        if event.flow in self._finished or (self._here and self._here.flow == event.flow):
            return
        self._set_aside()
        self._go_to(event.flow)

    def _lift(self, number: int, event: Departed) -> None:
        """Lift a lock against the guidance; what is being asked stays."""
        assert event.lock is not None
        self._begin_event(number, event.at, event.by)
        self._path.append(departure_visit(number, event))
        more = ((event.lock, fact) for fact in event.until)
        self._waived = tuple(dict.fromkeys((*self._waived, *more)))

    def _go_past(self, number: int, event: Departed) -> None:
        """Go past a step that was not done. Nothing is known from it."""
        self._begin_event(number, event.at, event.by)
        step = self._stand_at(event.flow, event.step)
        self._path.append(departure_visit(number, event))
        self._go_on(event.flow, "" if isinstance(step, Outcome) else step.next)

    def _stand_at(self, flow: str, step_id: str) -> Step:
        place = self._flows[flow].places[step_id]
        if place != self._here:
            self._waiting.remove(place)
            self._set_aside()
            self._here = place
        return self._flows[flow].by_id[step_id]

    def _answer(self, number: int, event: AnswerGiven) -> None:
        self._begin_event(number, event.at, event.by)
        step = self._stand_at(event.flow, event.step)
        self._path.append(visit_of(number, event))
        self._note_record(required_record(step, event.answers), event.recorded)
        following = self._take(step, event.answers)
        if not (following and waits_for_somebody(step) and self._goes_on_elsewhere(event.flow, following)):
            self._go_on(event.flow, following)

    def _goes_on_elsewhere(self, flow: str, following: str) -> bool:
        """While somebody outside is waited for, other guidance of the case goes on; return whether there is any."""
        if self._pending:
            self._waiting.append(self._flows[flow].places[following])
            self._enter(self._more_urgent_than(""))
        elif self._waiting:
            back = self._waiting.pop()
            self._waiting.insert(0, self._flows[flow].places[following])
            self._travel(back.flow, back.step)
        else:
            return False
        return True

    def _go_on(self, flow: str, following: str) -> None:
        if not following:
            self._leave(flow)
        elif self._pending and (urgent := self._more_urgent_than(flow)):
            self._waiting.append(self._flows[flow].places[following])
            self._enter(urgent)
        else:
            self._travel(flow, following)

    def _begin_event(self, number: int, at: datetime, by: str) -> None:
        self._applied += 1
        self._number, self._at, self._by = number, at, by

    def _set_aside(self) -> None:
        if self._here:
            self._waiting.append(self._here)
            self._here = None

    def _note_record(self, fields: Iterable[RecordField], recorded: Mapping[str, Stated]) -> None:
        for field in fields:
            text = recorded.get(field.id, Stated()).text
            if field.moment:
                self._moments[field.moment] = read_moment(text) or self._at
            if field.fact and text:
                self._facts[field.fact] = text

    def _take(self, step: Step, ids: Collection[str]) -> str:
        """Learn what the step and its answers teach, queue what they open, and return the id of the next step."""
        self._facts.update(step.sets)
        options, following = step.options, ""
        for answer in [options[i] for i in ids] if len(ids) < 2 else [options[i] for i in options if i in ids]:
            self._facts.update(answer.sets)
            for flow in answer.opens:
                self._queue(flow)
            following = following or answer.next
            if isinstance(step, Question) and step.fact:
                self._facts[step.fact] = answer.id
        return following or step.next

    def _travel(self, flow: str, step_id: str) -> None:
        """Go on from a step, past what does not apply and what is known, to the next one that must be asked."""
        steps = self._flows[flow].by_id
        while True:
            step = steps[step_id]
            if step.only_if and not self._applies(step):
                step_id = step.otherwise
            elif isinstance(step, Goto):
                self._visit(flow, step.id, "passed")
                if self._leaves_by(flow, step):
                    return
                step_id = step.next
            elif isinstance(step, Question) and (known := self._known(flow, step)):
                self._visit(flow, step.id, "carried", known)
                step_id = self._take(step, (known.id,))
            else:
                self._here = self._flows[flow].places[step_id]
                return

    def _applies(self, step: Step) -> bool:
        return all(self._facts.get(fact, "") in values for fact, values in step.only_if.items())

    def _known(self, flow: str, step: Question) -> Answer | None:
        if not step.fact or step.fact not in self._facts or self._flows[flow].places[step.id] in self._answered:
            return None
        return step.options.get(self._facts[step.fact])

    def _leaves_by(self, flow: str, step: Goto) -> bool:
        """Do what a jump says; return whether the walk now stands elsewhere."""
        if step.how == "also":
            self._queue(step.flow)
            return False
        if step.how == "first":
            if self._is_begun(step.flow):
                return False
            self._waiting.append(self._flows[flow].places[step.next])
            self._enter(step.flow)
        elif step.how == "jump" and step.flow not in self._finished:
            self._finished.append(flow)
            self._go_to(step.flow)
        else:
            self._leave(flow)
        return True

    def _is_begun(self, flow: str) -> bool:
        return flow in self._finished or any(place.flow == flow for place in self._waiting)

    def _queue(self, flow: str) -> None:
        here = self._here.flow if self._here else ""
        if flow != here and flow not in self._pending and not self._is_begun(flow):
            self._pending.append(flow)

    def _go_to(self, flow: str) -> None:
        """Go back to a flow that waits, or begin it."""
        left = next((place for place in self._waiting if place.flow == flow), None)
        if left:
            self._waiting.remove(left)
            self._travel(left.flow, left.step)
        else:
            self._enter(flow)

    def _enter(self, flow: str) -> None:
        if flow in self._pending:
            self._pending.remove(flow)
        start = self._flows[flow].start
        self._here = self._flows[flow].places[start]
        self._travel(flow, start)

    def _leave(self, flow: str) -> None:
        """End a flow: next come flows that are more urgent than the one to return to, then that one, then others."""
        self._finished.append(flow)
        self._here = None
        back = self._waiting[-1] if self._waiting else None
        urgent = self._more_urgent_than(back.flow if back else "")
        if urgent:
            self._enter(urgent)
        elif back:
            self._waiting.pop()
            self._travel(back.flow, back.step)

    def _more_urgent_than(self, flow: str) -> str:
        """The most urgent flow that is pending and goes before `flow`; any, when there is no such flow."""
        if not self._pending:
            return ""
        first = min(self._pending, key=lambda name: self._flows[name].rank)
        return first if not flow or self._flows[first].rank < self._flows[flow].rank else ""

    def _visit(self, flow: str, step_id: str, status: VisitStatus, known: Answer | None = None) -> None:
        opened = self._flows[flow]
        step = opened.by_id.get(step_id)
        self._path.append(
            Visit(
                flow=flow,
                step=step_id,
                status=status,
                at=self._at,
                event=self._number,
                by=self._by,
                asked=step.text if step else "",
                answers=(known.id,) if known else (),
                answered=(known.label,) if known else (),
                edition=opened.edition,
            )
        )


def may_go_past(step: Step) -> bool:
    """Whether a person may depart from the step by going past it; a question is answered, and a stop is only read."""
    return isinstance(step, Action | Outcome)
