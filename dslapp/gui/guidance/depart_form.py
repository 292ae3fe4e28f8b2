"""Departing from the guidance: why, with whose agreement, and by when they agree if they have not yet."""

import msgspec
from PySide6.QtWidgets import QLineEdit

from dslapp.domain.case.case_words import LOCKED
from dslapp.domain.guidance.departures import DepartureForm
from dslapp.domain.guidance.flows import LockedThing
from dslapp.domain.guidance.path import Place
from dslapp.domain.guidance.reading import ActiveLock
from dslapp.domain.guidance.shown import StepShown
from dslapp.domain.problems import UserProblem
from dslapp.gui.case.case_form import CaseForm
from dslapp.gui.desk import Desk
from dslapp.gui.widgets.day_edit import DayEdit
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.text import Words
from dslapp.services.guidance.depart_from_guidance import depart_from_guidance

HEADING = "Depart from the guidance"
SECOND = "Another person than you, by name: the head, the chair or a trust lead. It never delays a referral."


class DepartDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the form, and what is departed from: a lock, or the step at a place."""

    said: str
    form: DepartureForm
    place: Place | None = None
    lock: LockedThing | None = None


class DepartForm(CaseForm[DepartDraft]):
    """Saved as a decision of two people; what the guidance advised stands beside it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "guidance-departure", HEADING, DepartDraft, "&Depart and record it")
        self._said = ""
        self._place: Place | None = None
        self._lock: LockedThing | None = None
        self._about = Words()
        self._reason = GrowingText(lines=3)
        self._second = QLineEdit()
        self._by = DayEdit()
        self.body.addWidget(self._about)
        self.add_field("reason", Field("Why? What was weighed, and what is done instead?", self._reason))
        self.add_field("second-person", Field("Who agrees, as the second person?", self._second, SECOND))
        later = "Leave it empty if they have agreed. Else it stands under Actions until they do."
        self.add_field("agrees-by", Field("If they agree later: by which day?", self._by, later))
        self.finish()
        for signal in (self._reason.textChanged, self._second.textChanged, self._by.textChanged):
            signal.connect(self.changed)

    def begin(self, what: ActiveLock | StepShown) -> None:
        """Depart from a lock, or go past a step; what was typed about something else is kept only until then."""
        said = what.reason if isinstance(what, ActiveLock) else what.text
        if self._said and self._said != said:
            self.clear()
        if isinstance(what, ActiveLock):
            self._show_subject(said, None, what.what)
        else:
            self._show_subject(said, what.place, None)
        self.focus_first()

    def value(self) -> DepartDraft:
        """What is on the screen."""
        form = DepartureForm(
            reason=self._reason.text(), second_person=self._second.text().strip(), agrees_by=self._by.day()
        )
        return DepartDraft(said=self._said, form=form, place=self._place, lock=self._lock)

    def show_value(self, value: DepartDraft) -> None:
        """Show `value`."""
        self._show_subject(value.said, value.place, value.lock)
        self._reason.setPlainText(value.form.reason)
        self._second.setText(value.form.second_person)
        self._by.set_day(value.form.agrees_by)

    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not self._said or not (self._reason.text() or self._second.text() or self._by.text())

    def clear(self) -> None:
        """Start afresh."""
        self._said, self._place, self._lock = "", None, None
        self._reason.clear()
        self._second.clear()
        self._by.clear()

    def save(self) -> None:
        """Record the departure, unless something is missing."""
        assert self.case is not None
        if self._by.text().strip() and self._by.day() is None:
            self.show_errors(UserProblem("Write day, month, year: 16/11/2026.", field="agrees-by"))
            return
        draft = self.value()
        self.send(
            "The departure is recorded, with its reason.", depart_from_guidance, self.case.incident.id, draft.form,
            place=draft.place, lock=draft.lock,
        )  # fmt: skip

    def _show_subject(self, said: str, place: Place | None, lock: LockedThing | None) -> None:
        self._said, self._place, self._lock = said, place, lock
        what = f"The guidance says not yet: {LOCKED[lock].lower()}." if lock else "The guidance says:"
        self._about.setText(f"{what} {said}")
