"""Who comes back with the recovery sheet, and their new passphrase."""

from collections.abc import Sequence

from dslapp.gui.opening.passphrase_chooser import PassphraseChooser
from dslapp.gui.opening.step import Step
from dslapp.gui.tasks import TaskRunner
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import Field
from dslapp.services.access.unlock_casebook import Door

_NOT_AMONG_THEM = (
    "You are not among them? Choose the person in whose place you come. Then add yourself under Members, and remove "
    "that person."
)


class NewPassphraseStep(Step):
    """Asks for the member, one of `doors`, and a passphrase; the one before opens nothing from then on."""

    def __init__(self, tasks: TaskRunner, doors: Sequence[Door]) -> None:
        super().__init__(
            "Who you are, and your new passphrase",
            "You get new keys as well. What you signed before stays yours. The record says that you came back with the "
            "recovery sheet, and asks another member to countersign it.",
        )
        self._doors = doors
        self.who = ChoiceButtons("Who you are", [Choice(door.member_id, door.label) for door in doors])
        self.who_field = Field("Who you are", self.who, _NOT_AMONG_THEM)
        self.chooser = PassphraseChooser(tasks, self._hints)
        self.trouble = Banner("danger")
        self.trouble.hide()
        for widget in (self.who_field, self.chooser, self.trouble):
            self.column.addWidget(widget)
        self.chooser.entered.connect(self.onward)
        self.setFocusProxy(self.who)

    def complete(self) -> bool:
        """A member must be chosen, and a passphrase typed twice alike."""
        chosen = bool(self.who.value())
        self.who_field.show_error("" if chosen else "Choose who you are.")
        if not chosen:
            self.who.setFocus()
        return chosen and self.chooser.complete()

    def _hints(self) -> tuple[str, ...]:
        return tuple(door.label for door in self._doors if door.member_id == self.who.value())
