"""The gate's question, which stands before everything else: nothing is read before it is answered with no."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.evidence.gate import (
    QUESTION,
    STOP,
    WHAT_HAS_CHANGED,
    question_about,
    stopped_at_gate,
    whom_to_ring,
)
from dslapp.domain.guidance.contacts import Whom
from dslapp.domain.problems import Problem
from dslapp.domain.statements import TriState
from dslapp.gui.desk import Desk
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.choice import side_by_side, yes_no_unsure
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Heading, Words
from dslapp.services.change_settings import whom_here
from dslapp.services.intake.answer_gate import note_stop, say_what_changed

_STAYS = "Leave the device as it is. Keep people away. Ask police before switching anything off."
_ALREADY = "Nothing of this has been saved. Is it in an exhibit already? Open it and press “This must not be here”."
_MORE = "Adding something more? Answer again for it:"
_FIRST = "Answer this first. Nothing is read before. Terrorist material is not taken in either: then answer yes."
LAPSES_AFTER_MS = 120_000
"""A "no" to which nothing came is no answer for what comes later."""


class GateCard(QWidget):
    """Asks for what comes next: one file, or those that are named. `then` says what to do after a no.

    `answered` carries the answer; `lapsed` is sent when an answer does not stand any more. In a case, a yes or not sure
    is kept in its history, and a no after it is none before it is said what has changed; `noted` follows both.
    """

    answered = Signal(str)
    lapsed = Signal()
    noted = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        desk: Desk | None = None,
        then: str = "Now paste with Ctrl+V, drop files here, or choose them.",
    ) -> None:
        super().__init__(parent)
        self._desk, self._then = desk, then
        self._lado: str | None = None
        self._incident_id = ""
        self._has_files = self._yes_before = False
        self._names: frozenset[str] = frozenset()
        self._lapses = QTimer(self)
        self._lapses.setSingleShot(True)
        self._lapses.setInterval(LAPSES_AFTER_MS)
        self._lapses.timeout.connect(self.lapse)
        self._waits = Words(part="strong")
        self._more = Words(_MORE, "strong")
        self.question = Heading(QUESTION, 3)
        self.answers = yes_no_unsure("A naked or sexual image")
        self._hint = Words(_FIRST, "hint")
        self._stop = Banner("danger")
        self._why_line = QLineEdit()
        self.why = Field(WHAT_HAS_CHANGED, self._why_line, "It is kept in the history of the case.")
        self.why_button = Button("Keep it and &go on", "secondary")
        self.why_button.clicked.connect(self._explain)
        self._why_line.returnPressed.connect(self.why_button.click)
        self._say_stop()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for part in (self._more, self._waits, self.question, self._hint, self.answers, self._stop, self.why):
            column.addWidget(part)
        column.addLayout(side_by_side(self.why_button))
        self.answers.chosen.connect(self._chosen)
        self.offer_more(several=False)
        self.ask_again()

    def answer(self) -> TriState:
        """The answer that stands: a no after a yes is none yet, before it is said what has changed."""
        return "" if self._asks_why else cast("TriState", self.answers.value())

    @property
    def _asks_why(self) -> bool:
        return self._yes_before and self.answers.value() == "no"

    def covers(self, names: Sequence[str]) -> bool:
        """Whether a no stands for just this: for files that were named with the question, else for one thing."""
        if self.answer() != "no":
            return False
        return bool(names) and self._names.issuperset(names) if self._names else len(names) <= 1

    @property
    def stopped(self) -> bool:
        """Whether the answer was yes or not sure."""
        return self.answer() in ("yes", "unsure")

    def ask_again(self) -> None:
        """Take the answer away: it held for what came, not for what comes next."""
        self._lapses.stop()
        self._names = frozenset()
        self.question.setText(QUESTION)
        self.answers.set_value()
        self.say_waiting("")
        self._why_line.clear()
        for part in (self._stop, self.why, self.why_button):
            part.hide()
        self._hint.setText(_FIRST)
        self._hint.show()

    def note_case(self, case: CaseFile) -> None:
        """Whether there are files in the case already, among which it may be, and what was answered here before."""
        self._incident_id, self._yes_before = case.incident.id, stopped_at_gate(case.log)
        self._has_files = any(exhibit.file_id for exhibit in case.every_exhibit)
        self._say_stop()

    def ask_about(self, names: Sequence[str], words: str) -> None:
        """Ask about what came: `names` are the files that `words` name, none where another program holds an image."""
        self.ask_again()
        self._names = frozenset(names)
        self.question.setText(question_about(len(names)))
        self.say_waiting(words)

    def lapse(self) -> None:
        """Let a no to which nothing came go: after a while, and when the person leaves."""
        if self.answers.value() == "no" and not (self._asks_why and self._why_line.text()):
            self.ask_again()
            self.lapsed.emit()

    def offer_more(self, *, several: bool) -> None:
        """Say that the question is for something further, where what came before has its answer already."""
        self._more.setVisible(several and not self.answer())

    def say_waiting(self, words: str) -> None:
        """Say what waits for the answer."""
        self._waits.setText(words)
        self._waits.setVisible(bool(words))

    def point_out(self) -> None:
        """Something came before the answer: bring the question to the eye and the keyboard."""
        self.answers.setFocus()

    def _chosen(self) -> None:
        self._stop.setVisible(self.stopped or self._asks_why)
        self._hint.setVisible(not self.stopped and not self._asks_why)
        for part in (self.why, self.why_button):
            part.setVisible(self._asks_why)
        self._hint.setText(self._then)
        self._lapses.start()
        if self._asks_why:
            follow_layout(self)
            self._why_line.setFocus()
            return
        if self.stopped:
            self.say_waiting("")
            self._keep_stop()
        self.answered.emit(self.answer())

    def _keep_stop(self) -> None:
        if self._desk is None:
            return
        if self._lado is None:
            self._desk.tasks.submit(whom_here, self._desk.session, done=self._learn, latest="whom at the gate")
        if self._incident_id and not self._yes_before:
            self._yes_before = True
            self._desk.tasks.submit(
                note_stop, self._desk.session, self._incident_id, self.answer(), done=lambda _: self.noted.emit()
            )

    def _explain(self) -> None:
        assert self._desk is not None
        self._lapses.stop()
        self.why_button.setEnabled(False)
        self._desk.tasks.submit(
            say_what_changed, self._desk.session, self._incident_id, self._why_line.text(), done=self._explained,
            failed=self._unexplained, ended=lambda: self.why_button.setEnabled(True),
        )  # fmt: skip

    def _explained(self, _done: None) -> None:
        self._yes_before = False
        self.why.show_error("")
        self._why_line.clear()
        self._chosen()
        self.noted.emit()

    def _unexplained(self, problem: Problem) -> None:
        self.why.show_error(str(problem))
        self._why_line.setFocus()

    def _learn(self, whom: dict[str, Whom]) -> None:
        lado = whom.get("lado")
        self._lado = lado.phone if lado is not None else ""
        self._say_stop()

    def _say_stop(self) -> None:
        """In the banner itself: whoever stops here must not have to look further for a number."""
        ring = whom_to_ring(self._lado)
        self._stop.show_message("danger", STOP, "\n".join((ring, _STAYS, *((_ALREADY,) if self._has_files else ()))))
