"""The forms of the handing over: to whom a summary was sent and how; then who confirmed it, and what they answered."""

from datetime import datetime

import msgspec
from PySide6.QtWidgets import QLineEdit

from dslapp.domain.problems import UserProblem
from dslapp.domain.referral.fields import READER
from dslapp.domain.referral.referrals import Referral
from dslapp.gui.case.case_form import CaseForm
from dslapp.gui.desk import Desk
from dslapp.gui.referral.way_field import WayField
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.moment_edit import MomentEdit
from dslapp.services.papers.refer import Sending, note_receipt, note_sent

SENDING, RECEIPT = "referral-sent", "referral-receipt"
"""The names under which typed words are kept, each with the referral's id."""


class TypedSending(msgspec.Struct, frozen=True, kw_only=True):
    """A handing over as it was typed."""

    to: str = ""
    how: str = ""
    at: datetime | None = None
    password_told_how: str = ""


class TypedReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """A receipt as it was typed."""

    by: str = ""
    at: datetime | None = None
    how: str = ""
    agency_ref: str = ""
    answer: str = ""


class SendingForm(CaseForm[TypedSending]):
    """To whom it was handed over, how and when, and how the password was told."""

    def __init__(self, desk: Desk, referral: Referral) -> None:
        super().__init__(desk, f"{SENDING}/{referral.id}", "Handing over", TypedSending, "It was &handed over")
        self._referral = referral
        self._to = QLineEdit()
        self._how = WayField("How it was sent", ("secure e-mail", "their portal", "by hand", "by post"))
        self._at = MomentEdit("When it was sent", desk.now())
        self._password = WayField(
            "How the password was told", ("by telephone", "in person", "text message", "there is none")
        )
        self.add_field("to", Field("To &whom?", self._to, "A name, a role or the agency’s team."))
        self.add_field("how", Field("How was it sent?", self._how))
        self.add_field("at", Field("When?", self._at))
        self.add_field(
            "password_told_how", Field("How was the password told?", self._password, "Another way than the file.")
        )
        self._to.textChanged.connect(self.changed)
        self._how.changed.connect(self.changed)
        self._password.changed.connect(self.changed)
        self.finish()

    def value(self) -> TypedSending:
        """What is on the screen."""
        return TypedSending(
            to=self._to.text().strip(), how=self._how.words(), at=self._at.moment(),
            password_told_how=self._password.words(),
        )  # fmt: skip

    def show_value(self, value: TypedSending) -> None:
        """Put `value` on the screen."""
        self._to.setText(value.to)
        self._how.show_words(value.how)
        self._at.set_moment(value.at or self.desk.now())
        self._password.show_words(value.password_told_how)

    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not (self._to.text().strip() or self._how.words() or self._password.words())

    def clear(self) -> None:
        """Start afresh, now."""
        self.show_value(TypedSending())

    def save(self) -> None:
        """Put the handing over on the record."""
        typed = self.value()
        if typed.at is None or not typed.password_told_how:
            self.show_errors(self._missing())
            return
        self.send(
            f"On the record. {READER[self._referral.recipient].capitalize()} should confirm it within 1 working day.",
            note_sent, self._referral.id,
            Sending(how=typed.how, to=typed.to, at=typed.at, password_told_how=typed.password_told_how),
        )  # fmt: skip

    def _missing(self) -> UserProblem:
        if self._at.problem():
            return UserProblem(self._at.problem(), field="at")
        return UserProblem("Say how the password was told, or that there is none.", field="password_told_how")


class ReceiptForm(CaseForm[TypedReceipt]):
    """Who confirmed it, when and how, their reference and their answer; the answer may come later."""

    def __init__(self, desk: Desk, referral: Referral) -> None:
        super().__init__(desk, f"{RECEIPT}/{referral.id}", "Receipt and answer", TypedReceipt, "Note the re&ceipt")
        self._referral = referral
        self._by, self._ref, self._answer = QLineEdit(), QLineEdit(), GrowingText()
        self._at = MomentEdit("When they confirmed it", desk.now())
        self._how = WayField("How they confirmed it", ("by telephone", "by e-mail", "their portal", "in person"))
        self.add_field("by", Field("&Who confirmed it?", self._by, "A name, or the agency’s team."))
        self.add_field("at", Field("When?", self._at))
        self.add_field("how", Field("How?", self._how))
        self.add_field("agency_ref", Field("Their re&ference", self._ref, optional=True))
        self.add_field(
            "answer",
            Field("What did they answer?", self._answer, "May you speak, tell, suspend, preserve? In their words. "
                  "It can be added later."),
        )  # fmt: skip
        for line in (self._by, self._ref):
            line.textChanged.connect(self.changed)
        self._how.changed.connect(self.changed)
        self._answer.textChanged.connect(self.changed)
        self.finish()

    def value(self) -> TypedReceipt:
        """What is on the screen."""
        return TypedReceipt(
            by=self._by.text().strip(), at=self._at.moment(), how=self._how.words(),
            agency_ref=self._ref.text().strip(), answer=self._answer.text(),
        )  # fmt: skip

    def show_value(self, value: TypedReceipt) -> None:
        """Put `value` on the screen."""
        self._by.setText(value.by)
        self._at.set_moment(value.at or self.desk.now())
        self._how.show_words(value.how)
        self._ref.setText(value.agency_ref)
        self._answer.setPlainText(value.answer)

    def is_empty(self) -> bool:
        """Whether nothing was typed beyond what is on the record."""
        typed, known = self.value(), self._on_record()
        return (typed.by, typed.how, typed.agency_ref, typed.answer) == (
            known.by, known.how, known.agency_ref, known.answer
        )  # fmt: skip

    def clear(self) -> None:
        """Show what is on the record."""
        self.show_value(self._on_record())

    def save(self) -> None:
        """Put the receipt on the record."""
        typed = self.value()
        if typed.at is None:
            self.show_errors(UserProblem(self._at.problem(), field="at"))
            return
        self.send(
            "The receipt is on the record.", note_receipt, self._referral.id, at=typed.at, by=typed.by, how=typed.how,
            agency_ref=typed.agency_ref, answer=typed.answer,
        )  # fmt: skip

    def _on_record(self) -> TypedReceipt:
        known = self._referral
        return TypedReceipt(
            by=known.receipt_from, at=known.receipt_at, how=known.receipt_how, agency_ref=known.agency_ref,
            answer=known.answer,
        )  # fmt: skip
