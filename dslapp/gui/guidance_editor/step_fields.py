"""One step of a flow as a form in plain fields; every fault is said beside the field where it is mended."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.case.case_words import LOCKED
from dslapp.domain.guidance.checks import Finding
from dslapp.domain.guidance.clocks import Within
from dslapp.domain.guidance.flows import Answer, Choices, Flow, Goto, Outcome, Question, RecordField, Step, answers_of
from dslapp.domain.own_guidance.step_editing import (
    mend_in_words,
    new_id_for,
    own_step_before,
    step_in_words,
    way_choices,
)
from dslapp.gui.case_details.parts import CheckPart, LinePart, Part, TextPart
from dslapp.gui.guidance_editor.answer_card import AnswerCard
from dslapp.gui.guidance_editor.picked_list import PickedList
from dslapp.gui.guidance_editor.record_card import RecordCard
from dslapp.gui.guidance_editor.way_part import WayPart
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.text import Heading, Words
from dslapp.services.guidance.own_guidance import OwnGuidance, RowChange

P = TypeVar("P", bound=Part[Any])
C = TypeVar("C", AnswerCard, RecordCard)

LENGTHS = "immediately, 24 hours, 1 working day, 5 calendar days, 4 weeks or 1 month"


class StepFields(QWidget):
    """`changed` is sent when a person changes anything, `arranged` when fields came or went.

    Ids, and what a step teaches and locks, stay as they are.
    """

    changed = Signal()
    arranged = Signal()

    def __init__(self, own: OwnGuidance, flow: Flow, step: Step) -> None:
        super().__init__()
        self._own, self._flow, self._step = own, flow, step
        self._steps = way_choices(flow, step)
        self._titles = {key: each.title for key, each in own.library.guidance.flows.items()}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * GRID)
        self.told = Banner("warning")
        self.told.hide()
        self.text = self._add(TextPart("&What it says", lines=2))
        self.points = self._add(TextPart("&Points", "One in a line. They stand below the question.", lines=2))
        self.why = self._add(TextPart("Wh&y we ask", lines=2))
        self.text.show_value(step.text)
        self.points.show_value("\n".join(step.points))
        self.why.show_value(step.why)
        self.answers: list[AnswerCard] = []
        self.add_answer = Button("Add an ans&wer", "secondary", "plus")
        self._answers = QVBoxLayout()
        self.way: WayPart | None = None
        self._add_ways()
        self.record: list[RecordCard] = []
        self.add_record = Button("Add something to &be written", "secondary", "plus")
        self._record = QVBoxLayout()
        self._add_record()
        self.clocks = [self._add(LinePart(f"Time limit: {clock.label}", f"Write {LENGTHS}.")) for clock in step.clocks]
        for part, clock in zip(self.clocks, step.clocks, strict=True):
            part.show_value(clock.within)
        self.locks = [
            self._add(TextPart(f"Not yet: {LOCKED[lock.what].lower()}. Why?", lines=1)) for lock in step.locks
        ]
        for reason, lock in zip(self.locks, step.locks, strict=True):
            reason.show_value(lock.reason)
        contacts = own.library.contacts.labels
        sources = {key: source.title for key, source in own.library.guidance.sources.items()}
        self.contacts = self._add(PickedList("Whom to &ring", contacts, "Add somebody to ring"))
        self.sources = self._add(PickedList("S&ources: where the rule comes from", sources, "Add a source"))
        for picked in (self.contacts, self.sources):
            picked.changed.connect(self.arranged)
        self.contacts.show_value(step.contacts)
        self.sources.show_value(step.sources)
        self.locally = self._add(CheckPart("Check locally", "It differs from place to place: check it locally"))
        self.locally.show_value(step.check_locally)
        self.checked = self._add(CheckPart("Checked", "I have checked today that it is right for our school"))
        self._column.insertWidget(0, self.told)

    def step(self) -> Step:
        """The step as it stands in the form; new answers and fields get ids."""
        step = self._step
        clocks = tuple(
            msgspec.structs.replace(clock, within=clock.within if _length_problem(part.value()) else part.value())
            for clock, part in zip(step.clocks, self.clocks, strict=True)
        )
        locks = tuple(
            msgspec.structs.replace(lock, reason=part.value() or lock.reason)
            for lock, part in zip(step.locks, self.locks, strict=True)
        )
        changed = msgspec.structs.replace(
            step, text=self.text.value(), points=tuple(filter(None, map(str.strip, self.points.value().split("\n")))),
            why=self.why.value(), record=self._fields(), clocks=clocks, locks=locks,
            contacts=self.contacts.value(), sources=self.sources.value(), check_locally=self.locally.value(),
        )  # fmt: skip
        if isinstance(changed, Question | Choices):
            return msgspec.structs.replace(changed, answers=self._given_answers())
        return msgspec.structs.replace(changed, next=self.way.target) if self.way is not None else changed

    def changes(self) -> tuple[RowChange, ...]:
        """All rows as they are to be: the step, and steps of the school's own that were put before others."""
        step = self.step()
        added: list[Step] = []
        if isinstance(step, Question | Choices):
            answers = []
            for card, answer in zip(self.answers, step.answers, strict=True):
                first = self._before(card.way, answer.next or step.next, added)
                answers.append(msgspec.structs.replace(answer, next=first) if first else answer)
            step = msgspec.structs.replace(step, answers=tuple(answers))
        elif self.way is not None and (first := self._before(self.way, step.next, added)):
            step = msgspec.structs.replace(step, next=first)
        checked_on = self._own.today if self.checked.value() else self._checked_before()
        mine = RowChange(self._flow.flow, step.id, step, checked_on)
        return (mine, *(RowChange(self._flow.flow, each.id, each) for each in added))

    def own_words(self) -> tuple[str, ...]:
        """What is to be done first on each way, in the order of the ways."""
        return tuple(way.own_words for way in self._ways())

    def show_own_words(self, words: Sequence[str]) -> None:
        """Put steps of the school's own before the ways, where there are words for them."""
        for way, said in zip(self._ways(), words, strict=False):
            if said:
                way.show_own_words(said)

    def is_complete(self) -> bool:
        """Say beside each field what is missing or cannot be read; return whether nothing is."""
        self.text.show_error("" if self.text.value() else "Write what is asked, or to be done.")
        for part in self.clocks:
            part.show_error(_length_problem(part.value()))
        complete = [*(card.check() for card in self.answers), *(card.check() for card in self.record)]
        if self.way is not None:
            self.way.words.show_error(self.way.problem())
            complete.append(not self.way.problem())
        return all(complete) and not self.text.error() and not any(part.error() for part in self.clocks)

    def show_faults(self, faults: Sequence[Finding]) -> None:
        """Say each fault beside its field, or at the top where it is about the whole step or about another one."""
        for part in self._parts():
            part.show_error("")
        around: list[str] = []
        for fault in faults:
            place, words = mend_in_words(fault)
            target = (
                self._target(place, fault) if (fault.flow, fault.step) == (self._flow.flow, self._step.id) else None
            )
            if target is None:
                around.append(words if fault.step == self._step.id else f"{self._named(fault)}: {words}")
            elif not target.error():
                target.show_error(words)
        self.told.show_message("warning", "It cannot be kept like this", "\n".join(around))
        self.told.setVisible(bool(around))

    def _target(self, place: str, fault: Finding) -> Part[str] | Part[tuple[str, ...]] | None:
        named = next((card for card in self.answers if f"“{card.words.value()}”" in fault.problem), None)
        if named is not None:
            return named.way.combo
        match place:
            case "text":
                return self.text
            case "why":
                return self.why
            case "sources":
                return self.sources
            case "clocks" if self.clocks:
                return self.clocks[0]
            case "next" if self.way is not None:
                return self.way.combo
        return None

    def _named(self, fault: Finding) -> str:
        step = self._own.library.guidance.step(fault.flow, fault.step)
        return step_in_words(step) if step else fault.step

    def _parts(self) -> list[Part[str] | Part[tuple[str, ...]]]:
        return [self.why, self.sources, *(way.combo for way in self._ways())]

    def _ways(self) -> list[WayPart]:
        return [*(card.way for card in self.answers), *([self.way] if self.way else [])]

    def _before(self, way: WayPart, target: str, added: list[Step]) -> str:
        """Put a step of the school's own before `target` if the form says so; return its id."""
        if not way.own_words:
            return ""
        step = own_step_before(way.own_words, self._flow, target, self.why.value(), self.sources.value())
        taken = {each.id for each in added}
        if step.id in taken:
            step = msgspec.structs.replace(step, id=new_id_for(step.id, {*self._flow.by_id, *taken}))
        added.append(step)
        return step.id

    def _given_answers(self) -> tuple[Answer, ...]:
        taken = {answer.id for answer in answers_of(self._step)}
        given: list[Answer] = []
        for card in self.answers:
            answer = card.answer()
            if card.is_new:
                answer = msgspec.structs.replace(answer, id=new_id_for(answer.label, taken))
                taken.add(answer.id)
            given.append(answer)
        return tuple(given)

    def _fields(self) -> tuple[RecordField, ...]:
        taken = {field.id for field in self._step.record}
        fields: list[RecordField] = []
        for card in self.record:
            field = card.field()
            if card.is_new:
                field = msgspec.structs.replace(field, id=new_id_for(field.label, taken))
                taken.add(field.id)
            fields.append(field)
        return tuple(fields)

    def _checked_before(self) -> date | None:
        rows = (row for row in self._own.rows if (row.file, row.row) == (self._flow.flow, self._step.id))
        return next((row.checked_on for row in rows if not row.withdrawn), None)

    def _add(self, part: P) -> P:
        part.changed.connect(self.changed)
        self._column.addWidget(part)
        return part

    def _add_ways(self) -> None:
        step = self._step
        if not answers_of(step):
            if not isinstance(step, Outcome) and (step.next or not isinstance(step, Goto)):
                self.way = WayPart("&Leads to", self._steps, step.next)
                self.way.changed.connect(self.changed)
                self._column.addWidget(self.way)
            return
        self._column.addWidget(Heading("Answers", 3))
        if isinstance(step, Choices):
            self._column.addWidget(Words("Several may be ticked. The first that leads somewhere decides.", "hint"))
        self._answers.setSpacing(GRID)
        self._column.addLayout(self._answers)
        for answer in answers_of(step):
            self._put_answer(answer)
        self._column.addLayout(side_by_side(self.add_answer))
        self.add_answer.clicked.connect(self._new_answer)

    def _new_answer(self) -> None:
        self._put_answer(Answer(id="", label="")).words.control.setFocus()
        self.arranged.emit()
        self.changed.emit()

    def _put_answer(self, answer: Answer) -> AnswerCard:
        opens = [self._titles.get(key, key) for key in answer.opens]
        by_step = bool(self._step.next)
        card = AnswerCard(len(self.answers) + 1, answer, self._steps, opens, by_step=by_step)
        card.changed.connect(self.changed)
        card.taken_out.connect(lambda: self._drop(self.answers, card, self.add_answer))
        self.answers.append(card)
        self._answers.addWidget(card)
        return card

    def _add_record(self) -> None:
        self._column.addWidget(Heading("To be written before going on", 3))
        self._record.setSpacing(GRID)
        self._column.addLayout(self._record)
        for field in self._step.record:
            self._put_field(field)
        self._column.addLayout(side_by_side(self.add_record))
        self.add_record.clicked.connect(self._new_field)

    def _new_field(self) -> None:
        self._put_field(RecordField(id="", label="", type="text")).label_part.control.setFocus()
        self.arranged.emit()
        self.changed.emit()

    def _put_field(self, field: RecordField) -> RecordCard:
        card = RecordCard(len(self.record) + 1, field)
        card.changed.connect(self.changed)
        card.taken_out.connect(lambda: self._drop(self.record, card, self.add_record))
        self.record.append(card)
        self._record.addWidget(card)
        return card

    def _drop(self, cards: list[C], card: C, then: Button) -> None:
        cards.remove(card)
        card.hide()
        card.deleteLater()
        then.setFocus()
        self.changed.emit()


def _length_problem(words: str) -> str:
    try:
        Within.parse(words)
    except ValueError:
        return f"Write {LENGTHS}."
    return ""
