"""One step on the screen: the question, what belongs to it, the answers and what must be written before going on."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dslapp.domain.guidance.departures import no_departure
from dslapp.domain.guidance.flows import Choices, Outcome, RecordField, Stop, answers_of
from dslapp.domain.guidance.shown import GuidanceView, StepDraft, StepShown, fields_of
from dslapp.domain.local_time import say_moment
from dslapp.domain.problems import Problem, UserProblem
from dslapp.gui.guidance.answer_buttons import AnswerButtons
from dslapp.gui.guidance.record_input import RecordInput
from dslapp.gui.guidance.step_parts import ClockLine, LockBanner, PaperButtons, WhomLine, WhyBox, begins_then
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.chips import Chip
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.glyph import Glyph
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.text import Heading, Words

RECORD_HEADING = "Write this before going on"
TICK_ALL = "Tick all that apply."


class StepForm(QFrame):
    """Shows `shown` of `view`; where it can be answered, takes the answer. It keeps and saves nothing itself.

    `changed`: something was typed or chosen. `lock_wanted`, `depart_wanted`, `paper_wanted`,
    `settings_wanted` ask to go elsewhere.
    """

    changed = Signal()
    lock_wanted = Signal(object)
    depart_wanted = Signal(object)
    paper_wanted = Signal(str)
    settings_wanted = Signal()

    def __init__(self, view: GuidanceView, shown: StepShown, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.view, self.shown = view, shown
        self._now = now
        self.answerable = view.may_answer and shown.answerable
        self.answers: AnswerButtons | None = None
        self.fields: dict[str, Field] = {}
        """What must be written with the answers that are chosen now, by field id; last, the reason for a change."""
        self._all_fields: dict[str, Field] = {}
        self._reason_field: Field | None = None
        self._reason: GrowingText | None = None
        self._inputs: dict[str, RecordInput] = {}
        self.why = WhyBox(shown.step.why, shown.citation)
        self._trouble = Banner("danger")
        self._trouble.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID + GRID // 2)
        self._add_head()
        self._add_what_belongs()
        if self.answerable:
            self._add_answering()
        else:
            self._add_reading()

    def value(self) -> StepDraft:
        """What stands on the screen."""
        return StepDraft(
            answers=self.answers.values() if self.answers else (),
            recorded={name: each.value() for name, each in self._asked() if each.value().answered},
            reason=self._reason.text() if self._reason else "",
        )

    def show_value(self, value: StepDraft) -> None:
        """Put `value` on the screen."""
        if self.answers:
            self.answers.set_values(*value.answers)
        self._ask_for(self._wanted())
        for name, stated in value.recorded.items():
            if name in self._inputs:
                self._inputs[name].set_value(stated)
        if self._reason:
            self._reason.setPlainText(value.reason)

    def is_complete(self) -> bool:
        """Whether one may go on; else each mistake is shown beside its field, and the first one gets the focus."""
        self.show_problem(None)
        if self.answers and not self.answers.values():
            self.show_problem(UserProblem("Choose an answer.", "“Not sure” is an answer too.", field="answers"))
            return False
        found = [] if self.view.rehearsal else [
            (name, problem) for name, each in self._asked() if (problem := each.problem())
        ]  # fmt: skip
        for name, problem in found:
            self.fields[name].show_error(problem)
        if self._reason_field and self._reason and not self._reason.text():
            found.append(("reason", "Say why you change it. The old answer stays, struck through."))
            self._reason_field.show_error(found[-1][1])
        if found:
            self.fields[found[0][0]].control.setFocus()
        return not found

    def show_problem(self, problem: Problem | None) -> None:
        """Show a mistake beside its field, or above the answers; without one, take all of them away."""
        for field in self.fields.values():
            field.show_error("")
        self._trouble.setVisible(problem is not None)
        if problem is None:
            return
        field_name = problem.field if isinstance(problem, UserProblem) else ""
        if field_name in self.fields:
            self._trouble.hide()
            self.fields[field_name].show_error(f"{problem.message} {problem.way_forward}".strip())
            self.fields[field_name].control.setFocus()
            return
        self._trouble.show_problem(problem)
        if field_name == "answers" and self.answers:
            self.answers.setFocus()

    def first_control(self) -> QWidget | None:
        """Where one begins to answer, if there is anything to choose or to write."""
        if self.answers:
            return self.answers
        return next((field.control for field in self.fields.values()), None)

    def _add_head(self) -> None:
        shown, step = self.shown, self.shown.step
        column = self._column
        if isinstance(step, Stop):
            box = QFrame()
            box.setProperty("part", "stop")
            column = QVBoxLayout(box)
            column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
            column.setSpacing(GRID)
            sign = QHBoxLayout()
            sign.setSpacing(GRID)
            sign.addWidget(Glyph("ban", "danger", 32))
            sign.addWidget(Words("STOP", "strong", "danger"), 1)
            self._column.addWidget(box)
            column.addLayout(sign)
        column.insertWidget(0, Words(shown.flow_title, "hint"))
        mark = self._mark()
        if mark:
            column.insertWidget(1, mark, 0, Qt.AlignmentFlag.AlignLeft)
        self.question = Heading(shown.text, 1)
        column.addWidget(self.question)
        for point in step.points:
            column.addLayout(_pointed(point))

    def _mark(self) -> Chip | None:
        match self.shown.standing:
            case "answered" | "carried":
                return Chip("Answered already: you would change it", "warning", "history")
            case "waiting":
                return Chip("Waiting while other guidance goes first", "information", "hourglass")
            case "ahead":
                return Chip("Not asked yet", "neutral")
            case "taken back":
                return Chip("Taken back", "neutral", "history")
        return None

    def _add_what_belongs(self) -> None:
        now, shown = self._now(), self.shown
        for running in shown.clocks:
            self._column.addWidget(ClockLine(running, now))
        for clock in shown.step.clocks:
            if clock.begins_when_done:
                self._column.addWidget(Words(begins_then(clock), "hint"))
        for whom in shown.whom:
            line = WhomLine(whom)
            line.settings_wanted.connect(self.settings_wanted)
            self._column.addWidget(line)
        if shown.step.documents and not self.view.rehearsal:
            papers = PaperButtons(shown.step.documents, self.view.whom)
            papers.wanted.connect(self.paper_wanted)
            self._column.addWidget(papers)
        self._column.addWidget(self.why)
        self.locks = QWidget()
        """What is locked here; put away while the same stands beside the question."""
        locks = QVBoxLayout(self.locks)
        locks.setContentsMargins(0, 0, 0, 0)
        for lock in shown.locks:
            may_record = self.view.may_answer and not self.view.rehearsal
            may_depart = not no_departure(self.view.library, self.view.walk, lock.what)
            banner = LockBanner(lock, may_record=may_record, may_depart=may_depart)
            banner.record_wanted.connect(self.lock_wanted)
            banner.depart_wanted.connect(self.depart_wanted)
            locks.addWidget(banner)
        self._column.addWidget(self.locks)

    def _add_answering(self) -> None:
        step = self.shown.step
        self._column.addWidget(self._trouble)
        if answers_of(step):
            self.answers = AnswerButtons(self.shown.text, answers_of(step), several=isinstance(step, Choices))
            self.answers.chosen.connect(self._answer_chosen)
            if self.answers.several and TICK_ALL not in self.shown.text:
                self._column.addWidget(Words(TICK_ALL, "hint"))
            self._column.addWidget(self.answers)
        self._record = QVBoxLayout()
        self._record.setSpacing(2 * GRID)
        self._record_heading = Heading(RECORD_HEADING, 3)
        self._rehearsed = Words("In a case these must be written. In a rehearsal you can leave them empty.", "hint")
        self._record.addWidget(self._record_heading)
        self._record.addWidget(self._rehearsed)
        self._column.addLayout(self._record)
        if self.shown.changes and not self.view.rehearsal:
            self._reason = GrowingText(lines=2)
            self._reason.textChanged.connect(self.changed)
            hint = "The old answer stays in the record, struck through. What followed from it is asked again."
            self._reason_field = Field("Why do you change this answer?", self._reason, hint)
            self._column.addWidget(self._reason_field)
        self._ask_for(self._wanted())
        earlier = self.shown.earlier
        if earlier:
            self.show_value(StepDraft(answers=earlier.answers, recorded=dict(earlier.recorded)))
            if self.shown.standing == "asked":
                said = f"As it was answered before, {say_moment(earlier.at)}. Look whether it still holds."
                self._column.insertWidget(self._column.indexOf(self._trouble), Words(said, "hint"))

    def _asked(self) -> list[tuple[str, RecordInput]]:
        return [(name, self._inputs[name]) for name in self.fields if name in self._inputs]

    def _answer_chosen(self) -> None:
        self._ask_for(self._wanted())
        self.changed.emit()

    def _wanted(self) -> tuple[RecordField, ...]:
        return fields_of(self.view, self.shown, self.answers.values() if self.answers else ())

    def _ask_for(self, wanted: tuple[RecordField, ...]) -> None:
        """Show these fields; what was typed into another stays there, should its answer be chosen again."""
        for each in wanted:
            if each.id not in self._inputs:
                entry = RecordInput(each, self.view.people, self._now)
                entry.changed.connect(self.changed)
                self._inputs[each.id] = entry
                self._all_fields[each.id] = Field(each.label.replace("&", "&&"), entry, each.help)
                self._record.addWidget(self._all_fields[each.id])
        ids = [each.id for each in wanted]
        for name, field in self._all_fields.items():
            field.setVisible(name in ids)
        self.fields = {name: self._all_fields[name] for name in ids}
        if self._reason_field:
            self.fields["reason"] = self._reason_field
        self._record_heading.setVisible(bool(wanted))
        self._record_heading.setText("The outcome" if isinstance(self.shown.step, Outcome) else RECORD_HEADING)
        self._rehearsed.setVisible(bool(wanted) and self.view.rehearsal)

    def _add_reading(self) -> None:
        """Without the right to answer, or where nothing is asked: the possible answers and what was said, as words."""
        given = self.shown.earlier
        for answer in answers_of(self.shown.step):
            chosen = given is not None and answer.id in given.answers
            self._column.addLayout(_pointed(answer.label, strong=chosen))
        self._column.addWidget(self._trouble)


def _pointed(text: str, *, strong: bool = False) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GRID)
    dot = Words("✓" if strong else "•")
    row.addWidget(dot, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Words(text, "strong" if strong else ""), 1)
    return row
