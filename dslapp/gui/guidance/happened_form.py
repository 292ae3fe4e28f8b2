"""It has already happened: what a lock advises against is written down as it was, never denied."""

import msgspec
from PySide6.QtWidgets import QLineEdit

from dslapp.domain.case.case_words import LOCKED
from dslapp.domain.case.casework import EntryKind, LogEntry
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.guidance.flows import LockedThing
from dslapp.domain.guidance.reading import ActiveLock
from dslapp.domain.problems import UserProblem
from dslapp.gui.case.case_form import CaseForm
from dslapp.gui.desk import Desk
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.moment_edit import MomentEdit
from dslapp.gui.widgets.text import Words
from dslapp.services.case.do_casework import add_log_entry

WHOM: dict[LockedThing, str] = {
    "person_spoken_to": "Who was spoken to?",
    "parents_contacted": "Which parents were contacted?",
    "agency_told": "Who was told at the agency?",
    "suspension": "Who was suspended, and who was told of it?",
    "delete_content": "Whose content was deleted, and from where?",
    "evidence_files": "Who saw or has it, and where is it now?",
}
KINDS: dict[LockedThing, EntryKind] = {
    "person_spoken_to": "spoken to",
    "parents_contacted": "parents contacted",
    "agency_told": "contact",
}


class HappenedDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the form, and which lock it is about."""

    lock: ActiveLock
    entry: LogEntry


class HappenedForm(CaseForm[HappenedDraft]):
    """Who, when, what was said and by whom; saved as an entry of the chronology that says what the guidance advised."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "guidance-happened", "It has already happened", HappenedDraft, "&Record it")
        self._lock: ActiveLock | None = None
        self._id = new_id()
        self._about = Words()
        self._whom = QLineEdit()
        self._at = MomentEdit("When was it", desk.now())
        self._what = GrowingText(lines=3)
        self._who = QLineEdit()
        self.body.addWidget(self._about)
        self.add_field("with_whom", Field("Who was spoken to?", self._whom))
        self.add_field("at", Field("When was it?", self._at))
        self.add_field("what", Field("What was said or done, as exactly as you can?", self._what))
        self.add_field("who", Field("By whom?", self._who))
        self.finish()
        for signal in (self._whom.textChanged, self._at.changed, self._what.textChanged, self._who.textChanged):
            signal.connect(self.changed)

    def begin(self, lock: ActiveLock) -> None:
        """Record what `lock` advised against; what was typed about another lock is kept only until then."""
        if self._lock is not None and self._lock.what != lock.what:
            self.clear()
        self._show_lock(lock)
        self.focus_first()

    def value(self) -> HappenedDraft:
        """What is on the screen."""
        assert self.case is not None
        assert self._lock is not None
        entry = LogEntry(
            id=self._id, incident_id=IncidentId(self.case.incident.id), at=self._at.moment() or self.desk.now(),
            entry_kind=KINDS.get(self._lock.what, "event"), what=self._what.text(), who=self._who.text().strip(),
            with_whom=self._whom.text().strip(),
        )  # fmt: skip
        return HappenedDraft(lock=self._lock, entry=entry)

    def show_value(self, value: HappenedDraft) -> None:
        """Show `value`."""
        self._show_lock(value.lock)
        self._id = value.entry.id
        self._whom.setText(value.entry.with_whom)
        self._at.set_moment(value.entry.at)
        self._what.setPlainText(value.entry.what)
        self._who.setText(value.entry.who)

    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return self._lock is None or not (self._whom.text() or self._what.text() or self._who.text())

    def clear(self) -> None:
        """Start afresh."""
        self._lock, self._id = None, new_id()
        for line in (self._whom, self._who):
            line.clear()
        self._what.clear()
        self._at.set_moment(self.desk.now())

    def save(self) -> None:
        """Record it, unless something is missing."""
        missing = [
            (name, words)
            for name, words, control in (
                ("with_whom", "It has already happened: write whom it concerned.", self._whom),
                ("what", "Write what was said or done.", self._what),
                ("who", "It has already happened: write who did it.", self._who),
            )
            if not control.text().strip()
        ]
        if self._at.problem():
            missing.append(("at", self._at.problem()))
        if missing:
            self.show_errors(UserProblem(missing[0][1], field=missing[0][0]))
            return
        draft = self.value()
        self.send("It is recorded, as it was.", add_log_entry, draft.entry, lock=draft.lock)

    def _show_lock(self, lock: ActiveLock) -> None:
        self._lock = lock
        self.heading.setText(lock.alternative)
        self._about.setText(f"The guidance says not yet: {LOCKED[lock.what].lower()}. {lock.reason}")
        self.fields["with_whom"].label.setText(WHOM[lock.what])
        self._whom.setAccessibleName(WHOM[lock.what])
