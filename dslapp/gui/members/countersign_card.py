"""What others did that a second member is asked to look at: agreed to, or said to be wrong."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.local_time import say_moment
from dslapp.domain.problems import Problem
from dslapp.gui.desk import Desk
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.text import Rule, Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.access.countersign import Waiting, countersign


def done_together(waiting: Sequence[Waiting]) -> list[tuple[Waiting, ...]]:
    """Put together what somebody did in one go: a member removed and the new keys that came with it."""
    return [tuple(acts) for _, acts in groupby(waiting, key=lambda act: (act.who, act.at, act.because))]


class CountersignCard(Card):
    """Hidden while nothing waits for the person at the keyboard. `signed` is sent after each answer."""

    signed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("To be countersigned by you")
        self._desk = desk
        self.body.addWidget(
            Words(
                "A second member looks at what changes who can read the record, or what stands in it. “I agree” says "
                "that you know of it and that it is right. Either answer stands in the record in your name.",
                "hint",
            )
        )
        self.trouble = Banner("danger")
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self._column = QVBoxLayout()
        self._column.setSpacing(2 * GRID)
        self.body.addLayout(self._column)
        self.acts: list[WaitingAct] = []
        self.hide()

    def show_waiting(self, waiting: Sequence[Waiting]) -> None:
        """Show those acts."""
        self.trouble.hide()
        for act in self.acts:
            self._column.removeWidget(act)
            act.hide()
            act.deleteLater()
        self.acts = [WaitingAct(together) for together in done_together(waiting)]
        for act in self.acts:
            act.answered.connect(self._sign)
            self._column.addWidget(act)
        self.setVisible(bool(waiting))

    def _sign(self, entries: tuple[int, ...], agrees: bool, note: str) -> None:
        self._desk.tasks.submit(
            countersign, self._desk.session, entries, agrees, note, done=self._signed, failed=self._failed
        )

    def _signed(self, _: object) -> None:
        self.signed.emit()

    def _failed(self, problem: Problem) -> None:
        self.trouble.show_problem(problem)
        for act in self.acts:
            act.let_answer(True)


class WaitingAct(QWidget):
    """What somebody did in one go. `answered` carries its entries, whether the person agrees, and what is not right."""

    answered = Signal(tuple, bool, str)

    def __init__(self, acts: Sequence[Waiting]) -> None:
        super().__init__()
        self._entries = tuple(act.entry for act in acts)
        what, first = " ".join(act.what for act in acts), acts[0]
        self.agree, self.disagree = Button("I agree", icon="check"), Button("This is not right", icon="x")
        self.note = GrowingText(lines=2)
        self.note_field = Field("What is not right?", self.note, "Everybody who opens the casebook can read it.")
        self.say_so = Button("Sign that it is not right", "danger")
        for button in (self.agree, self.disagree, self.say_so):
            button.setAccessibleName(f"{button.text()}: {what}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(Rule())
        column.addWidget(Words(what, "strong"))
        if first.because:
            column.addWidget(Words(f"Why: {first.because}"))
        number = f"entry {self._entries[0]}" if len(acts) == 1 else f"entries {self._entries[0]} to {self._entries[-1]}"
        who = first.who[:1].upper() + first.who[1:]
        column.addWidget(Words(f"{who}, {say_moment(first.at)}, {number} of the journal", "hint"))
        buttons = WrapLayout()
        buttons.addWidget(self.agree)
        buttons.addWidget(self.disagree)
        column.addLayout(buttons)
        self._objection = QWidget()
        objection = QVBoxLayout(self._objection)
        objection.setContentsMargins(0, 0, 0, 0)
        objection.addWidget(self.note_field)
        row = WrapLayout()
        row.addWidget(self.say_so)
        objection.addLayout(row)
        column.addWidget(self._objection)
        self._objection.hide()
        self.agree.clicked.connect(lambda: self._answer(agrees=True))
        self.disagree.clicked.connect(self._ask_what)
        self.say_so.clicked.connect(self._object)
        self.note.textChanged.connect(lambda: self.note_field.show_error(""))

    def _ask_what(self) -> None:
        self._objection.show()
        self.note.setFocus()

    def _object(self) -> None:
        if self.note.text():
            self._answer(agrees=False)
        else:
            self.note_field.show_error("Write what is not right.")
            self.note.setFocus()

    def let_answer(self, may: bool) -> None:
        """Whether it can be answered: not while an answer is being saved."""
        for button in (self.agree, self.disagree, self.say_so):
            button.setEnabled(may)

    def _answer(self, *, agrees: bool) -> None:
        self.let_answer(False)
        self.answered.emit(self._entries, agrees, "" if agrees else self.note.text())
