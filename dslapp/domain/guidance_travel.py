"""Moving through the flows: which step comes next when answers, known facts and jumps are taken into account."""

from collections.abc import Mapping
from datetime import datetime

from dslapp.domain.guidance import Answer, Goto, Library, Question, RecordField, Step, answers_of, required_record
from dslapp.domain.guidance_path import AnswerGiven, FlowOpened, Place, Position, Visit, Walk
from dslapp.domain.statements import Stated


class Traveller:
    """Carries one walk forward by one event; short-lived and private to the guidance.

    The data must have passed `guidance_checks`: a broken link raises KeyError, which is a bug in the data.
    """

    def __init__(self, library: Library, walk: Walk, at: datetime, by: str) -> None:
        position = walk.position
        self._library = library
        self._at = at
        self._by = by
        self.path = list(walk.path)
        self._here = position.current
        self._facts = dict(position.facts)
        self._moments = dict(position.moments)
        self._pending = list(position.pending)
        self._entered = list(position.entered)
        self._returns = list(position.returns)

    @property
    def position(self) -> Position:
        """Where the walk stands now, as a frozen value."""
        return Position(
            current=self._here,
            facts=dict(self._facts),
            moments=dict(self._moments),
            pending=tuple(self._pending),
            entered=tuple(self._entered),
            returns=tuple(self._returns),
        )

    def open_now(self, event: FlowOpened) -> None:
        """Enter a flow at once and come back afterwards to the step that was being asked."""
        self.path.append(
            Visit(
                flow=event.flow, step="", status="opened", at=event.at, by=event.by, facts=event.facts,
                before=self.position,
            )
        )  # fmt: skip
        self._facts.update(event.facts)
        self._moments.update(event.moments)
        if event.flow in self._entered:
            return
        if self._here:
            self._returns.append(self._here)
        self._enter(event.flow)

    def reopen_later(self, visit: Visit) -> None:
        """Keep a flow that was opened by hand although the answers around it were taken back."""
        self._facts.update(visit.facts)
        self._queue(visit.flow)

    def do(self, step: Step, event: AnswerGiven) -> None:
        """Take the answer to the step on which the walk stands, and go on."""
        assert self._here is not None
        before = self.position
        self.path.append(
            Visit(
                flow=event.flow, step=event.step, status="answered", at=event.at, by=event.by, asked=event.asked,
                answers=event.answers, answered=event.answered, recorded=event.recorded, edition=event.edition,
                before=before,
            )
        )  # fmt: skip
        self._note_record(required_record(step, event.answers), event.recorded)
        following = self._take(step, event.answers)
        if following:
            self._travel(event.flow, following)
        else:
            self._leave_flow()

    def _note_record(self, fields: tuple[RecordField, ...], recorded: Mapping[str, Stated]) -> None:
        for field in fields:
            text = recorded.get(field.id, Stated()).text
            if field.moment:
                self._moments[field.moment] = read_moment(text) or self._at
            if field.fact and text:
                self._facts[field.fact] = text

    def _take(self, step: Step, ids: tuple[str, ...]) -> str:
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
            self._facts[step.fact] = ids[0]
        return following or step.next

    def _travel(self, flow: str, step_id: str) -> None:
        """Go on from a step, past what does not apply and what is known, to the next one that must be asked."""
        carried: set[str] = set()
        while True:
            step = self._library.flows[flow].by_id[step_id]
            if not self._applies(step):
                step_id = step.otherwise
            elif isinstance(step, Goto):
                if self._pass_goto(flow, step):
                    return
                step_id = step.next
            elif isinstance(step, Question) and step.id not in carried and (known := self._known(step)):
                carried.add(step.id)
                step_id = self._carry(flow, step, known)
            else:
                self._here = Place(flow=flow, step=step_id)
                return

    def _applies(self, step: Step) -> bool:
        return all(self._facts.get(fact, "") in values for fact, values in step.only_if.items())

    def _known(self, step: Question) -> Answer | None:
        value = self._facts.get(step.fact) if step.fact else None
        return next((answer for answer in step.answers if answer.id == value), None)

    def _carry(self, flow: str, step: Question, known: Answer) -> str:
        self._here = Place(flow=flow, step=step.id)
        self.path.append(
            Visit(
                flow=flow, step=step.id, status="carried", at=self._at, by=self._by, asked=step.text,
                answers=(known.id,), answered=(known.label,), edition=self._library.flows[flow].edition,
                before=self.position,
            )
        )  # fmt: skip
        return self._take(step, (known.id,))

    def _pass_goto(self, flow: str, step: Goto) -> bool:
        """Do a jump; return whether the walk now stands elsewhere."""
        self._here = Place(flow=flow, step=step.id)
        self.path.append(
            Visit(
                flow=flow, step=step.id, status="passed", at=self._at, by=self._by, asked=step.text,
                edition=self._library.flows[flow].edition, before=self.position,
            )
        )  # fmt: skip
        if step.how == "also":
            self._queue(step.flow)
            return False
        if step.how == "first":
            if step.flow in self._entered:
                return False
            self._returns.append(Place(flow=flow, step=step.next))
            self._enter(step.flow)
            return True
        if step.how == "opened" or step.flow in self._entered:
            self._leave_flow()
        else:
            self._enter(step.flow)
        return True

    def _queue(self, flow: str) -> None:
        if flow not in self._entered and flow not in self._pending:
            self._pending.append(flow)

    def _enter(self, flow: str) -> None:
        if flow in self._pending:
            self._pending.remove(flow)
        self._entered.append(flow)
        self._travel(flow, self._library.flows[flow].start)

    def _leave_flow(self) -> None:
        """Return to where this flow was called from; else begin the most urgent flow that waits; else stop."""
        if self._returns:
            back = self._returns.pop()
            self._travel(back.flow, back.step)
        elif self._pending:
            self._enter(min(self._pending, key=lambda flow: self._library.flows[flow].rank))
        else:
            self._here = None


def read_moment(text: str) -> datetime | None:
    """Read an ISO 8601 moment with its offset; None for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
