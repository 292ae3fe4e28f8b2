"""The gate's question, which stands before everything else: nothing is read before it is answered with no."""

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.evidence_gate import QUESTION, STOP
from dslapp.domain.statements import TriState
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.choice import yes_no_unsure
from dslapp.gui.widgets.text import Heading, Words

_STAYS = "Leave the device as it is. Keep people away. Ask police before switching anything off."
_FIRST = "Answer this first. Nothing is read before. Terrorist material is not taken in either: then answer yes."


class GateCard(QWidget):
    """Asks once for whatever comes next, one file or several; `answered` carries the answer, `then` says what to do."""

    answered = Signal(str)

    def __init__(
        self, parent: QWidget | None = None, *, then: str = "Now paste with Ctrl+V, drop files here, or choose them."
    ) -> None:
        super().__init__(parent)
        self._then = then
        self._waits = Words(part="strong")
        self.question = Heading(QUESTION, 3)
        self.answers = yes_no_unsure("A naked or sexual image")
        self._hint = Words(_FIRST, "hint")
        self._stop = Banner("danger", STOP, _STAYS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for part in (self._waits, self.question, self._hint, self.answers, self._stop):
            column.addWidget(part)
        self.answers.chosen.connect(self._chosen)
        self.ask_again()

    def answer(self) -> TriState:
        """The answer that stands."""
        return cast("TriState", self.answers.value())

    @property
    def stopped(self) -> bool:
        """Whether the answer was yes or not sure."""
        return self.answer() in ("yes", "unsure")

    def ask_again(self) -> None:
        """Take the answer away: it held for what came, not for what comes next."""
        self.answers.set_value()
        self.say_waiting("")
        self._stop.hide()
        self._hint.setText(_FIRST)
        self._hint.show()

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
        if self.stopped:
            self.say_waiting("")
        self.answered.emit(self.answer())
