"""Coming back with the recovery sheet: the key from the paper, who one is, a new passphrase, and the casebook opens."""

from pathlib import Path

from PySide6.QtCore import Signal

from dslapp.domain.entity import MemberId
from dslapp.domain.problems import Problem
from dslapp.gui.opening.new_passphrase_step import NewPassphraseStep
from dslapp.gui.opening.sheet_step import SheetStep
from dslapp.gui.opening.step_by_step import StepByStep
from dslapp.gui.tasks import TaskRunner
from dslapp.services.access.members import recover_with_sheet
from dslapp.services.access.read_recovery_sheet import check_sheet
from dslapp.services.access.unlock_casebook import Door
from dslapp.services.program import Program
from dslapp.services.session import Session


class RecoverPage(StepByStep):
    """Two steps for the casebook at `folder`, whose `doors` are known. `opened` carries the session and the folder."""

    opened = Signal(object, object)

    def __init__(self, program: Program, tasks: TaskRunner, folder: Path, doors: tuple[Door, ...]) -> None:
        self._program, self._tasks, self._folder = program, tasks, folder
        self.sheet = SheetStep(tasks, lambda identity: check_sheet(folder, identity))
        self.person = NewPassphraseStep(tasks, doors)
        super().__init__((self.sheet, self.person), "&Open the casebook", "Opening…")

    def act(self) -> None:
        """Enrol the member anew and open the casebook."""
        self.person.trouble.hide()
        self._tasks.submit(
            recover_with_sheet, self._program, self._folder, self.sheet.identity, MemberId(self.person.who.value()),
            self.person.chooser.passphrase(), done=self._opened, failed=self._failed, ended=self.rest,
        )  # fmt: skip

    def _opened(self, session: Session) -> None:
        self.sheet.clear()
        self.person.chooser.clear()
        self.opened.emit(session, self._folder)

    def _failed(self, problem: Problem) -> None:
        self.person.trouble.show_problem(problem)
