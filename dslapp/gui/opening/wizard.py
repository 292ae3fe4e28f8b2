"""The first-run wizard: one question a step, Back keeps everything, and at its end there is an open casebook."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dslapp.domain.problems import Problem
from dslapp.gui.opening.passphrase_step import PassphraseStep
from dslapp.gui.opening.people_step import PeopleStep
from dslapp.gui.opening.pin_step import PinStep
from dslapp.gui.opening.place_step import PlaceStep
from dslapp.gui.opening.recovery_step import RecoveryStep
from dslapp.gui.opening.school_step import SchoolStep
from dslapp.gui.opening.step import WIDTH, Step
from dslapp.gui.opening.you_step import YouStep
from dslapp.gui.prompter import Prompter
from dslapp.gui.tasks import TaskRunner
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.meter import Meter
from dslapp.services.create_casebook import NewCasebook, NewMember, create_casebook, passphrase_hints
from dslapp.services.program import Program
from dslapp.services.session import Session


class Wizard(QWidget):
    """Asks what a new casebook needs and makes it. `opened` carries the session; `left`: the person gave up."""

    opened = Signal(object)
    left = Signal()

    def __init__(
        self, program: Program, tasks: TaskRunner, prompter: Prompter, print_pdf: Callable[[bytes], bool]
    ) -> None:
        super().__init__()
        self._program, self._tasks = program, tasks
        self.school, self.you = SchoolStep(), YouStep()
        self.passphrase = PassphraseStep(tasks, lambda: passphrase_hints(self._me(), self._school_name()))
        self.people = PeopleStep(tasks, self._school_name)
        self.pin = PinStep()
        self.recovery = RecoveryStep(tasks, prompter, self._school_name, print_pdf)
        self.place = PlaceStep(prompter, self.school.label, program.casebooks)
        self._steps: tuple[Step, ...] = (
            self.school, self.you, self.passphrase, self.people, self.pin, self.recovery, self.place,
        )  # fmt: skip
        self._progress = Meter("Steps")
        self._stack = QStackedWidget()
        for step in self._steps:
            self._stack.addWidget(step)
            step.onward.connect(self.go_on)
        self.back, self.forward = Button("&Back", "secondary", "arrow-left"), Button("&Continue", "primary")
        self._lay_out()
        self.back.clicked.connect(self.go_back)
        self.forward.clicked.connect(self.go_on)
        self._show(0)

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self._steps[self._stack.currentIndex()]

    def go_on(self) -> None:
        """To the next step when this one is complete; from the last one, make the casebook."""
        if not self.forward.isEnabled() or not self.step.complete():
            return
        if self._stack.currentIndex() + 1 < len(self._steps):
            self._show(self._stack.currentIndex() + 1)
        else:
            self._create()

    def go_back(self) -> None:
        """To the step before, with everything that was typed; from the first one, out of the wizard."""
        if self._stack.currentIndex():
            self._show(self._stack.currentIndex() - 1)
        else:
            self.left.emit()

    def wanted(self) -> NewCasebook:
        """All the answers."""
        return NewCasebook(
            school=self.school.school(), members=(self._me(), *self.people.members()), pin=self.pin.form.pin(),
            recovery_recipient=self.recovery.key.recipient, folder=self.place.folder(),
            label=self.place.name.text().strip(),
        )  # fmt: skip

    def _show(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        last = number == len(self._steps) - 1
        self.forward.say("&Make the casebook" if last else "&Continue")
        self._progress.show_progress(number + 1, len(self._steps), f"Step {number + 1} of {len(self._steps)}")
        self.step.arrive()
        self.setFocusProxy(self.step)
        self.step.setFocus()

    def _create(self) -> None:
        self._working(True)
        self._tasks.submit(
            create_casebook, self._program, self.wanted(), done=self._made, failed=self._failed, ended=self._ended
        )

    def _made(self, session: Session) -> None:
        self.opened.emit(session)

    def _failed(self, problem: Problem) -> None:
        self.place.trouble.show_problem(problem)

    def _ended(self) -> None:
        self._working(False)

    def _working(self, working: bool) -> None:
        self.forward.say("Making the casebook…" if working else "&Make the casebook")
        for widget in (self.forward, self.back, self.place):
            widget.setEnabled(not working)

    def _me(self) -> NewMember:
        form = self.you.form
        return NewMember(
            name=form.name.text().strip(), role=form.chosen_role(), initials=form.initials.text().strip(),
            passphrase=self.passphrase.chooser.passphrase(),
        )  # fmt: skip

    def _school_name(self) -> str:
        return self.school.name.text().strip()

    def _lay_out(self) -> None:
        head, foot = QWidget(), QFrame()
        foot.setProperty("part", "status")
        above, buttons = _centred_row(head), _centred_row(foot)
        above.addWidget(self._progress)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.forward)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._stack, 1)
        column.addWidget(foot)


def _centred_row(holder: QWidget) -> QHBoxLayout:
    """A row over the width of a step, in the middle of `holder`."""
    inner = QWidget()
    inner.setMaximumWidth(WIDTH)
    outer = QHBoxLayout(holder)
    outer.setContentsMargins(0, GRID, 0, GRID)
    outer.addStretch(0)
    outer.addWidget(inner, 1)
    outer.addStretch(0)
    row = QHBoxLayout(inner)
    row.setContentsMargins(3 * GRID, 0, 3 * GRID, 0)
    return row
