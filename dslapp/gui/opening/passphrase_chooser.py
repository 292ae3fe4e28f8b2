"""Choosing a passphrase: four words made by chance are offered, one's own are judged in words, both are typed twice."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.trust.passphrases import Strength, four_words, strength
from dslapp.gui.opening.passphrase_edit import PassphraseEdit
from dslapp.gui.tasks import TaskRunner
from dslapp.gui.theme.tokens import GRID, Tone
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.text import Words, restyle
from dslapp.gui.widgets.wrapping import WrapLayout

_TONES: dict[bool, Tone] = {True: "success", False: "warning"}


class PassphraseChooser(QWidget):
    """Offers and takes one passphrase. `hints` gives the words that a guesser would try first."""

    entered = Signal()

    def __init__(self, tasks: TaskRunner, hints: Callable[[], tuple[str, ...]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._hints = tasks, hints
        self._offered = Words(four_words(), "mono")
        self.use, self.other = Button("&Use these words"), Button("&New words", "quiet", "rotate-cw")
        offer = Card("Four words made by chance")
        offer.body.addWidget(self._offered)
        buttons = WrapLayout()
        buttons.addWidget(self.use)
        buttons.addWidget(self.other)
        offer.body.addLayout(buttons)
        self.first, self.again = PassphraseEdit(), PassphraseEdit("Passphrase again")
        self.first_field = Field("&Passphrase", self.first, "The words above, or at least 15 characters of your own.")
        self.again_field = Field("The same &again", self.again)
        self._judged = Words()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        for widget in (offer, self.first_field, self._judged, self.again_field):
            column.addWidget(widget)
        self.use.clicked.connect(self._use)
        self.other.clicked.connect(lambda: self._offered.setText(four_words()))
        self.first.changed.connect(self._judge)
        self.first.entered.connect(self.again.select_all)
        self.again.entered.connect(self.entered)

    def passphrase(self) -> str:
        """What was typed."""
        return self.first.text()

    def offered(self) -> str:
        """The four words that are shown."""
        return self._offered.text()

    def clear(self) -> None:
        """Forget what was typed, and offer other words."""
        self.first.set_text("")
        self.again.set_text("")
        self._offered.setText(four_words())

    def judged(self) -> str:
        """What is said about the passphrase."""
        return self._judged.text()

    def complete(self) -> bool:
        """Whether it can be taken; if not, say why beside it and go there."""
        judged = strength(self.first.text(), self._hints())
        same = self.first.text() == self.again.text()
        self.first_field.show_error("" if judged.acceptable else judged.advice)
        self.again_field.show_error("" if same else "This is not the same. Type the passphrase once more.")
        if not judged.acceptable:
            self.first.select_all()
        elif not same:
            self.again.select_all()
        return judged.acceptable and same

    def _use(self) -> None:
        self.first.set_text(self._offered.text())
        self.again.select_all()

    def _judge(self) -> None:
        self.first_field.show_error("")
        if self.first.text():
            self._tasks.submit(
                strength, self.first.text(), self._hints(), done=self._say, latest=f"strength {id(self)}", lane="files"
            )
        else:
            self._judged.setText("")

    def _say(self, judged: Strength) -> None:
        restyle(self._judged, "tone", _TONES[judged.acceptable])
        self._judged.setText(judged.advice)
