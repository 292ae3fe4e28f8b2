"""Asks about one exhibit after the other, all its questions on one panel, with the exhibit beside it."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractSpinBox, QFrame, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.evidence.asked import asked_of
from dslapp.domain.evidence.clocks import clock_times, doubts
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.machine_text import said_by_machine
from dslapp.domain.evidence.offers import Offer
from dslapp.domain.problems import Problem, UserProblem
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.never_here.not_here_card import MUST_NOT
from dslapp.gui.evidence.questions.asked_questions import AskedQuestions
from dslapp.gui.evidence.viewer.file_pane import FilePane
from dslapp.gui.evidence.viewer.two_panes import TwoPanes
from dslapp.gui.log_incident.draft_keeper import DraftKeeper, KeepWork
from dslapp.gui.theme.tokens import GRID, READING_WIDTH
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Heading, Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.case.keep_draft import RestoredForm, form_draft_id, keep_form, restore_form
from dslapp.services.exhibits.answer_exhibit import answer_exhibit, answers_of, overwritten
from dslapp.services.intake.attach_evidence import ExhibitAnswers
from dslapp.services.intake.carry_over import CarriedOver, offered_to
from dslapp.services.session import Session

FORM = "exhibit"
"""The name under which unfinished answers are kept, with the exhibit's id."""


class ExhibitQuestions(QWidget):
    """Asks the questions of some exhibits. Enter goes on from answer to answer, Ctrl+Enter saves; all of it may wait.

    `saved` carries the words for the status line; `ended` is sent when there is nothing left to ask, or it was left.
    `must_not` carries the exhibit that must not be here.
    """

    saved = Signal(str)
    must_not = Signal(object)
    ended = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._case: CaseFile | None = None
        self._queue: list[Exhibit] = []
        self._exhibit: Exhibit | None = None
        self._lender: CarriedOver | None = None
        self._before: Exhibit | None = None
        self.asked = AskedQuestions(desk.now)
        self._keeper = DraftKeeper(desk.tasks, self._keep_work, self)
        self.file = FilePane(desk, small=True)
        self.pane = self.file.picture
        self.title = Heading("", 2)
        self.count = Words(part="hint")
        self.same_button = Button("The sam&e", "secondary", "copy")
        self.must_not_button = Button(MUST_NOT, "stop", "ban")
        self.why = QLineEdit()
        self.why_field = Field("Why is it changed?", self.why, "The old text stays readable.")
        self.next_button = Button("Save", "primary", hint="Ctrl+Enter")
        self.leave_button = Button("Save, and &finish later", "secondary")
        self._trouble = Banner("danger")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        holder = QWidget()
        holder.setProperty("ground", "clear")
        holder.setMaximumWidth(READING_WIDTH)
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(GRID, 0, GRID, 0)
        inner.setSpacing(GRID)
        inner.addWidget(self.asked)
        inner.addWidget(self.why_field)
        inner.addWidget(self._trouble)
        inner.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(holder)
        buttons = WrapLayout()
        for button in (self.next_button, self.leave_button):
            buttons.addWidget(button)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        head, foot = QVBoxLayout(), QVBoxLayout()
        for layout in (head, foot):
            layout.setContentsMargins(GRID, 0, GRID, 0)
            layout.setSpacing(GRID // 2)
        head.addWidget(self.count)
        ways = WrapLayout()
        for button in (self.must_not_button, self.same_button):
            ways.addWidget(button)
        head.addLayout(ways)
        foot.addLayout(buttons)
        column.addLayout(head)
        column.addWidget(self._area, 1)
        column.addLayout(foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(TwoPanes(self.title, self.file, right, (380, 620)))
        self._trouble.hide()
        self.why_field.hide()

    def _connect(self) -> None:
        self.next_button.clicked.connect(self._save)
        self.leave_button.clicked.connect(self._leave_rest)
        self.same_button.clicked.connect(self._take_same)
        self.must_not_button.clicked.connect(self._must_not)
        self.asked.changed.connect(self._keeper.changed)
        self.asked.changed.connect(self._reconsider)
        self.asked.taken.connect(self._take_over)
        for key, act in (
            (Qt.Key.Key_Return, self._enter),
            (Qt.Key.Key_Enter, self._enter),
            ("Ctrl+Return", self._save),
            ("Ctrl+Enter", self._save),
        ):
            shortcut = QShortcut(QKeySequence(key), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @property
    def exhibit(self) -> Exhibit | None:
        """The exhibit that is being asked about."""
        return self._exhibit

    def begin(self, case: CaseFile, exhibits: Sequence[Exhibit]) -> None:
        """Ask about `exhibits`, in their order."""
        if self._case is None or self._case.incident.id != case.incident.id:
            self._before = None
        self._case, self._queue = case, list(exhibits)
        self._next_exhibit()

    def renew(self, case: CaseFile) -> None:
        """Offer what was read in the exhibit meanwhile; what is typed stays."""
        if self._case is None or self._case.incident.id != case.incident.id:
            return
        before, self._case = self._case, case
        exhibit = self._exhibit
        if exhibit and said_by_machine(before.texts, exhibit.id) != said_by_machine(case.texts, exhibit.id):
            self._show_offers(exhibit)

    def flush(self) -> None:
        """Keep what was typed."""
        self._keeper.flush()

    def let_go(self) -> None:
        """Keep what was typed, and drop the picture from memory."""
        self._keeper.flush()
        self._exhibit = None
        self.file.let_go()

    def answers(self) -> ExhibitAnswers:
        """What is on the screen, of all the questions."""
        assert self._exhibit is not None
        return self.asked.answers(answers_of(self._exhibit))

    def _enter(self) -> None:
        """To the next answer; a button that is not a choice is pressed, and after the last answer all is saved."""
        focused = self.focusWidget()
        if isinstance(focused, QPushButton):
            if not focused.isChecked():
                focused.click()
            if not focused.isCheckable():
                return
        elif isinstance(focused, QAbstractSpinBox) and isinstance(focused.parentWidget(), QWidget):
            self.focusNextChild()  # from the date to its time
            if isinstance(self.focusWidget(), QAbstractSpinBox):
                return
        if not self.asked.go_on(focused):
            self._save()

    def _leave_rest(self) -> None:
        self._queue.clear()
        self._save()

    def _next_exhibit(self) -> None:
        if not self._queue or self._case is None:
            self._exhibit = None
            self.ended.emit()
            return
        self._exhibit = exhibit = self._queue.pop(0)
        self.asked.put(exhibit.exhibit_kind)
        self.asked.show_answers(answers_of(exhibit))
        self._show_offers(exhibit)
        self._keeper.forget()
        self._lender = offered_to(exhibit, self._case, self._before)
        self.title.setText(f"Exhibit {exhibit.ref}: {exhibit.description or exhibit.original_name or 'pasted picture'}")
        self.why.clear()
        self.why_field.hide()
        self._trouble.hide()
        self.next_button.say("Save, and on to the next" if self._queue else "Save")
        self.leave_button.setVisible(bool(self._queue))
        self._show_lender()
        self._reconsider()
        follow_layout(self)
        self.asked.to_first_open()
        self.file.show_exhibit(exhibit, self._case)
        self._desk.tasks.submit(_restore, self._desk.session, exhibit, done=self._put_back, latest="exhibit draft")

    def _show_offers(self, exhibit: Exhibit) -> None:
        texts = self._case.texts if self._case else ()
        self.asked.show_offers(exhibit, said_by_machine(texts, exhibit.id))

    def _lends(self) -> dict[str, object]:
        """What the exhibit before lends to the answers that are still empty here."""
        if self._lender is None or self._exhibit is None:
            return {}
        ways = dict(asked_of(self._exhibit.exhibit_kind).methods)
        return {
            field: value
            for step in self.asked.steps
            if step.is_empty()
            for field, value in self._lender.lends(step.same_fields).items()
            if field != "method" or value in ways
        }

    def _show_lender(self) -> None:
        self.same_button.setVisible(bool(self._lends()))
        if self._lender:
            self.same_button.say(f"The sam&e place and device as {self._lender.whose}")

    def _must_not(self) -> None:
        if self._exhibit is not None:
            self.must_not.emit(self._exhibit)

    def _take_same(self) -> None:
        self.asked.show_answers(msgspec.structs.replace(self.answers(), **self._lends()))
        self._keeper.changed()
        self._reconsider()
        self.asked.to_first_open()

    def _take_over(self, offer: Offer) -> None:
        self.asked.take_over(offer, self.answers())
        self._keeper.changed()
        self._reconsider()

    def _reconsider(self) -> None:
        """Say what is still open, and what does not go together among the clocks."""
        exhibit, case = self._exhibit, self._case
        if exhibit is None or case is None:
            return
        answers = self.answers()
        times = clock_times(exhibit, case.incident)
        times = msgspec.structs.replace(times, shown=answers.shown_time, captured=answers.captured)
        self.asked.show_doubts(doubts(times, self._desk.now()))
        self.asked.show_problems()
        left = len(msgspec.structs.replace(exhibit, **msgspec.structs.asdict(answers)).still_to_answer)
        more = f" Then {len(self._queue)} more." if self._queue else ""
        still = f"{left} of {len(self.asked.steps)} questions are open: they may wait." if left else "All is answered."
        self.count.setText(still + more)
        self._show_lender()
        changes = bool(overwritten(exhibit, answers))
        self.why_field.setVisible(changes)

    def _save(self) -> None:
        exhibit = self._exhibit
        if exhibit is None or not self.next_button.isEnabled():
            return
        answers = self.answers()
        if self.asked.show_problems(all_of_them=True):
            self.asked.to_first_problem()
            return
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
        self._before = exhibit
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
        self.asked.show_answers(msgspec.json.decode(found.value, type=ExhibitAnswers))
        self._keeper.forget()
        self._reconsider()
        self.asked.to_first_open()


def _restore(session: Session, exhibit: Exhibit) -> tuple[Exhibit, RestoredForm | None]:
    """What was kept for one exhibit, and which: it may come when another one is on the screen."""
    return exhibit, restore_form(session, exhibit.incident_id, FORM, exhibit.id)


def _keep(session: Session, exhibit: Exhibit, answers: ExhibitAnswers, case_ref: str) -> datetime:
    return keep_form(
        session, exhibit.incident_id, FORM, answers, about_id=exhibit.id, ref=case_ref, title=f"Exhibit {exhibit.ref}"
    )
