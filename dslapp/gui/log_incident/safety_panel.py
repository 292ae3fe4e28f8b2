"""The safety questions of the first screen; what to do and whom to ring stands next to the answer, at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.case.incident import AboutWhom, AdultHere, SafetyAnswers
from dslapp.domain.guidance.contacts import Whom
from dslapp.domain.guidance.door import Door, DoorAdvice, at_the_door
from dslapp.domain.guidance.door_about import advice_about, may_ring
from dslapp.domain.matters.compartments import UNTIL_THEN
from dslapp.domain.statements import TriState
from dslapp.gui.compartments.about_whom import chosen_about, which_adult
from dslapp.gui.compartments.elsewhere_box import ElsewhereBox
from dslapp.gui.log_incident.advice_box import AdviceBox
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.choice import Choice, ChoiceButtons, yes_no_unsure
from dslapp.gui.widgets.field import Field
from dslapp.services.matters.seal_note import WaysOut

DANGER = "Could anyone be hurt to&day? If yes, or you can’t be sure, ring 999 now. This will wait."
IMAGE = "Could any part o&f this, even a small picture or profile photo, show a naked or sexual image of anyone?"
ADULT = "Could an adult who works or &helps here have done something wrong? Not sure counts as yes."
WHICH_ADULT = "Who is it about?"
OWN_CASEBOOK = (
    "A concern about staff belongs in a casebook of its own, which only the right people hold, and none is known here. "
    "Write the minimum, tell the headteacher (or the chair of governors, if it is about the headteacher), and put "
    "nothing into the child’s file. Make that casebook soon, then move this case there."
)
ADULTS_HERE: tuple[Choice, ...] = (
    Choice("none", "No"),
    Choice("accused", "Yes: it is about them"),
    Choice("targeted", "No: it is aimed at them"),
    Choice("both", "Both"),
    Choice("unsure", "Not sure"),
)


class SafetyPanel(QWidget):
    """Three questions. `answered` is sent when a person answers one."""

    answered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._door: Door | None = None
        self._whom: Mapping[str, Whom] = {}
        self._settings: Mapping[str, str] = {}
        self._newest: AdviceBox | None = None
        self.danger = Question(DANGER, yes_no_unsure("Could anyone be hurt today?"))
        self.image = Question(IMAGE, yes_no_unsure("Could a naked or sexual image be part of this?"))
        self.adult_here = Question(ADULT, ChoiceButtons("An adult who works here", ADULTS_HERE, across=True))
        self.about = Field(WHICH_ADULT, which_adult())
        self.elsewhere = ElsewhereBox()
        self.own_casebook = Banner("information", "", OWN_CASEBOOK)
        self.about.hide()
        self.own_casebook.hide()
        self._questions = {"danger": self.danger, "image": self.image, "adult_here": self.adult_here}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        for question in self._questions.values():
            column.addWidget(question)
            question.choices.chosen.connect(self.answered)
        self.adult_here.ask_more(self.about)
        self.adult_here.ask_more(self.elsewhere)
        self.adult_here.say_last(self.own_casebook)
        column.addStretch(1)
        self._which().chosen.connect(self._adult_chosen)

    def prepare(self, door: Door, whom: Mapping[str, Whom], settings: Mapping[str, str]) -> None:
        """Take the guidance and the numbers from which the advice is made."""
        self._door, self._whom, self._settings = door, whom, settings

    def answers(self) -> SafetyAnswers:
        """The answers so far."""
        return SafetyAnswers(
            danger=cast(TriState, self.danger.choices.value()),
            image=cast(TriState, self.image.choices.value()),
            adult_here=cast(AdultHere, self.adult_here.choices.value()),
        )

    def about_adult(self) -> AboutWhom:
        """Which adult here it is about; empty while none is accused or nobody said."""
        return chosen_about(self._which()) if self.answers().staff_concern else ""

    def show_about(self, about: AboutWhom) -> None:
        """Show whom a draft is about."""
        self._which().set_value(about)

    def show_ways(self, ways: WaysOut, *, decided: bool) -> bool:
        """Say where this belongs, when it may not be saved here; nothing while nobody `decided` whom it is about.

        Return whether that is news.
        """
        was_shown = self.elsewhere.isVisible()
        self.elsewhere.show_ways(ways)
        if not decided:
            self.elsewhere.hide()
        here = ways.places.here
        self.own_casebook.setVisible(here is not None and here.reason == UNTIL_THEN)
        return self.elsewhere.isVisible() and not was_shown

    def show_answers(self, answers: SafetyAnswers) -> None:
        """Show the answers of a draft."""
        self.danger.choices.set_value(answers.danger)
        self.image.choices.set_value(answers.image)
        self.adult_here.choices.set_value(answers.adult_here)

    def show_advice(self, received: datetime) -> tuple[DoorAdvice, ...]:
        """Show what to do for the answers so far, each piece below the last question that brought it; return it."""
        if self._door is None:
            return ()
        answers = self.answers()
        facts = {
            name: value
            for name, value in (
                ("danger", answers.danger), ("image", answers.image), ("adult_here", answers.adult_here),
            )
            if value
        }  # fmt: skip
        about = self.about_adult()
        found = at_the_door(self._door, facts, received, self._settings)
        advice = tuple(advice_about(each, about) for each in found)
        whom = may_ring(self._whom, about, adult_accused=answers.staff_concern)
        self._newest = None
        for name, question in self._questions.items():
            here = [each for each in advice if last_question(each) == name]
            new = question.show_advice(here, whom, calm=answers.all_clear)
            self._newest = new or self._newest
            question.clear_error_when_answered()
        self.about.setVisible(answers.staff_concern)
        if advice:
            spoken = " ".join((advice[0].heading, *advice[0].do))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken))
        return advice

    def to_see(self) -> tuple[QWidget, ...]:
        """What the last answer brought, from top to bottom, to be brought into view."""
        if self.elsewhere.isVisible():
            return (self.about, self.elsewhere)
        asked = self.about if self.about.isVisible() and not self._which().value() else None
        return tuple(each for each in (asked, self._newest) if each is not None)

    def show_error(self, name: str, text: str) -> None:
        """Say beside the question `name` what is missing."""
        field = self.about if name == "about" else self._questions[name].field
        field.show_error(text)

    def field(self, name: str) -> QWidget:
        """The answers of the question `name`."""
        return self._which() if name == "about" else self._questions[name].choices

    def _which(self) -> ChoiceButtons:
        return cast("ChoiceButtons", self.about.control)

    def _adult_chosen(self) -> None:
        self.about.show_error("")
        self.answered.emit()


def last_question(advice: DoorAdvice) -> str:
    """The question beside which the advice stands: of several that brought it, the one furthest down."""
    return next(name for name in ("adult_here", "image", "danger") if name in advice.questions)


class Question(QWidget):
    """One question with its answers, and below them what its answer asks for."""

    def __init__(self, text: str, choices: ChoiceButtons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices = choices
        self.field = Field(text, choices)
        self._shown: list[AdviceBox] = []
        self._whom: Mapping[str, Whom] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self._column.addWidget(self.field)
        self._advice = QVBoxLayout()
        self._advice.setSpacing(GRID)
        self._column.addLayout(self._advice)

    def show_advice(self, advice: Sequence[DoorAdvice], whom: Mapping[str, Whom], *, calm: bool) -> AdviceBox | None:
        """Show exactly this advice, and return the last piece if anything is new."""
        if [box.advice for box in self._shown] == list(advice) and self._whom == whom:
            return None
        self._whom = whom
        for box in self._shown:
            self._advice.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._shown = [AdviceBox(each, whom, calm=calm) for each in advice]
        for box in self._shown:
            self._advice.addWidget(box)
        return self._shown[-1] if self._shown else None

    def ask_more(self, below: QWidget) -> None:
        """Ask or say one thing more below the answers, before what they ask for."""
        self._column.insertWidget(self._column.indexOf(self._advice), below)

    def say_last(self, below: QWidget) -> None:
        """Say one thing more below what the answers ask for."""
        self._column.addWidget(below)

    def clear_error_when_answered(self) -> None:
        """An answer mends the error."""
        if self.choices.value():
            self.field.show_error("")
