"""The Chronology tab: what happened and what was done, in one list; entries and decisions are written above it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.casework import Decision, LogEntry
from dslapp.domain.case.chronology import ChronologyLine, chronology
from dslapp.gui.case.columns_head import with_head
from dslapp.gui.case.decision_form import DecisionForm
from dslapp.gui.case.entry_form import KINDS, EntryForm, EntryKind
from dslapp.gui.case.form_area import FormArea
from dslapp.gui.case.lines import Cell, Columns, Line
from dslapp.gui.case.lines_list import LinesList
from dslapp.gui.case.tab import CaseTabView
from dslapp.gui.desk import Desk
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.text import Words
from dslapp.gui.widgets.wrapping import WrapLayout

COLUMNS = Columns(("When", "What happened", "What was done", "By and from"), (24, 34, 42, 20), narrow=700)


class ChronologyTab(CaseTabView):
    """Shows all lines or the significant ones, takes new entries, and corrects old ones with a reason."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._case: CaseFile | None = None
        self._which = ChoiceButtons(
            "Show", (Choice("all", "&Everything"), Choice("significant", "Significant events")), across=True
        )
        self._which.set_value("all")
        self._which.chosen.connect(self._show_lines)
        self._count = Words(part="hint")
        self._count.setWordWrap(False)
        self._count.setMinimumHeight(5 * GRID)
        self._adds = WrapLayout()
        self._add_buttons: list[Button] = []
        for kind in KINDS:
            self._add(kind.button, kind.kind)
        decide = Button("Record a &decision")
        decide.clicked.connect(self._begin_decision)
        self._adds.addWidget(decide)
        self._add_buttons.append(decide)
        self._entry, self._decision = EntryForm(desk), DecisionForm(desk)
        self._forms = FormArea(self._entry, self._decision)
        self._forms.saved.connect(self._saved)
        self._list = LinesList("Chronology", COLUMNS)
        self._list.selected.connect(self._offer_correction)
        self._list.opened.connect(lambda _key: self._correct())
        self._amend = Button("C&orrect the chosen line", "quiet", "pencil")
        self._amend.clicked.connect(self._correct)
        self._lay_out()

    def _lay_out(self) -> None:
        show = WrapLayout()
        for widget in (self._which, self._amend, self._count):
            show.addWidget(widget)
        below = QWidget()
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.setSpacing(GRID)
        lower.addLayout(show)
        lower.addWidget(with_head(self._list), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addLayout(self._adds)
        column.addWidget(self._forms.above(below), 1)

    def show_case(self, case: CaseFile) -> None:
        """Show the lines of `case`; what is being typed stays."""
        self._case = case
        writes = case.reader_may("log and change the record")
        for button in self._add_buttons:
            button.setVisible(writes)
        if writes:
            self._forms.set_case(case)
        self._show_lines()

    def look_for(self, focus_id: str) -> None:
        """Choose the line of an entry, decision or answer; "everything" is shown if it is not a significant one."""
        if not any(line.key == focus_id for line in self._list.lines()):
            self._which.set_value("all")
            self._show_lines()
        self._list.choose(focus_id)
        self._list.setFocus()

    def leave(self) -> bool:
        """Keep what was typed."""
        self._forms.leave()
        return True

    def _add(self, text: str, kind: EntryKind) -> None:
        button = Button(text)
        button.clicked.connect(lambda: self._begin_entry(kind))
        self._adds.addWidget(button)
        self._add_buttons.append(button)

    def _begin_entry(self, kind: EntryKind) -> None:
        self._forms.open(self._entry)
        self._entry.begin(kind)

    def _begin_decision(self) -> None:
        self._forms.open(self._decision)
        self._decision.begin()

    def _saved(self, words: str) -> None:
        self.tell(words)
        self.changed.emit()

    def _show_lines(self) -> None:
        if self._case is None:
            return
        found = chronology(self._case, significant_only=self._which.value() == "significant")
        self._list.show_lines([_line(line, number) for number, line in enumerate(found)])
        self._count.setText(f"{len(found)} {'line' if len(found) == 1 else 'lines'}, oldest first")
        self._offer_correction()

    def _chosen(self) -> LogEntry | Decision | None:
        if self._case is None or not self._case.reader_may("log and change the record"):
            return None
        written: tuple[LogEntry | Decision, ...] = (*self._case.log, *self._case.decisions)
        return next((each for each in written if each.id == self._list.chosen()), None)

    def _offer_correction(self) -> None:
        self._amend.setEnabled(self._chosen() is not None)

    def _correct(self) -> None:
        chosen = self._chosen()
        if isinstance(chosen, LogEntry):
            self._entry.leave()
            self._forms.open(self._entry)
            self._entry.correct(chosen)
        elif isinstance(chosen, Decision):
            self._decision.leave()
            self._forms.open(self._decision)
            self._decision.correct(chosen)


def _line(line: ChronologyLine, number: int) -> Line:
    marks = [Cell(line.late, tone="warning")] if line.late else []
    if line.amended:
        marks.append(Cell("corrected later: see History", quiet=True))
    return Line(
        key=line.entity_id or str(number),
        columns=(
            (Cell(line.when, strong=line.significant), *marks),
            (Cell(line.happened),),
            (Cell(line.done),),
            (Cell(line.author), Cell(line.source, quiet=True)),
        ),
    )
