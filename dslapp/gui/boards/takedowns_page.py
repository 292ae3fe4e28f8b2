"""What is to be taken down in one case: where it is, what was reported to whom, is it still up, who looks when."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from dslapp.domain.boards.takedown_steps import preserving
from dslapp.domain.boards.takedowns import Takedown, TakedownStatus
from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.entity import IncidentId
from dslapp.domain.problems import Problem
from dslapp.gui.boards.case_board import CaseBoard
from dslapp.gui.boards.takedown_forms import TakedownForm
from dslapp.gui.boards.takedown_steps import LookForm, ReportForm
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.reason_form import ReasonForm
from dslapp.gui.evidence.bring_into_view import bring_into_view
from dslapp.gui.routes import NOT_HELD, Route, ToCase, ToTakedowns
from dslapp.gui.theme.tokens import Tone
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card, EmptyState
from dslapp.gui.widgets.chips import Chip, DueChip
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.text import Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.continuity.take_down import end_takedown, note_answer

_EXPLAINED = (
    "Something harmless: keep it, decide, report. A naked or sexual image or terrorist material: keep nothing, report. "
    "A report is not a removal: each one has a day on which somebody looks, or asks, again. Nothing is opened or "
    "fetched from here."
)
STATUS_LOOK: dict[TakedownStatus, tuple[Tone, str]] = {
    "to report": ("warning", "flag"), "reported": ("information", "send"), "still up": ("danger", "globe"),
    "removed": ("success", "circle-check"), "refused": ("danger", "circle-x"), "given up": ("neutral", "ban"),
}  # fmt: skip


class TakedownsPage(CaseBoard):
    """Cards of takedowns below the forms about them."""

    def __init__(self, desk: Desk) -> None:
        self.note_form, self.report_form, self.look_form = TakedownForm(desk), ReportForm(desk), LookForm(desk)
        super().__init__(
            desk, "To be taken down", "Something sho&uld be taken down", self.note_form, self.report_form,
            self.look_form,
        )  # fmt: skip
        self.lock = Banner("warning")
        self.lock.hide()
        self.column.insertWidget(2, self.lock)
        self.explained.setText(_EXPLAINED)
        self._focus = ""

    def enter(self, route: Route) -> None:
        """Show what is to be taken down in the route's case, and the one that it names in view."""
        assert isinstance(route, ToTakedowns)
        self._focus = route.takedown_id
        self.arrive(route.incident_id)

    def show_cards(self, case: CaseFile, *, writes: bool) -> bool:
        """One card each, what is still worked on first."""
        lock = next((each for each in case.locks if each.what == "delete_content"), None)
        self.lock.setVisible(lock is not None)
        if lock is not None:
            said = "Only a report to the police is free. What was reported already is recorded all the same."
            self.lock.show_message("warning", f"Not yet: {lock.reason}", said)
        found = [each for each in case.takedowns if not each.withdrawn]
        for takedown in sorted(found, key=lambda each: each.status in ("removed", "given up")):
            card = TakedownCard(self._desk, takedown, case, writes=writes)
            card.report_wanted.connect(partial(self._begin, self.report_form))
            card.look_wanted.connect(partial(self._begin, self.look_form))
            card.done.connect(self.changed)
            card.words_wanted.connect(self._record_in_words)
            self.add_card(card)
            if takedown.id == self._focus:
                bring_into_view(card)
        self._focus = ""
        if not found:
            self.add_card(EmptyState("globe", "Nothing is to be taken down in this case"))
        return bool(found)

    def _record_in_words(self) -> None:
        if self.case is not None:
            self.go.emit(ToCase(IncidentId(self.case.incident.id), "evidence", NOT_HELD))

    def _begin(self, form: ReportForm | LookForm, takedown: Takedown) -> None:
        self.open(form)
        form.begin(takedown)


class TakedownCard(Card):
    """One of them; `report_wanted` and `look_wanted` carry it, `done` words for the status line.

    `words_wanted` is sent to record in words what nobody may keep.
    """

    report_wanted = Signal(object)
    look_wanted = Signal(object)
    done = Signal(str)
    words_wanted = Signal()

    def __init__(self, desk: Desk, takedown: Takedown, case: CaseFile, *, writes: bool) -> None:
        super().__init__(takedown.where)
        self._desk, self._takedown = desk, takedown
        self._ends = self._refused = False
        self._kept = preserving(takedown, (*case.exhibits, *case.linked))
        self.head.addWidget(Chip(takedown.status.capitalize(), *STATUS_LOOK[takedown.status]))
        self._tell(case)
        self.report_button = Button("R&ecord a report", "secondary", "send")
        self.look_button = Button("Record a chec&k", "secondary", "eye")
        self.answer_button = Button("They ans&wered", "quiet", "mail")
        self.refuse_button = Button("They re&fused", "quiet", "circle-x")
        self.end_button = Button("Stop following it", "quiet", "ban")
        self.words_button = Button("Record it in words", "secondary", "pencil")
        self.report = QComboBox()
        self.report.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.report.setMinimumContentsLength(12)
        self.report.addItem("Choose the report")
        self.report.addItems([each.name for each in takedown.reports])
        self._whose = Field("Whose answer is it?", self.report)
        self.form = ReasonForm("", "", "Save", self._whose)
        self._trouble = Banner("danger")
        self._trouble.hide()
        row = WrapLayout()
        for button in (
            self.words_button, self.report_button, self.look_button, self.answer_button, self.refuse_button,
            self.end_button,
        ):  # fmt: skip
            button.setAccessibleName(f"{button.accessibleName()}: {takedown.where}")
            button.setVisible(writes)
            row.addWidget(button)
        over = takedown.status == "given up"
        self.words_button.setVisible(writes and not self._kept and not takedown.may_be_opened and not over)
        self.words_button.clicked.connect(self.words_wanted)
        self.answer_button.setVisible(writes and bool(takedown.reports) and not over)
        self.refuse_button.setVisible(writes and bool(takedown.reports) and takedown.status != "removed" and not over)
        self.look_button.setVisible(writes and bool(takedown.reports))
        self.end_button.setVisible(writes and not over and (takedown.status != "removed" or bool(takedown.look_again)))
        self.body.addLayout(row)
        self.body.addWidget(self.form)
        self.body.addWidget(self._trouble)
        self.report_button.clicked.connect(lambda: self.report_wanted.emit(takedown))
        self.look_button.clicked.connect(lambda: self.look_wanted.emit(takedown))
        self.answer_button.clicked.connect(lambda: self._ask("What did they answer?", ends=False, refused=False))
        self.refuse_button.clicked.connect(
            lambda: self._ask("What did they say? Then somebody decides who asks next.", ends=False, refused=True)
        )
        self.end_button.clicked.connect(lambda: self._ask("Why is it not followed any more?", ends=True, refused=False))
        self.form.act.clicked.connect(self._act)

    def _tell(self, case: CaseFile) -> None:
        takedown = self._takedown
        may, kept = takedown.may_be_opened, f"exhibit {self._kept.ref}" if self._kept else takedown.not_kept_because
        keeping = ("Preserved by", kept or "nothing yet") if may else ("Recorded in words", kept or "not yet")
        for label, said in (
            ("What", takedown.what), ("Address", takedown.address), keeping,
            ("Closed", takedown.closed_because),
        ):  # fmt: skip
            if said:
                self.body.addWidget(Words(f"{label}: {said}"))
        if not takedown.may_be_opened:
            self.body.addWidget(Words("Nobody opens it, and no address is kept.", "strong"))
        for report in takedown.reports:
            self.body.addWidget(Words(report.in_words(), "hint"))
        for check in takedown.checks:
            self.body.addWidget(Words(check.in_words(), "hint"))
        action = next((each for each in case.open_actions if each.source_id == takedown.id), None)
        if action is not None:
            self.body.addWidget(Words(f"Next: {action.what.partition(': ')[0]}", "strong"))
            if action.due is not None:
                row = WrapLayout()
                row.addWidget(DueChip(action.due, self._desk.now()))
                self.body.addLayout(row)

    def _ask(self, label: str, *, ends: bool, refused: bool) -> None:
        self._ends, self._refused = ends, refused
        self.report.setCurrentIndex(0)
        self._whose.show_error("")
        self._whose.setVisible(not ends and len(self._takedown.reports) > 1)
        self.form.field.say(label)
        self.form.begin()

    def _act(self) -> None:
        written = self.form.reason("Write it in a few words.")
        if not written:
            return
        session, found = self._desk.session, self._takedown.id
        if self._ends:
            self._desk.tasks.submit(
                end_takedown, session, found, because=written, done=self._saved, failed=self._failed
            )
        elif self._answered_report() < 0:
            self._whose.show_error("Choose which report they answered.")
            self.report.setFocus()
        else:
            self._desk.tasks.submit(
                note_answer, session, found, written, report=self._answered_report(), refused=self._refused,
                done=self._saved, failed=self._failed,
            )  # fmt: skip

    def _answered_report(self) -> int:
        """Its number, from 0; less while none of several is chosen."""
        return self.report.currentIndex() - 1 if len(self._takedown.reports) > 1 else 0

    def _saved(self, _takedown: Takedown) -> None:
        self.done.emit("It is written down.")

    def _failed(self, problem: Problem) -> None:
        self._trouble.show_problem(problem)
