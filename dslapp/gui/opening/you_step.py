"""The second step: who sits at the keyboard."""

from dslapp.domain.school import Role
from dslapp.gui.opening.person_form import PersonForm
from dslapp.gui.opening.step import Step

ROLES: tuple[tuple[Role, str], ...] = (
    ("dsl", ""),
    ("deputy_dsl", ""),
    ("case_manager", "the headteacher or chair, for a casebook of staff concerns"),
)


class YouStep(Step):
    """Asks for the person's own name and role."""

    def __init__(self) -> None:
        super().__init__("You", "What you write is signed with your name, and nobody can change it unseen.")
        self.form = PersonForm(ROLES)
        self.column.addWidget(self.form)
        self.form.entered.connect(self.onward)
        self.setFocusProxy(self.form)

    def complete(self) -> bool:
        """Name and initials are needed."""
        return self.form.complete()
