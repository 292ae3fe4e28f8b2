"""The gate's question, which stands before everything else: nothing is read before it is answered with no."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.evidence.gate import QUESTION, STOP, question_about
from dslapp.domain.guidance.contacts import Whom
from dslapp.domain.statements import TriState
from dslapp.gui.desk import Desk
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.choice import yes_no_unsure
from dslapp.gui.widgets.text import Heading, Words
from dslapp.services.change_settings import whom_here

_STAYS = "Leave the device as it is. Keep people away. Ask police before switching anything off."
_RING = (
    "Ring the police: 999 if anyone could be hurt today, else 101. Could an adult who works or helps with children be "
    "involved? Ring the LADO too"
)
_ALREADY = "Nothing of this has been saved. Is it in an exhibit already? Open it and press “This must not be here”."
_MORE = "Adding something more? Answer again for it:"
_FIRST = "Answer this first. Nothing is read before. Terrorist material is not taken in either: then answer yes."
LAPSES_AFTER_MS = 120_000
"""A "no" to which nothing came is no answer for what comes later."""


class GateCard(QWidget):
    """Asks for what comes next: one file, or those that are named. `then` says what to do after a no.

    `answered` carries the answer; `lapsed` is sent when an answer does not stand any more.
    """

    answered = Signal(str)
    lapsed = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        desk: Desk | None = None,
        then: str = "Now paste with Ctrl+V, drop files here, or choose them.",
    ) -> None:
        super().__init__(parent)
        self._desk, self._then = desk, then
        self._lado = ""
        self._has_files = False
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
        self._say_stop()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for part in (self._more, self._waits, self.question, self._hint, self.answers, self._stop):
            column.addWidget(part)
        self.answers.chosen.connect(self._chosen)
        self.offer_more(several=False)
        self.ask_again()

    def answer(self) -> TriState:
        """The answer that stands."""
        return cast("TriState", self.answers.value())

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
        self._stop.hide()
        self._hint.setText(_FIRST)
        self._hint.show()

    def note_case(self, case: CaseFile) -> None:
        """Whether there are files in the case already, among which it may be."""
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
        if self.answer() == "no":
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
        self._stop.setVisible(self.stopped)
        self._hint.setVisible(not self.stopped)
        self._hint.setText(self._then)
        self._lapses.start()
        if self.stopped:
            self.say_waiting("")
            if self._desk is not None and not self._lado:
                self._desk.tasks.submit(whom_here, self._desk.session, done=self._learn, latest="whom at the gate")
        self.answered.emit(self.answer())

    def _learn(self, whom: dict[str, Whom]) -> None:
        lado = whom.get("lado")
        self._lado = f": {lado.phone}" if lado is not None and lado.phone else ""
        self._say_stop()

    def _say_stop(self) -> None:
        """In the banner itself: whoever stops here must not have to look further for a number."""
        ring = f"{_RING}{self._lado}."
        self._stop.show_message("danger", STOP, "\n".join((ring, _STAYS, *((_ALREADY,) if self._has_files else ()))))
