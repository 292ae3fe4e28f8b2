"""The PIN that lifts the cover for the person at the keyboard."""

from dslapp.domain.problems import Problem
from dslapp.gui.desk import Desk
from dslapp.gui.opening.pin_form import PinForm
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.text import Words
from dslapp.services.access.cover_screen import set_cover_pin


class PinCard(Card):
    """Changes the PIN."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Your PIN for the cover")
        self._desk = desk
        self.form = PinForm()
        self.change = Button("Change the PIN", icon="key-round")
        self._told = Banner("success")
        self._told.hide()
        self.body.addWidget(Words("It lifts the cover and opens nothing. It works from the next unlock on.", "hint"))
        self.body.addWidget(self.form)
        self.body.addWidget(self._told)
        self.body.addLayout(side_by_side(self.change))
        self.form.entered.connect(self._change)
        self.change.clicked.connect(self._change)

    def _change(self) -> None:
        if self.form.complete():
            self._desk.tasks.submit(
                set_cover_pin, self._desk.session, self.form.pin(), done=self._changed, failed=self._failed
            )

    def _changed(self, _: None) -> None:
        self.form.clear()
        self._told.show_message("success", "The PIN is changed.")
        self._told.show()

    def _failed(self, problem: Problem) -> None:
        self._told.show_problem(problem)
