"""The first part of a referral's page: the form with what the reader will miss beside it, or the answers to read."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from dslapp.domain.referral.fields import READER
from dslapp.domain.referral.referrals import Recipient
from dslapp.gui.desk import Desk
from dslapp.gui.referral.answers_form import AnswersForm
from dslapp.gui.referral.gaps_panel import GapsPanel
from dslapp.gui.referral.read_answers import ReadAnswers
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.services.papers.write_referral import ReferralDraft

_SIDE = 336
_NARROW = 760
"""Pixels of width below which the gaps give their room to the form, and are shown by a button."""


class AnswersView(QWidget):
    """`preview_wanted` is sent when the person wants to see the pages."""

    preview_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._forms: dict[Recipient, AnswersForm] = {}
        self.form: AnswersForm | None = None
        self.gaps = GapsPanel()
        self.read = ReadAnswers()
        self.preview_button = Button("Previe&w", "primary", "eye", hint="See the very pages that will be read")
        self.gaps_button = Button("What is still aske&d", "filter", "list-checks")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.read)
        self._lay_out()
        self.preview_button.clicked.connect(self.preview_wanted)
        self.gaps_button.clicked.connect(self._fit)
        self.gaps.wanted.connect(self._go_to)
        self.gaps.next_wanted.connect(self._go_to_next)

    @property
    def unsaved(self) -> tuple[str, ...]:
        """The labels of fields whose words are not saved."""
        return self.form.unsaved if self.form else ()

    def show_draft(self, draft: ReferralDraft) -> None:
        """Show the form while the summary is in preparation, to whoever may refer; else the answers to read."""
        self.gaps.meter.setAccessibleName(f"What {READER[draft.referral.recipient]} will ask")
        writes = draft.referral.status == "preparing" and draft.case.reader_may("refer to an agency")
        self.gaps.next_button.setVisible(writes)
        self.gaps.saved.setVisible(writes)
        if writes:
            self.form = self._form_for(draft.referral.recipient)
            self.form.show_draft(draft)
            self._stack.setCurrentWidget(self.form)
        else:
            self.form = None
            self.read.show_draft(draft)
            self.gaps.show_gaps(draft.answered, draft.required, draft.gaps, linked=False)
            self._stack.setCurrentWidget(self.read)
        self.setFocusProxy(self.form or self.read)
        self._fit()

    def leave(self) -> None:
        """Save what was typed."""
        if self.form:
            self.form.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose by the new width what is shown."""
        super().resizeEvent(event)
        self._fit()

    def _form_for(self, recipient: Recipient) -> AnswersForm:
        if recipient not in self._forms:
            form = AnswersForm(self._desk, recipient)
            form.progressed.connect(self.gaps.show_gaps)
            form.saving.connect(self.gaps.saved.setText)
            self._forms[recipient] = form
            self._stack.addWidget(form)
        return self._forms[recipient]

    def _go_to(self, field_id: str) -> None:
        if self.form:
            self._give_room_to_form()
            self.form.go_to(field_id)

    def _go_to_next(self) -> None:
        if self.form:
            self._give_room_to_form()
            self.form.go_to_next_gap()

    def _give_room_to_form(self) -> None:
        self.gaps_button.setChecked(False)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < _NARROW
        self.gaps_button.setVisible(narrow)
        self._side.setVisible(not narrow or self.gaps_button.isChecked())
        self._stack.setVisible(not narrow or not self.gaps_button.isChecked())
        self._side.setMaximumWidth(16777215 if narrow else _SIDE)
        self._side.setMinimumWidth(0 if narrow else _SIDE)

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setProperty("ground", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(2 * GRID, GRID, GRID, 2 * GRID)
        column.addWidget(self.gaps)
        self._side = QScrollArea()
        self._side.setWidgetResizable(True)
        self._side.setFrameShape(QFrame.Shape.NoFrame)
        self._side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side.setWidget(inner)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, GRID, 0)
        row.setSpacing(0)
        row.addWidget(self._stack, 1)
        row.addWidget(self._side)
        foot = QFrame()
        foot.setProperty("part", "status")
        buttons = QHBoxLayout(foot)
        buttons.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        buttons.setSpacing(GRID)
        buttons.addWidget(self.preview_button)
        buttons.addWidget(self.gaps_button)
        buttons.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(row, 1)
        outer.addWidget(foot)
