"""The setting: whether the words in pictures are read by machine as soon as they are attached."""

from dslapp.domain.problems import Problem
from dslapp.domain.school import School
from dslapp.gui.desk import Desk
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import Field
from dslapp.services.change_settings import change_school_fields
from dslapp.services.exhibits.read_by_machine import is_available

_QUESTION = "Read the words in pictures as soon as they are attached"
_CHOICES = (Choice("on", "Yes"), Choice("off", "No: only when somebody asks for it"))


class MachineTextCard(Card):
    """Switched at once; hidden where this installation cannot read pictures."""

    def __init__(self, desk: Desk, *, may_change: bool) -> None:
        super().__init__("Words in pictures")
        self._desk = desk
        self.choice = ChoiceButtons(_QUESTION, _CHOICES, across=True)
        self.choice.setEnabled(may_change)
        self._told = Banner("danger")
        self._told.hide()
        hint = (
            "A program on this computer does it; nothing leaves the computer. What it read is found by search, and is "
            "marked as unchecked. What was read stays when this is switched off."
        )
        self.body.addWidget(Field(_QUESTION, self.choice, hint))
        self.body.addWidget(self._told)
        self.choice.chosen.connect(self._switch)
        if not is_available():
            self.hide()

    def show_school(self, school: School) -> None:
        """Show how it stands."""
        self.choice.set_value("on" if school.reads_by_machine else "off")

    def _switch(self) -> None:
        self._told.hide()
        changes = {"reads_by_machine": self.choice.value() == "on"}
        if not changes["reads_by_machine"]:
            self._desk.tasks.stop("background")
        self._desk.tasks.submit(
            change_school_fields, self._desk.session, changes, done=self.show_school, failed=self._fail
        )

    def _fail(self, problem: Problem) -> None:
        self._told.show_problem(problem)
