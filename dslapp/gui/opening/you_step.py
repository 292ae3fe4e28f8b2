"""The second step: who sits at the keyboard."""

from collections.abc import Callable

from dslapp.domain.school import Holds, Role
from dslapp.gui.opening.person_form import PersonForm
from dslapp.gui.opening.step import Step

ROLES: tuple[tuple[Role, str], ...] = (
    ("dsl", ""),
    ("deputy_dsl", ""),
    ("case_manager", "the headteacher or chair, for a casebook of staff concerns"),
)


class YouStep(Step):
    """Asks for the person's own name and role."""

    def __init__(self, holds: Callable[[], Holds]) -> None:
        super().__init__("You", "What you write is signed with your name, and nobody can change it unseen.")
        self._holds = holds
        self.form = PersonForm(ROLES)
        self.column.addWidget(self.form)
        self.form.entered.connect(self.onward)
        self.setFocusProxy(self.form)

    def arrive(self) -> None:
        """Propose the case manager where the casebook is not the pupils', until a name is written."""
        if not self.form.name.text():
            self.form.role.set_value(ROLES[0][0] if self._holds() == "pupils" else "case_manager")

    def complete(self) -> bool:
        """Name and initials are needed."""
        return self.form.complete()
