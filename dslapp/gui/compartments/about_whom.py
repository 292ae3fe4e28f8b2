"""The question that decides in which casebook a concern may be written: which adult here is it about?"""

from typing import cast

from dslapp.domain.compartments import ABOUT_IN_WORDS
from dslapp.domain.incident import AboutWhom
from dslapp.gui.widgets.choice import Choice, ChoiceButtons

NOBODY_HERE = "nobody here"


def about_whom(*, or_nobody: bool = False) -> ChoiceButtons:
    """The answers as buttons; with `or_nobody` the first is that it is about no adult here."""
    nobody = (Choice(NOBODY_HERE, "A child, or somebody from outside the school"),) if or_nobody else ()
    adults = tuple(Choice(about, words) for about, words in ABOUT_IN_WORDS.items())
    return ChoiceButtons("Who is it about?", (*nobody, *adults))


def chosen_about(choices: ChoiceButtons) -> AboutWhom:
    """The adult that is pressed, or an empty text."""
    value = choices.value()
    return "" if value == NOBODY_HERE else cast("AboutWhom", value)
