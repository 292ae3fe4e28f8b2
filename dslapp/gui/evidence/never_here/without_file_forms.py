"""Exhibits without a file: imagery that must not be held here, and pictures that somebody has still to send."""

from datetime import date

import msgspec
from PySide6.QtWidgets import QLineEdit

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.entity import IncidentId
from dslapp.domain.problems import UserProblem
from dslapp.gui.case.case_form import CLOSE, CaseForm
from dslapp.gui.case.due_day import DueDay
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.intake.safe_ways import safe_ways
from dslapp.gui.evidence.never_here.not_held_fields import NotHeld, NotHeldFields
from dslapp.gui.widgets.field import Field
from dslapp.services.intake.attach_evidence import NOTHING_ANSWERED, ExhibitAnswers
from dslapp.services.intake.record_without_file import record_without_file


class NotHereYet(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the form for a picture that somebody sends."""

    what: str = ""
    who_has_it: str = ""
    how: str = ""
    due: date | None = None


class NotHeldForm(CaseForm[NotHeld]):
    """Records in words what must never be stored: who has it, where it is locked away, who has seen it and why."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, "not-held", "Not held: record it in words", NotHeld, "Save in &words only", discard=CLOSE
        )
        self.parts = NotHeldFields(desk)
        self.add_fields(self.parts)
        self.finish()

    def set_case(self, case: CaseFile) -> None:
        """Support for whoever saw it is an action of `case`."""
        super().set_case(case)
        self.parts.belong_to(IncidentId(case.incident.id))

    def value(self) -> NotHeld:
        """What is on the screen."""
        return self.parts.value()

    def show_value(self, value: NotHeld) -> None:
        """Show `value`."""
        self.parts.show_value(value)

    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return self.value() == NotHeld()

    def clear(self) -> None:
        """Start afresh."""
        self.show_value(NotHeld())

    def save(self) -> None:
        """Record it."""
        assert self.case is not None
        first, *more = self.parts.missing() or (None,)
        if first is not None:
            self.show_errors(first)
            for each in more:
                self.fields[each.field].show_error(str(each))
            return
        answers = msgspec.structs.replace(NOTHING_ANSWERED, **self.value().answers)
        self.send("It is recorded in words.", record_without_file, self.case.incident.id, "imagery not held", answers)


class NotHereYetForm(CaseForm[NotHereYet]):
    """Records a picture that is on somebody's phone still: who sends it, how, by when. It becomes an action."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "not-here-yet", "Not here yet", NotHereYet, "Save, and &remind me", discard=CLOSE)
        self._what, self._who, self._how = QLineEdit(), QLineEdit(), QLineEdit()
        self._due = DueDay("By when", desk.now)
        self.add_field("what", Field("What is it?", self._what, "Such as: three screenshots of the group chat."))
        self.add_field("held_by", Field("Who has it?", self._who, "The person and the device it is on."))
        self.add_field("how", Field("Who sends it, and how?", self._how, "Such as: her mother, by e-mail."))
        self.body.addWidget(safe_ways())
        self.add_field("due", Field("By when?", self._due))
        self.finish()
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
        if self.shows_a_mistake():
            return
        written = self.value()
        if written.due is None:
            self.show_errors(UserProblem("Choose by when: then somebody is reminded.", field="due"))
            return
        answers = ExhibitAnswers(description=written.what, held_by=written.who_has_it, received_how=written.how)
        self.send(
            "It is recorded, and stands among the actions.", record_without_file, IncidentId(self.case.incident.id),
            "not here yet", answers, arrives=", ".join(filter(None, (written.what, written.how))), due=self._due.due(),
        )  # fmt: skip
