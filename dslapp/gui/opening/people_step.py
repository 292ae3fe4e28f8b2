"""The fourth step: who else may open the casebook."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout

from dslapp.domain.school import Role
from dslapp.gui.opening.passphrase_chooser import PassphraseChooser
from dslapp.gui.opening.person_form import PersonForm
from dslapp.gui.opening.step import Step
from dslapp.gui.tasks import TaskRunner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import side_by_side
from dslapp.services.access.create_casebook import NewMember, passphrase_hints

MOST = 3
ROLES: tuple[tuple[Role, str], ...] = (
    ("headteacher", "reads and reviews, changes nothing"),
    ("chair_of_governors", "reads and reviews, changes nothing"),
    ("deputy_dsl", "logs and changes as you do"),
    ("read_only", "reads, changes nothing"),
)


class PeopleStep(Step):
    """Asks for further members; none is needed. `school_name` gives the name that a guesser would try.

    `own_initials` gives those of whoever sits at the keyboard, which nobody else may have.
    """

    def __init__(self, tasks: TaskRunner, school_name: Callable[[], str], own_initials: Callable[[], str]) -> None:
        super().__init__(
            "Who else may open it?",
            "The headteacher, or the chair, reviews cases with a passphrase of their own. A second person can also "
            "open the casebook if you cannot. Others can be added later, under Members.",
        )
        self._own_initials = own_initials
        self.cards = [PersonCard(tasks, school_name, f"Person {number}", self._before) for number in range(2, MOST + 2)]
        for card in self.cards:  # made at once, so that Tab goes through them in their order
            card.hide()
            card.remove.clicked.connect(lambda _checked, card=card: self._leave_out(card))
            self.column.addWidget(card)
        self.add = Button("&Add a person", "secondary", "plus")
        self.column.addLayout(side_by_side(self.add))
        self.add.clicked.connect(self.add_person)
        self.setFocusProxy(self.add)

    @property
    def people(self) -> list["PersonCard"]:
        """The forms of those who were added."""
        return [card for card in self.cards if not card.isHidden()]

    def add_person(self) -> None:
        """Show the form for one more person."""
        card = next(card for card in self.cards if card.isHidden())
        card.show()
        self._after_change()
        card.form.name.setFocus()

    def complete(self) -> bool:
        """Everybody who was added needs a name and a passphrase."""
        return all(person.complete() for person in self.people)

    def members(self) -> tuple[NewMember, ...]:
        """Those who were added."""
        return tuple(person.member() for person in self.people)

    def _before(self, card: "PersonCard") -> list[str]:
        """The initials of whoever stands before this one."""
        before = self.people[: self.people.index(card)] if card in self.people else []
        return [self._own_initials(), *(each.form.initials.text().strip() for each in before)]

    def _leave_out(self, card: "PersonCard") -> None:
        card.hide()
        card.clear()
        self._after_change()
        self.add.setFocus()

    def _after_change(self) -> None:
        self.add.setEnabled(len(self.people) < MOST)
        self.add.say("&Add another person" if self.people else "&Add a person")


class PersonCard(Card):
    """One further member: who they are, and the passphrase that they type or are given."""

    def __init__(
        self,
        tasks: TaskRunner,
        school_name: Callable[[], str],
        title: str,
        taken: Callable[["PersonCard"], Sequence[str]],
    ) -> None:
        super().__init__(title)
        self._school_name = school_name
        self.form = PersonForm(ROLES, lambda: taken(self))
        self.chooser = PassphraseChooser(tasks, lambda: passphrase_hints(self.member(), self._school_name()))
        self.remove = Button("&Leave this person out", "quiet", "x")
        self.body.addWidget(self.form)
        self.body.addWidget(self.chooser)
        row = QHBoxLayout()
        row.addWidget(self.remove)
        row.addStretch(1)
        self.body.addLayout(row)
        self.form.entered.connect(self.chooser.first.setFocus)

    def clear(self) -> None:
        """Forget what was typed."""
        self.form.clear()
        self.chooser.clear()

    def complete(self) -> bool:
        """Name, initials, and a passphrase typed twice alike."""
        return self.form.complete() and self.chooser.complete()

    def member(self) -> NewMember:
        """The person as they were described."""
        return NewMember(
            name=self.form.name.text().strip(), role=self.form.chosen_role(),
            initials=self.form.initials.text().strip(), passphrase=self.chooser.passphrase(),
        )  # fmt: skip
