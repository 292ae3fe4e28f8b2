"""The tab "School's changes": the list, and what is opened from it: a step to change, a trial, the question why."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dslapp.domain.guidance.flows import Flow, Library, Step
from dslapp.domain.guidance.shown import GuidanceView
from dslapp.gui.desk import Desk
from dslapp.gui.guidance_editor.change_card import ChangeCard
from dslapp.gui.guidance_editor.changes_list import ChangesList
from dslapp.gui.guidance_editor.reason_form import ReasonForm
from dslapp.gui.guidance_editor.step_chooser import StepChooser
from dslapp.gui.guidance_editor.step_editor import StepEditor
from dslapp.gui.guidance_editor.trial import Trial
from dslapp.services.guidance.change_guidance import keep_own_row, take_in_folder, withdraw_row, write_folder
from dslapp.services.guidance.keep_own_change import UnfinishedChange, unfinished_changes
from dslapp.services.guidance.own_guidance import OwnGuidance, read_own_guidance, row_history
from dslapp.services.guidance.read_guidance import read_flows
from dslapp.services.session import Session


class Read(NamedTuple):
    """What the tab needs, read in one go."""

    own: OwnGuidance
    view: GuidanceView
    unfinished: tuple[UnfinishedChange, ...]


def read_changes(session: Session) -> Read:
    """Read what the school has changed, and what a trial needs."""
    return Read(read_own_guidance(session), read_flows(session), unfinished_changes(session))


class ChangesPanel(QWidget):
    """Call `enter` at each arrival. `changed`: the guidance is another now; `reference_wanted`: a file and row of it.

    `counted`: how many changes are to be compared. `trying` says whether a trial has the page to itself.
    """

    changed = Signal()
    settings_wanted = Signal()
    reference_wanted = Signal(str, str)
    counted = Signal(int)
    trying = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._read: Read | None = None
        self._act: Callable[[str], None] = lambda _reason: None
        self.list = ChangesList()
        self.chooser = StepChooser()
        self.editor = StepEditor(desk)
        self.trial = Trial(desk)
        self.reason = ReasonForm()
        self._stack = QStackedWidget()
        for page in (self.list, self.chooser, self.editor, self.trial, self.reason):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._connect()

    def enter(self) -> None:
        """Read everything afresh; what is being written stays."""
        self._desk.tasks.submit(
            read_changes, self._desk.session, done=self._show, failed=self.list.show_problem, latest="own guidance"
        )

    def edit(self, flow: Flow, step: Step) -> None:
        """Change one step, or go on with what was begun of it."""
        if self._read is not None:
            begun = (each for each in self._read.unfinished if (each.flow, each.step) == (flow.flow, step.id))
            self.editor.edit(self._read.own, flow, step, next(begun, None))
            self._open(self.editor)

    def keep(self) -> None:
        """Keep what is being written, before the page is left."""
        self.editor.keep()

    def _show(self, read: Read) -> None:
        self._read = read
        self.list.show_changes(read.own, read.unfinished)
        self.chooser.show_steps(read.own)
        self.counted.emit(read.own.to_compare)

    def _open(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)
        self.trying.emit(page is self.trial)

    def _to_list(self) -> None:
        self._open(self.list)
        self.list.choose.setFocus()

    def _choose(self) -> None:
        self.list.said.hide()
        self._open(self.chooser)
        self.chooser.search.setFocus()

    def _saved(self) -> None:
        self._done("The change is kept", "It holds in this casebook from now on.")

    def _done(self, words: str, more: str = "") -> None:
        self._to_list()
        self.list.say(words, more)
        self.enter()
        self.changed.emit()

    def _left(self) -> None:
        self._to_list()
        self.enter()

    def _try(self, library: Library, flow: str, step: str) -> None:
        if self._read is not None:
            self.trial.begin(self._read.view, library, flow, step)
            self._open(self.trial)

    def _made(self, card: ChangeCard) -> None:
        change = card.change
        card.edit_wanted.connect(lambda: self._edit_row(change.file, change.row))
        card.shipped_wanted.connect(
            lambda: self._ask_why(
                "Back to the shipped text?", f"{change.title}\nYours stays in the history.", "Use the shipped text",
                partial(self._withdraw, change.file, change.row),
            )
        )  # fmt: skip
        card.keep_wanted.connect(
            lambda: self._ask_why(
                "Keep yours, although the shipped text is new?", change.title, "Keep ours",
                partial(self._keep, change.file, change.row),
            )
        )  # fmt: skip
        card.history_wanted.connect(
            lambda: self._desk.tasks.submit(
                row_history, self._desk.session, change.file, change.row,
                done=card.show_history, failed=self.list.show_problem,
            )
        )  # fmt: skip

    def _edit_row(self, file: str, row: str) -> None:
        assert self._read is not None
        own = self._read.own
        flow = own.library.guidance.flows.get(file)
        if flow is None:
            self.reference_wanted.emit(file, row)
            return
        change = next(each for each in own.changes if (each.file, each.row) == (file, row))
        step = flow.by_id.get(row) or change.own or change.shipped
        assert step is not None
        self.edit(flow, step)  # type: ignore[arg-type]  # the rows of a flow are steps

    def _go_on(self, unfinished: UnfinishedChange) -> None:
        assert self._read is not None
        step = self._read.own.library.guidance.step(unfinished.flow, unfinished.step)
        if step is not None:
            self.edit(self._read.own.library.guidance.flows[unfinished.flow], step)

    def _ask_why(self, question: str, details: str, go: str, act: Callable[[str], None]) -> None:
        self.list.said.hide()
        self._act = act
        self._open(self.reason)
        self.reason.ask(question, details, go)

    def _withdraw(self, file: str, row: str, reason: str) -> None:
        self._desk.tasks.submit(
            withdraw_row, self._desk.session, file, row, reason, done=self._withdrawn, failed=self.reason.show_problem
        )

    def _keep(self, file: str, row: str, reason: str) -> None:
        self._desk.tasks.submit(
            keep_own_row, self._desk.session, file, row, reason, done=self._kept, failed=self.reason.show_problem
        )

    def _take_in(self) -> None:
        folder = self._desk.prompter.choose_folder("The folder of your school’s guidance")
        if folder is not None:
            details = f"{folder.name}: its rows take the place of yours. Nothing is taken in if one of them is wrong."
            self._ask_why("Take in this folder?", details, "Take it in", partial(self._read_folder, folder))

    def _read_folder(self, folder: Path, reason: str) -> None:
        self._desk.tasks.submit(
            take_in_folder, self._desk.session, folder, reason, done=self._taken_in, failed=self.reason.show_problem
        )

    def _write(self) -> None:
        folder = self._desk.prompter.choose_folder("An empty folder for your school’s guidance")
        if folder is not None:
            self._desk.tasks.submit(
                write_folder, self._desk.session, folder, done=self._written, failed=self.list.show_problem
            )

    def _withdrawn(self, _: None) -> None:
        self._done("The shipped text holds again")

    def _kept(self, _: None) -> None:
        self._done("Yours is kept", "It was compared with the new edition.")

    def _taken_in(self, count: int) -> None:
        rows = "1 change was taken in" if count == 1 else f"{count} changes were taken in"
        self._done(rows if count else "It says what yours says already")

    def _written(self, files: tuple[Path, ...]) -> None:
        self.list.say(
            f"Written: {', '.join(path.name for path in files)}", "They hold guidance only, nothing of a case."
        )

    def _connect(self) -> None:
        self.list.go_on_wanted.connect(self._go_on)
        self.list.choose_wanted.connect(self._choose)
        self.list.take_in_wanted.connect(self._take_in)
        self.list.write_wanted.connect(self._write)
        self.list.settings_wanted.connect(self.settings_wanted)
        self.list.card_made.connect(self._made)
        self.chooser.chosen.connect(self.edit)
        self.chooser.left.connect(self._to_list)
        self.editor.saved.connect(self._saved)
        self.editor.left.connect(self._left)
        self.editor.tried.connect(self._try)
        self.trial.ended.connect(lambda: self._open(self.editor))
        self.reason.given.connect(lambda reason: self._act(reason))
        self.reason.left.connect(self._to_list)
