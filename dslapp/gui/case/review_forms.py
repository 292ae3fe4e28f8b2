"""What a reviewer writes: a question, a decision with its reason, a sign-off; and how a decision is asked of them."""

from datetime import date

import msgspec
from PySide6.QtWidgets import QComboBox, QLineEdit

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.history_words import changed_since
from dslapp.domain.entity import IncidentId, MemberId
from dslapp.domain.local_time import say_moment
from dslapp.domain.roles import may
from dslapp.gui.case.case_form import CaseForm
from dslapp.gui.case.due_day import DueDay
from dslapp.gui.desk import Desk
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.text import Words
from dslapp.services.case.review_case import ask_for_decision, ask_question, decide, sign_off


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A question, or a decision that is wanted, as it stands on its form. `of`: a member's id."""

    text: str = ""
    of: str = ""
    due: date | None = None


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """A reviewer's decision as it stands on the form. `wanted`: the action by which it was asked for."""

    wanted: str = ""
    decision: str = ""
    rationale: str = ""


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """What is said on signing off."""

    text: str = ""


class QuestionForm(CaseForm[Asked]):
    """Asks whoever leads the case."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "review-question", "Ask a question", Asked, "As&k", role="secondary")
        self._text = GrowingText(lines=2)
        self._due = DueDay("Answer wanted by", desk.now)
        self.add_field(
            "question", Field("Your question", self._text, "It becomes an action of whoever leads the case.")
        )
        self.add_field("due", Field("Answer wanted by", self._due, optional=True))
        self.finish()
        self._text.textChanged.connect(self.changed)
        self._due.changed.connect(self.changed)

    def value(self) -> Asked:
        """What is on the screen."""
        return Asked(text=self._text.text(), due=self._due.day())

    def show_value(self, value: Asked) -> None:
        """Show `value`."""
        self._text.setPlainText(value.text)
        self._due.set_day(value.due)

    def is_empty(self) -> bool:
        """Whether nothing is asked."""
        return not self._text.text()

    def clear(self) -> None:
        """Start afresh."""
        self._text.clear()
        self._due.set_day(None)

    def save(self) -> None:
        """Ask, unless the day cannot be."""
        assert self.case is not None
        if self.shows_a_mistake():
            return
        case = IncidentId(self.case.incident.id)
        self.send("Your question is saved.", ask_question, case, self._text.text(), due=self._due.due())


class ReviewDecisionForm(CaseForm[Decided]):
    """Records the reviewer's decision; the one that was asked for is offered first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, "review-decision", "Record your decision", Decided, "&Save my decision", role="secondary"
        )
        self._wanted = QComboBox()
        self._decision = GrowingText(lines=2)
        self._rationale = GrowingText(lines=2)
        self.add_field("wanted", Field("What was asked of you", self._wanted))
        self.add_field("decision", Field("What do you decide?", self._decision))
        self.add_field("rationale", Field("Why?", self._rationale))
        self.finish()
        self._wanted.currentIndexChanged.connect(self.changed)
        self._decision.textChanged.connect(self.changed)
        self._rationale.textChanged.connect(self.changed)

    def set_case(self, case: CaseFile) -> None:
        """Offer the decisions that are wanted."""
        chosen = self._wanted.currentData()
        self._wanted.clear()
        for action in case.open_actions:
            if action.source == "decision":
                self._wanted.addItem(action.what, action.id)
        self._wanted.addItem("Something else", "")
        self._wanted.setCurrentIndex(max(0, self._wanted.findData(chosen)))
        self.fields["wanted"].setVisible(self._wanted.count() > 1)
        super().set_case(case)

    def value(self) -> Decided:
        """What is on the screen."""
        return Decided(
            wanted=self._wanted.currentData() or "", decision=self._decision.text(), rationale=self._rationale.text()
        )

    def show_value(self, value: Decided) -> None:
        """Show `value`."""
        self._wanted.setCurrentIndex(max(0, self._wanted.findData(value.wanted)))
        self._decision.setPlainText(value.decision)
        self._rationale.setPlainText(value.rationale)

    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not (self._decision.text() or self._rationale.text())

    def clear(self) -> None:
        """Start afresh."""
        self._decision.clear()
        self._rationale.clear()

    def save(self) -> None:
        """Save the decision."""
        assert self.case is not None
        self.send(
            "Your decision is saved.", decide, IncidentId(self.case.incident.id), self._decision.text(),
            self._rationale.text(), wanted=self.value().wanted, reviewed_to=self.case.last_entry,
        )  # fmt: skip


class SignOffForm(CaseForm[Remark]):
    """Signs that the case was read as it stands on the screen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "review-sign-off", "Sign off", Remark, "Sign &off: I have read this case")
        self._state = Words()
        self._text = QLineEdit()
        self.body.addWidget(self._state)
        self.add_field("remark", Field("Anything to add", self._text, optional=True))
        self.finish()
        self.discard_button.hide()
        self._text.textChanged.connect(self.changed)

    def set_case(self, case: CaseFile) -> None:
        """Say what a sign-off would cover, and what changed since the last one."""
        super().set_case(case)
        signed = case.last_sign_off
        words = f"It says that you have read the case up to entry {case.last_entry} of the journal. "
        if signed is None:
            words += "Nobody has signed it off yet."
        else:
            changed = "; ".join(changed_since(case, signed.reviewed_to_entry)) or "nothing"
            by = case.name_of(signed.reviewer)
            words += f"Last signed off {say_moment(signed.at)} by {by}. Changed since: {changed}."
        self._state.setText(words)

    def value(self) -> Remark:
        """What is on the screen."""
        return Remark(text=self._text.text())

    def show_value(self, value: Remark) -> None:
        """Show `value`."""
        self._text.setText(value.text)

    def is_empty(self) -> bool:
        """Whether no remark was typed."""
        return not self._text.text().strip()

    def clear(self) -> None:
        """Start afresh."""
        self._text.clear()

    def save(self) -> None:
        """Sign off what is on the screen: what was saved meanwhile was not seen and is not covered."""
        assert self.case is not None
        case = IncidentId(self.case.incident.id)
        self.send("Signed off.", sign_off, case, reviewed_to=self.case.last_entry, remark=self._text.text())


class AskDecisionForm(CaseForm[Asked]):
    """Says which decision is wanted, from whom and by when."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "ask-decision", "Ask for a decision", Asked, "As&k for it", role="secondary")
        self._text = GrowingText(lines=2)
        self._of = QComboBox()
        self._due = DueDay("Decision wanted by", desk.now)
        self.add_field(
            "what", Field("Which decision do you want?", self._text, "It stands first on the page that they read.")
        )
        self.add_field("reviewer", Field("From whom?", self._of))
        self.add_field("due", Field("By when?", self._due, optional=True))
        self.finish()
        self._text.textChanged.connect(self.changed)
        self._due.changed.connect(self.changed)

    def set_case(self, case: CaseFile) -> None:
        """Offer the headteacher and the chair."""
        chosen = self._of.currentData()
        self._of.clear()
        for member in case.members.values():
            if may(member.role, "review a case") and not member.retired:
                self._of.addItem(member.name, member.id)
        self._of.setCurrentIndex(max(0, self._of.findData(chosen)))
        super().set_case(case)

    def value(self) -> Asked:
        """What is on the screen."""
        return Asked(text=self._text.text(), of=self._of.currentData() or "", due=self._due.day())

    def show_value(self, value: Asked) -> None:
        """Show `value`."""
        self._text.setPlainText(value.text)
        self._of.setCurrentIndex(max(0, self._of.findData(value.of)))
        self._due.set_day(value.due)

    def is_empty(self) -> bool:
        """Whether nothing is asked."""
        return not self._text.text()

    def clear(self) -> None:
        """Start afresh."""
        self._text.clear()
        self._due.set_day(None)

    def save(self) -> None:
        """Ask for it, unless the day cannot be."""
        assert self.case is not None
        if self.shows_a_mistake():
            return
        self.send(
            "It stands first on the page that they read.", ask_for_decision, IncidentId(self.case.incident.id),
            self._text.text(), reviewer=MemberId(self.value().of), due=self._due.due(),
        )  # fmt: skip
