"""Forms about a device that the school keeps: it was taken in, it changed hands, how it was taken is completed."""

from datetime import date, datetime
from typing import cast

import msgspec
from PySide6.QtWidgets import QLineEdit

from dslapp.domain.boards.devices import DeviceStatus, HeldDevice, HowTaken
from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.exhibits import PowerState
from dslapp.domain.evidence.never_held import DEVICE
from dslapp.domain.problems import UserProblem
from dslapp.gui.boards.how_taken_fields import HowTakenFields
from dslapp.gui.case.about_form import AboutForm
from dslapp.gui.case.case_form import CLOSE, CaseForm
from dslapp.gui.case.due_day import DueDay
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.hands_fields import Hands, HandsFields, step_of
from dslapp.gui.evidence.power_buttons import power_buttons
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import IF_ANY, Field
from dslapp.gui.widgets.moment_edit import MomentEdit
from dslapp.gui.widgets.text import Heading, Words
from dslapp.services.continuity.keep_devices import (
    DeviceAnswers,
    DeviceMoved,
    keep_device,
    missing_of,
    move_device,
    note_how_taken,
)

_STATUS = (
    Choice("kept here", "Still kept here"), Choice("with the police", "With the police"),
    Choice("returned", "Given back"), Choice("elsewhere", "Elsewhere"),
)  # fmt: skip
_LINES = ("what", "serial", "owner", "taken_by", "taken_because", "kept_where", "seal", "next_step")


class DeviceTyped(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the form for a device that was taken in."""

    what: str = ""
    serial: str = ""
    owner: str = ""
    power: PowerState = ""
    taken_at: datetime | None = None
    taken_by: str = ""
    taken_because: str = ""
    how_taken: HowTaken = HowTaken()
    kept_where: str = ""
    seal: str = ""
    imagery: str = ""
    next_step: str = ""
    due: date | None = None


class KeepDeviceForm(CaseForm[DeviceTyped]):
    """A device is kept: what, whose, since when, how it was taken, where it is locked away, and what comes next."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "device", "A device is kept here", DeviceTyped, "Save this device", discard=CLOSE)
        self.lines = {name: QLineEdit() for name in _LINES}
        lines = self.lines
        self._at = MomentEdit("Taken in", desk.now())
        self._power = power_buttons()
        self.imagery = ChoiceButtons(
            "May it hold such an image?", (Choice("no", "No"), Choice("yes", "Yes, or not sure")), across=True
        )
        self.how_taken = HowTakenFields()
        self._due = DueDay("By when", desk.now)
        self.body.addWidget(Words(DEVICE, "strong"))
        self.add_field(
            "what", Field("&What is it?", lines["what"], "Make, model, colour, case: as anybody would know it.")
        )
        self.add_row(
            owner=Field("W&hose is it?", lines["owner"]),
            serial=Field("IMEI or serial number", lines["serial"], "Only where it can be read from outside.",
                         optional=True),
        )  # fmt: skip
        self.add_field("power", Field("On or off?", self._power))
        hint = "A naked or sexual image, or terrorist material. “Not sure” is yes."
        self.add_field("imagery", Field("May it hold an image that nobody may look at?", self.imagery, hint))
        self.add_field("taken_at", Field("When was it taken in?", self._at))
        self.add_row(
            taken_by=Field("Who took it in?", lines["taken_by"]),
            taken_because=Field("Why is it kept?", lines["taken_because"]),
        )
        self.add_row(
            kept_where=Field("Where is it locked away, and who has the key?", lines["kept_where"]),
            seal=Field("Seal or bag number", lines["seal"], optional=IF_ANY),
        )
        self.body.addWidget(Heading("How it was taken", 3))
        self.add_fields(self.how_taken)
        self.add_field("next_step", Field("What co&mes next?", lines["next_step"], "It becomes an action.",
                                          optional=IF_ANY))  # fmt: skip
        self.add_field("due", Field("By when?", self._due, optional=IF_ANY))
        self.finish()
        for line in lines.values():
            line.textChanged.connect(self.changed)
        for signal in (self._at.changed, self._power.chosen, self.imagery.chosen, self._due.changed):
            signal.connect(self.changed)

    def value(self) -> DeviceTyped:
        """What is on the screen."""
        typed = DeviceTyped(
            power=cast("PowerState", self._power.value()), taken_at=self._at.moment(), imagery=self.imagery.value(),
            how_taken=self.how_taken.value(), due=self._due.day(),
        )  # fmt: skip
        return msgspec.structs.replace(typed, **{name: line.text() for name, line in self.lines.items()})

    def show_value(self, value: DeviceTyped) -> None:
        """Show `value`."""
        for name, line in self.lines.items():
            line.setText(getattr(value, name))
        self._power.set_value(*filter(None, (value.power,)))
        self.imagery.set_value(*filter(None, (value.imagery,)))
        self._at.set_moment(value.taken_at or self.desk.now())
        self.how_taken.show_value(value.how_taken)
        self._due.set_day(value.due)

    def clear(self) -> None:
        """Start afresh, with the own name."""
        self.show_value(DeviceTyped(taken_by=self.desk.session.member.name))
        self.offer()

    def save(self) -> None:
        """Keep it, with its next step as an action."""
        assert self.case is not None
        typed = self.value()
        if self.shows_a_mistake():
            return
        answers = DeviceAnswers(
            what=typed.what, owner=typed.owner, taken_at=typed.taken_at or self.desk.now(), taken_by=typed.taken_by,
            taken_because=typed.taken_because, how_taken=typed.how_taken, kept_where=typed.kept_where,
            serial=typed.serial, power_state=typed.power, seal=typed.seal, holds_imagery=typed.imagery == "yes",
            next_step=typed.next_step, due=self._due.due(),
        )  # fmt: skip
        wrong = list(missing_of(answers))
        if not typed.imagery:
            wrong.append(UserProblem("Answer this first.", "It says who may get the device.", field="imagery"))
        if wrong:
            self.show_errors(wrong[0])
            for each in wrong[1:]:
                self.fields[each.field].show_error(str(each))
            return
        self.send(
            "The device is written down, and its next step is an action.", keep_device,
            IncidentId(self.case.incident.id), answers,
        )  # fmt: skip


class HowTakenTyped(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the form that completes how a device was taken."""

    device_id: str = ""
    how_taken: HowTaken = HowTaken()


class HowTakenForm(AboutForm[HowTakenTyped, HeldDevice]):
    """What was not known when a device was taken in: the parents were told, somebody looked into it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "device-taken", "How it was taken", HowTakenTyped, "&Save this")
        self._about = Words(part="strong")
        self.how_taken = HowTakenFields()
        self.body.addWidget(self._about)
        self.add_fields(self.how_taken)
        self.finish()

    def name_of(self, thing: HeldDevice) -> str:
        """What it is."""
        return thing.what

    def start(self, thing: HeldDevice) -> None:
        """Offer what is written of it."""
        self._about.setText(thing.what)
        self.how_taken.show_value(thing.how_taken)

    def begin(self, thing: HeldDevice) -> bool:
        """Complete what is written of it."""
        begun = super().begin(thing)
        self.focus_first()
        return begun

    def value(self) -> HowTakenTyped:
        """What is on the screen."""
        return HowTakenTyped(device_id=self.subject_id, how_taken=self.how_taken.value())

    def show_value(self, value: HowTakenTyped) -> None:
        """Show `value`."""
        self.find_subject(self.case.devices if self.case else (), value.device_id)
        self._about.setText(self.subject.what if self.subject else "")
        self.how_taken.show_value(value.how_taken)

    def save(self) -> None:
        """Save it with the device; a look into it is a step of its continuity."""
        if self.subject is not None:
            self.send("It stands with the device.", note_how_taken, self.subject.id, self.how_taken.value())


class MovedTyped(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the form for a change of hands of a device."""

    device_id: str = ""
    status: str = ""
    hands: Hands = Hands()
    agreed_by: str = ""
    next_step: str = ""
    due: date | None = None


class MoveDeviceForm(AboutForm[MovedTyped, HeldDevice]):
    """A device changed hands: it stays here, went to the police, went back, or is elsewhere."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "device-moved", "Change of hands", MovedTyped, "&Save this step")
        self._about = Words(part="strong")
        self.status = ChoiceButtons("Where is it now?", _STATUS, across=True)
        self.hands = HandsFields(desk)
        self.agreed, self._next = QLineEdit(), QLineEdit()
        self._due = DueDay("By when", desk.now)
        self.body.addWidget(self._about)
        self.add_field("status", Field("Where is it now?", self.status))
        self.add_fields(self.hands)
        self.add_field("agreed_by", Field("Who of the police or social care said that it may go back, and when?",
                                          self.agreed))  # fmt: skip
        self.add_field("next_step", Field("What co&mes next?", self._next, "It becomes an action.", optional=IF_ANY))
        self.add_field("due", Field("By when?", self._due, optional=IF_ANY))
        self.finish()
        for line in (self.agreed, self._next):
            line.textChanged.connect(self.changed)
        self._due.changed.connect(self.changed)
        self.status.chosen.connect(self._turn)

    def name_of(self, thing: HeldDevice) -> str:
        """What it is."""
        return thing.what

    def start(self, thing: HeldDevice) -> None:
        """Offer the own name."""
        self.hands.offer_own_name()

    def begin(self, thing: HeldDevice) -> bool:
        """Write a step of it."""
        begun = super().begin(thing)
        self._say()
        self.status.setFocus()
        return begun

    def value(self) -> MovedTyped:
        """What is on the screen."""
        return MovedTyped(
            device_id=self.subject_id, status=self.status.value(), hands=self.hands.value(),
            agreed_by=self.agreed.text(), next_step=self._next.text(), due=self._due.day(),
        )  # fmt: skip

    def show_value(self, value: MovedTyped) -> None:
        """Show `value`."""
        self.find_subject(self.case.devices if self.case else (), value.device_id)
        self.status.set_value(*filter(None, (value.status,)))
        self.hands.show_value(value.hands)
        self.agreed.setText(value.agreed_by)
        self._next.setText(value.next_step)
        self._due.set_day(value.due)
        self._say()

    def save(self) -> None:
        """Save the step, and how the device stands now."""
        if self.subject is None or self.shows_a_mistake():
            return
        typed = self.value()
        if not typed.status:
            self.show_errors(UserProblem("Say where it is now.", field="status"))
            return
        back = typed.status == "kept here"
        moved = DeviceMoved(
            step=step_of(typed.hands, "received" if back else "handed over", self.desk.now()),
            status=cast("DeviceStatus", typed.status), agreed_by=typed.agreed_by, next_step=typed.next_step,
            due=self._due.due(),
        )  # fmt: skip
        self.send("The step stands in the continuity of the device.", move_device, self.subject.id, moved)

    def _turn(self) -> None:
        self._say()
        self.changed()

    def _say(self) -> None:
        returned = self.status.value() == "returned"
        self._about.setText(self.subject.what if self.subject else "")
        self.fields["agreed_by"].setVisible(returned and self.subject is not None and self.subject.holds_imagery)
        for name in ("next_step", "due"):
            self.fields[name].setVisible(not returned)
