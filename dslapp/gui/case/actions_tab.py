"""The Actions tab: what is still to be done, by whom and by when, the overdue first; and what was done."""

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.case_words import due_words
from dslapp.domain.case.casework import Action
from dslapp.domain.evidence.safe_ways import IN_SHORT
from dslapp.domain.local_time import say_moment
from dslapp.gui.case.action_forms import ActionForm, EndActionForm
from dslapp.gui.case.columns_head import with_head
from dslapp.gui.case.form_area import FormArea
from dslapp.gui.case.lines import Cell, Columns, Line
from dslapp.gui.case.lines_list import LinesList
from dslapp.gui.case.tab import CaseTabView
from dslapp.gui.desk import Desk
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.wrapping import WrapLayout

COLUMNS = Columns(("What is to be done", "Whose", "By when"), (54, 20, 32))


class ActionsTab(CaseTabView):
    """Lists actions; gives new ones; ends the chosen one with a note."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._case: CaseFile | None = None
        self._add = Button("Add an action", "secondary", "plus")
        self._which = ChoiceButtons("Show", (Choice("open", "Still open"), Choice("all", "Finished too")), across=True)
        self._which.set_value("open")
        self._which.chosen.connect(self._show_lines)
        self._end = Button("&Done, or drop it", "quiet", "check")
        self._change = Button("C&hange it", "quiet", "pencil")
        self._change.clicked.connect(self._begin_change)
        self._form, self._end_form = ActionForm(desk), EndActionForm(desk)
        self._forms = FormArea(self._form, self._end_form)
        self._forms.saved.connect(self._saved)
        self._list = LinesList("Actions of this case", COLUMNS, "No action is open.")
        self._list.selected.connect(self._offer)
        self._list.opened.connect(lambda _key: self._begin_end())
        self._add.clicked.connect(self._begin)
        self._end.clicked.connect(self._begin_end)
        row = WrapLayout()
        for widget in (self._add, self._which, self._end, self._change):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addLayout(row)
        column.addWidget(self._forms.above(with_head(self._list)), 1)

    def show_case(self, case: CaseFile) -> None:
        """Show the actions of `case`; what is being typed stays."""
        self._case = case
        writes = case.reader_may("log and change the record")
        self._add.setVisible(writes)
        self._end.setVisible(writes)
        self._change.setVisible(writes)
        if writes:
            self._forms.set_case(case)
        self._show_lines()

    def look_for(self, focus_id: str) -> None:
        """Choose an action."""
        if not any(line.key == focus_id for line in self._list.lines()):
            self._which.set_value("all")
            self._show_lines()
        self._list.choose(focus_id)
        self._list.setFocus()

    def leave(self) -> bool:
        """Keep what was typed."""
        self._forms.leave()
        return True

    def _begin(self) -> None:
        self._forms.open(self._form)
        self._form.focus_first()

    def _begin_change(self) -> None:
        action = self._chosen()
        if action:
            self._form.leave()
            self._forms.open(self._form)
            self._form.change(action)

    def _begin_end(self) -> None:
        action = self._chosen()
        if action:
            self._forms.open(self._end_form)
            self._end_form.begin(action)

    def _saved(self, words: str) -> None:
        self.tell(words)
        self.changed.emit()

    def _show_lines(self) -> None:
        if self._case is None:
            return
        now = self._desk.now()
        lines = [_open_line(action, self._case, now) for action in self._case.open_actions]
        if self._which.value() == "all":
            ended = sorted(
                (action for action in self._case.actions if action.status != "open"),
                key=lambda action: action.finished_at or action.created_at, reverse=True,
            )  # fmt: skip
            lines += [_ended_line(action, self._case) for action in ended]
        self._list.show_lines(lines)
        self._offer()

    def _chosen(self) -> Action | None:
        if self._case is None or not self._case.reader_may("log and change the record"):
            return None
        return next((action for action in self._case.open_actions if action.id == self._list.chosen()), None)

    def _offer(self) -> None:
        for button in (self._end, self._change):
            button.setEnabled(self._chosen() is not None)


def _open_line(action: Action, case: CaseFile, now: datetime) -> Line:
    overdue = action.due is not None and action.due < now
    words = due_words(action.due)
    due = Cell(f"Overdue: it was due {words}", tone="danger", strong=True) if overdue else Cell(_sentence(words))
    asked = f"{action.due_in_words}" if action.due_in_words else ""
    return Line(
        key=action.id,
        columns=(
            (Cell(action.what, strong=overdue), Cell(_from(action, case), quiet=True)),
            (Cell(case.name_of(action.owner) or "Nobody is named"),),
            (due, Cell(asked, quiet=True)),
        ),
    )


def _ended_line(action: Action, case: CaseFile) -> Line:
    done = action.status == "done"
    at = f" {say_moment(action.finished_at)}" if action.finished_at else ""
    late = done and action.due and action.finished_at and action.finished_at > action.due
    return Line(
        key=action.id,
        columns=(
            (Cell(action.what), Cell(action.finished_note)),
            (Cell(case.name_of(action.owner)),),
            (
                Cell(f"{'Done' if done else 'Dropped'}{at}", tone="success" if done else "neutral"),
                Cell(f"late: it was due {due_words(action.due)}" if late else "", tone="warning"),
            ),
        ),
    )


def _from(action: Action, case: CaseFile) -> str:
    asked_by = case.name_of(action.asked_by or "")
    return {
        "guidance": "from the guidance",
        "question": f"a question of {asked_by or 'the reviewer'}",
        "decision": "a decision wanted from the reviewer",
        "exhibit": f"evidence that is not here yet. {IN_SHORT}",
        "device": "a device that is kept",
        "takedown": "something that should be taken down",
        "referral": "from a referral",
    }.get(action.source, "")


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:]
