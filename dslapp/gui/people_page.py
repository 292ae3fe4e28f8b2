"""The People & accounts page: everybody who stands in a case, and the cases in which they do."""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QSplitter, QVBoxLayout, QWidget

from dslapp.domain.case.case_words import count_of, role_in_words
from dslapp.domain.case.people import PersonKind
from dslapp.domain.case.people_lists import Everybody, KnownAccount, KnownPerson, PartInCase
from dslapp.domain.entity import IncidentId
from dslapp.gui.desk import Desk
from dslapp.gui.pages import Page
from dslapp.gui.routes import Route, ToCase
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.field import named
from dslapp.gui.widgets.rows_model import Column, RowsModel
from dslapp.gui.widgets.rows_view import RowsView
from dslapp.gui.widgets.text import Heading, Words
from dslapp.services.case.list_people import cases_of, list_people


class _Row(NamedTuple):
    """A person or an account as the table shows it."""

    id: str
    name: str
    kind: PersonKind | None
    about: str
    cases: int
    newest: str

    @property
    def what(self) -> str:
        """What kind of person it is, or that it is an account."""
        return self.kind or "account"


class PeoplePage(Page):
    """One table of people and accounts; below it the cases of the chosen one. A role is never the person's own."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: tuple[_Row, ...] = ()
        self._chosen: _Row | None = None
        self.filter = named(QLineEdit(), "Show only names or handles with")
        self.filter.setPlaceholderText("A name, a handle, a year group")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._show_rows)
        self._count = Words(part="hint")
        self._model: RowsModel[_Row] = RowsModel(
            (
                Column("Name or handle", lambda row: row.name),
                Column("Who", lambda row: row.what, width=16 * GRID),
                Column("Year, job or owner", lambda row: row.about),
                Column("Cases", lambda row: str(row.cases), sort=lambda row: row.cases, width=10 * GRID),
                Column("Newest", lambda row: row.newest, width=16 * GRID),
            )
        )
        self.table = RowsView("People and accounts", self._model)
        self.table.selected.connect(self._choose)
        self._cases_heading = Heading("Cases", 2)
        self._cases: RowsModel[PartInCase] = RowsModel(
            (
                Column("Case", lambda part: part.ref, width=16 * GRID),
                Column("Part in it", self._part, width=34 * GRID),
                Column("What happened", lambda part: part.headline),
                Column("Status", lambda part: part.status, width=10 * GRID),
            )
        )
        self.cases_table = RowsView("Cases of the chosen one", self._cases)
        self.cases_table.opened.connect(lambda part: self.go.emit(ToCase(IncidentId(part.incident_id), "people")))
        self.table.opened.connect(lambda _row: self.cases_table.setFocus())
        self._lay_out()

    def _lay_out(self) -> None:
        below = QWidget()
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, GRID, 0, 0)
        lower.addWidget(self._cases_heading)
        lower.addWidget(self.cases_table, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(below)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(Heading("People & accounts", 1))
        column.addWidget(self.filter)
        column.addWidget(self._count)
        column.addWidget(split, 1)

    def enter(self, route: Route) -> None:
        """Read who stands in any case."""
        self._desk.tasks.submit(list_people, self._desk.session, done=self._show, latest="people")

    def _show(self, found: Everybody) -> None:
        self._rows = (*map(_person, found.people), *map(_account, found.accounts))
        self._show_rows()

    def _show_rows(self) -> None:
        words = self.filter.text().casefold().split()
        rows = [row for row in self._rows if all(word in f"{row.name} {row.about}".casefold() for word in words)]
        self._model.set_rows(rows)
        self._count.setText(count_of(len(rows), "person or account", "people and accounts"))
        self._choose(None)

    def _choose(self, row: _Row | None) -> None:
        self._chosen = row
        self._cases.set_rows(())
        self._cases_heading.setText(f"Cases of {row.name}" if row else "Choose somebody to see their cases")
        if row:
            self._desk.tasks.submit(cases_of, self._desk.session, row.id, done=self._show_cases, latest="cases of")

    def _show_cases(self, parts: tuple[PartInCase, ...]) -> None:
        self._cases.set_rows(parts)

    def _part(self, part: PartInCase) -> str:
        return role_in_words(part.role, self._chosen.kind if self._chosen else None)


def _person(person: KnownPerson) -> _Row:
    name = f"{person.name} ({person.known_as})" if person.known_as else person.name
    return _Row(person.id, name, person.person_kind, person.year_or_job, person.cases, person.newest)


def _account(account: KnownAccount) -> _Row:
    name = " on ".join(filter(None, (account.handle or account.profile_url or "an account", account.platform)))
    about = f"said to be {account.owner}’s" if account.owner else "whose it is, is not known"
    return _Row(account.id, name, None, about, account.cases, account.newest)
