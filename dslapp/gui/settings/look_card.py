"""How the window looks on this computer."""

from collections.abc import Callable
from typing import cast

import msgspec

from dslapp.domain.problems import EnvironmentProblem
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import Field
from dslapp.services.window.window_look import TEXT_SIZES, Theme, WindowLook, WindowLooks

_THEMES = (Choice("system", "As the computer does"), Choice("light", "Light"), Choice("dark", "Dark"))


class LookCard(Card):
    """Changes the look at once; `wear` dresses the whole program."""

    def __init__(self, looks: WindowLooks, wear: Callable[[WindowLook], None]) -> None:
        super().__init__("How it looks on this computer")
        self._looks, self._wear = looks, wear
        self.theme = ChoiceButtons("Colours", _THEMES, across=True)
        sizes = [Choice(str(size), f"{size} %") for size in TEXT_SIZES]
        self.text_size = ChoiceButtons("Size of the words", sizes, across=True)
        self._told = Banner("danger")
        self._told.hide()
        self.body.addWidget(Field("Colours", self.theme))
        self.body.addWidget(Field("Size of the words", self.text_size))
        self.body.addWidget(self._told)
        chosen = looks.chosen()
        self.theme.set_value(chosen.theme)
        self.text_size.set_value(str(chosen.text_size))
        self.theme.chosen.connect(self._choose)
        self.text_size.chosen.connect(self._choose)

    def _choose(self) -> None:
        before = self._looks.chosen()
        look = msgspec.structs.replace(
            before,
            theme=cast("Theme", self.theme.value() or before.theme),
            text_size=next((size for size in TEXT_SIZES if str(size) == self.text_size.value()), before.text_size),
        )
        self.theme.set_value(look.theme)
        self.text_size.set_value(str(look.text_size))
        self._wear(look)
        try:
            self._looks.choose(look)
        except EnvironmentProblem as problem:
            self._told.show_problem(problem)
