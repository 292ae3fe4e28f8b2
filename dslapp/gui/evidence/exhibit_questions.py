"""Asks about one exhibit after the other, one question at a time, with the picture beside it."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from dslapp.domain.case_file import CaseFile
from dslapp.domain.evidence import Exhibit
from dslapp.domain.problems import Problem, UserProblem
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.lender import Lender, lender_for
from dslapp.gui.evidence.picture_pane import PicturePane
from dslapp.gui.evidence.place_step import PlaceStep
from dslapp.gui.evidence.question_step import QuestionStep
from dslapp.gui.evidence.question_steps import (
    CapturedStep,
    DescriptionStep,
    ReachedStep,
    ShownTimeStep,
    WhoStep,
)
from dslapp.gui.evidence.two_panes import TwoPanes
from dslapp.gui.log_incident.draft_keeper import DraftKeeper, KeepWork
from dslapp.gui.theme.tokens import GRID, READING_WIDTH
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Heading, Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.answer_exhibit import answer_exhibit, answers_of, overwritten
from dslapp.services.attach_evidence import ExhibitAnswers
from dslapp.services.keep_draft import RestoredForm, form_draft_id, keep_form, restore_form
from dslapp.services.session import Session

FORM = "exhibit"
"""The name under which unfinished answers are kept, with the exhibit's id."""


class ExhibitQuestions(QWidget):
    """Leads through the questions of some exhibits. Enter goes on; everything may be left for later.

    `saved` carries the words for the status line; `ended` is sent when there is nothing left to ask, or it was left.
    """

    saved = Signal(str)
    ended = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._case: CaseFile | None = None
        self._queue: list[Exhibit] = []
        self._exhibit: Exhibit | None = None
        self._lender: Lender | None = None
        self._number = 0
        self.steps: tuple[QuestionStep, ...] = (
            PlaceStep(), ShownTimeStep(), CapturedStep(desk.now), WhoStep(), ReachedStep(), DescriptionStep(),
        )  # fmt: skip
        self._keeper = DraftKeeper(desk.tasks, self._keep_work, self)
        self.pane = PicturePane(desk, small=True)
        self.title = Heading("", 2)
        self._count = Words(part="hint")
        self._question = Heading("", 2)
        self._reason = Words(part="hint")
        self._said = Words(part="hint")
        self.same_button = Button("The sam&e", "secondary", "copy")
        self.why = QLineEdit()
        self.why_field = Field("Why is it changed?", self.why, "The old text stays readable.")
        self.next_button = Button("Next", "primary")
        self.back_button = Button("&Back", "secondary")
        self.skip_button = Button("Ask me later", "quiet")
        self.leave_button = Button("Save, the rest later", "secondary")
        self._trouble = Banner("danger")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        beside = QWidget()
        left = QVBoxLayout(beside)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(GRID)
        left.addWidget(self.pane, 1)
        left.addWidget(self._said)
        card = Card()
        for part in (self._count, self._question, self._reason):
            card.body.addWidget(part)
        card.body.addWidget(self.same_button, 0, Qt.AlignmentFlag.AlignLeft)
        for step in self.steps:
            card.body.addWidget(step)
        card.body.addWidget(self.why_field)
        card.body.addWidget(self._trouble)
        holder = QWidget()
        holder.setProperty("ground", "clear")
        holder.setMaximumWidth(READING_WIDTH)
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(GRID, 0, GRID, 0)
        inner.addWidget(card)
        inner.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(holder)
        buttons = WrapLayout()
        for button in (self.next_button, self.back_button, self.skip_button, self.leave_button):
            buttons.addWidget(button)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._area, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(GRID, 0, GRID, 0)
        foot.addLayout(buttons)
        column.addLayout(foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(TwoPanes(self.title, beside, right, (400, 600)))
        self._trouble.hide()
        self.why_field.hide()

    def _connect(self) -> None:
        self.next_button.clicked.connect(self.go_on)
        self.back_button.clicked.connect(lambda: self._show_step(self._number - 1))
        self.skip_button.clicked.connect(self._skip)
        self.leave_button.clicked.connect(self._leave_rest)
        self.same_button.clicked.connect(self._take_same)
        for step in self.steps:
            step.changed.connect(self._keeper.changed)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            enter = QShortcut(QKeySequence(key), self, self._enter)
            enter.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @property
    def exhibit(self) -> Exhibit | None:
        """The exhibit that is being asked about."""
        return self._exhibit

    @property
    def step(self) -> QuestionStep:
        """The question that is shown."""
        return self.steps[self._number]

    def begin(self, case: CaseFile, exhibits: Sequence[Exhibit]) -> None:
        """Ask about `exhibits`, in their order."""
        if self._case is None or self._case.incident.id != case.incident.id:
            self._lender = None
        self._case, self._queue = case, list(exhibits)
        self._next_exhibit()

    def flush(self) -> None:
        """Keep what was typed."""
        self._keeper.flush()

    def let_go(self) -> None:
        """Keep what was typed, and drop the picture from memory."""
        self._keeper.flush()
        self._exhibit = None
        self.pane.let_go()

    def answers(self) -> ExhibitAnswers:
        """What is on the screen, of all the questions."""
        assert self._exhibit is not None
        answers = answers_of(self._exhibit)
        for step in self.steps:
            answers = step.with_answers(answers)
        return answers

    def go_on(self) -> None:
        """To the next question, if this one is answered; after the last one, save."""
        if self.step.mistakes():
            self.step.setFocus()
        elif self._number + 1 < len(self.steps):
            self._show_step(self._number + 1)
        else:
            self._save()

    def _skip(self) -> None:
        if self._number + 1 < len(self.steps):
            self._show_step(self._number + 1)
        else:
            self._save()

    def _enter(self) -> None:
        focused = self.focusWidget()
        if isinstance(focused, QPushButton) and focused is not self.next_button and not focused.isCheckable():
            focused.click()
        else:
            self.go_on()

    def _leave_rest(self) -> None:
        self._queue.clear()
        self._save()

    def _next_exhibit(self) -> None:
        if not self._queue or self._case is None:
            self._exhibit = None
            self.ended.emit()
            return
        self._exhibit = exhibit = self._queue.pop(0)
        self._show_answers(answers_of(exhibit))
        self._keeper.forget()
        self._lender = self._lender or lender_for(exhibit, self._case)
        self.title.setText(f"Exhibit {exhibit.ref}: {exhibit.description or exhibit.original_name or 'pasted picture'}")
        said = f"Read from the file, not a fact: {exhibit.read_from_file}" if exhibit.read_from_file else ""
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self.why.clear()
        self.why_field.hide()
        self._show_step(self._first_open(exhibit))
        self.pane.show_exhibit(exhibit)
        self._desk.tasks.submit(_restore, self._desk.session, exhibit, done=self._put_back, latest="exhibit draft")

    def _first_open(self, exhibit: Exhibit) -> int:
        names = {"place": 0, "shown time": 1, "captured": 2}
        return min((names[name] for name in exhibit.still_to_answer), default=0)

    def _lends(self) -> dict[str, object]:
        return self._lender.lends(self.step.same_fields) if self._lender else {}

    def _take_same(self) -> None:
        self.step.show_answers(msgspec.structs.replace(self.answers(), **self._lends()))
        self._keeper.changed()
        self.go_on()

    def _show_answers(self, answers: ExhibitAnswers) -> None:
        for step in self.steps:
            step.show_answers(answers)

    def _show_step(self, number: int) -> None:
        self._number = max(0, number)
        self._trouble.hide()
        for step in self.steps:
            step.setVisible(step is self.step)
        left = f", then {len(self._queue)} more" if self._queue else ""
        self._count.setText(f"Question {self._number + 1} of {len(self.steps)}{left}")
        self._question.setText(self.step.question)
        self._reason.setText(self.step.reason)
        self.same_button.setVisible(bool(self._lends()))
        self.same_button.say(f"The sam&e as {self._lender.name}" if self._lender else "The sam&e")
        self.back_button.setEnabled(self._number > 0)
        last = self._number + 1 == len(self.steps)
        self.next_button.say("Save" if last else "Next")
        self.leave_button.setVisible(not last or bool(self._queue))
        self._ask_why()
        follow_layout(self)
        self.step.setFocus()
        self._area.verticalScrollBar().setValue(0)

    def _ask_why(self) -> None:
        """What was written before is only changed with a reason."""
        exhibit = self._exhibit
        changes = exhibit is not None and bool(overwritten(exhibit, self.answers()))
        self.why_field.setVisible(changes)

    def _save(self) -> None:
        exhibit, answers = self._exhibit, self.answers()
        assert exhibit is not None
        if overwritten(exhibit, answers) and not self.why.text().strip():
            self.why_field.show()
            self.why_field.show_error("You are changing what was written: say why.")
            self.why.setFocus()
            return
        self._keeper.forget()
        self.why_field.show_error("")
        self.next_button.setEnabled(False)
        self._desk.tasks.submit(
            answer_exhibit, self._desk.session, exhibit.id, answers, reason=self.why.text(),
            finishes_draft=form_draft_id(exhibit.incident_id, FORM, exhibit.id),
            done=self._saved, failed=self._failed, ended=self._save_ended,
        )  # fmt: skip

    def _saved(self, exhibit: Exhibit) -> None:
        self._lender = Lender(exhibit.ref, answers_of(exhibit))
        left = exhibit.still_to_answer
        self.saved.emit(f"Exhibit {exhibit.ref} is saved." + (f" Still to answer: {', '.join(left)}." if left else ""))
        self._next_exhibit()

    def _failed(self, problem: Problem) -> None:
        if isinstance(problem, UserProblem) and problem.field == "reason":
            self.why_field.show()
            self.why_field.show_error(str(problem))
        else:
            self._trouble.show_problem(problem)
        self._keeper.changed()

    def _save_ended(self) -> None:
        self.next_button.setEnabled(True)

    def _keep_work(self) -> KeepWork | None:
        exhibit, case = self._exhibit, self._case
        if exhibit is None or case is None or self.answers() == answers_of(exhibit):
            return None
        return _keep, (self._desk.session, exhibit, self.answers(), case.incident.ref)

    def _put_back(self, restored: tuple[Exhibit, RestoredForm | None]) -> None:
        """Show the words that were kept, if they belong to the exhibit that is still on the screen and untouched."""
        of, found = restored
        here = self._exhibit
        if found is None or here is None or here.id != of.id or self.answers() != answers_of(here):
            return
        self._show_answers(msgspec.json.decode(found.value, type=ExhibitAnswers))
        self._keeper.forget()
        self._show_step(self._number)


def _restore(session: Session, exhibit: Exhibit) -> tuple[Exhibit, RestoredForm | None]:
    """What was kept for one exhibit, and which: it may come when another one is on the screen."""
    return exhibit, restore_form(session, exhibit.incident_id, FORM, exhibit.id)


def _keep(session: Session, exhibit: Exhibit, answers: ExhibitAnswers, case_ref: str) -> datetime:
    return keep_form(
        session, exhibit.incident_id, FORM, answers, about_id=exhibit.id, ref=case_ref, title=f"Exhibit {exhibit.ref}"
    )
