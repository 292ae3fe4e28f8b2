"""At the page of a referral: open it as a person does, type into its fields, wait for what it does."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from dslapp.domain.entity import IncidentId
from dslapp.domain.referral.referrals import Recipient, Referral
from dslapp.gui.desk import Desk
from dslapp.gui.referral.answer_field import AnswerField
from dslapp.gui.referral.answers_form import AnswersForm
from dslapp.gui.referral.page import HANDOVER, PREVIEW, ReferPage
from dslapp.gui.routes import ToRefer
from dslapp.gui.widgets.text import Words
from tests.gui.scripted_prompter import ScriptedPrompter

WAIT_MS = 20_000


class AtTheReferral:
    """A shown page, 1158 × 660: what a window of 1366 × 768 leaves it."""

    def __init__(
        self,
        qtbot: QtBot,
        desk: Desk,
        case: IncidentId,
        recipient: Recipient = "lado",
        referral_id: str = "",
        prompter: ScriptedPrompter | None = None,
    ) -> None:
        self.bot, self.case = qtbot, case
        self.desk = replace(desk, prompter=prompter) if prompter else desk
        self._busy = False
        desk.tasks.busy.connect(self._note_busy)
        self.page = ReferPage(self.desk)
        qtbot.addWidget(self.page)
        self.page.resize(1158, 660)
        self.page.show()
        self.page.activateWindow()
        self.page.enter(ToRefer(case, recipient, referral_id))
        self.until(lambda: self.page.ready)
        self.settle()

    def until(self, happens: Callable[[], bool]) -> None:
        """Wait until it is so."""
        self.bot.waitUntil(happens, timeout=WAIT_MS)

    def settle(self) -> None:
        """Wait until no work is under way."""
        QApplication.processEvents()  # a field notices that it was left only then
        self.until(lambda: not self._busy)

    def _note_busy(self, busy: bool) -> None:
        self._busy = busy

    @property
    def form(self) -> AnswersForm:
        """The form."""
        assert self.page.answers.form is not None
        return self.page.answers.form

    def field(self, field_id: str) -> AnswerField:
        """One field of the form."""
        return self.form.fields[field_id]

    def box(self, field_id: str) -> QPlainTextEdit:
        """Where the answer is written."""
        box = self.field(field_id).findChild(QPlainTextEdit)
        assert isinstance(box, QPlainTextEdit)
        return box

    def write(self, field_id: str, words: str) -> None:
        """Write an answer and go on to another field."""
        self.box(field_id).setFocus()
        self.box(field_id).selectAll()
        self.bot.keyClicks(self.box(field_id), words)
        self.page.answers.preview_button.setFocus()
        self.settle()

    def referral(self) -> Referral:
        """The newest referral of the case, as it is saved."""
        of_incident: Callable[[type[Referral], str], list[Referral]] = self.desk.session.casebook.of_incident
        return self.desk.tasks.on_casebook(of_incident, Referral, self.case)[-1]

    def meter(self) -> str:
        """What the completeness meter says."""
        [words] = self.page.answers.gaps.meter.findChildren(Words)
        return words.text()

    def preview(self) -> bytes:
        """Go to the preview, and return its pages."""
        self.page.parts.setCurrentIndex(PREVIEW)
        self.until(lambda: self.page.paper.preview.pages.count > 0)
        self.settle()
        return self.page.paper.preview.pages.pdf

    def hand_over(self) -> None:
        """Go to the handing over."""
        self.page.parts.setCurrentIndex(HANDOVER)
        self.settle()

    def in_view(self, field_id: str) -> bool:
        """Whether a field stands where it can be seen."""
        area = self.form.area.viewport()
        top = self.field(field_id).mapTo(area, QPoint(0, 0)).y()
        return 0 <= top < area.height()
