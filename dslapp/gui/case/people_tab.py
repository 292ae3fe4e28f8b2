"""The People tab: who is in the case, in which part, how certain, and whether parents know."""

from PySide6.QtWidgets import QVBoxLayout

from dslapp.domain.case.case_file import CaseFile, EarlierIncident, Involved
from dslapp.domain.case.case_words import certainty_in_words, owner_of_account, part_in_words
from dslapp.domain.entity import IncidentId
from dslapp.domain.local_time import say_day, say_moment, to_local
from dslapp.gui.case.columns_head import with_head
from dslapp.gui.case.lines import Cell, Columns, Line
from dslapp.gui.case.lines_list import LinesList
from dslapp.gui.case.tab import CaseTabView
from dslapp.gui.desk import Desk
from dslapp.gui.routes import DetailsForm, ToCase, ToCaseDetails
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.text import Heading
from dslapp.gui.widgets.wrapping import WrapLayout

COLUMNS = Columns(("Who", "Part in this case", "How certain", "Parents told"), (30, 26, 26, 24))
EARLIER = Columns(("Earlier and linked cases", "What happened", "Who is in both"), (20, 40, 40))


class PeopleTab(CaseTabView):
    """Lists people and accounts; adding and changing them is done on the forms of the case."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._case: CaseFile | None = None
        self._list = LinesList("People and accounts in this case", COLUMNS, "Nobody is entered yet.")
        self._add = Button("Add a person or account", "secondary", "plus")
        self._edit = Button("C&hange the chosen one", "quiet", "pencil")
        self._told = Button("Parents &told?", "quiet", "phone")
        self._add.clicked.connect(lambda: self._open_form("people", ""))
        self._edit.clicked.connect(lambda: self._open_form("people", self._list.chosen()))
        self._told.clicked.connect(lambda: self._open_form("parents", self._list.chosen()))
        self._list.opened.connect(lambda key: self._open_form("people", key))
        self._list.selected.connect(self._offer)
        self._earlier_heading = Heading("Earlier and linked cases", 2)
        self._earlier = LinesList("Earlier and linked cases", EARLIER)
        self._earlier.opened.connect(lambda key: self.go.emit(ToCase(IncidentId(key))))
        buttons = WrapLayout()
        for button in (self._add, self._edit, self._told):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addLayout(buttons)
        column.addWidget(with_head(self._list), 3)
        column.addWidget(self._earlier_heading)
        self._earlier_list = with_head(self._earlier)
        column.addWidget(self._earlier_list, 2)

    def show_case(self, case: CaseFile) -> None:
        """Show everybody in `case`, those taken out again at the end."""
        self._case = case
        everybody = sorted(case.involved, key=lambda each: each.involvement.withdrawn)
        self._list.show_lines([_line(each, case) for each in everybody])
        self._earlier.show_lines([_earlier_line(other) for other in case.earlier])
        for widget in (self._earlier_heading, self._earlier_list):
            widget.setVisible(bool(case.earlier))
        writes = case.reader_may("log and change the record")
        for button in (self._add, self._edit, self._told):
            button.setVisible(writes)
        self._offer()

    def look_for(self, focus_id: str) -> None:
        """Choose an involvement, or the person or account in it."""
        for each in self._case.involved if self._case else ():
            told = each.involvement
            if focus_id in (told.id, told.person_id, told.account_id):
                self._list.choose(told.id)
                self._list.setFocus()

    def _offer(self) -> None:
        present = self._case.present if self._case else ()
        chosen = next((each for each in present if each.involvement.id == self._list.chosen()), None)
        self._edit.setEnabled(chosen is not None)
        self._told.setEnabled(chosen is not None and chosen.is_child)

    def _open_form(self, form: DetailsForm, about_id: str) -> None:
        case = self._case
        if case is None or not case.reader_may("log and change the record"):
            return
        self.go.emit(ToCaseDetails(IncidentId(case.incident.id), form, about_id))


def _line(each: Involved, case: CaseFile) -> Line:
    told = each.involvement
    out = [Cell("Taken out of this case: see History", quiet=True)] if told.withdrawn else []
    return Line(
        key=told.id,
        columns=(
            (
                Cell(each.name, strong=not told.withdrawn),
                *(Cell(words, quiet=True) for words in _about(each, case)),
                *out,
            ),
            (Cell(part_in_words(each)), Cell(told.note, quiet=True)),
            (Cell(certainty_in_words(each)),),
            _parents(each),
        ),
    )


def _earlier_line(other: EarlierIncident) -> Line:
    incident = other.incident
    logged = f"{incident.status}, logged {say_day(to_local(incident.logged_at).date())}"
    shared = tuple(Cell(f"{each.name}: {part_in_words(each)}") for each in other.shared)
    return Line(
        key=incident.id,
        columns=(
            (Cell(incident.ref, strong=True), Cell(logged, quiet=True)),
            (Cell(incident.headline),),
            shared or (Cell("linked by hand"),),
        ),
    )


def _about(each: Involved, case: CaseFile) -> list[str]:
    if each.person is None:
        return [owner_of_account(each.account, case)] if each.account else []
    person = each.person
    born = (
        f"born {say_day(person.date_of_birth)}"
        if person.date_of_birth
        else (f"date of birth not known – {person.birth_unknown_because}" if person.birth_unknown_because else "")
    )
    known_as = f"known as {person.known_as}" if person.known_as else ""
    return [words for words in (known_as, person.year_or_job or person.person_kind, born) if words]


def _parents(each: Involved) -> tuple[Cell, ...]:
    told = each.involvement
    if not each.is_child:
        return (Cell(""),)
    if told.parents_told == "yes":
        at = say_moment(told.parents_told_at) if told.parents_told_at else "when is not written"
        by = f"by {told.parents_told_by}" if told.parents_told_by else ""
        return Cell("Yes", tone="success"), Cell(", ".join(filter(None, (at, by))), quiet=True)
    if told.parents_not_told_because.strip():
        return Cell("No"), Cell(told.parents_not_told_because)
    return (Cell("Not written yet", tone="warning"),)
