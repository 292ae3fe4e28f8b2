"""The first-run wizard: one question a step, Back keeps everything, and at its end there is an open casebook."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from dslapp.domain.problems import Problem
from dslapp.gui.opening.passphrase_step import PassphraseStep
from dslapp.gui.opening.people_step import PeopleStep
from dslapp.gui.opening.pin_step import PinStep
from dslapp.gui.opening.place_step import PlaceStep
from dslapp.gui.opening.recovery_step import RecoveryStep
from dslapp.gui.opening.school_step import SchoolStep
from dslapp.gui.opening.step_by_step import StepByStep
from dslapp.gui.opening.you_step import YouStep
from dslapp.gui.prompter import Prompter
from dslapp.gui.tasks import TaskRunner
from dslapp.services.access.create_casebook import NewCasebook, NewMember, create_casebook, passphrase_hints
from dslapp.services.program import Program
from dslapp.services.session import Session


class Wizard(StepByStep):
    """Asks what a new casebook needs and makes it. `opened` carries the session."""

    opened = Signal(object)

    def __init__(
        self, program: Program, tasks: TaskRunner, prompter: Prompter, print_pdf: Callable[[bytes], bool]
    ) -> None:
        self._program, self._tasks = program, tasks
        self.school = SchoolStep()
        self.you = YouStep(self.school.holds)
        self.passphrase = PassphraseStep(tasks, lambda: passphrase_hints(self._me(), self._school_name()))
        self.people = PeopleStep(tasks, self._school_name, lambda: self.you.form.initials.text().strip())
        self.pin = PinStep()
        self.recovery = RecoveryStep(tasks, prompter, self._school_name, print_pdf)
        self.place = PlaceStep(prompter, self.school.label, program.casebooks)
        super().__init__(
            (self.school, self.you, self.passphrase, self.people, self.pin, self.recovery, self.place),
            "&Make the casebook",
            "Making the casebook…",
        )

    def act(self) -> None:
        """Make the casebook."""
        self._tasks.submit(
            create_casebook, self._program, self.wanted(), done=self._made, failed=self._failed, ended=self.rest
        )

    def wanted(self) -> NewCasebook:
        """All the answers."""
        return NewCasebook(
            school=self.school.school(), members=(self._me(), *self.people.members()), pin=self.pin.form.pin(),
            sheet=self.recovery.proof.key.public, folder=self.place.folder(),
            label=self.place.name.text().strip(),
        )  # fmt: skip

    def _made(self, session: Session) -> None:
        self.opened.emit(session)

    def _failed(self, problem: Problem) -> None:
        self.place.trouble.show_problem(problem)

    def _me(self) -> NewMember:
        form = self.you.form
        return NewMember(
            name=form.name.text().strip(), role=form.chosen_role(), initials=form.initials.text().strip(),
            passphrase=self.passphrase.chooser.passphrase(),
        )  # fmt: skip

    def _school_name(self) -> str:
        return self.school.name.text().strip()
