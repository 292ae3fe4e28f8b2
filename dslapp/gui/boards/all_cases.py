"""The boards over all cases: which phone is locked where, and what was reported and is it still up."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.boards.board_rows import DeviceRow, TakedownRow
from dslapp.domain.case.case_words import due_words
from dslapp.domain.entity import IncidentId
from dslapp.domain.local_time import say_day_short, to_local
from dslapp.gui.boards.devices_page import STATUS_LOOK as DEVICE_LOOK
from dslapp.gui.boards.takedowns_page import STATUS_LOOK as TAKEDOWN_LOOK
from dslapp.gui.case.columns_head import with_head
from dslapp.gui.case.lines import Cell, Columns, Line
from dslapp.gui.case.lines_list import LinesList
from dslapp.gui.desk import Desk
from dslapp.gui.routes import Route, ToDevices, ToTakedowns
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.text import Words
from dslapp.services.continuity.keep_devices import list_devices
from dslapp.services.continuity.take_down import list_takedowns

_OVER = ("returned", "removed", "given up")
_SHARES = (34, 34, 32)


class Board(QWidget):
    """A list of all cases; `go` leads to the line's case, `counted` says how many there are.

    What is to be done is read in whole words, in columns that stand below each other in large letters.
    """

    go = Signal(object)
    counted = Signal(int)

    def __init__(self, desk: Desk, name: str, titles: tuple[str, str, str], everything: str) -> None:
        super().__init__()
        self.desk = desk
        self._routes: dict[str, Route] = {}
        self.which = ChoiceButtons("Show", (Choice("open", "Still open"), Choice("all", everything)), across=True)
        self.which.set_value("open")
        self.which.chosen.connect(self.show_rows)
        self.count = Words(part="hint")
        self.list = LinesList(name, Columns(titles, _SHARES), "Nothing is open.")
        self.list.opened.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.which)
        column.addWidget(self.count)
        column.addWidget(with_head(self.list), 1)

    def read(self) -> None:
        """Read what stands on it."""
        raise NotImplementedError

    def show_rows(self) -> None:
        """Show what is wanted of it."""
        raise NotImplementedError

    def is_wanted(self, status: str) -> bool:
        """Whether a row of that status is shown."""
        return self.which.value() == "all" or status not in _OVER

    def show_all(self, lines: Sequence[Line], routes: dict[str, Route], total: int, dues: Sequence[datetime]) -> None:
        """Show these lines, and count what is overdue."""
        self._routes = routes
        self.list.show_lines(lines)
        late = sum(due < self.desk.now() for due in dues)
        self.count.setText(f"{len(lines)} of {total} shown." + (f" {late} overdue." if late else ""))

    def next_cells(self, step: str, due: datetime | None) -> tuple[Cell, ...]:
        """What comes next, and by when."""
        if not step:
            return (Cell("Nothing is left to do", quiet=True),)
        if due is None:
            return Cell(step), Cell("No date", quiet=True)
        if due < self.desk.now():
            return Cell(step, strong=True), Cell(f"Overdue: it was due {due_words(due)}", tone="danger", strong=True)
        return Cell(step), Cell(_sentence(due_words(due)))

    def _open(self, key: str) -> None:
        if key in self._routes:
            self.go.emit(self._routes[key])


class DevicesBoard(Board):
    """Every device that is kept: whose, where it is locked, its state, its seal, since when, and what comes next."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Devices of all cases", ("Device", "Where it is", "Next"), "Given back, too")
        self._found: Sequence[DeviceRow] = ()

    def read(self) -> None:
        """Read the devices of all cases."""
        self.desk.tasks.submit(list_devices, self.desk.session, done=self._show, latest="devices board")

    def show_rows(self) -> None:
        """Show those that are still here, or all."""
        rows = [row for row in self._found if self.is_wanted(row.device.status)]
        routes = {row.device.id: ToDevices(IncidentId(row.device.incident_id), row.device.id) for row in rows}
        dues = [row.due for row in self._found if row.due]
        self.show_all([self._line(row) for row in rows], dict(routes), len(self._found), dues)

    def _show(self, found: Sequence[DeviceRow]) -> None:
        self._found = found
        self.counted.emit(len(found))
        self.show_rows()

    def _line(self, row: DeviceRow) -> Line:
        device = row.device
        state = [
            device.power_state.capitalize(), f"seal or bag {device.seal}" if device.seal else "",
            f"since {say_day_short(to_local(device.taken_at).date())}",
        ]  # fmt: skip
        care = Cell("It may hold an image that nobody may look at.", tone="warning") if device.holds_imagery else None
        return Line(
            key=device.id,
            columns=(
                (Cell(device.what, strong=True), Cell(f"{device.owner} – {row.case_ref}", quiet=True)),
                (
                    Cell(device.status.capitalize(), tone=DEVICE_LOOK[device.status][0]), Cell(device.kept_where),
                    Cell(_sentence(", ".join(filter(None, state))), quiet=True), *([care] if care else []),
                ),
                self.next_cells(row.next_step.partition(": ")[2], row.due),
            ),
        )  # fmt: skip


class TakedownsBoard(Board):
    """Everything that should be taken down: where it is, what was reported to whom, and when somebody looks again."""

    def __init__(self, desk: Desk) -> None:
        titles = ("Where and what", "Reported", "Next")
        super().__init__(desk, "Takedowns of all cases", titles, "Removed or given up, too")
        self._found: Sequence[TakedownRow] = ()

    def read(self) -> None:
        """Read what is to be taken down in all cases."""
        self.desk.tasks.submit(list_takedowns, self.desk.session, done=self._show, latest="takedowns board")

    def show_rows(self) -> None:
        """Show those that are still worked on, or all."""
        rows = [row for row in self._found if self.is_wanted(row.takedown.status)]
        routes = {row.takedown.id: ToTakedowns(IncidentId(row.takedown.incident_id), row.takedown.id) for row in rows}
        dues = [row.due for row in self._found if row.due]
        self.show_all([self._line(row) for row in rows], dict(routes), len(self._found), dues)

    def _show(self, found: Sequence[TakedownRow]) -> None:
        self._found = found
        self.counted.emit(len(found))
        self.show_rows()

    def _line(self, row: TakedownRow) -> Line:
        takedown = row.takedown
        reports = [
            f"{each.to}, {say_day_short(to_local(each.at).date())}"
            + (f", reference {each.reference}" if each.reference else "")
            for each in takedown.reports
        ]
        looked = takedown.checks[-1] if takedown.checks else None
        seen = f"{_sentence(looked.seen)} on {say_day_short(to_local(looked.at).date())}" if looked else ""
        return Line(
            key=takedown.id,
            columns=(
                (Cell(takedown.where, strong=True), Cell(takedown.what), Cell(row.case_ref, quiet=True)),
                (
                    Cell(takedown.status.capitalize(), tone=TAKEDOWN_LOOK[takedown.status][0]),
                    *(Cell(said) for said in reports), Cell(seen, quiet=True),
                ),
                self.next_cells(row.next_step.partition(": ")[0], row.due),
            ),
        )  # fmt: skip


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
