"""The Incidents page: every case in one table, with filters that a DSL asks for."""

from math import inf

from dslapp.domain.case.case_lists import IncidentFilter, IncidentRow
from dslapp.domain.case.case_words import count_of
from dslapp.domain.entity import IncidentId
from dslapp.domain.local_time import from_milliseconds, say_day, to_local
from dslapp.domain.roles import may
from dslapp.gui.desk import Desk
from dslapp.gui.list_page import ListPage
from dslapp.gui.routes import Route, ToCase, ToLogIncident
from dslapp.gui.theme.tokens import GRID, Tone
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import EmptyState
from dslapp.gui.widgets.chips import due_in_words
from dslapp.gui.widgets.rows_model import Column, RowsModel
from dslapp.gui.widgets.rows_view import RowsView
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.case.find_incidents import find_incidents

_FILTERS = (
    ("open", "Op&en"),
    ("overdue", "Over&due"),
    ("without_route", "&Without a route"),
    ("staff_concern", "About an adult &here"),
    ("imagery", "I&magery possible"),
    ("closed", "&Closed"),
)


class IncidentsPage(ListPage):
    """All cases, newest first. Filters add up; Enter or a double click opens the case."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Incidents")
        self._desk = desk
        self._filters = {key: Button(label, "filter") for key, label in _FILTERS}
        self._model: RowsModel[IncidentRow] = RowsModel(
            (
                Column("Case", lambda row: row.ref, icon=_warning, tone=_warning_tone, width=18 * GRID),
                Column("Logged", _logged, sort=lambda row: row.logged_at, width=17 * GRID, narrow=-1),
                Column("What", lambda row: row.headline),
                Column("Route", lambda row: row.route or "No route yet", narrow=-1),
                Column("Status", lambda row: row.status.capitalize(), width=9 * GRID, narrow=-1),
                Column(
                    "Next due", self._due, sort=_due_key, tone=self._due_tone, icon=self._due_icon, width=28 * GRID,
                    narrow=26 * GRID,
                ),
                Column("Owner", lambda row: row.owner, width=14 * GRID, narrow=-1),
            )
        )  # fmt: skip
        self._table = RowsView("Incidents", self._model, two_lines=True)
        self._table.opened.connect(self._open)
        log = None
        if may(desk.session.member.role, "log and change the record"):
            log = Button("&Log an incident", "primary", "plus")
            log.clicked.connect(lambda: self.go.emit(ToLogIncident()))
        self._nothing = EmptyState("inbox", "No case here", "Nothing fits these filters.", log)
        self._lay_out()

    def _lay_out(self) -> None:
        chips = WrapLayout()
        for key, button in self._filters.items():
            chips.addWidget(button)
            button.clicked.connect(lambda _on=False, key=key: self._filter(key))
        self.column.addLayout(chips)
        self.column.addWidget(self._table, 1)
        self.column.addWidget(self._nothing, 1)

    def enter(self, route: Route) -> None:
        """Read the table."""
        self._read()

    def _filter(self, key: str) -> None:
        """Open and closed exclude each other; everything else adds up."""
        other = {"open": "closed", "closed": "open"}.get(key)
        if other:
            self._filters[other].setChecked(False)
        self._read()

    def _wanted(self) -> IncidentFilter:
        on = {key for key, button in self._filters.items() if button.isChecked()}
        return IncidentFilter(
            status="open" if "open" in on else "closed" if "closed" in on else "all",
            staff_concern="staff_concern" in on, imagery="imagery" in on, without_route="without_route" in on,
            overdue="overdue" in on,
        )  # fmt: skip

    def _read(self) -> None:
        self._desk.tasks.submit(find_incidents, self._desk.session, self._wanted(), done=self._show, latest="incidents")

    def _show(self, rows: list[IncidentRow]) -> None:
        self._model.set_rows(rows)
        self._table.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self.count.setText(count_of(len(rows), "case"))

    def _open(self, row: IncidentRow) -> None:
        self.go.emit(ToCase(IncidentId(row.id)))

    def _due(self, row: IncidentRow) -> str:
        return self._due_state(row)[0]

    def _due_tone(self, row: IncidentRow) -> Tone | None:
        return self._due_state(row)[1]

    def _due_icon(self, row: IncidentRow) -> str:
        return self._due_state(row)[2]

    def _due_state(self, row: IncidentRow) -> tuple[str, Tone | None, str]:
        if row.next_due is None:
            return "", None, ""
        due, now = from_milliseconds(row.next_due), self._desk.now()
        _, tone, icon = due_in_words(due, now)
        words = "Overdue: " if due < now else "Today, " if to_local(due).date() == to_local(now).date() else ""
        return f"{words}{_short_day(row.next_due)}", tone, icon


def _logged(row: IncidentRow) -> str:
    return _short_day(row.logged_at)


def _short_day(since_1970: int) -> str:
    """A date as short as a table needs it: "Fri 13 Nov 26"."""
    weekday, day, month, year = say_day(to_local(from_milliseconds(since_1970)).date()).split()
    return f"{weekday[:3]} {day} {month[:3]} {year[2:]}"


def _due_key(row: IncidentRow) -> float:
    return inf if row.next_due is None else row.next_due


def _warning(row: IncidentRow) -> str:
    """What must be known before the case is opened: an image is possible, or it is about an adult here."""
    return "ban" if row.imagery else "shield" if row.staff_concern else ""


def _warning_tone(row: IncidentRow) -> Tone | None:
    return "danger" if row.imagery else "warning" if row.staff_concern else None
