"""Moving through the flows: which step comes next when answers, known facts, jumps and urgency are taken into account.

`fold(library, events, slots)` computes the path and the position from the events that count. Several flows run side by
side, each with its own place. An answer that does not fit the place of its flow is kept back; when the flow comes to
that step again, and nothing else was kept back before it, it counts again. So a change early on, which only puts a step
in between, does not make anybody answer everything twice, and one that leads elsewhere supersedes what followed.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime

import msgspec

from dslapp.domain.guidance import Answer, Goto, Library, Question, RecordField, Step, answers_of, required_record
from dslapp.domain.guidance_path import (
    AnswerGiven,
    FlowOpened,
    GuidanceEvent,
    Place,
    Position,
    Slot,
    Visit,
    VisitStatus,
    Walk,
)
from dslapp.domain.statements import Stated


def fold(library: Library, events: tuple[GuidanceEvent, ...], slots: tuple[Slot, ...]) -> Walk:
    """Return the walk that these events make, of which `slots` are those that count.

    The links in the data must hold (`guidance_checks`); a broken one raises KeyError.
    """
    traveller = _Traveller(library, {slot.place for slot in slots if slot.place})
    for slot in slots:
        if slot.event is not None:
            traveller.feed(slot.event, events[slot.event])
    return Walk(
        events=events,
        slots=slots,
        path=_with_superseded(library, traveller.path, events, traveller.applied),
        position=traveller.position,
    )


class _Traveller:
    """Takes one event after another; `path` holds what counts, `applied` the numbers of the events that did."""

    def __init__(self, library: Library, answered: Collection[Place]) -> None:
        self._library = library
        self._answered = answered
        """Places with an answer of their own: they are not carried, whatever is known."""
        self.path: list[Visit] = []
        self.applied: set[int] = set()
        self._kept_back: dict[str, list[int]] = {}
        self._events: dict[int, AnswerGiven] = {}
        self._latest = -1
        self._here: Place | None = None
        self._waiting: list[Place] = []
        self._pending: list[str] = []
        self._finished: list[str] = []
        self._facts: dict[str, str] = {}
        self._moments: dict[str, datetime] = {}
        self._number = 0
        self._at = datetime.min.replace(tzinfo=UTC)
        self._by = ""

    @property
    def position(self) -> Position:
        """Where the walk stands now, as a frozen value."""
        return Position(
            current=self._here,
            waiting=tuple(self._waiting),
            pending=tuple(self._pending),
            finished=tuple(self._finished),
            facts=dict(self._facts),
            moments=dict(self._moments),
        )

    def feed(self, number: int, event: GuidanceEvent) -> None:
        """Take the event with that number, then those kept back that fit now."""
        if isinstance(event, FlowOpened):
            self._open(number, event)
        else:
            self._events[number] = event
            given_before_a_change = number < self._latest
            self._latest = max(number, self._latest)
            kept_back = self._kept_back.setdefault(event.flow, [])
            if not self._fits(event) or (given_before_a_change and kept_back):
                kept_back.append(number)
                return
            self._answer(number, event)
        while (fitting := self._next_kept_back()) is not None:
            self._kept_back[self._events[fitting].flow].pop(0)
            self._answer(fitting, self._events[fitting])

    def _next_kept_back(self) -> int | None:
        first = (numbers[0] for numbers in self._kept_back.values() if numbers)
        return next((number for number in first if self._fits(self._events[number])), None)

    def _fits(self, event: AnswerGiven) -> bool:
        """Whether its flow stands at its step, and this edition still offers these answers."""
        place = Place(flow=event.flow, step=event.step)
        step = self._library.step(event.flow, event.step)
        return step is not None and (place == self._here or place in self._waiting) and offers(step, event.answers)

    def _open(self, number: int, event: FlowOpened) -> None:
        if event.flow not in self._library.flows:
            return
        self._begin_event(number, event.at, event.by)
        self._visit(event.flow, "", "opened")
        self._facts.update(event.facts)
        self._moments.update(event.moments)
        if event.flow in self._finished or (self._here and self._here.flow == event.flow):
            return
        self._set_aside()
        self._go_to(event.flow)

    def _answer(self, number: int, event: AnswerGiven) -> None:
        self._begin_event(number, event.at, event.by)
        place = Place(flow=event.flow, step=event.step)
        step = self._library.flows[place.flow].by_id[place.step]
        if place != self._here:
            self._waiting.remove(place)
            self._set_aside()
            self._here = place
        self.path.append(visit_of(number, event))
        self._note_record(required_record(step, event.answers), event.recorded)
        following = self._take(step, event.answers)
        if not following:
            self._leave(place.flow)
        elif urgent := self._more_urgent_than(place.flow):
            self._waiting.append(Place(flow=place.flow, step=following))
            self._enter(urgent)
        else:
            self._travel(place.flow, following)

    def _begin_event(self, number: int, at: datetime, by: str) -> None:
        self.applied.add(number)
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
        following = ""
        for answer in answers_of(step):
            if answer.id not in ids:
                continue
            self._facts.update(answer.sets)
            for flow in answer.opens:
                self._queue(flow)
            following = following or answer.next
            if isinstance(step, Question) and step.fact:
                self._facts[step.fact] = answer.id
        return following or step.next

    def _travel(self, flow: str, step_id: str) -> None:
        """Go on from a step, past what does not apply and what is known, to the next one that must be asked."""
        while True:
            step = self._library.flows[flow].by_id[step_id]
            if not self._applies(step):
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
                self._here = Place(flow=flow, step=step_id)
                return

    def _applies(self, step: Step) -> bool:
        return all(self._facts.get(fact, "") in values for fact, values in step.only_if.items())

    def _known(self, flow: str, step: Question) -> Answer | None:
        if not step.fact or Place(flow=flow, step=step.id) in self._answered:
            return None
        return next((answer for answer in step.answers if answer.id == self._facts.get(step.fact)), None)

    def _leaves_by(self, flow: str, step: Goto) -> bool:
        """Do what a jump says; return whether the walk now stands elsewhere."""
        if step.how == "also":
            self._queue(step.flow)
            return False
        if step.how == "first":
            if self._is_begun(step.flow):
                return False
            self._waiting.append(Place(flow=flow, step=step.next))
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
        self._here = Place(flow=flow, step=self._library.flows[flow].start)
        self._travel(flow, self._here.step)

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
        ranks = {name: self._library.flows[name].rank for name in self._pending}
        first = min(ranks, key=lambda name: ranks[name], default="")
        return first if first and (not flow or ranks[first] < self._library.flows[flow].rank) else ""

    def _visit(self, flow: str, step_id: str, status: VisitStatus, known: Answer | None = None) -> None:
        step = self._library.step(flow, step_id)
        self.path.append(
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
                edition=self._library.flows[flow].edition,
            )
        )


def visit_of(number: int, event: AnswerGiven) -> Visit:
    """The piece of the path that an answer makes."""
    return Visit(
        flow=event.flow,
        step=event.step,
        status="answered",
        at=event.at,
        event=number,
        by=event.by,
        asked=event.asked,
        answers=event.answers,
        answered=event.answered,
        recorded=event.recorded,
        edition=event.edition,
    )


def offers(step: Step, answer_ids: Collection[str]) -> bool:
    """Whether the step takes these answers: known ones, as many as it takes, and none that exclude each other."""
    known = {answer.id: answer for answer in answers_of(step)}
    if not known or not answer_ids:
        return not known and not answer_ids
    if any(answer_id not in known for answer_id in answer_ids):
        return False
    return len(answer_ids) == 1 or not (isinstance(step, Question) or any(known[i].alone for i in answer_ids))


def read_moment(text: str) -> datetime | None:
    """Read an ISO 8601 moment with its offset; None for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _with_superseded(
    library: Library, live: Sequence[Visit], events: Sequence[GuidanceEvent], applied: Collection[int]
) -> tuple[Visit, ...]:
    """Put what no longer counts into the path, each before the first piece that came after it."""
    path = list(live)
    for number, event in enumerate(events):
        if number in applied:
            continue
        if isinstance(event, AnswerGiven):
            step = library.step(event.flow, event.step)
            gone = step is None or not offers(step, event.answers)
            visit = msgspec.structs.replace(visit_of(number, event), superseded=not gone)
        else:
            gone = True
            visit = Visit(flow=event.flow, step="", status="opened", at=event.at, event=number, by=event.by)
        if gone:
            visit = msgspec.structs.replace(visit, status="not in this edition")
        later = next((i for i, other in enumerate(path) if other.event > number), len(path))
        path.insert(later, visit)
    return tuple(path)
