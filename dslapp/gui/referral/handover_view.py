"""The third part of a referral's page: that it was handed over, who has it, and what they answered."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.local_time import say_moment
from dslapp.domain.referral.listed import receipt_in_words
from dslapp.domain.referral.referrals import Referral
from dslapp.gui.case.case_form import CaseForm
from dslapp.gui.desk import Desk
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.referral.handing_over import ReceiptForm, SendingForm
from dslapp.gui.referral.lock_banner import LockBanner
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.text import Words
from dslapp.services.papers.write_referral import ReferralDraft


class HandoverView(ScrollingPage):
    """Shows what is on the record, and asks for what is not yet. `saved` carries words for the status line."""

    saved = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: Referral | None = None
        self.form: SendingForm | ReceiptForm | None = None
        self._holder = QWidget()
        self.locks = LockBanner()
        self.column.addWidget(self.locks)
        self.column.addWidget(self._holder)

    def show_draft(self, draft: ReferralDraft) -> None:
        """Show how far `draft` has come; what is being typed stays."""
        self.locks.show_draft(draft)
        if self._shown is not None and draft.referral == self._shown:
            return
        self.leave()
        self._shown = referral = draft.referral
        old, self._holder = self._holder, QWidget()
        column = QVBoxLayout(self._holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        if referral.sent_at:
            column.addWidget(self._facts(draft))
        self.form = self._make_form(draft)
        if self.form is not None:
            column.addWidget(self.form)
        elif not referral.sent_at:
            column.addWidget(Words("It has not been handed over yet."))
        self.column.replaceWidget(old, self._holder)
        old.hide()
        old.deleteLater()

    def leave(self) -> bool:
        """Keep what was typed."""
        if self.form is not None:
            self.form.leave()
        return True

    def _make_form(self, draft: ReferralDraft) -> SendingForm | ReceiptForm | None:
        if not draft.case.reader_may("refer to an agency"):
            return None
        form: SendingForm | ReceiptForm
        if draft.referral.sent_at is None:
            form = SendingForm(self._desk, draft.referral)
        else:
            form = ReceiptForm(self._desk, draft.referral)
        assert isinstance(form, CaseForm)
        form.set_case(draft.case)
        form.discard_button.hide()
        form.saved.connect(self.saved)
        return form

    def _facts(self, draft: ReferralDraft) -> Card:
        referral = draft.referral
        assert referral.sent_at is not None
        card = Card("Handed over")
        told = (
            ("To", referral.sent_to), ("How", referral.sent_how), ("When", say_moment(referral.sent_at)),
            ("By", draft.case.name_of(referral.sent_by)), ("The password was told", referral.password_told_how),
            ("Left unencrypted, because", referral.plain_because),
            ("Receipt", receipt_in_words(referral, self._desk.now())), ("Their answer", referral.answer),
        )  # fmt: skip
        for label, words in told:
            if words:
                card.body.addWidget(Words(label, "hint"))
                card.body.addWidget(Words(words))
        return card
