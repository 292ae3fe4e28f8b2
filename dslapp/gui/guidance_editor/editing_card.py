"""The setting: whether this casebook may change its guidance, and what is to be compared after an update."""

from PySide6.QtCore import Signal

from dslapp.domain.problems import Problem
from dslapp.domain.school import School
from dslapp.gui.desk import Desk
from dslapp.gui.guidance_editor.changes_list import UNTIL_THEN, to_compare_in_words
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import Field
from dslapp.services.guidance.change_guidance import switch_editing
from dslapp.services.guidance.own_guidance import OwnGuidance, read_own_guidance

_CHOICES = (Choice("off", "No: as it was shipped"), Choice("on", "Yes: our school may change flowcharts"))


class EditingCard(Card):
    """Call `read` at each arrival. `changes_wanted` asks for the list of changes."""

    changes_wanted = Signal()

    def __init__(self, desk: Desk, *, may_change: bool) -> None:
        super().__init__("Changing the guidance")
        self._desk = desk
        self.compare = Banner("warning")
        self.look = self.compare.add_button(Button("Compare &them", "secondary", "list-checks"))
        self.compare.hide()
        self.choice = ChoiceButtons("Let this casebook change its guidance", _CHOICES, across=True)
        self.choice.setEnabled(may_change)
        self._told = Banner("danger")
        self._told.hide()
        self.body.addWidget(self.compare)
        self.body.addWidget(
            Field(
                "Let this casebook change its guidance", self.choice,
                "What was changed holds also when it is switched off again. What keeps a child safe stays either way.",
            )
        )  # fmt: skip
        self.body.addWidget(self._told)
        self.choice.chosen.connect(self._switch)
        self.look.clicked.connect(self.changes_wanted)

    def read(self) -> None:
        """Read how it stands."""
        self._desk.tasks.submit(read_own_guidance, self._desk.session, done=self._show, failed=self._fail)

    def _show(self, own: OwnGuidance) -> None:
        self.choice.set_value("on" if own.switched_on else "off")
        self.compare.show_message("warning", to_compare_in_words(own.to_compare), UNTIL_THEN)
        self.compare.setVisible(own.to_compare > 0)

    def _switch(self) -> None:
        on = self.choice.value() == "on"
        self._told.hide()
        self._desk.tasks.submit(switch_editing, self._desk.session, on=on, done=self._switched, failed=self._fail)

    def _switched(self, school: School) -> None:
        self.choice.set_value("on" if school.changes_guidance else "off")

    def _fail(self, problem: Problem) -> None:
        self._told.show_problem(problem)
