"""The People & accounts page: everybody who stands in a case, and the cases in which they do."""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QSplitter, QVBoxLayout, QWidget

from dslapp.domain.case.case_words import count_of, role_in_words
from dslapp.domain.case.people import PersonKind
from dslapp.domain.case.people_lists import Everybody, KnownAccount, KnownPerson, PartInCase
from dslapp.domain.entity import IncidentId
from dslapp.gui.desk import Desk
from dslapp.gui.list_page import ListPage
from dslapp.gui.routes import Route, ToCase
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.field import named
from dslapp.gui.widgets.rows_model import Column, RowsModel
from dslapp.gui.widgets.rows_view import RowsView
from dslapp.gui.widgets.text import Heading
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


class PeoplePage(ListPage):
    """One table of people and accounts; below it the cases of the chosen one. A role is never the person's own."""

    def __init__(self, desk: Desk) -> None:
        self._chosen: _Row | None = None
        self._below: QWidget | None = None
        super().__init__("People & accounts")
        self._desk = desk
        self._rows: tuple[_Row, ...] = ()
        self.filter = named(QLineEdit(), "Show only names or handles with")
        self.filter.setPlaceholderText("A name, a handle, a year group")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._show_rows)
        self._model: RowsModel[_Row] = RowsModel(
            (
                Column("Name or handle", lambda row: row.name),
                Column("Who", lambda row: row.what, width=16 * GRID, narrow=12 * GRID),
                Column("Year, job or owner", lambda row: row.about),
                Column("Cases", lambda row: str(row.cases), sort=lambda row: row.cases, width=11 * GRID),
                Column("Newest", lambda row: row.newest, width=16 * GRID, narrow=-1),
            )
        )
        self.table = RowsView("People and accounts", self._model)
        self.table.selected.connect(self._choose)
        self._cases_heading = Heading("Cases", 2)
        self._cases: RowsModel[PartInCase] = RowsModel(
            (
                Column("Case", lambda part: part.ref, width=16 * GRID),
                Column("Part in it", self._part, width=34 * GRID, narrow=24 * GRID),
                Column("What happened", lambda part: part.headline),
                Column("Status", lambda part: part.status, width=10 * GRID, narrow=-1),
            )
        )
        self.cases_table = RowsView("Cases of the chosen one", self._cases)
        self.cases_table.opened.connect(lambda part: self.go.emit(ToCase(IncidentId(part.incident_id), "people")))
        self.table.opened.connect(lambda _row: self.cases_table.setFocus())
        self._lay_out()

    def _lay_out(self) -> None:
        self._below = below = QWidget()
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
        self.column.addWidget(self.filter)
        self.column.addWidget(split, 1)

    def set_low(self, is_low: bool) -> None:
        """Where height is short, the room for the cases comes with whom one chooses."""
        super().set_low(is_low)
        self._is_low = is_low
        self._show_below()

    def _show_below(self) -> None:
        if self._below is not None:
            self._below.setVisible(not self._is_low or self._chosen is not None)

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
        self.count.setText(count_of(len(rows), "person or account", "people and accounts"))
        self._choose(None)

    def _choose(self, row: _Row | None) -> None:
        self._chosen = row
        self._show_below()
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
