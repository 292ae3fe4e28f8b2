"""The school's own numbers: typed here, and marked on the day on which somebody rang to check them."""

from collections.abc import Sequence
from datetime import date

import msgspec
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from dslapp.domain.entity import new_id
from dslapp.domain.guidance.contacts import LocalContact
from dslapp.domain.local_time import say_day, to_local
from dslapp.domain.problems import Problem
from dslapp.domain.school import Contact, say_lado
from dslapp.gui.desk import Desk
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.chips import Chip
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.text import Heading, Rule, Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.change_settings import change_contacts

_LINES = (
    ("phone", "Telephone"), ("out_of_hours", "Evenings and weekends"), ("name", "Name or team"), ("email", "E-mail"),
)  # fmt: skip


class ContactsCard(Card):
    """One form for each kind of contact that guidance names and only the school can fill in."""

    def __init__(self, desk: Desk, kinds: Sequence[LocalContact], *, may_change: bool) -> None:
        super().__init__("Whom to ring: your own numbers")
        self._desk, self._may_change = desk, may_change
        self.forms = {kind.key: ContactForm(kind, desk, may_change=may_change) for kind in kinds}
        for form in self.forms.values():
            self.body.addWidget(form)
            self.body.addWidget(Rule())
        self._told = Banner("success")
        self._told.hide()
        self.body.addWidget(self._told)
        self.save = Button("Save the num&bers", icon="save")
        self.save.setVisible(may_change)
        self.body.addLayout(side_by_side(self.save))
        self.save.clicked.connect(self.keep)

    def call_lado(self, lado_label: str) -> None:
        """Call the LADO as the school's authority does."""
        for form in self.forms.values():
            form.heading.setText(say_lado(form.kind.label, lado_label))

    def show_contacts(self, contacts: Sequence[Contact]) -> None:
        """Fill the forms."""
        for contact in contacts:
            if contact.contact_kind in self.forms:
                self.forms[contact.contact_kind].show_contact(contact)

    def focus_due(self) -> None:
        """Put the focus on the first number that nobody has checked for six months."""
        form = next((each for each in self.forms.values() if each.is_due()), None)
        if form is not None:
            form.checked.setFocus()

    def keep(self) -> None:
        """Keep the numbers that were changed."""
        changed = [form.contact() for form in self.forms.values() if form.is_changed()]
        if self._may_change and changed:
            self._desk.tasks.submit(change_contacts, self._desk.session, changed, done=self._saved, failed=self._failed)

    def _saved(self, contacts: list[Contact]) -> None:
        self.show_contacts(contacts)
        self._told.show_message("success", "The numbers are saved.")
        self._told.show()

    def _failed(self, problem: Problem) -> None:
        self._told.show_problem(problem)


class ContactForm(QWidget):
    """The number of one agency, as the school knows it."""

    def __init__(self, kind: LocalContact, desk: Desk, *, may_change: bool) -> None:
        super().__init__()
        self._desk = desk
        self._kept = Contact(id=new_id(), contact_kind=kind.key, label=kind.label)
        self.checked_on: date | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        self.kind, self.heading = kind, Heading(kind.label, 3)
        column.addWidget(self.heading)
        column.addWidget(Words(kind.when, "hint"))
        self.lines: dict[str, QLineEdit] = {}
        grid = QGridLayout()
        grid.setSpacing(GRID)
        for number, (attribute, label) in enumerate(_LINES):
            line = self.lines[attribute] = QLineEdit()
            line.setReadOnly(not may_change)
            grid.addWidget(Field(label, line), number // 2, number % 2)
            line.setAccessibleName(f"{kind.label}: {label}")
        column.addLayout(grid)
        self._state = Chip("")
        self.checked = Button("I have checked it today", icon="phone")
        self.checked.setAccessibleName(f"{kind.label}: I have checked it today")
        self.checked.setVisible(may_change)
        foot = WrapLayout()
        foot.addWidget(self.checked)
        foot.addWidget(self._state)
        column.addLayout(foot)
        self.checked.clicked.connect(self._check)
        self._say_state()

    def show_contact(self, contact: Contact) -> None:
        """Fill the fields."""
        self._kept, self.checked_on = contact, contact.checked_on
        for attribute, line in self.lines.items():
            line.setText(getattr(contact, attribute))
            line.setCursorPosition(0)
        self._say_state()

    def contact(self) -> Contact:
        """The contact as it stands in the fields."""
        typed = {attribute: line.text().strip() for attribute, line in self.lines.items()}
        return msgspec.structs.replace(self._kept, **typed, checked_on=self.checked_on)

    def is_due(self) -> bool:
        """Whether a number is saved that nobody has checked for six months."""
        kept = self._kept
        return bool(kept.phone or kept.email or kept.out_of_hours) and kept.check_is_due(self._today())

    def is_changed(self) -> bool:
        """Whether there is something to keep."""
        return self.contact() != self._kept

    def state(self) -> str:
        """What is said about the last check."""
        return self._state.words()

    def _check(self) -> None:
        self.checked_on = self._today()
        self._say_state()

    def _say_state(self) -> None:
        contact = self.contact()
        if contact.checked_on is None:
            self._state.show_state("Nobody has checked this number yet", "warning")
        elif contact.check_is_due(self._today()):
            self._state.show_state(f"Checked on {say_day(contact.checked_on)}: ring to check it again", "warning")
        else:
            self._state.show_state(f"Checked on {say_day(contact.checked_on)}", "success")

    def _today(self) -> date:
        return to_local(self._desk.now()).date()
