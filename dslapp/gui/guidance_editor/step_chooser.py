"""Finds the step to be changed: a flowchart, some of its words, and the list of steps."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from dslapp.domain.guidance.flows import Flow, Step, answers_of
from dslapp.domain.own_guidance.step_editing import step_in_words
from dslapp.gui.case_details.parts import ComboPart
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.rows_model import Column, RowsModel
from dslapp.gui.widgets.rows_view import RowsView
from dslapp.gui.widgets.text import Heading, Words
from dslapp.services.guidance.own_guidance import OwnGuidance

_ALL = ""
LEAST_LINES = 12
"""Lines of words for which the list always has room."""

Row = tuple[Flow, Step, bool]


class StepChooser(QScrollArea):
    """`chosen` carries the flow and the step; `left` goes back to the list of changes."""

    chosen = Signal(object, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Row] = ()
        self.flow = ComboPart("&Flowchart", [(_ALL, "All flowcharts")])
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.count = Words(part="hint")
        self.model: RowsModel[Row] = RowsModel(
            (
                Column("Step", lambda row: f"{step_in_words(row[1])}{' – ours' if row[2] else ''}"),
                Column("Flowchart", lambda row: row[0].title, width=32 * GRID),
            )
        )
        self.table = RowsView("Steps", self.model)
        self.open_button = Button("Chan&ge this step", "primary", "pencil")
        self.open_button.setEnabled(False)
        self.back_button = Button("&Back to the changes", "quiet", "arrow-left")
        self._lay_out()
        self.flow.changed.connect(self._filter)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self.table.setFocus)
        self.table.opened.connect(self._choose)
        self.table.selected.connect(lambda _row: self.open_button.setEnabled(True))
        self.open_button.clicked.connect(lambda: self._choose(self.table.current()))
        self.back_button.clicked.connect(self.left)

    def show_steps(self, own: OwnGuidance) -> None:
        """List the steps as they hold now."""
        flows = sorted(own.library.guidance.flows.values(), key=lambda flow: flow.rank)
        ours = {(change.file, change.row) for change in own.changes}
        self._rows = [(flow, step, (flow.flow, step.id) in ours) for flow in flows for step in flow.steps]
        kept = self.flow.value()
        self.flow.offer([(_ALL, "All flowcharts"), *((flow.flow, flow.title) for flow in flows)])
        self.flow.show_value(kept)
        self._filter()

    def _lay_out(self) -> None:
        page = QWidget()
        page.setProperty("ground", "clear")
        column = QVBoxLayout(page)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addLayout(side_by_side(self.back_button))
        column.addWidget(Heading("Which step?", 2))
        beside = QHBoxLayout()
        beside.setSpacing(2 * GRID)
        beside.addWidget(self.flow, 1)
        beside.addWidget(Field("&Words in it", self.search), 1)
        column.addLayout(beside)
        column.addWidget(self.count)
        column.addWidget(self.table, 1)
        column.addLayout(side_by_side(self.open_button))
        self.table.setMinimumHeight(LEAST_LINES * self.fontMetrics().lineSpacing())
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)

    def _filter(self) -> None:
        wanted, words = self.flow.value(), self.search.text().casefold().split()
        rows = [row for row in self._rows if wanted in (_ALL, row[0].flow) and _holds(row[1], words)]
        self.model.set_rows(rows)
        self.open_button.setEnabled(False)
        self.count.setText("1 step" if len(rows) == 1 else f"{len(rows)} steps")

    def _choose(self, row: Row | None) -> None:
        if row is not None:
            self.chosen.emit(row[0], row[1])


def _holds(step: Step, words: Sequence[str]) -> bool:
    said = " ".join((step.id, step.text, *step.points, *(answer.label for answer in answers_of(step)))).casefold()
    return all(word in said for word in words)
