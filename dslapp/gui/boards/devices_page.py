"""The devices that are kept in one case: each with where it is, its state, its seal, its next step and every hand."""

from functools import partial

from PySide6.QtCore import Signal

from dslapp.domain.boards.device_words import device_facts
from dslapp.domain.boards.devices import HeldDevice
from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.casework import Action
from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.custody_words import continuity_of, event_in_words
from dslapp.domain.evidence.never_held import DEVICE
from dslapp.domain.local_time import say_moment
from dslapp.domain.problems import Problem
from dslapp.gui.boards.case_board import CaseBoard
from dslapp.gui.boards.device_forms import HowTakenForm, KeepDeviceForm, MoveDeviceForm
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.reason_form import ReasonForm
from dslapp.gui.evidence.bring_into_view import bring_into_view
from dslapp.gui.routes import Route, ToDevices, ToExhibitPapers
from dslapp.gui.theme.tokens import Tone
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card, EmptyState
from dslapp.gui.widgets.chips import Chip, DueChip
from dslapp.gui.widgets.text import Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.continuity.keep_devices import withdraw_device

_EXPLAINED = (
    "Phones and other devices that the school keeps. Nobody unlocks, searches or charges them here without a reason "
    "that stands in the record. Each change of hands is a step of continuity."
)
STATUS_LOOK: dict[str, tuple[Tone, str]] = {
    "kept here": ("warning", "lock"), "with the police": ("information", "shield"),
    "returned": ("success", "circle-check"), "elsewhere": ("warning", "map-pin"),
}  # fmt: skip


class DevicesPage(CaseBoard):
    """Cards of devices below the forms about them."""

    def __init__(self, desk: Desk) -> None:
        self.keep_form, self.move_form, self.taken_form = KeepDeviceForm(desk), MoveDeviceForm(desk), HowTakenForm(desk)
        super().__init__(
            desk, "Devices kept", "A device is &kept here", self.keep_form, self.move_form, self.taken_form
        )
        self.explained.setText(_EXPLAINED)
        self._focus = ""

    def enter(self, route: Route) -> None:
        """Show the devices of the route's case, and the one that it names in view."""
        assert isinstance(route, ToDevices)
        self._focus = route.device_id
        self.arrive(route.incident_id)

    def show_cards(self, case: CaseFile, *, writes: bool) -> bool:
        """One card a device, those that are still here first."""
        devices = [each for each in case.devices if not each.withdrawn]
        for device in sorted(devices, key=lambda each: (each.status == "returned", each.taken_at)):
            card = DeviceCard(self._desk, device, case, writes=writes)
            card.move_wanted.connect(partial(self._begin, self.move_form))
            card.taken_wanted.connect(partial(self._begin, self.taken_form))
            card.paper_wanted.connect(self._paper)
            card.done.connect(self.changed)
            self.add_card(card)
            if device.id == self._focus:
                bring_into_view(card)
        self._focus = ""
        if not devices:
            self.add_card(EmptyState("smartphone", "No device is kept in this case"))
        return bool(devices)

    def _begin(self, form: MoveDeviceForm | HowTakenForm, device: HeldDevice) -> None:
        self.open(form)
        form.begin(device)

    def _paper(self, device: HeldDevice) -> None:
        self.go.emit(ToExhibitPapers(IncidentId(device.incident_id), "continuity", (device.id,)))


class DeviceCard(Card):
    """One device; `move_wanted`, `taken_wanted` and `paper_wanted` carry it, `done` words for the status line."""

    move_wanted = Signal(object)
    taken_wanted = Signal(object)
    paper_wanted = Signal(object)
    done = Signal(str)

    def __init__(self, desk: Desk, device: HeldDevice, case: CaseFile, *, writes: bool) -> None:
        super().__init__(device.what)
        self._desk, self._device = desk, device
        tone, icon = STATUS_LOOK[device.status]
        self.head.addWidget(Chip(device.status.capitalize(), tone, icon))
        if device.holds_imagery:
            self.body.addWidget(
                Banner("warning", "It may hold an image that nobody may look at.",
                       DEVICE)
            )  # fmt: skip
        for label, said in device_facts(device):
            self.body.addWidget(Words(f"{label}: {said}"))
        self._show_next(case, desk)
        self.move_button = Button("Change of &hands", "secondary", "signature")
        self.taken_button = Button("How it was taken", "secondary", "search")
        self.paper_button = Button("Continuity on paper", "quiet", "printer")
        self.mistake_button = Button("Written down by mistake", "quiet", "ban")
        self.mistake_form = ReasonForm("What is wrong?", "It stays readable in the history.", "Take it back")
        self._trouble = Banner("danger")
        self._trouble.hide()
        row = WrapLayout()
        for button in (self.move_button, self.taken_button, self.paper_button, self.mistake_button):
            button.setAccessibleName(f"{button.accessibleName() or button.text()}: {device.what}".replace("&", ""))
            row.addWidget(button)
        self.move_button.setVisible(writes)
        self.taken_button.setVisible(writes)
        self.mistake_button.setVisible(writes)
        self.body.addLayout(row)
        self.body.addWidget(self.mistake_form)
        self.body.addWidget(self._trouble)
        self.body.addWidget(Words("Continuity", "strong"))
        for event in continuity_of(case, device.id):
            self.body.addWidget(Words(f"{say_moment(event.at)}: {event_in_words(event)}", "hint"))
        self.move_button.clicked.connect(lambda: self.move_wanted.emit(device))
        self.taken_button.clicked.connect(lambda: self.taken_wanted.emit(device))
        self.paper_button.clicked.connect(lambda: self.paper_wanted.emit(device))
        self.mistake_button.clicked.connect(self.mistake_form.begin)
        self.mistake_form.act.clicked.connect(self._take_back)

    def _show_next(self, case: CaseFile, desk: Desk) -> None:
        action = _open_action(case, self._device)
        if action is None:
            return
        self.body.addWidget(Words(f"Next: {action.what.partition(': ')[2] or action.what}", "strong"))
        if action.due is not None:
            row = WrapLayout()
            row.addWidget(DueChip(action.due, desk.now()))
            self.body.addLayout(row)

    def _take_back(self) -> None:
        because = self.mistake_form.reason("Write what is wrong.")
        if because:
            self._desk.tasks.submit(
                withdraw_device, self._desk.session, self._device.id, because=because, done=self._taken_back,
                failed=self._failed,
            )  # fmt: skip

    def _taken_back(self, _device: HeldDevice) -> None:
        self.done.emit("It is taken back; the history keeps it.")

    def _failed(self, problem: Problem) -> None:
        self._trouble.show_problem(problem)


def _open_action(case: CaseFile, device: HeldDevice) -> Action | None:
    return next((each for each in case.open_actions if each.source_id == device.id), None)
