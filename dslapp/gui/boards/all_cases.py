"""The boards over all cases: which phone is locked where, and what was reported and is it still up."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.board_rows import DeviceRow, TakedownRow
from dslapp.domain.case_words import due_words
from dslapp.domain.entity import IncidentId
from dslapp.domain.local_time import say_day_short, to_local
from dslapp.gui.boards.devices_page import STATUS_LOOK as DEVICE_LOOK
from dslapp.gui.boards.takedowns_page import STATUS_LOOK as TAKEDOWN_LOOK
from dslapp.gui.desk import Desk
from dslapp.gui.routes import ToDevices, ToTakedowns
from dslapp.gui.theme.tokens import GRID, Tone
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.rows_model import Column, RowsModel
from dslapp.gui.widgets.rows_view import RowsView
from dslapp.gui.widgets.text import Words
from dslapp.services.keep_devices import list_devices
from dslapp.services.take_down import list_takedowns

_OVER = ("returned", "removed", "given up")


class Board(QWidget):
    """A table of all cases; `go` leads to the row's case, `counted` says how many rows there are."""

    go = Signal(object)
    counted = Signal(int)

    def __init__(self, desk: Desk, name: str, everything: str) -> None:
        super().__init__()
        self.desk = desk
        self.which = ChoiceButtons("Show", (Choice("open", "Still open"), Choice("all", everything)), across=True)
        self.which.set_value("open")
        self.which.chosen.connect(self.show_rows)
        self.count = Words(part="hint")
        self.name = name

    def lay_out(self, table: QWidget) -> None:
        """Put the table below the choice."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.which)
        column.addWidget(self.count)
        column.addWidget(table, 1)

    def read(self) -> None:
        """Read the rows."""
        raise NotImplementedError

    def show_rows(self) -> None:
        """Show those that are wanted."""
        raise NotImplementedError

    def say_count(self, shown: int, total: int, overdue: int) -> None:
        """Say how many are shown, and how many are overdue."""
        late = f" {overdue} overdue." if overdue else ""
        self.count.setText(f"{shown} of {total} shown.{late}")

    def is_wanted(self, status: str) -> bool:
        """Whether a row of that status is shown."""
        return self.which.value() == "all" or status not in _OVER

    def due(self, row: DeviceRow | TakedownRow) -> str:
        """By when the next step is due."""
        if row.due is None:
            return "No date" if row.next_step else ""
        return f"Overdue: {due_words(row.due)}" if self.is_late(row) else due_words(row.due)

    def is_late(self, row: DeviceRow | TakedownRow) -> bool:
        """Whether its next step is overdue."""
        return row.due is not None and row.due < self.desk.now()

    def due_tone(self, row: DeviceRow | TakedownRow) -> Tone | None:
        """Overdue is said in red as well."""
        return "danger" if self.is_late(row) else None

    def due_icon(self, row: DeviceRow | TakedownRow) -> str:
        """And with a sign."""
        return "triangle-alert" if self.is_late(row) else ""


class DevicesBoard(Board):
    """Every device that is kept, with its place, state, seal and next step."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Devices", "Given back, too")
        self._found: Sequence[DeviceRow] = ()
        self.model: RowsModel[DeviceRow] = RowsModel(
            (
                Column("Device", lambda row: row.device.what),
                Column("Case", lambda row: row.case_ref, width=16 * GRID),
                Column("Whose", lambda row: row.device.owner, width=16 * GRID),
                Column("Where", _kept, tone=_device_tone, icon=_device_icon),
                Column("State", lambda row: row.device.power_state.capitalize(), width=12 * GRID),
                Column("Seal", lambda row: row.device.seal, width=11 * GRID),
                Column("Since", _since, sort=lambda row: row.device.taken_at.timestamp(), width=14 * GRID),
                Column("Next", lambda row: row.next_step.partition(": ")[2]),
                Column("By when", self.due, sort=_due_stamp, tone=self.due_tone, icon=self.due_icon, width=28 * GRID),
            )
        )
        self.table = RowsView("Devices of all cases", self.model)
        self.table.opened.connect(self._open)
        self.lay_out(self.table)

    def read(self) -> None:
        """Read the devices of all cases."""
        self.desk.tasks.submit(list_devices, self.desk.session, done=self._show, latest="devices board")

    def _show(self, found: Sequence[DeviceRow]) -> None:
        self._found = found
        self.counted.emit(len(found))
        self.show_rows()

    def show_rows(self) -> None:
        """Show those that are still here, or all."""
        rows = [row for row in self._found if self.is_wanted(row.device.status)]
        self.model.set_rows(rows)
        self.say_count(len(rows), len(self._found), sum(map(self.is_late, self._found)))

    def _open(self, row: DeviceRow) -> None:
        self.go.emit(ToDevices(IncidentId(row.device.incident_id), row.device.id))


class TakedownsBoard(Board):
    """Everything that should be taken down, with what was reported and when somebody looks again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Takedowns", "Removed or given up, too")
        self._found: Sequence[TakedownRow] = ()
        self.model: RowsModel[TakedownRow] = RowsModel(
            (
                Column("Where", lambda row: row.takedown.where),
                Column("Case", lambda row: row.case_ref, width=16 * GRID),
                Column("What", lambda row: row.takedown.what),
                Column("Now", lambda row: row.takedown.status.capitalize(), tone=_takedown_tone, icon=_takedown_icon,
                       width=14 * GRID),
                Column("Reported to", _reported),
                Column("Look again", self.due, sort=_due_stamp, tone=self.due_tone, icon=self.due_icon,
                       width=28 * GRID),
            )
        )  # fmt: skip
        self.table = RowsView("Takedowns of all cases", self.model)
        self.table.opened.connect(self._open)
        self.lay_out(self.table)

    def read(self) -> None:
        """Read what is to be taken down in all cases."""
        self.desk.tasks.submit(list_takedowns, self.desk.session, done=self._show, latest="takedowns board")

    def _show(self, found: Sequence[TakedownRow]) -> None:
        self._found = found
        self.counted.emit(len(found))
        self.show_rows()

    def show_rows(self) -> None:
        """Show those that are still worked on, or all."""
        rows = [row for row in self._found if self.is_wanted(row.takedown.status)]
        self.model.set_rows(rows)
        self.say_count(len(rows), len(self._found), sum(map(self.is_late, self._found)))

    def _open(self, row: TakedownRow) -> None:
        self.go.emit(ToTakedowns(IncidentId(row.takedown.incident_id), row.takedown.id))


def _kept(row: DeviceRow) -> str:
    device = row.device
    return device.kept_where if device.status == "kept here" else f"{device.status.capitalize()}: {device.kept_where}"


def _since(row: DeviceRow) -> str:
    return say_day_short(to_local(row.device.taken_at).date())


def _due_stamp(row: DeviceRow | TakedownRow) -> float:
    return row.due.timestamp() if row.due else float("inf")


def _device_tone(row: DeviceRow) -> Tone | None:
    return DEVICE_LOOK[row.device.status][0]


def _device_icon(row: DeviceRow) -> str:
    return DEVICE_LOOK[row.device.status][1]


def _takedown_tone(row: TakedownRow) -> Tone | None:
    return TAKEDOWN_LOOK[row.takedown.status][0]


def _takedown_icon(row: TakedownRow) -> str:
    return TAKEDOWN_LOOK[row.takedown.status][1]


def _reported(row: TakedownRow) -> str:
    if not row.takedown.reports:
        return "Nobody yet"
    last = row.takedown.reports[-1]
    return f"{last.to}, {say_day_short(to_local(last.at).date())}" + (f", {last.reference}" if last.reference else "")
