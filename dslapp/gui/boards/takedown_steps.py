"""Forms about a takedown that goes on: it was reported, and somebody looked or asked whether it has gone."""

from datetime import date, datetime
from typing import TypeVar, cast

import msgspec
from PySide6.QtWidgets import QComboBox, QLineEdit

from dslapp.domain.boards.takedown_steps import POLICE, REPORT_UNOPENED
from dslapp.domain.boards.takedowns import Seen, Takedown
from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.local_time import to_local
from dslapp.domain.problems import UserProblem
from dslapp.gui.boards.takedown_forms import PRESERVED, ExhibitCombo
from dslapp.gui.case.about_form import AboutForm
from dslapp.gui.case.due_day import DueDay
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.never_here.ring_banner import RingBanner
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import IF_ANY, Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.moment_edit import MomentEdit
from dslapp.gui.widgets.text import Words
from dslapp.services.continuity.take_down import (
    Looked,
    Reported,
    TakedownHelp,
    look_at_takedown,
    report_takedown,
    takedown_help,
)

HOW_TO_LOOK = (
    "Look by hand, on a school computer, in a browser in which nobody is signed in to that site. Look at public pages "
    "only, and no more often than needed: following somebody’s account needs advice. Nothing is opened from here."
)
_AGAIN = {True: "When does somebody &look, or ask, again?", False: "When do you &ask again whether it has gone?"}
"""By whether a person may open it."""
_UNOPENED = "Ring the police first. Don’t look at it, copy it or send its address."
_PLACES = (POLICE, "Report Remove", "IWF", "Report Harmful Content")


class StepTyped(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on each of the forms: which takedown, when it happened, when somebody looks again."""

    takedown_id: str = ""
    at: datetime | None = None
    again: date | None = None


Typed = TypeVar("Typed", bound=StepTyped)


class StepForm(AboutForm[Typed, Takedown]):
    """A form about a takedown that goes on; subclasses say what else it asks."""

    def __init__(self, desk: Desk, name: str, title: str, value_type: type[Typed], save: str) -> None:
        super().__init__(desk, name, title, value_type, save)
        self._about = Words(part="strong")
        self._at = MomentEdit("When", desk.now())
        self.again = DueDay("Look again", desk.now)
        self.body.addWidget(self._about)
        for control in (self._at, self.again):
            control.changed.connect(self.changed)

    def name_of(self, thing: Takedown) -> str:
        """Platform and account."""
        return thing.where

    def start(self, thing: Takedown) -> None:
        """Say which one it is."""
        self._about.setText(thing.where)

    def add_again(self) -> None:
        """Ask when somebody looks again."""
        self.add_field("look_again", Field(_AGAIN[True], self.again))

    def ask_again(self, *, may_be_opened: bool) -> None:
        """Nobody is asked when they look at what nobody opens."""
        self.fields["look_again"].label.setText(_AGAIN[may_be_opened])
        self.again.setAccessibleName(_AGAIN[may_be_opened].replace("&", ""))

    def step(self) -> StepTyped:
        """What is on the screen of that which each of the forms asks."""
        return StepTyped(takedown_id=self.subject_id, at=self._at.moment(), again=self.again.day())

    def show_step(self, value: StepTyped) -> None:
        """Show it."""
        self.find_subject(self.case.takedowns if self.case else (), value.takedown_id)
        self._about.setText(self.subject.where if self.subject else "")
        self._at.set_moment(value.at or self.desk.now())
        self.again.set_day(value.again)


class ReportTyped(StepTyped, frozen=True, kw_only=True):
    """What stands on the form for a report."""

    to: str = ""
    reference: str = ""
    exhibit_id: str = ""
    because: str = ""
    already: bool = False


class ReportForm(StepForm[ReportTyped]):
    """A report: to whom, when, under which reference, and when somebody looks again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "takedown-report", "Record a report", ReportTyped, "&Save this report")
        self.help = Words(part="hint")
        self.to = QComboBox()
        self.to.setEditable(True)
        self._reference, self._because = QLineEdit(), QLineEdit()
        self.exhibit = ExhibitCombo()
        self.order = ChoiceButtons(
            "Was it reported already?",
            (Choice("now", "I report it now"), Choice("already", "It has already been reported")), across=True,
        )  # fmt: skip
        self.ring = RingBanner(desk, _UNOPENED, REPORT_UNOPENED)
        self.body.addWidget(self.ring)
        self.body.addWidget(self.help)
        self.add_field("to", Field("To &whom?", self.to))
        hint = "What has happened is recorded, also where the guidance said to wait."
        self.add_field("already", Field("Now, or already?", self.order, hint))
        self._preserved = Field(PRESERVED[False], self.exhibit)
        self.add_field("exhibit_id", self._preserved)
        self.add_field("not_kept_because", Field("None? Say why.", self._because, optional="if there is none"))
        self.add_field("at", Field("When was it reported?", self._at))
        self.add_field("reference", Field("&Reference that they gave", self._reference, optional=IF_ANY))
        self.add_again()
        self.finish()
        for line in (self._reference, self._because):
            line.textChanged.connect(self.changed)
        self.to.editTextChanged.connect(self.changed)
        self.order.chosen.connect(self.changed)
        self.exhibit.activated.connect(self.changed)

    def set_case(self, case: CaseFile) -> None:
        """Offer the exhibits of `case`."""
        super().set_case(case)
        self._offer_exhibits()

    def _offer_exhibits(self) -> None:
        """For what nobody may keep: records in words only."""
        in_words_only = self.subject is not None and not self.subject.may_be_opened
        self._preserved.label.setText(PRESERVED[in_words_only])
        self.exhibit.setAccessibleName(PRESERVED[in_words_only])
        if self.case is not None:
            self.exhibit.show_case(self.case, in_words_only=in_words_only)

    def start(self, thing: Takedown) -> None:
        """Offer where it can be reported, and the exhibit that preserves it."""
        super().start(thing)
        self.to.clear()
        self.to.addItems([thing.platform, *_PLACES] if thing.may_be_opened else [*_PLACES, thing.platform])
        self._offer_exhibits()
        self.exhibit.choose(thing.exhibit_id)

    def begin(self, thing: Takedown) -> bool:
        """Write a report of it, and say how it is reported there."""
        begun = super().begin(thing)
        if begun:
            self._fit(thing)
            if thing.may_be_opened:
                self.desk.tasks.submit(
                    takedown_help, self.desk.session, thing.platform, self.desk.now(), done=self._show_help,
                    latest="takedown help",
                )  # fmt: skip
        self.to.setFocus()
        return begun

    def value(self) -> ReportTyped:
        """What is on the screen."""
        return ReportTyped(
            **msgspec.structs.asdict(self.step()), to=self.to.currentText(), reference=self._reference.text(),
            exhibit_id=self.exhibit.chosen(), because=self._because.text(), already=self.order.value() == "already",
        )  # fmt: skip

    def show_value(self, value: ReportTyped) -> None:
        """Show `value`."""
        self.show_step(value)
        self._fit(self.subject)
        self.to.setEditText(value.to)
        self._reference.setText(value.reference)
        self._because.setText(value.because)
        self._offer_exhibits()
        self.exhibit.choose(value.exhibit_id)
        self.order.set_value("already" if value.already else "now")

    def clear(self) -> None:
        """Start afresh."""
        self.help.setText("")
        super().clear()

    def save(self) -> None:
        """Save the report."""
        if self.subject is None or self.shows_a_mistake():
            return
        typed = self.value()
        reported = Reported(
            to=typed.to, at=typed.at or self.desk.now(), reference=typed.reference, exhibit_id=typed.exhibit_id,
            not_kept_because=typed.because, already=typed.already, look_again=self.again.due(),
        )  # fmt: skip
        self.send("The report is written down.", report_takedown, self.subject.id, reported)

    def _fit(self, takedown: Takedown | None) -> None:
        """Of what nobody may open: whom to ring, and not a word on how to find it or its report button."""
        may = takedown is None or takedown.may_be_opened
        self.ring.setVisible(not may)
        self.help.setVisible(may)
        self.fields["not_kept_because"].setVisible(may)
        self.ask_again(may_be_opened=may)

    def _show_help(self, found: TakedownHelp) -> None:
        if self.subject is None or not self.subject.may_be_opened:
            return  # asked for before another one was chosen
        card = found.card
        ways = [f"{card.name}: {card.how_to_report}", _cannot(card.cannot)] if card else []
        clocks = [f"{each.label} {each.due.words} ({each.source})." for each in found.after_report]
        self.help.setText("\n".join(filter(None, (*ways, *clocks))))
        if self.again.day() is None and found.after_report:
            untouched = self.is_empty()
            self.again.set_day(to_local(found.after_report[0].due.limit).date())
            if untouched:
                self.offer()


def _cannot(words: str) -> str:
    return f"What they cannot do: {words[0].lower()}{words[1:]}" if words else ""


class LookTyped(StepTyped, frozen=True, kw_only=True):
    """What stands on the form for a check."""

    seen: str = ""
    note: str = ""


class LookForm(StepForm[LookTyped]):
    """Somebody looked, or asked: still up, removed, or it could not be seen. No link is ever opened from here."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "takedown-look", "Record a check", LookTyped, "&Save this check")
        self._found: TakedownHelp | None = None
        self._how = Words(part="hint")
        self.seen = ChoiceButtons(
            "What did they see?",
            (Choice("still up", "Still up"), Choice("removed", "Removed"),
             Choice("could not be seen", "Could not be seen")), across=True,
        )  # fmt: skip
        self._note = GrowingText(lines=2)
        self._why_then = Words(part="hint")
        self.body.addWidget(self._how)
        self.add_field("seen", Field("What did you see, or what were you told?", self.seen))
        self.add_field("at", Field("When?", self._at))
        self.add_field("note", Field("&Who looked, or said so?", self._note, optional=True))
        self.add_again()
        self.body.addWidget(self._why_then)
        self.finish()
        self._note.textChanged.connect(self.changed)
        self.seen.chosen.connect(self._turn)

    def begin(self, thing: Takedown) -> bool:
        """Write a check of it, and say how one looks."""
        begun = super().begin(thing)
        if begun:
            self.ask_again(may_be_opened=thing.may_be_opened)
            self._how.setText(
                HOW_TO_LOOK
                if thing.may_be_opened
                else "Nobody opens this. Ask the IWF, the police or the platform, and write who said so."
            )
            self.desk.tasks.submit(
                takedown_help, self.desk.session, thing.platform, self.desk.now(), done=self._keep_help,
                latest="takedown look",
            )  # fmt: skip
        self.seen.setFocus()
        return begun

    def value(self) -> LookTyped:
        """What is on the screen."""
        return LookTyped(**msgspec.structs.asdict(self.step()), seen=self.seen.value(), note=self._note.text())

    def show_value(self, value: LookTyped) -> None:
        """Show `value`."""
        self.show_step(value)
        self.seen.set_value(*filter(None, (value.seen,)))
        self._note.setPlainText(value.note)

    def clear(self) -> None:
        """Start afresh."""
        self._why_then.setText("")
        super().clear()

    def save(self) -> None:
        """Save the check."""
        if self.subject is None or self.shows_a_mistake():
            return
        typed = self.value()
        if not typed.seen:
            self.show_errors(UserProblem("Say what you saw, or were told.", field="seen"))
            return
        looked = Looked(
            seen=cast("Seen", typed.seen), at=typed.at or self.desk.now(), note=typed.note, look_again=self.again.due()
        )
        self.send("The check is written down.", look_at_takedown, self.subject.id, looked)

    def _keep_help(self, found: TakedownHelp) -> None:
        self._found = found

    def _turn(self) -> None:
        suggested = self._found.after_look.get(cast("Seen", self.seen.value())) if self._found else None
        if suggested is not None:
            self.again.set_day(to_local(suggested.due.limit).date())
            self._why_then.setText(f"“{suggested.label}”: {suggested.due.latest}, from {suggested.source}.")
        self.changed()
