"""The third step: the passphrase of the person at the keyboard."""

from collections.abc import Callable

from dslapp.gui.opening.passphrase_chooser import PassphraseChooser
from dslapp.gui.opening.step import Step
from dslapp.gui.tasks import TaskRunner


class PassphraseStep(Step):
    """Asks for a passphrase that nobody will guess."""

    def __init__(self, tasks: TaskRunner, hints: Callable[[], tuple[str, ...]]) -> None:
        super().__init__(
            "Your passphrase",
            "It opens the casebook, and nothing else does: nobody can reset it. Write it on paper until you know it "
            "by heart, and keep the paper away from this computer.",
        )
        self.chooser = PassphraseChooser(tasks, hints)
        self.column.addWidget(self.chooser)
        self.chooser.entered.connect(self.onward)
        self.setFocusProxy(self.chooser.first)

    def complete(self) -> bool:
        """It must be hard to guess, and typed twice alike."""
        return self.chooser.complete()
