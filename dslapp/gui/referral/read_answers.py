"""The answers of a referral to read: one that was sent, or for somebody who only reviews."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.referral.fields import ReferralField
from dslapp.domain.school import say_lado, short_lado
from dslapp.domain.statements import Stated
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.referral.form_layout import form_layout
from dslapp.gui.referral.lock_banner import LockBanner
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.cards import Card, QuoteBox
from dslapp.gui.widgets.text import Heading, Words
from dslapp.services.papers.write_referral import ReferralDraft

_EXACT = ("exact_words", "first_words")


class ReadAnswers(ScrollingPage):
    """Shows each field with its answer, in the order of the form."""

    def __init__(self) -> None:
        super().__init__()
        self._locks = LockBanner()
        self._holder = QWidget()
        self.column.addWidget(self._locks)
        self.column.addWidget(self._holder)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName("The answers")
        self.setFocusProxy(self.area)

    def show_draft(self, draft: ReferralDraft) -> None:
        """Show the answers of `draft`."""
        self._locks.show_draft(draft)
        old, self._holder = self._holder, QWidget()
        column = QVBoxLayout(self._holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        layout = form_layout(draft.content.recipient)
        for title, parts in (("The first page", layout.first_page), ("The rest of the form", layout.rest)):
            column.addWidget(Heading(title, 2))
            for part in parts:
                card = Card(part.heading)
                for field in part.fields:
                    _put(card, _label(draft, field), field, draft.content.answers.get(field.id, Stated()))
                column.addWidget(card)
        self.column.replaceWidget(old, self._holder)
        old.hide()
        old.deleteLater()


def _label(draft: ReferralDraft, field: ReferralField) -> str:
    return say_lado(field.label, short_lado(draft.content.lado_label))


def _put(card: Card, label: str, field: ReferralField, answer: Stated) -> None:
    card.body.addWidget(Words(label, "strong"))
    if field.id in _EXACT and answer.text:
        card.body.addWidget(QuoteBox(answer.text))
    else:
        card.body.addWidget(Words(answer.in_words(), "" if answer.text else "hint"))
