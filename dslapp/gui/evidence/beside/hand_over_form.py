"""A change of hands: from whom, to whom, when, where, under which seal, what for, and who signed on paper."""

from datetime import datetime
from typing import Literal, cast

import msgspec
from PySide6.QtWidgets import QLineEdit

from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.problems import UserProblem
from dslapp.gui.case.case_form import CaseForm
from dslapp.gui.desk import Desk
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.moment_edit import MomentEdit
from dslapp.gui.widgets.text import Words
from dslapp.services.continuity.hand_over_exhibit import HandOver, hand_over_exhibit

Way = Literal["handed over", "received"]


class HandsTyped(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the form; `subject_id` is the exhibit that it is about."""

    subject_id: str = ""
    what: Way = "handed over"
    at: datetime | None = None
    from_whom: str = ""
    to: str = ""
    where: str = ""
    purpose: str = ""
    seal: str = ""
    signed_by: str = ""


class HandOverForm(CaseForm[HandsTyped]):
    """Writes down that an exhibit was handed over, or came back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "hand-over", "Change of hands", HandsTyped, "&Save this step")
        self.exhibit: Exhibit | None = None
        self._about = Words(part="hint")
        self.way = ChoiceButtons(
            "What happened", (Choice("handed over", "Handed over"), Choice("received", "Received back")), across=True
        )
        self._from, self._to, self._where, self._purpose, self._seal, self._signed = (QLineEdit() for _ in range(6))
        self._at = MomentEdit("When", desk.now())
        self.body.addWidget(self._about)
        self.add_field("what", Field("What happened?", self.way))
        self.add_field("from_whom", Field("&From whom?", self._from))
        self.add_field("to", Field("&To whom?", self._to))
        self.add_field("at", Field("When?", self._at))
        self.add_field("where", Field("&Where?", self._where, "The place where it changed hands, or is kept now."))
        self.add_field("purpose", Field("What f&or?", self._purpose))
        self.add_field("seal", Field("Seal or &bag number", self._seal, optional=True))
        self.add_field("signed_by", Field("Who si&gned on paper?", self._signed, optional=True))
        self.finish()
        self.discard_button.say("Close without saving")
        for line in (self._from, self._to, self._where, self._purpose, self._seal, self._signed):
            line.textChanged.connect(self.changed)
        self._at.changed.connect(self.changed)
        self.way.chosen.connect(self._turn)

    def begin(self, exhibit: Exhibit) -> None:
        """Write a step of `exhibit`, unless one of it is open already."""
        if self.exhibit is None or self.exhibit.id != exhibit.id or self.is_empty():
            self.clear()
            self.exhibit = exhibit
            self._from.setText(self.desk.session.member.name)
        checked = "Its file is checked against its hash first." if exhibit.file_id else "No file of it is held here."
        self._about.setText(f"Exhibit {exhibit.ref}. {checked} The step stays in its continuity for good.")
        self.show()
        self._to.setFocus()

    def value(self) -> HandsTyped:
        """What is on the screen."""
        return HandsTyped(
            subject_id=self.exhibit.id if self.exhibit else "", what=cast("Way", self.way.value() or "handed over"),
            at=self._at.moment(), from_whom=self._from.text(), to=self._to.text(), where=self._where.text(),
            purpose=self._purpose.text(), seal=self._seal.text(), signed_by=self._signed.text(),
        )  # fmt: skip

    def show_value(self, value: HandsTyped) -> None:
        """Show `value`."""
        exhibits = self.case.exhibits if self.case else ()
        self.exhibit = next((each for each in exhibits if each.id == value.subject_id), None)
        self.way.set_value(value.what)
        self._at.set_moment(value.at or self.desk.now())
        self._from.setText(value.from_whom)
        self._to.setText(value.to)
        self._where.setText(value.where)
        self._purpose.setText(value.purpose)
        self._seal.setText(value.seal)
        self._signed.setText(value.signed_by)

    def is_empty(self) -> bool:
        """Whether nothing was written but the name that is offered."""
        written = self.value()
        return not (written.to or written.where or written.purpose or written.seal or written.signed_by)

    def clear(self) -> None:
        """Start afresh."""
        self.show_value(HandsTyped())

    def save(self) -> None:
        """Check the file, then save the step."""
        if self.exhibit is None:
            return
        if self._at.problem():
            self.show_errors(UserProblem(self._at.problem(), field="at"))
            return
        self.send(
            "The step stands in the continuity.", hand_over_exhibit, self.exhibit, step_of(self.value(), self.desk),
            self.desk.tasks.on_casebook, lane="files",
        )  # fmt: skip

    def _turn(self) -> None:
        """Whoever has it changes sides with the direction."""
        before = self._from.text()
        self._from.setText(self._to.text())
        self._to.setText(before)
        self.changed()


def step_of(typed: HandsTyped, desk: Desk) -> HandOver:
    """The step as it is saved."""
    return HandOver(
        what=typed.what, at=typed.at or desk.now(), from_whom=typed.from_whom, to=typed.to, where=typed.where,
        purpose=typed.purpose, seal=typed.seal, signed_by=typed.signed_by,
    )  # fmt: skip
