"""Forms about a device that the school keeps: it was taken in, and it changed hands."""

from datetime import datetime
from typing import cast

import msgspec
from PySide6.QtWidgets import QLineEdit

from dslapp.domain.boards.devices import DeviceStatus, HeldDevice
from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.exhibits import PowerState
from dslapp.domain.problems import UserProblem
from dslapp.gui.case.case_form import CaseForm
from dslapp.gui.case.due_day import DueDay
from dslapp.gui.desk import Desk
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.moment_edit import MomentEdit
from dslapp.gui.widgets.text import Words
from dslapp.services.continuity.hand_over_exhibit import HandOver
from dslapp.services.continuity.keep_devices import DeviceAnswers, DeviceMoved, keep_device, move_device

POWER = (
    Choice("on", "On"), Choice("off", "Off"), Choice("flight mode", "Flight mode"), Choice("not known", "Not known")
)  # fmt: skip
_LEAVE_IT = "Leave the device as it is. Ask police before switching anything off."
_STATUS = (
    Choice("kept here", "Still kept here"), Choice("with the police", "With the police"),
    Choice("returned", "Given back"), Choice("elsewhere", "Elsewhere"),
)  # fmt: skip


class DeviceTyped(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the form for a device that was taken in."""

    what: str = ""
    serial: str = ""
    owner: str = ""
    power: PowerState = ""
    taken_at: datetime | None = None
    taken_by: str = ""
    because: str = ""
    where: str = ""
    seal: str = ""
    imagery: str = ""
    next_step: str = ""
    due: str = ""


class KeepDeviceForm(CaseForm[DeviceTyped]):
    """A device is kept: what, whose, since when, in which state, where it is locked away, and what comes next."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "device", "A device is kept here", DeviceTyped, "Save this device")
        self._lines = {name: QLineEdit() for name in ("what", "serial", "owner", "by", "because", "where", "seal",
                                                      "next")}  # fmt: skip
        lines = self._lines
        self._at = MomentEdit("Taken in", desk.now())
        self._power = ChoiceButtons("The device is", POWER, across=True)
        self.imagery = ChoiceButtons(
            "May it hold such an image?", (Choice("no", "No"), Choice("yes", "Yes, or not sure")), across=True
        )
        self._due = DueDay("By when", desk.now)
        self.body.addWidget(Words(_LEAVE_IT, "strong"))
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
            taken_by=Field("Who took it in?", lines["by"]), taken_because=Field("Why is it kept?", lines["because"])
        )
        self.add_row(
            kept_where=Field("Where is it locked away, and who has the key?", lines["where"]),
            seal=Field("Seal or bag number", lines["seal"], optional=True),
        )
        self.add_field("next_step", Field("What co&mes next?", lines["next"], "It becomes an action.", optional=True))
        self.add_field("due", Field("By when?", self._due, optional=True))
        self.finish()
        self.discard_button.say("Close without saving")
        for line in lines.values():
            line.textChanged.connect(self.changed)
        for signal in (self._at.changed, self._power.chosen, self.imagery.chosen, self._due.changed):
            signal.connect(self.changed)

    def value(self) -> DeviceTyped:
        """What is on the screen."""
        said = {name: line.text() for name, line in self._lines.items()}
        day = self._due.day()
        return DeviceTyped(
            what=said["what"], serial=said["serial"], owner=said["owner"],
            power=cast("PowerState", self._power.value()), taken_at=self._at.moment(), taken_by=said["by"],
            because=said["because"], where=said["where"], seal=said["seal"], imagery=self.imagery.value(),
            next_step=said["next"], due=day.isoformat() if day else "",
        )  # fmt: skip

    def show_value(self, value: DeviceTyped) -> None:
        """Show `value`."""
        for name, text in (
            ("what", value.what), ("serial", value.serial), ("owner", value.owner), ("by", value.taken_by),
            ("because", value.because), ("where", value.where), ("seal", value.seal), ("next", value.next_step),
        ):  # fmt: skip
            self._lines[name].setText(text)
        self._power.set_value(*filter(None, (value.power,)))
        self.imagery.set_value(*filter(None, (value.imagery,)))
        self._at.set_moment(value.taken_at or self.desk.now())
        self._due.set_day(datetime.fromisoformat(value.due).date() if value.due else None)

    def is_empty(self) -> bool:
        """Whether nothing was written but the name that is offered."""
        return not any(line.text() for name, line in self._lines.items() if name != "by")

    def clear(self) -> None:
        """Start afresh."""
        self.show_value(DeviceTyped(taken_by=self.desk.session.member.name))

    def save(self) -> None:
        """Keep it, with its next step as an action."""
        assert self.case is not None
        typed = self.value()
        for field, trouble in (("taken_at", self._at.problem()), ("due", self._due.problem())):
            if trouble:
                self.show_errors(UserProblem(trouble, field=field))
                return
        if not typed.imagery:
            self.show_errors(UserProblem("Answer this first.", "It says who may get the device.", field="imagery"))
            return
        answers = DeviceAnswers(
            what=typed.what, owner=typed.owner, taken_at=typed.taken_at or self.desk.now(), taken_by=typed.taken_by,
            taken_because=typed.because, kept_where=typed.where, serial=typed.serial, power_state=typed.power,
            seal=typed.seal, holds_imagery=typed.imagery == "yes", next_step=typed.next_step, due=self._due.due(),
        )  # fmt: skip
        self.send(
            "The device is written down, and its next step is an action.", keep_device,
            IncidentId(self.case.incident.id), answers,
        )  # fmt: skip


class MovedTyped(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the form for a change of hands of a device."""

    device_id: str = ""
    status: str = ""
    at: datetime | None = None
    from_whom: str = ""
    to: str = ""
    where: str = ""
    purpose: str = ""
    seal: str = ""
    signed_by: str = ""
    agreed_by: str = ""
    next_step: str = ""
    due: str = ""


class MoveDeviceForm(CaseForm[MovedTyped]):
    """A device changed hands: it stays here, went to the police, went back, or is elsewhere."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "device-moved", "Change of hands", MovedTyped, "&Save this step")
        self.device: HeldDevice | None = None
        self._about = Words(part="strong")
        self.status = ChoiceButtons("Where is it now?", _STATUS, across=True)
        self._lines = {name: QLineEdit() for name in ("from", "to", "where", "purpose", "seal", "signed", "agreed",
                                                      "next")}  # fmt: skip
        lines = self._lines
        self._at = MomentEdit("When", desk.now())
        self._due = DueDay("By when", desk.now)
        self.body.addWidget(self._about)
        self.add_field("status", Field("Where is it now?", self.status))
        self.add_row(from_whom=Field("&From whom?", lines["from"]), to=Field("&To whom?", lines["to"]))
        self.add_field("at", Field("When?", self._at))
        self.add_row(
            where=Field("&Where is it kept now?", lines["where"]), purpose=Field("What f&or?", lines["purpose"])
        )
        self.add_row(
            seal=Field("Seal or &bag number", lines["seal"], optional=True),
            signed_by=Field("Who si&gned on paper?", lines["signed"], optional=True),
        )
        self.add_field("agreed_by", Field("Who of the police or social care said that it may go back, and when?",
                                          lines["agreed"]))  # fmt: skip
        self.add_field("next_step", Field("What co&mes next?", lines["next"], "It becomes an action.", optional=True))
        self.add_field("due", Field("By when?", self._due, optional=True))
        self.finish()
        self.discard_button.say("Close without saving")
        for line in lines.values():
            line.textChanged.connect(self.changed)
        self._at.changed.connect(self.changed)
        self._due.changed.connect(self.changed)
        self.status.chosen.connect(self._turn)

    def begin(self, device: HeldDevice) -> None:
        """Write a step of `device`, unless one of it is open already."""
        if self.device is None or self.device.id != device.id or self.is_empty():
            self.clear()
            self.device = device
            self._lines["from"].setText(self.desk.session.member.name)
        self._say()
        self.status.setFocus()

    def value(self) -> MovedTyped:
        """What is on the screen."""
        said = {name: line.text() for name, line in self._lines.items()}
        day = self._due.day()
        return MovedTyped(
            device_id=self.device.id if self.device else "", status=self.status.value(), at=self._at.moment(),
            from_whom=said["from"], to=said["to"], where=said["where"], purpose=said["purpose"], seal=said["seal"],
            signed_by=said["signed"], agreed_by=said["agreed"], next_step=said["next"],
            due=day.isoformat() if day else "",
        )  # fmt: skip

    def show_value(self, value: MovedTyped) -> None:
        """Show `value`."""
        devices = self.case.devices if self.case else ()
        self.device = next((each for each in devices if each.id == value.device_id), None)
        self.status.set_value(*filter(None, (value.status,)))
        self._at.set_moment(value.at or self.desk.now())
        for name, text in (
            ("from", value.from_whom), ("to", value.to), ("where", value.where), ("purpose", value.purpose),
            ("seal", value.seal), ("signed", value.signed_by), ("agreed", value.agreed_by), ("next", value.next_step),
        ):  # fmt: skip
            self._lines[name].setText(text)
        self._due.set_day(datetime.fromisoformat(value.due).date() if value.due else None)
        self._say()

    def is_empty(self) -> bool:
        """Whether nothing was written but the name that is offered."""
        return not any(line.text() for name, line in self._lines.items() if name != "from")

    def clear(self) -> None:
        """Start afresh."""
        self.show_value(MovedTyped())

    def save(self) -> None:
        """Save the step, and how the device stands now."""
        if self.device is None:
            return
        typed = self.value()
        for field, trouble in (("at", self._at.problem()), ("due", self._due.problem())):
            if trouble:
                self.show_errors(UserProblem(trouble, field=field))
                return
        if not typed.status:
            self.show_errors(UserProblem("Say where it is now.", field="status"))
            return
        back = typed.status == "kept here"
        step = HandOver(
            what="received" if back else "handed over", at=typed.at or self.desk.now(), from_whom=typed.from_whom,
            to=typed.to, where=typed.where, purpose=typed.purpose, seal=typed.seal, signed_by=typed.signed_by,
        )  # fmt: skip
        moved = DeviceMoved(
            step=step, status=cast("DeviceStatus", typed.status), agreed_by=typed.agreed_by,
            next_step=typed.next_step, due=self._due.due(),
        )  # fmt: skip
        self.send("The step stands in the continuity of the device.", move_device, self.device.id, moved)

    def _turn(self) -> None:
        self._say()
        self.changed()

    def _say(self) -> None:
        returned = self.status.value() == "returned"
        self._about.setText(self.device.what if self.device else "")
        self.fields["agreed_by"].setVisible(returned and self.device is not None and self.device.holds_imagery)
        for name in ("next_step", "due"):
            self.fields[name].setVisible(not returned)
