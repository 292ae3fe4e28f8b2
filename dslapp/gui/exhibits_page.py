"""The Exhibits page: every exhibit of every case and what is still to be answered; devices and takedowns beside it."""

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.exhibits import WITHOUT_FILE
from dslapp.domain.evidence.file_words import ICONS, kind_in_words
from dslapp.domain.evidence.listed import ExhibitRow
from dslapp.domain.local_time import say_day_short, to_local
from dslapp.gui.boards.all_cases import DevicesBoard, TakedownsBoard
from dslapp.gui.desk import Desk
from dslapp.gui.list_page import ListPage
from dslapp.gui.routes import Route, ToCase
from dslapp.gui.theme.tokens import GRID, Tone
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.rows_model import Column, RowsModel
from dslapp.gui.widgets.rows_view import RowsView
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.services.exhibits.list_exhibits import list_exhibits

_WHICH = (
    Choice("all", "All"),
    Choice("answer", "Still to answer"),
    Choice("not here yet", "Not here yet"),
    Choice("imagery not held", "Not held: in words"),
    Choice("withdrawn", "Withdrawn"),
)


class ExhibitsPage(ListPage):
    """All exhibits as a table without pictures; Enter or a double click leads to the exhibit in its case."""

    def __init__(self, desk: Desk) -> None:
        self._is_low = False
        self.tabs = QTabBar()
        super().__init__("Exhibits")
        self._desk = desk
        self._found: tuple[ExhibitRow, ...] = ()
        self.which = ChoiceButtons("Show", _WHICH, across=True)
        self.which.set_value("all")
        self.which.chosen.connect(self._show_rows)
        self.model: RowsModel[ExhibitRow] = RowsModel(
            (
                Column("Exhibit", lambda row: row.ref, sort=lambda row: (row.producer, row.number), width=9 * GRID),
                Column("Case", lambda row: row.case_ref, width=15 * GRID, narrow=-1),
                Column(
                    "Kind", lambda row: kind_in_words(row.exhibit_kind), icon=_kind_icon, width=21 * GRID, narrow=-1
                ),
                Column("What it shows", lambda row: row.description or "No description yet"),
                Column("Where", lambda row: row.place, narrow=-1),
                Column("Attached", _attached_on, sort=_attached, width=13 * GRID, narrow=-1),
                Column("State", lambda row: row.state, tone=_tone, icon=_icon, width=23 * GRID),
            )
        )
        self.table = RowsView("Exhibits of all cases", self.model, two_lines=True)
        self.table.opened.connect(self._open)
        self.devices, self.takedowns = DevicesBoard(desk), TakedownsBoard(desk)
        self._stack = QStackedWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        listed = QWidget()
        inner = QVBoxLayout(listed)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(GRID + GRID // 2)
        inner.addWidget(self.which)
        inner.addWidget(self.table, 1)
        self.tabs.setAccessibleName("Exhibits, devices, takedowns")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.tabs.setUsesScrollButtons(False)
        for title, part in (("Exhibits", listed), ("Devices kept", self.devices), ("Takedowns", self.takedowns)):
            self.tabs.addTab(title)
            self._stack.addWidget(part)
        for number, board in ((1, self.devices), (2, self.takedowns)):
            self.tabs.setTabVisible(number, False)
            board.go.connect(self.go)
            board.counted.connect(lambda rows, number=number: self._show_tab(number, rows))
        self.tabs.hide()
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.column.addWidget(self.tabs)
        self.column.addWidget(self._stack, 1)

    def set_low(self, is_low: bool) -> None:
        """Where height is short, the tabs, of which the first says the same, stand in place of the heading."""
        super().set_low(is_low)
        self._is_low = is_low
        self._fit_heading()
        if is_low:
            self.head.insertWidget(1, self.tabs)
        else:
            self.column.insertWidget(1, self.tabs)
        follow_layout(self)

    def enter(self, route: Route) -> None:
        """Read the lists."""
        self._desk.tasks.submit(list_exhibits, self._desk.session, done=self._show, latest="exhibits")
        self.devices.read()
        self.takedowns.read()

    def _show_tab(self, number: int, rows: int) -> None:
        """A board appears with the first thing that stands on it."""
        self.tabs.setTabVisible(number, bool(rows))
        self.tabs.setVisible(any(self.tabs.isTabVisible(each) for each in (1, 2)))
        self._fit_heading()
        follow_layout(self)

    def _fit_heading(self) -> None:
        self.heading.setVisible(not self._is_low or self.tabs.isHidden())

    def _show(self, found: tuple[ExhibitRow, ...]) -> None:
        self._found = found
        self._show_rows()

    def _show_rows(self) -> None:
        rows = [row for row in self._found if _fits(row, self.which.value())]
        self.model.set_rows(rows)
        left = sum(bool(row.to_answer) and not row.withdrawn for row in self._found)
        shown = f"{len(rows)} of {len(self._found)} shown." if self._found else "Nothing is attached in any case yet."
        asks = f" {left} still want{'s' if left == 1 else ''} answers." if left else ""
        self.count.setText(shown + asks)

    def _open(self, row: ExhibitRow) -> None:
        self.go.emit(ToCase(IncidentId(row.incident_id), "evidence", row.id))


def _fits(row: ExhibitRow, which: str) -> bool:
    if which in ("all", ""):
        return True
    if which == "withdrawn":
        return row.withdrawn
    if row.withdrawn:
        return False
    return bool(row.to_answer) if which == "answer" else row.exhibit_kind == which


def _attached_on(row: ExhibitRow) -> str:
    return say_day_short(to_local(row.attached_at).date())


def _attached(row: ExhibitRow) -> float:
    return row.attached_at.timestamp()


def _tone(row: ExhibitRow) -> Tone | None:
    if row.withdrawn:
        return "neutral"
    if row.to_answer or row.exhibit_kind == "not here yet":
        return "warning"
    return None if row.exhibit_kind in WITHOUT_FILE else "success"


def _kind_icon(row: ExhibitRow) -> str:
    return ICONS[row.exhibit_kind]


def _icon(row: ExhibitRow) -> str:
    if row.withdrawn:
        return "ban"
    if row.exhibit_kind == "not here yet":
        return "hourglass"
    if row.to_answer:
        return "circle-question-mark"
    return "ban" if row.exhibit_kind in WITHOUT_FILE else "circle-check"
