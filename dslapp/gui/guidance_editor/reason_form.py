"""Asks why, before something about the guidance is kept: one question, one box, and the way back."""

from PySide6.QtCore import Signal

from dslapp.domain.problems import Problem
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.text import Heading, Words


class ReasonForm(ScrollingPage):
    """`given` carries the reason; `left` goes back without it."""

    given = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._question = Heading("", 2)
        self._details = Words()
        self.reason = GrowingText(lines=2)
        self._field = Field("&Why?", self.reason, "It stands in the history with your name and the day.")
        self._told = Banner("danger")
        self._told.hide()
        self.go_button = Button("", "primary")
        self.back_button = Button("Cancel", "quiet")
        for widget in (self._question, self._details, self._field, self._told):
            self.column.addWidget(widget)
        self.column.addLayout(side_by_side(self.go_button, self.back_button))
        self.go_button.clicked.connect(self._give)
        self.back_button.clicked.connect(self.left)

    def ask(self, question: str, details: str, go: str) -> None:
        """Ask for the reason of one act."""
        self._question.setText(question)
        self._details.setText(details)
        self._details.setVisible(bool(details))
        self.go_button.say(go)
        self.reason.setPlainText("")
        self._field.show_error("")
        self._told.hide()
        self.reason.setFocus()

    def show_problem(self, problem: Problem) -> None:
        """Say why it was not done."""
        self._told.show_problem(problem)

    def _give(self) -> None:
        if self.reason.text():
            self._field.show_error("")
            self.given.emit(self.reason.text())
        else:
            self._field.show_error("Write why the school does it differently.")
            self.reason.setFocus()
