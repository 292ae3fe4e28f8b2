"""The questions of an exhibit after its place: each is answered, or not known with the reason, or left for later."""

from collections.abc import Sequence
from typing import cast, get_args

import msgspec
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from dslapp.domain.evidence.asked import Asked
from dslapp.domain.evidence.exhibits import CaptureMethod
from dslapp.domain.evidence.offers import Offer
from dslapp.domain.statements import Stated
from dslapp.gui.evidence.questions.question_step import QuestionStep
from dslapp.gui.log_incident.two_columns import TwoColumns
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import Field, named
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.stated_field import StatedField
from dslapp.services.intake.attach_evidence import ExhibitAnswers

_NOT_KNOWN = "Not known – "


def stated(text: str) -> Stated:
    """A text of the record that may say "Not known – reason", as the two parts that it was written in."""
    if text.startswith(_NOT_KNOWN):
        return Stated(unknown_because=text.removeprefix(_NOT_KNOWN))
    return Stated(text=text)


def written(value: Stated) -> str:
    """The same the other way round; empty while it is not answered."""
    return value.in_words() if value.answered else ""


def begun(field: StatedField) -> str:
    """What is missing of an answer that is begun: the reason, where it is said to be not known."""
    return field.problem() if field.not_known else ""


class ShownTimeStep(QuestionStep):
    """The time as the picture shows it."""

    name = "shown time"

    def __init__(self) -> None:
        super().__init__()
        self.time = StatedField("Time that it shows")
        self.column.addWidget(self.time)
        self.setFocusProxy(self.time)
        self.time.changed.connect(self.changed)

    def put(self, asked: Asked) -> tuple[str, str]:
        """The time that it shows."""
        return asked.shown, asked.shown_reason

    def show_answers(self, answers: ExhibitAnswers) -> None:
        """Show it."""
        self.time.set_value(answers.shown_time)

    def with_answers(self, answers: ExhibitAnswers) -> ExhibitAnswers:
        """With it."""
        return msgspec.structs.replace(answers, shown_time=self.time.value())

    def is_empty(self) -> bool:
        """No time, and no reason."""
        return not self.time.not_known and not self.time.value().answered

    def problem(self) -> str:
        """Not known wants its reason."""
        return begun(self.time)

    def stops(self) -> Sequence[QWidget]:
        """The line."""
        return (self.time,)

    def take_over(self, offer: Offer, answers: ExhibitAnswers) -> ExhibitAnswers:
        """As it was read."""
        return msgspec.structs.replace(answers, shown_time=Stated(text=offer.text))


class WhoStep(QuestionStep):
    """Who captured it, on whose device, by which method."""

    name = "who"
    same_fields = ("captured_by", "device_owner", "device", "method")

    def __init__(self) -> None:
        super().__init__()
        self.by, self.owner = StatedField("By whom"), StatedField("Whose")
        self.device = QLineEdit()
        self.method = ChoiceButtons("How", [Choice(way, way) for way in get_args(CaptureMethod) if way], across=True)
        self._offered: dict[CaptureMethod, str] = {}
        self._by_field, self._owner_field = Field("By whom", self.by), Field("Whose", self.owner)
        self._device_field, self._way_field = Field("Which", self.device), Field("How", self.method)
        self.column.addWidget(TwoColumns(self._by_field, self._owner_field, narrow=48))
        self.column.addWidget(self._device_field)
        self.column.addWidget(self._way_field)
        self.setFocusProxy(self.by)
        self.by.changed.connect(self.changed)
        self.owner.changed.connect(self.changed)
        self.device.textChanged.connect(self.changed)
        self.method.chosen.connect(self.changed)

    def put(self, asked: Asked) -> tuple[str, str]:
        """Who made it; the ways in which files of this kind come are offered, and the one that was chosen."""
        self._by_field.say(asked.by)
        self._owner_field.say(asked.owner)
        self._device_field.say(asked.device)
        self.device.setPlaceholderText(asked.device_prompt)
        self._way_field.say(asked.way)
        self._offered = dict(asked.methods)
        self._offer_ways()
        return asked.who, asked.who_reason

    def show_answers(self, answers: ExhibitAnswers) -> None:
        """Show them."""
        self.by.set_value(stated(answers.captured_by))
        self.owner.set_value(stated(answers.device_owner))
        self.device.setText(answers.device)
        self.method.set_value(*filter(None, (answers.method,)))
        self._offer_ways()

    def with_answers(self, answers: ExhibitAnswers) -> ExhibitAnswers:
        """With them."""
        return msgspec.structs.replace(
            answers, captured_by=written(self.by.value()), device_owner=written(self.owner.value()),
            device=self.device.text().strip(), method=cast("CaptureMethod", self.method.value()),
        )  # fmt: skip

    def is_empty(self) -> bool:
        """Nobody and no device."""
        return not any(each.not_known or each.value().answered for each in (self.by, self.owner))

    def is_open(self) -> bool:
        """Nobody, whatever is known of the device."""
        return not self.by.not_known and not self.by.value().answered

    def problem(self) -> str:
        """Not known wants its reason."""
        return begun(self.by) or begun(self.owner)

    def stops(self) -> Sequence[QWidget]:
        """The lines, and the ways."""
        return (self.by, self.owner, self.device, self.method)

    def take_over(self, offer: Offer, answers: ExhibitAnswers) -> ExhibitAnswers:
        """A device."""
        return msgspec.structs.replace(answers, device=offer.text)

    def _offer_ways(self) -> None:
        for way in get_args(CaptureMethod):
            if way:
                button = self.method.button(way)
                button.say(self._offered.get(way, way.capitalize()))
                button.setAccessibleName(f"{self._way_field.label.text()}: {button.text()}")
                button.setVisible(way in self._offered or way == self.method.value())


class ReachedStep(QuestionStep):
    """How it came to the school."""

    name = "reached"
    same_fields = ("received_how",)

    def __init__(self) -> None:
        super().__init__()
        self.how = StatedField("How it reached us", several_lines=True, lines=1)
        self.column.addWidget(self.how)
        self.setFocusProxy(self.how)
        self.how.changed.connect(self.changed)

    def put(self, asked: Asked) -> tuple[str, str]:
        """Through whose hands."""
        return "How did it reach us?", (
            "From whose hands into yours, and when. Such as: Ellis e-mailed it to the office, Friday 15:50."
        )

    def show_answers(self, answers: ExhibitAnswers) -> None:
        """Show it."""
        self.how.set_value(stated(answers.received_how))

    def with_answers(self, answers: ExhibitAnswers) -> ExhibitAnswers:
        """With it."""
        return msgspec.structs.replace(answers, received_how=written(self.how.value()))

    def is_empty(self) -> bool:
        """No way, and no reason."""
        return not self.how.not_known and not self.how.value().answered

    def problem(self) -> str:
        """Not known wants its reason."""
        return begun(self.how)

    def stops(self) -> Sequence[QWidget]:
        """The box."""
        return (self.how,)


class DescriptionStep(QuestionStep):
    """What it shows, in a line for lists and schedules."""

    name = "description"

    def __init__(self) -> None:
        super().__init__()
        self.description = named(GrowingText(lines=1), "What it shows")
        self.description.setPlaceholderText("Such as: message “nobody wants you”")
        self.distressing = QCheckBox("It is distressing to look at: keep it blurred")
        self.column.addWidget(self.description)
        self.column.addWidget(self.distressing)
        self.setFocusProxy(self.description)
        self.description.textChanged.connect(self.changed)
        self.distressing.toggled.connect(self.changed)

    def put(self, asked: Asked) -> tuple[str, str]:
        """One line."""
        return "In one line: what does it show?", (
            "For the schedule of exhibits. Facts only: what is there, not what it means."
        )

    def show_answers(self, answers: ExhibitAnswers) -> None:
        """Show it."""
        self.description.setPlainText(answers.description)
        self.distressing.setChecked(answers.distressing)

    def with_answers(self, answers: ExhibitAnswers) -> ExhibitAnswers:
        """With it."""
        return msgspec.structs.replace(
            answers, description=self.description.text(), distressing=self.distressing.isChecked()
        )

    def is_empty(self) -> bool:
        """No line."""
        return not self.description.text()

    def stops(self) -> Sequence[QWidget]:
        """The box."""
        return (self.description,)

    def take_over(self, offer: Offer, answers: ExhibitAnswers) -> ExhibitAnswers:
        """A subject or title."""
        return msgspec.structs.replace(answers, description=offer.text)
