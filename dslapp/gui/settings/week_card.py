"""Whether one is told how many distressing exhibits one has looked at this week; off until it is switched on."""

import msgspec

from dslapp.domain.evidence.shield import WHO_SEES_IT
from dslapp.domain.problems import EnvironmentProblem
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.text import Words
from dslapp.services.window.window_look import WindowLooks


class OwnWeekCard(Card):
    """Switches the count on Today on or off, on this computer."""

    def __init__(self, looks: WindowLooks) -> None:
        super().__init__("Your own week")
        self._looks = looks
        self.choice = ChoiceButtons("Count it", (Choice("no", "No"), Choice("yes", "Yes, on Today")), across=True)
        self._told = Banner("danger")
        self._told.hide()
        self.body.addWidget(
            Field("Shall Today tell you how many distressing exhibits you have looked at this week?", self.choice)
        )
        self.body.addWidget(Words(WHO_SEES_IT, "hint"))
        self.body.addWidget(self._told)
        self.choice.set_value("yes" if looks.chosen().own_week else "no")
        self.choice.chosen.connect(self._choose)

    def _choose(self) -> None:
        look = msgspec.structs.replace(self._looks.chosen(), own_week=self.choice.value() == "yes")
        try:
            self._looks.choose(look)
        except EnvironmentProblem as problem:
            self._told.show_problem(problem)
