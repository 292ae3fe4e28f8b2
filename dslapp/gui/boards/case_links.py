"""Ways from a case to its devices, its takedowns and its labels: buttons beside the exhibits, a card on the summary."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.case_words import due_words
from dslapp.domain.entity import IncidentId
from dslapp.gui.case.link import Link
from dslapp.gui.routes import Route, ToDevices, ToExhibitPapers, ToTakedowns
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.wrapping import WrapLayout


class BoardButtons(QWidget):
    """Three buttons in a row; whoever only reads sees those behind which there is something. `go` leads there."""

    go = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._case: CaseFile | None = None
        self.labels = Button("Print lab&els", "quiet", "printer")
        self.devices = Button("", "quiet", "smartphone")
        self.takedowns = Button("", "quiet", "globe")
        row = WrapLayout(self)
        for button in (self.labels, self.devices, self.takedowns):
            row.addWidget(button)
        self.labels.clicked.connect(lambda: self._go(ToExhibitPapers))
        self.devices.clicked.connect(lambda: self._go(ToDevices))
        self.takedowns.clicked.connect(lambda: self._go(ToTakedowns))

    def show_case(self, case: CaseFile) -> None:
        """Say how many there are in `case`."""
        self._case = case
        writes = case.reader_may("log and change the record")
        devices = sum(not each.withdrawn for each in case.devices)
        takedowns = sum(not each.withdrawn for each in case.takedowns)
        self.labels.setVisible(bool(case.shown_exhibits))
        self.devices.say(f"Devices &kept ({devices})" if devices else "A device is &kept here")
        self.takedowns.say(f"To be taken &down ({takedowns})" if takedowns else "Something should be taken &down")
        self.devices.setVisible(writes or bool(devices))
        self.takedowns.setVisible(writes or bool(takedowns))

    def _go(self, route: type[ToExhibitPapers | ToDevices | ToTakedowns]) -> None:
        if self._case is not None:
            self.go.emit(route(IncidentId(self._case.incident.id)))


class BoardsCard(Card):
    """The devices that are still here and what is still online; not shown without any. `go` leads to one of them."""

    go = Signal(object)

    def __init__(self) -> None:
        super().__init__("Kept, and reported")
        self.body.setSpacing(0)

    def show_case(self, case: CaseFile) -> None:
        """List those of `case` that somebody still has to see to."""
        while (item := self.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        of = IncidentId(case.incident.id)
        due = {action.source_id: action.due for action in case.open_actions}
        for device in case.devices:
            if not device.withdrawn and device.status != "returned":
                self._add(f"{device.what}: {device.status}", due.get(device.id), ToDevices(of, device.id))
        for takedown in case.takedowns:
            if not takedown.withdrawn and (takedown.id in due or takedown.status not in ("removed", "given up")):
                where = f"{takedown.where}: {takedown.status}"
                self._add(where, due.get(takedown.id), ToTakedowns(of, takedown.id))
        self.setVisible(self.body.count() > 0)

    def _add(self, words: str, due: datetime | None, route: Route) -> None:
        link = Link(f"{words}, {due_words(due)}" if due else words, "")
        link.clicked.connect(lambda: self.go.emit(route))
        self.body.addWidget(link)
