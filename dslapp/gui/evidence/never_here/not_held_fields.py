"""What is written of imagery that is not held: what it may be, who has the device, where, who was told, who saw it."""

from collections.abc import Sequence
from typing import cast

import msgspec
from PySide6.QtWidgets import QLineEdit

from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.exhibits import Exhibit, Material, PowerState
from dslapp.domain.evidence.support import who_saw
from dslapp.domain.problems import UserProblem
from dslapp.gui.case.shared_fields import SharedFields
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.intake.never_held_choice import HINT, QUESTION, NeverHeldChoice
from dslapp.gui.evidence.never_here.support_offer import SupportOffer
from dslapp.gui.evidence.power_buttons import power_buttons
from dslapp.gui.widgets.field import IF_ANY, Field
from dslapp.gui.widgets.growing_text import GrowingText


class NotHeld(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the fields."""

    has_material: bool = False
    material: Material = ""
    what: str = ""
    who_has_it: str = ""
    where: str = ""
    power: PowerState = ""
    told_to: str = ""
    police_ref: str = ""
    seen_by: str = ""
    seen_because: str = ""
    witness: str = ""

    @property
    def answers(self) -> dict[str, object]:
        """The same as the exhibit has it. Nobody who has it: then it is not answered, wherever it may be."""
        held = "; ".join(filter(None, (self.who_has_it, self.where))) if self.who_has_it else ""
        return {
            "description": self.what, "material": self.material, "held_by": held, "power_state": self.power,
            "told_to": self.told_to, "police_ref": self.police_ref, "seen_by": self.seen_by,
            "seen_because": self.seen_because, "witness": self.witness,
        }  # fmt: skip


def not_held_of(exhibit: Exhibit) -> NotHeld:
    """What an exhibit says, to be changed: who has it and where stand in one line."""
    return NotHeld(
        has_material=True, material=exhibit.material, what=exhibit.description, who_has_it=exhibit.held_by,
        power=exhibit.power_state, told_to=exhibit.told_to, police_ref=exhibit.police_ref, seen_by=exhibit.seen_by,
        seen_because=exhibit.seen_because, witness=exhibit.witness,
    )  # fmt: skip


class NotHeldFields(SharedFields):
    """The fields below each other."""

    def __init__(self, desk: Desk) -> None:
        self.material = NeverHeldChoice(desk)
        self.what, self.seen = GrowingText(lines=2), GrowingText(lines=2)
        self.who, self.where, self.told, self.ref, self.because, self.witness = (QLineEdit() for _ in range(6))
        self.power = power_buttons()
        fields = {
            "material": Field(QUESTION, self.material, HINT),
            "what": Field("What were you told?", self.what, "In words only: nobody looks again to check."),
            "held_by": Field("Who has the device or the file?", self.who, "“Not known” is an answer."),
            "where": Field("Where is it locked away?", self.where, "The safe or cupboard, and who has its key."),
            "power": Field("Is the device on or off?", self.power, "Ask police before switching anything off."),
            "told_to": Field("Who was told, and when?", self.told, "The police, the LADO, social care."),
            "police_ref": Field("Police reference", self.ref, optional=IF_ANY),
            "seen_by": Field(
                "Who has seen it?", self.seen, "Nobody should. If it happened, also by accident: who, and when."
            ),
            "seen_because": Field("Why was it seen?", self.because, optional="if it was"),
            "witness": Field("Witness", self.witness, "Who was there when it was seen or put away.", optional=IF_ANY),
        }
        super().__init__(fields, [(name,) for name in fields])
        self.support = SupportOffer(desk)
        self.column.insertWidget(self.column.indexOf(fields["seen_by"]) + 1, self.support)
        self.seen.textChanged.connect(self._offer_support)
        for line in (self.who, self.where, self.told, self.ref, self.because, self.witness):
            line.textChanged.connect(self.changed)
        for text in (self.what, self.seen):
            text.textChanged.connect(self.changed)
        self.power.chosen.connect(self.changed)
        self.material.chosen.connect(self.changed)

    def belong_to(self, incident_id: IncidentId) -> None:
        """The case that it is about."""
        self.support.belong_to(incident_id)

    def missing(self) -> Sequence[UserProblem]:
        """All that must be answered before it is saved, in the order of the fields."""
        wrong = []
        if not self.material.is_answered:
            wrong.append(UserProblem("Choose one.", "“Not known” is an answer.", field="material"))
        if not self.who.text().strip():
            wrong.append(UserProblem("Say who has it.", "“Not known” is an answer.", field="held_by"))
        return wrong

    def value(self) -> NotHeld:
        """What is on the screen."""
        return NotHeld(
            has_material=self.material.is_answered, material=self.material.value(), what=self.what.text(),
            who_has_it=self.who.text().strip(), where=self.where.text().strip(),
            power=cast("PowerState", self.power.value()), told_to=self.told.text().strip(),
            police_ref=self.ref.text().strip(), seen_by=self.seen.text(), seen_because=self.because.text().strip(),
            witness=self.witness.text().strip(),
        )  # fmt: skip

    def show_value(self, value: NotHeld) -> None:
        """Show `value`."""
        self.material.set_value(value.material, is_answered=value.has_material)
        self.what.setPlainText(value.what)
        self.seen.setPlainText(value.seen_by)
        for line, words in (
            (self.who, value.who_has_it), (self.where, value.where), (self.told, value.told_to),
            (self.ref, value.police_ref), (self.because, value.seen_because), (self.witness, value.witness),
        ):  # fmt: skip
            line.setText(words)
        self.power.set_value(*filter(None, (value.power,)))

    def _offer_support(self) -> None:
        who = who_saw(self.seen.text())
        if who:
            self.support.offer(who)
        else:
            self.support.hide()
