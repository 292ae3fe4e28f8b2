"""One line of the chronology to be written: rang, spoke to, parents contacted, advice received, something happened."""

from dataclasses import dataclass
from typing import Literal

import msgspec
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from dslapp.domain.case.casework import LogEntry
from dslapp.domain.entity import IncidentId, new_id
from dslapp.domain.guidance.flows import LockedThing
from dslapp.domain.guidance.reading import ALREADY_HAPPENED, ActiveLock
from dslapp.domain.problems import UserProblem
from dslapp.gui.case.case_form import CaseForm
from dslapp.gui.desk import Desk
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.choice import Choice, ChoiceButtons, yes_no_unsure
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.moment_edit import MomentEdit
from dslapp.services.case.do_casework import add_log_entry, amend_casework

EntryKind = Literal["event", "contact", "advice", "spoken to", "parents contacted", "support", "note"]


@dataclass(frozen=True)
class QuickKind:
    """One kind of entry as it is offered, and how the form asks for it."""

    kind: EntryKind
    button: str
    what: str
    whom: str = ""
    locked_by: LockedThing | None = None
    about_subject: str = ""
    """The question whether the lock is meant, where not every such entry is."""


KINDS: tuple[QuickKind, ...] = (
    QuickKind("contact", "Rang", "What was said?", "Whom?"),
    QuickKind("spoken to", "Spo&ke to", "What was said? Their own words first, then what you asked.", "To whom?",
              "person_spoken_to", "Is this the person whom the concern is about?"),
    QuickKind("parents contacted", "Parents contacted", "What were they told, and what did they say?", "Which parent?",
              "parents_contacted"),
    QuickKind("advice", "Advice received", "What did they advise?", "Whose advice?"),
    QuickKind("event", "Something &happened", "What happened?"),
    QuickKind("support", "S&upport given", "What was done for the child?", "For whom?"),
    QuickKind("note", "Note", "What is to be noted?"),
)  # fmt: skip
BY_KIND = {each.kind: each for each in KINDS}

_MAY = (
    ("may_speak_to_subject", "May we speak to the person concerned?"),
    ("may_tell_parents", "May we tell the parents?"),
    ("may_speak_to_child", "May we speak to the child?"),
    ("may_preserve_or_delete", "May we preserve or delete anything?"),
)


class EntryForm(CaseForm[LogEntry]):
    """Writes an entry, or corrects one with a reason."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "chronology", "Add to the chronology", LogEntry, "&Save this entry")
        self._kind: QuickKind = KINDS[0]
        self._correcting: LogEntry | None = None
        self._id = new_id()
        self._lock_banner = Banner("warning")
        self._about = ChoiceButtons("Is it about them", (Choice("yes", "Yes"), Choice("no", "No")), across=True)
        self._at = MomentEdit("When", desk.now())
        self._who = QLineEdit()
        self._whom = QLineEdit()
        self._what = GrowingText(lines=3)
        self._outcome = QLineEdit()
        self._may = {name: yes_no_unsure(label) for name, label in _MAY}
        self._significant = QCheckBox("Significant: stands in the short chronology too")
        self._reason = QLineEdit()
        self.body.addWidget(self._lock_banner)
        self._about_field = self.add_field("about", Field("Is this the person whom the concern is about?", self._about))
        self.add_row(
            at=Field("When was it?", self._at),
            who=Field("Who did it?", self._who),
            with_whom=Field("With whom?", self._whom),
        )
        self.add_field("what", Field("What was said?", self._what))
        self.add_field("outcome", Field("What came of it?", self._outcome, optional=True))
        self._may_box = QWidget()
        answers = QVBoxLayout(self._may_box)
        answers.setContentsMargins(0, 0, 0, 0)
        answers.setSpacing(GRID)
        for name, label in _MAY:
            answers.addWidget(Field(label, self._may[name], optional=True))
        self.body.addWidget(self._may_box)
        self.body.addWidget(self._significant)
        self.add_field("reason", Field("Why is it corrected?", self._reason, "The earlier words stay in the history."))
        self.finish()
        for signal in (
            self._at.changed, self._who.textChanged, self._whom.textChanged, self._what.textChanged,
            self._outcome.textChanged, self._significant.toggled, self._about.chosen,
            *(each.chosen for each in self._may.values()),
        ):  # fmt: skip
            signal.connect(self.changed)
        self._about.chosen.connect(self._show_lock)
        self.clear()

    def begin(self, kind: EntryKind) -> None:
        """Ask for an entry of that kind; what is typed already stays."""
        self._set_kind(kind)
        if not self._who.text() and self.case:
            self._who.setText(self.case.name_of(self.case.read_by))
        asks_whom = bool(self._kind.whom) and not self._whom.text()
        (self._whom if asks_whom else self._what).setFocus()

    def correct(self, entry: LogEntry) -> None:
        """Show an entry that is in the record, to be corrected with a reason."""
        self.clear()
        self.show_value(entry)
        self._correcting = entry
        self.heading.setText("Correct an entry")
        self.save_button.say("&Save the correction")
        self.fields["reason"].show()
        self._show_lock()
        self.focus_first()

    @property
    def kind(self) -> EntryKind:
        """The kind that is being written."""
        return self._kind.kind

    def value(self) -> LogEntry:
        """The entry as it stands on the screen."""
        assert self.case is not None
        already = self._correcting.already_happened if self._correcting else False
        advice = {name: buttons.value() for name, buttons in self._may.items()} if self._kind.kind == "advice" else {}
        entry = LogEntry(
            id=self._id, incident_id=IncidentId(self.case.incident.id), at=self._at.moment() or self.desk.now(),
            entry_kind=self._kind.kind, what=self._what.text(), who=self._who.text().strip(),
            with_whom=self._whom.text().strip() if self._kind.whom else "", outcome=self._outcome.text().strip(),
            significant=self._significant.isChecked(), already_happened=already,
        )  # fmt: skip
        return msgspec.structs.replace(entry, **advice)

    def show_value(self, value: LogEntry) -> None:
        """Show `value`."""
        self._id = value.id
        self._set_kind(value.entry_kind)
        self._at.set_moment(value.at)
        self._who.setText(value.who)
        self._whom.setText(value.with_whom)
        self._what.setPlainText(value.what)
        self._outcome.setText(value.outcome)
        self._significant.setChecked(value.significant)
        for name, buttons in self._may.items():
            buttons.set_value(getattr(value, name))

    def is_empty(self) -> bool:
        """Whether nothing was typed; a correction is not kept as a draft, since it has its own entry."""
        return self._correcting is not None or not (self._what.text() or self._whom.text() or self._outcome.text())

    def clear(self) -> None:
        """A new entry, now."""
        self._correcting = None
        self._id = new_id()
        self.heading.setText("Add to the chronology")
        self.save_button.say("&Save this entry")
        for line in (self._who, self._whom, self._outcome, self._reason):
            line.clear()
        self._what.clear()
        self._about.set_value()
        self._at.set_moment(self.desk.now())
        for buttons in self._may.values():
            buttons.set_value()
        self.fields["reason"].hide()
        self._set_kind(self._kind.kind)

    def save(self) -> None:
        """Save the entry, or the correction."""
        if self.shows_a_mistake():
            return
        lock = self._lock()
        if lock and self._kind.about_subject and not self._about.value():
            self.show_errors(UserProblem("Say whether this is the person whom the concern is about.", field="about"))
            return
        if self._correcting:
            self.send("The correction is saved.", amend_casework, self.value(), reason=self._reason.text())
        else:
            meant = lock if lock and self._about.value() != "no" else None
            self.send("The entry is saved.", add_log_entry, self.value(), lock=meant)

    def _set_kind(self, kind: EntryKind) -> None:
        self._kind = BY_KIND[kind]
        self.fields["what"].label.setText(self._kind.what)
        self._what.setAccessibleName(self._kind.what)
        self.fields["with_whom"].label.setText(self._kind.whom)
        self._whom.setAccessibleName(self._kind.whom)
        self.fields["with_whom"].setVisible(bool(self._kind.whom))
        self.fields["who"].setVisible(kind not in ("event", "note"))
        self.fields["outcome"].setVisible(kind not in ("event", "note"))
        self._may_box.setVisible(kind == "advice")
        if self._correcting is None:
            self._significant.setChecked(kind != "note")
        self._show_lock()

    def _lock(self) -> ActiveLock | None:
        if self.case is None or self._correcting or self._kind.locked_by is None:
            return None
        return next((lock for lock in self.case.locks if lock.what == self._kind.locked_by), None)

    def _show_lock(self) -> None:
        lock = self._lock()
        asks = lock is not None and bool(self._kind.about_subject)
        self._about_field.setVisible(asks)
        meant = lock is not None and (not asks or self._about.value() != "no")
        self._lock_banner.setVisible(meant)
        if lock and meant:
            self._lock_banner.show_message(
                "warning", f"The guidance says: not yet. {lock.reason}",
                f"{ALREADY_HAPPENED}: who, when, what was said, and by whom.",
            )  # fmt: skip
