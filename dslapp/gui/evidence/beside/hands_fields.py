"""What is asked of each change of hands: from whom, to whom, when, where, what for, which seal, who signed for it."""

from datetime import datetime
from typing import Literal

import msgspec
from PySide6.QtWidgets import QLineEdit

from dslapp.gui.case.shared_fields import SharedFields
from dslapp.gui.desk import Desk
from dslapp.gui.widgets.field import IF_ANY, Field
from dslapp.gui.widgets.moment_edit import MomentEdit
from dslapp.services.continuity.hand_over_exhibit import HandOver

Way = Literal["handed over", "received"]


class Hands(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the fields."""

    from_whom: str = ""
    to: str = ""
    at: datetime | None = None
    where: str = ""
    purpose: str = ""
    seal: str = ""
    signed_by: str = ""


class HandsFields(SharedFields):
    """The fields, two beside each other where there is room."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.lines = {name: QLineEdit() for name in ("from_whom", "to", "where", "purpose", "seal", "signed_by")}
        self._at = MomentEdit("When", desk.now())
        fields = {
            "from_whom": Field("&From whom?", self.lines["from_whom"]),
            "to": Field("&To whom?", self.lines["to"]),
            "at": Field("When?", self._at),
            "where": Field("&Where?", self.lines["where"], "The place where it changed hands, or is kept now."),
            "purpose": Field("What f&or?", self.lines["purpose"]),
            "seal": Field("Seal or &bag number", self.lines["seal"], optional=IF_ANY),
            "signed_by": Field("Who si&gned on paper?", self.lines["signed_by"], optional="if anybody did"),
        }
        super().__init__(fields, (("from_whom", "to"), ("at",), ("where",), ("purpose",), ("seal", "signed_by")))
        for line in self.lines.values():
            line.textChanged.connect(self.changed)
        self._at.changed.connect(self.changed)

    def value(self) -> Hands:
        """What is on the screen."""
        said = {name: line.text() for name, line in self.lines.items()}
        return msgspec.structs.replace(Hands(at=self._at.moment()), **said)

    def show_value(self, value: Hands) -> None:
        """Show `value`."""
        for name, line in self.lines.items():
            line.setText(getattr(value, name))
        self._at.set_moment(value.at or self._desk.now())

    def offer_own_name(self) -> None:
        """Whoever is at the keyboard mostly had it before."""
        self.lines["from_whom"].setText(self._desk.session.member.name)

    def turn(self) -> None:
        """Whoever has it changes sides."""
        before = self.lines["from_whom"].text()
        self.lines["from_whom"].setText(self.lines["to"].text())
        self.lines["to"].setText(before)


def step_of(hands: Hands, what: Way, now: datetime) -> HandOver:
    """The step as it is saved."""
    return HandOver(
        what=what, at=hands.at or now, from_whom=hands.from_whom, to=hands.to, where=hands.where,
        purpose=hands.purpose, seal=hands.seal, signed_by=hands.signed_by,
    )  # fmt: skip
