"""The question that decides in which casebook a concern may be written: which adult here is it about?"""

from typing import cast

from dslapp.domain.case.incident import AboutWhom
from dslapp.domain.matters.compartments import ABOUT_IN_WORDS
from dslapp.gui.widgets.choice import Choice, ChoiceButtons

NOBODY_HERE = "nobody here"


_BRIEFLY: dict[AboutWhom, str] = {
    "staff": "Staff, volunteer, governor",
    "dsl": "The DSL or a deputy",
    "head": "The headteacher",
    "chair": "The chair",
    "not known": "Not known, or perhaps the head",
}


def about_whom() -> ChoiceButtons:
    """All answers below one another; the first is that it is about no adult here."""
    adults = (Choice(about, words) for about, words in ABOUT_IN_WORDS.items())
    return ChoiceButtons("Who is it about?", (Choice(NOBODY_HERE, "A child, or somebody from outside"), *adults))


def which_adult() -> ChoiceButtons:
    """The adults here alone, in few words side by side: on the first screen, where one is accused."""
    return ChoiceButtons("Who is it about?", [Choice(*each) for each in _BRIEFLY.items()], across=True)


def chosen_about(choices: ChoiceButtons) -> AboutWhom:
    """The adult that is pressed, or an empty text."""
    value = choices.value()
    return "" if value == NOBODY_HERE else cast("AboutWhom", value)
