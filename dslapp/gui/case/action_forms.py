"""What is to be done: a form that gives it to somebody, and one that ends it with a note."""

from datetime import date

import msgspec
from PySide6.QtWidgets import QComboBox, QLineEdit

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.case_words import due_words
from dslapp.domain.case.casework import Action
from dslapp.domain.entity import IncidentId
from dslapp.domain.local_time import to_local
from dslapp.domain.problems import UserProblem
from dslapp.gui.case.case_form import CaseForm
from dslapp.gui.case.due_day import DueDay
from dslapp.gui.desk import Desk
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.text import Words
from dslapp.services.case.do_casework import add_action, amend_casework, drop_action, finish_action


class NewAction(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the form for an action."""

    what: str = ""
    owner: str = ""
    due: date | None = None


class ActionEnd(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the form that ends an action."""

    action_id: str = ""
    note: str = ""


class ActionForm(CaseForm[NewAction]):
    """Gives somebody something to do, or changes what, whose or by when, with a reason."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "actions", "Add an action", NewAction, "&Save this action")
        self._what = QLineEdit()
        self._owner = QComboBox()
        self._owner.setEditable(True)
        self._due = DueDay("By when", desk.now)
        self._reason = QLineEdit()
        self._changing: Action | None = None
        self.add_field("what", Field("What is to be done?", self._what))
        self.add_row(owner=Field("Whose is it?", self._owner), due=Field("By when?", self._due, optional=True))
        self.add_field("reason", Field("Why is it changed?", self._reason, "What it said before stays in the history."))
        self.fields["reason"].hide()
        self.finish()
        self._what.textChanged.connect(self.changed)
        self._owner.editTextChanged.connect(self.changed)
        self._due.changed.connect(self.changed)

    def set_case(self, case: CaseFile) -> None:
        """Offer the members who do casework as owners."""
        owner = self._owner.currentText()
        names = [member.name for member in case.members.values() if not member.retired]
        if [self._owner.itemText(i) for i in range(self._owner.count())] != names:
            self._owner.clear()
            self._owner.addItems(names)
            self._owner.setEditText(owner or case.name_of(case.incident.owner))
        super().set_case(case)

    def change(self, action: Action) -> None:
        """Show an open action, to be changed with a reason."""
        assert self.case is not None
        self.clear()
        due = to_local(action.due).date() if action.due else None
        self.show_value(NewAction(what=action.what, owner=self.case.name_of(action.owner), due=due))
        self._changing = action
        self.heading.setText("Change an action")
        self.save_button.say("&Save the change")
        self.fields["reason"].show()
        self.focus_first()

    def value(self) -> NewAction:
        """What is on the screen."""
        return NewAction(what=self._what.text(), owner=self._owner.currentText().strip(), due=self._due.day())

    def show_value(self, value: NewAction) -> None:
        """Show `value`."""
        self._what.setText(value.what)
        self._owner.setEditText(value.owner)
        self._due.set_day(value.due)

    def is_empty(self) -> bool:
        """Whether it does not say what is to be done; a change is not kept as a draft, since it has its own action."""
        return self._changing is not None or not self._what.text().strip()

    def clear(self) -> None:
        """Start afresh."""
        self._changing = None
        self.heading.setText("Add an action")
        self.save_button.say("&Save this action")
        self.fields["reason"].hide()
        self._reason.clear()
        self._what.clear()
        self._due.set_day(None)
        if self.case:
            self._owner.setEditText(self.case.name_of(self.case.incident.owner))

    def save(self) -> None:
        """Save it, unless the day cannot be."""
        assert self.case is not None
        before = self._changing.due if self._changing else None
        same_day = before is not None and to_local(before).date() == self._due.day()
        if self._due.problem() and not same_day:
            self.show_errors(UserProblem(self._due.problem(), field="due"))
            return
        typed = self._owner.currentText().strip()
        owner = next((member.id for member in self.case.members.values() if member.name == typed), typed)
        if self._changing:
            changed = msgspec.structs.replace(
                self._changing, what=self._what.text().strip(), owner=owner,
                due=before if same_day else self._due.due(),
            )  # fmt: skip
            self.send("The change is saved.", amend_casework, changed, reason=self._reason.text())
            return
        self.send(
            "The action is saved.", add_action, IncidentId(self.case.incident.id), self._what.text(),
            owner=owner, due=self._due.due(),
        )  # fmt: skip


class EndActionForm(CaseForm[ActionEnd]):
    """Says what came of an action, or why it will not be done."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "action-end", "End an action", ActionEnd, "&Done")
        self._action_id = ""
        self._about = Words()
        self._note = GrowingText(lines=2)
        self.body.addWidget(self._about)
        self.add_field("note", Field("What came of it?", self._note))
        self.drop_button = Button("&Will not be done", "secondary", "x")
        self.drop_button.clicked.connect(self._drop)
        self.finish()
        self.body.addWidget(self.drop_button)
        self._note.textChanged.connect(self.changed)

    def begin(self, action: Action) -> None:
        """End `action`."""
        if self._action_id != action.id:
            self.clear()
        self._action_id = action.id
        self._say(action)
        self.focus_first()

    def value(self) -> ActionEnd:
        """What is on the screen."""
        return ActionEnd(action_id=self._action_id, note=self._note.text())

    def show_value(self, value: ActionEnd) -> None:
        """Show `value`."""
        self._action_id = value.action_id
        self._note.setPlainText(value.note)
        actions = self.case.actions if self.case else ()
        action = next((each for each in actions if each.id == value.action_id), None)
        if action:
            self._say(action)

    def is_empty(self) -> bool:
        """Whether no note was typed."""
        return not self._note.text()

    def clear(self) -> None:
        """Start afresh."""
        self._action_id = ""
        self._about.setText("")
        self._note.clear()

    def save(self) -> None:
        """Say that it is done."""
        self.send("The action is done.", finish_action, self._action_id, self._note.text())

    def _drop(self) -> None:
        self.send("The action is dropped.", drop_action, self._action_id, self._note.text())

    def _say(self, action: Action) -> None:
        question = action.source == "question"
        self.heading.setText("Answer a question" if question else "End an action")
        self.save_button.say("&Save the answer" if question else "&Done")
        self.fields["note"].label.setText("Your answer" if question else "What came of it?")
        owner = self.case.name_of(action.owner) if self.case else action.owner
        self._about.setText(f"{action.what} – {owner}, {due_words(action.due)}")
