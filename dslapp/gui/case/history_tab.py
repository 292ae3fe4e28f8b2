"""The History tab: who changed what, when and why, with the old words beside the new; and who looked."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.history_words import HistoryLine, history_in_words
from dslapp.domain.local_time import say_moment
from dslapp.domain.trust.entries import Moved
from dslapp.gui.case.columns_head import with_head
from dslapp.gui.case.lines import Cell, Columns, Line
from dslapp.gui.case.lines_list import LinesList
from dslapp.gui.case.tab import CaseTabView
from dslapp.gui.desk import Desk
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.services.matters.earlier_history import EarlierHistory, EarlierLine, earlier_histories

COLUMNS = Columns(("When and who", "What, and why", "Before", "After"), (24, 32, 30, 30), narrow=700)
_EVERYTHING, _CHANGES, _LOOKS, _BEFORE = "all", "changed", "looked", "before"


class HistoryTab(CaseTabView):
    """Lists every entry of the journal that concerns the case, newest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._case: CaseFile | None = None
        self._lines: tuple[HistoryLine, ...] = ()
        self._which = ChoiceButtons(
            "Show",
            (
                Choice(_EVERYTHING, "&Everything"),
                Choice(_CHANGES, "C&hanges"),
                Choice(_LOOKS, "Who loo&ked"),
                Choice(_BEFORE, "&Before it was moved here"),
            ),
            across=True,
        )
        self._which.set_value(_EVERYTHING)
        self._which.chosen.connect(self._show_lines)
        self._list = LinesList("History of this case", COLUMNS, "Nothing of this kind.")
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self._which)
        column.addWidget(with_head(self._list), 1)

    def show_case(self, case: CaseFile) -> None:
        """Show the history of `case`."""
        self._case, self._lines = case, history_in_words(case)
        moved_here = any(isinstance(each.entity, Moved) and each.entity.direction == "in" for each in case.history)
        self._which.button(_BEFORE).setVisible(moved_here)
        if not moved_here and self._which.value() == _BEFORE:
            self._which.set_value(_EVERYTHING)
        self._show_lines()

    def look_for(self, focus_id: str) -> None:
        """Choose the entry with that number."""
        self._list.choose(focus_id)

    def _show_lines(self) -> None:
        chosen = self._which.value()
        if chosen == _BEFORE and self._case is not None:
            self._desk.tasks.submit(
                earlier_histories, self._desk.session, self._case.incident.id, done=self._show_earlier, latest="earlier"
            )
            return
        self._list.show_lines([_line(line) for line in self._lines if chosen in (_EVERYTHING, line.kind)])

    def _show_earlier(self, histories: Sequence[EarlierHistory]) -> None:
        if self._which.value() == _BEFORE:
            lines = [_earlier(history, line) for history in histories for line in reversed(history.lines)]
            self._list.show_lines(lines)


def _earlier(history: EarlierHistory, line: EarlierLine) -> Line:
    why = [Cell(f"Why: {line.reason}", quiet=True)] if line.reason else []
    where = f"{line.who} · entry {line.seq} of “{history.label}”, {history.ref}"
    columns = ((Cell(say_moment(line.at)), Cell(where, quiet=True)), (Cell(line.what), *why), (Cell(""),), (Cell(""),))
    return Line(key=f"{history.ref} {line.seq}", columns=columns)


def _line(line: HistoryLine) -> Line:
    why = [Cell(f"Why: {line.reason}", quiet=True)] if line.reason else []
    before, after = [], []
    for change in line.changes:
        before += [Cell(change.field, quiet=True), Cell(change.old or "(nothing)")]
        after += [Cell(change.field, quiet=True), Cell(change.new or "(nothing)")]
    return Line(
        key=str(line.seq),
        columns=(
            (Cell(say_moment(line.at)), Cell(f"{line.who} · entry {line.seq}", quiet=True)),
            (Cell(line.what, strong=line.kind == "changed"), *why),
            tuple(before) or (Cell(""),),
            tuple(after) or (Cell(""),),
        ),
    )
