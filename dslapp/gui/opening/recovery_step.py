"""The sixth step: the recovery sheet is printed or saved, and three of its groups are typed back from the paper."""

from collections.abc import Callable

from dslapp.gui.opening.sheet_proof import SheetProof
from dslapp.gui.opening.step import Step
from dslapp.gui.prompter import Prompter
from dslapp.gui.tasks import TaskRunner


class RecoveryStep(Step):
    """Asks for the sheet of a new casebook."""

    def __init__(
        self,
        tasks: TaskRunner,
        prompter: Prompter,
        school_name: Callable[[], str],
        print_pdf: Callable[[bytes], bool],
    ) -> None:
        super().__init__(
            "The recovery sheet",
            "If every passphrase is forgotten, this sheet of paper still opens the casebook, here or with published "
            "tools. Keep it in the school’s safe: whoever holds it can read everything.",
        )
        self.proof = SheetProof(tasks, prompter, school_name, print_pdf)
        self.column.addWidget(self.proof)
        self.proof.entered.connect(self.onward)
        self.setFocusProxy(self.proof.print)

    def complete(self) -> bool:
        """All three groups must be those of the sheet."""
        return self.proof.complete()
