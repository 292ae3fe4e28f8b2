"""The Actions page: what is still to be done in all cases, the most pressing first."""

from math import inf

from dslapp.domain.case.case_lists import DueAction
from dslapp.domain.entity import IncidentId
from dslapp.gui.desk import Desk
from dslapp.gui.list_page import ListPage
from dslapp.gui.routes import Route, ToCase
from dslapp.gui.theme.tokens import GRID, Tone
from dslapp.gui.widgets.chips import due_in_words
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.rows_model import Column, RowsModel
from dslapp.gui.widgets.rows_view import RowsView
from dslapp.services.case.list_actions import OpenActions, list_actions


class ActionsPage(ListPage):
    """All open actions; Enter or a double click leads to the action in its case."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Actions")
        self._desk = desk
        self._found = OpenActions("", ())
        self._which = ChoiceButtons(
            "Show", (Choice("all", "&Everybody’s"), Choice("mine", "&Mine"), Choice("overdue", "Overdue")), across=True
        )
        self._which.set_value("all")
        self._which.chosen.connect(self._show_rows)
        self._model: RowsModel[DueAction] = RowsModel(
            (
                Column("Case", lambda action: action.ref, width=15 * GRID),
                Column("What is to be done", lambda action: action.what),
                Column("Whose", lambda action: action.owner or "Nobody is named", width=18 * GRID, narrow=-1),
                Column(
                    "By when", self._due, sort=_due_key, tone=self._tone, icon=self._icon, width=34 * GRID,
                    narrow=27 * GRID,
                ),
                Column("In which case", lambda action: action.headline, narrow=-1),
            )
        )  # fmt: skip
        self.table = RowsView("Open actions of all cases", self._model, two_lines=True)
        self.table.opened.connect(self._open)
        self.column.addWidget(self._which)
        self.column.addWidget(self.table, 1)

    def enter(self, route: Route) -> None:
        """Read the open actions."""
        self._desk.tasks.submit(list_actions, self._desk.session, done=self._show, latest="actions")

    def _show(self, found: OpenActions) -> None:
        self._found = found
        self._show_rows()

    def _show_rows(self) -> None:
        rows = [action for action in self._found.actions if self._fits(action)]
        self._model.set_rows(rows)
        self.count.setText(f"{len(rows)} open" if rows else "Nothing is open.")

    def _fits(self, action: DueAction) -> bool:
        match self._which.value():
            case "mine":
                return action.owner == self._found.reader
            case "overdue":
                return action.due is not None and action.due < self._desk.now()
        return True

    def _open(self, action: DueAction) -> None:
        self.go.emit(ToCase(IncidentId(action.incident_id), "actions", action.id))

    def _due(self, action: DueAction) -> str:
        return due_in_words(action.due, self._desk.now())[0]

    def _tone(self, action: DueAction) -> Tone:
        return due_in_words(action.due, self._desk.now())[1]

    def _icon(self, action: DueAction) -> str:
        return due_in_words(action.due, self._desk.now())[2]


def _due_key(action: DueAction) -> float:
    """What has no date is sorted behind everything that has one."""
    return action.due.timestamp() if action.due else inf
