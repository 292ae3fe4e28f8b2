"""999 was rung: when, by whom, the incident number; then the police guidance goes on from there."""

from datetime import datetime

import msgspec
from PySide6.QtWidgets import QLineEdit

from dslapp.gui.case.case_form import CaseForm
from dslapp.gui.desk import Desk
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.moment_edit import MomentEdit
from dslapp.gui.widgets.text import Words
from dslapp.services.case.record_999 import Rang999, record_999


class RangDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the form."""

    at: datetime
    by_whom: str = ""
    incident_number: str = ""


class RangForm(CaseForm[RangDraft]):
    """Saved in the chronology and in the walk of the guidance; what was being asked waits."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "guidance-999", "999 was rung", RangDraft, "&Record the call")
        self._at = MomentEdit("When was 999 rung", desk.now())
        self._by = QLineEdit()
        self._number = QLineEdit()
        self.body.addWidget(Words("If nobody has rung yet: ring 999 first. This can wait."))
        self.add_field("at", Field("When was 999 rung?", self._at))
        self.add_field("by_whom", Field("By whom?", self._by))
        hint = "Leave it empty if it is not known yet."
        self.add_field("incident_number", Field("What is the incident number?", self._number, hint))
        self.finish()
        for signal in (self._at.changed, self._by.textChanged, self._number.textChanged):
            signal.connect(self.changed)

    def begin(self) -> None:
        """Put the cursor where one begins; the time is now until it is changed."""
        if self.is_empty():
            self._at.set_moment(self.desk.now())
        self._by.setFocus()

    def value(self) -> RangDraft:
        """What is on the screen."""
        return RangDraft(
            at=self._at.moment() or self.desk.now(), by_whom=self._by.text(), incident_number=self._number.text()
        )

    def show_value(self, value: RangDraft) -> None:
        """Show `value`."""
        self._at.set_moment(value.at)
        self._by.setText(value.by_whom)
        self._number.setText(value.incident_number)

    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not (self._by.text() or self._number.text())

    def clear(self) -> None:
        """Start afresh."""
        self._by.clear()
        self._number.clear()
        self._at.set_moment(self.desk.now())

    def save(self) -> None:
        """Record the call, unless something is missing."""
        assert self.case is not None
        if self.shows_a_mistake():
            return
        draft = self.value()
        rang = Rang999(at=draft.at, by_whom=draft.by_whom, incident_number=draft.incident_number)
        self.send("The call is recorded.", record_999, self.case.incident.id, rang)
