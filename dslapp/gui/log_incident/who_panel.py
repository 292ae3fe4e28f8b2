"""Who is involved, as far as it is known at the door: people with a part each, accounts, or why nobody is known yet."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from dslapp.domain.case.incident import SafetyAnswers
from dslapp.domain.case.incident_draft import IncidentDraft, NamedAccount, NamedPerson
from dslapp.gui.desk import Desk
from dslapp.gui.log_incident.account_row import AccountRow
from dslapp.gui.log_incident.person_row import PersonRow
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.field import Field, named
from dslapp.services.case.involve_people import find_accounts, find_people

Row = TypeVar("Row", PersonRow, AccountRow)


class WhoPanel(QWidget):
    """People, then accounts. `changed` is sent at every change, `rearranged` when lines or offers came or went."""

    changed = Signal()
    rearranged = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._likely: tuple[str, ...] = ("child-affected", "child-alleged")
        self.people = _Rows(self._new_person, Button("+ Another p&erson", "quiet"))
        self.accounts = _Rows(self._new_account, Button("+ Another account", "quiet"))
        self._unknown = QCheckBox("Nobody is &known yet")
        self._because = named(QLineEdit(), "Why is nobody known yet, and who will find out?")
        self._because.setPlaceholderText("Not known yet. Why, and who will find out?")
        self.field = Field("Who is involved?", self.people)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.field)
        column.addLayout(side_by_side(self.people.more, self._unknown))
        column.addWidget(self._because)
        column.addWidget(Field("On which account? (if there is one)", self.accounts))
        column.addLayout(side_by_side(self.accounts.more))
        for rows in (self.people, self.accounts):
            rows.changed.connect(self._changed)
            rows.rearranged.connect(self.rearranged)
        self._unknown.toggled.connect(self._show_because)
        self._because.textEdited.connect(lambda _text: self._changed())
        self._because.hide()

    def put_into(self, draft: IncidentDraft) -> dict[str, object]:
        """The fields of the draft that stand here."""
        return {
            "people": tuple(row.value() for row in self.people.rows),
            "accounts": tuple(row.value() for row in self.accounts.rows),
            "who_unknown_because": self._because.text() if self._unknown.isChecked() else "",
        }

    def show_draft(self, draft: IncidentDraft) -> None:
        """Show the people and accounts of a draft, or one empty line of each."""
        self.people.show_values(draft.people or (NamedPerson(part=self._likely[0]),))
        self.accounts.show_values(draft.accounts or (NamedAccount(),))
        self._unknown.setChecked(bool(draft.who_unknown_because))
        self._because.setText(draft.who_unknown_because)

    def suggest_parts(self, answers: SafetyAnswers) -> None:
        """Let empty lines begin with the part that is likeliest after the safety answers: staff first."""
        if answers.staff_concern:
            self._likely = ("adult-here-alleged", "child-affected")
        elif answers.adult_here == "targeted":
            self._likely = ("adult-here-affected", "parent-alleged")
        else:
            self._likely = ("child-affected", "child-alleged")
        for number, row in enumerate(self.people.rows):
            row.suggest_part(self._part_at(number))

    def _part_at(self, number: int) -> str:
        return self._likely[min(number, len(self._likely) - 1)]

    def _new_person(self, number: int) -> PersonRow:
        row = PersonRow(number + 1)
        row.part.set_part(self._part_at(number))
        row.typed.connect(lambda text: self._look_up_person(text, row))
        return row

    def _new_account(self, number: int) -> AccountRow:
        row = AccountRow(number + 1)
        row.typed.connect(lambda text: self._look_up_account(text, row))
        return row

    def _look_up_person(self, typed: str, row: PersonRow) -> None:
        tasks, session = self._desk.tasks, self._desk.session
        tasks.submit(find_people, session, typed, latest=f"person {id(row)}", done=row.show_matches)

    def _look_up_account(self, typed: str, row: AccountRow) -> None:
        tasks, session = self._desk.tasks, self._desk.session
        tasks.submit(find_accounts, session, typed, latest=f"account {id(row)}", done=row.show_matches)

    def _show_because(self, shown: bool) -> None:
        self._because.setVisible(shown)
        if shown and self._unknown.hasFocus():
            self._because.setFocus()
        self._changed()

    def _changed(self) -> None:
        self.field.show_error("")
        self.changed.emit()


class _Rows(QWidget, Generic[Row]):
    """Lines of one kind; `more` adds one. There is always at least one."""

    changed = Signal()
    rearranged = Signal()
    _makes: Callable[[int], Row]

    def __init__(self, makes: Callable[[int], Row], more: Button) -> None:
        super().__init__()
        self._makes = makes
        self.more = more
        self.rows: list[Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        more.clicked.connect(lambda: self._add().setFocus())

    def show_values(self, values: Sequence[NamedPerson] | Sequence[NamedAccount]) -> None:
        """Show exactly these lines."""
        while self.rows:
            self._drop(self.rows[-1])
        for value in values:
            self._add().show_value(value)  # type: ignore[arg-type]  # rows and values are of one kind

    def _add(self) -> Row:
        row = self._makes(len(self.rows))
        self.rows.append(row)
        self._column.addWidget(row)
        row.changed.connect(self.changed)
        row.removed.connect(lambda: self._remove(row))
        row.matches.rearranged.connect(self.rearranged)
        self.setFocusProxy(self.rows[0])
        self._offer_removal()
        return row

    def _offer_removal(self) -> None:
        for each in self.rows:
            each.can_be_removed(len(self.rows) > 1)
        self.rearranged.emit()

    def _remove(self, row: Row) -> None:
        self._drop(row)
        (self.rows[-1] if self.rows else self._add()).setFocus()
        self.changed.emit()

    def _drop(self, row: Row) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._offer_removal()
