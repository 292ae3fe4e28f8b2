"""Exhibits without a file: imagery that must not be held here, and pictures that somebody has still to send."""

from datetime import date
from typing import Literal, cast

import msgspec
from PySide6.QtWidgets import QLineEdit

from dslapp.domain.entity import IncidentId
from dslapp.domain.problems import UserProblem
from dslapp.gui.case.case_form import CaseForm
from dslapp.gui.case.due_day import DueDay
from dslapp.gui.desk import Desk
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.services.attach_evidence import ExhibitAnswers
from dslapp.services.record_without_file import record_without_file

Power = Literal["on", "off", "unknown", ""]
_POWER: dict[Power, str] = {"on": "switched on", "off": "switched off", "unknown": "not known whether on or off"}


class NotHeld(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the form for imagery that is not held."""

    what: str = ""
    who_has_it: str = ""
    where: str = ""
    power: Power = ""
    told_to: str = ""
    police_ref: str = ""
    seen_by: str = ""

    @property
    def held_by(self) -> str:
        """Who has the device or file, where, in which state."""
        return "; ".join(part for part in (self.who_has_it, self.where, _POWER.get(self.power, "")) if part)


class NotHereYet(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the form for a picture that somebody sends."""

    what: str = ""
    who_has_it: str = ""
    how: str = ""
    due: date | None = None


class NotHeldForm(CaseForm[NotHeld]):
    """Records in words what must never be stored: who has it, where it is locked away, who has seen it and why."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "not-held", "Imagery not held: record it in words", NotHeld, "Save in &words only")
        self._what = GrowingText(lines=2)
        self._who, self._where, self._told, self._ref = (QLineEdit() for _ in range(4))
        self._power = ChoiceButtons(
            "The device", (Choice("on", "On"), Choice("off", "Off"), Choice("unknown", "Not known")), across=True
        )
        self._seen = GrowingText(lines=2)
        self.add_field("what", Field("What were you told?", self._what, "In words only: nobody looks again to check."))
        self.add_field("held_by", Field("Who has the device or the file?", self._who, "“Not known” is an answer."))
        self.add_field("where", Field("Where is it locked away?", self._where))
        self.add_field(
            "power",
            Field("Is the device on or off?", self._power, "Ask police before switching anything off."),
        )  # fmt: skip
        self.add_field("told_to", Field("Who was told, and when?", self._told))
        self.add_field("police_ref", Field("Police reference", self._ref, optional=True))
        self.add_field("seen_by", Field("Who has seen it, and why?", self._seen, "Also by accident: say how it came."))
        self.finish()
        self.discard_button.say("Close without saving")
        for line in (self._who, self._where, self._told, self._ref):
            line.textChanged.connect(self.changed)
        for text in (self._what, self._seen):
            text.textChanged.connect(self.changed)
        self._power.chosen.connect(self.changed)

    def value(self) -> NotHeld:
        """What is on the screen."""
        return NotHeld(
            what=self._what.text(), who_has_it=self._who.text().strip(), where=self._where.text().strip(),
            power=cast("Power", self._power.value()), told_to=self._told.text().strip(),
            police_ref=self._ref.text().strip(), seen_by=self._seen.text(),
        )  # fmt: skip

    def show_value(self, value: NotHeld) -> None:
        """Show `value`."""
        self._what.setPlainText(value.what)
        self._who.setText(value.who_has_it)
        self._where.setText(value.where)
        self._power.set_value(*filter(None, (value.power,)))
        self._told.setText(value.told_to)
        self._ref.setText(value.police_ref)
        self._seen.setPlainText(value.seen_by)

    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return self.value() == NotHeld()

    def clear(self) -> None:
        """Start afresh."""
        self.show_value(NotHeld())

    def save(self) -> None:
        """Record it."""
        assert self.case is not None
        written = self.value()
        answers = ExhibitAnswers(
            description=written.what, held_by=written.held_by if written.who_has_it else "", seen_by=written.seen_by,
            told_to=written.told_to, police_ref=written.police_ref,
        )  # fmt: skip
        self.send("It is recorded in words.", record_without_file, self.case.incident.id, "imagery not held", answers)


class NotHereYetForm(CaseForm[NotHereYet]):
    """Records a picture that is on somebody's phone still: who sends it, how, by when. It becomes an action."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "not-here-yet", "Not here yet", NotHereYet, "Save, and &remind me")
        self._what, self._who, self._how = QLineEdit(), QLineEdit(), QLineEdit()
        self._due = DueDay("By when", desk.now)
        self.add_field("what", Field("What is it?", self._what, "Such as: three screenshots of the group chat."))
        self.add_field("held_by", Field("Who has it?", self._who, "The person and the device it is on."))
        self.add_field("how", Field("Who sends it, and how?", self._how, "Such as: her mother, by e-mail."))
        self.add_field("due", Field("By when?", self._due, optional=True))
        self.finish()
        self.discard_button.say("Close without saving")
        for line in (self._what, self._who, self._how):
            line.textChanged.connect(self.changed)
        self._due.changed.connect(self.changed)

    def value(self) -> NotHereYet:
        """What is on the screen."""
        return NotHereYet(
            what=self._what.text().strip(), who_has_it=self._who.text().strip(), how=self._how.text().strip(),
            due=self._due.day(),
        )  # fmt: skip

    def show_value(self, value: NotHereYet) -> None:
        """Show `value`."""
        self._what.setText(value.what)
        self._who.setText(value.who_has_it)
        self._how.setText(value.how)
        self._due.set_day(value.due)

    def is_empty(self) -> bool:
        """Whether nothing was written."""
        written = self.value()
        return not (written.what or written.who_has_it or written.how)

    def clear(self) -> None:
        """Start afresh."""
        self.show_value(NotHereYet())

    def save(self) -> None:
        """Record it, and what is to be done to get it."""
        assert self.case is not None
        if self._due.problem():
            self.show_errors(UserProblem(self._due.problem(), field="due"))
            return
        written = self.value()
        answers = ExhibitAnswers(description=written.what, held_by=written.who_has_it, received_how=written.how)
        self.send(
            "It is recorded, and stands among the actions.", record_without_file, IncidentId(self.case.incident.id),
            "not here yet", answers, arrives=", ".join(filter(None, (written.what, written.how))), due=self._due.due(),
        )  # fmt: skip
