"""The questions of an exhibit after its place, one a step: each is answered, or not known with the reason."""

from collections.abc import Callable
from datetime import datetime
from typing import cast

import msgspec
from PySide6.QtWidgets import QCheckBox, QLineEdit

from dslapp.domain.evidence import CaptureMethod
from dslapp.domain.statements import Stated
from dslapp.gui.evidence.question_step import QuestionStep
from dslapp.gui.log_incident.two_columns import TwoColumns
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.growing_text import GrowingText
from dslapp.gui.widgets.stated_field import StatedField
from dslapp.gui.widgets.when_field import WhenField
from dslapp.services.attach_evidence import ExhibitAnswers

_NOT_KNOWN = "Not known – "
METHODS = (
    Choice("screenshot", "Screenshot"),
    Choice("photo of the screen", "Photo of the screen"),
    Choice("export", "Export from the app"),
    Choice("print", "Print"),
    Choice("other", "Another way"),
)


def stated(text: str) -> Stated:
    """A text of the record that may say "Not known – reason", as the two parts that it was written in."""
    if text.startswith(_NOT_KNOWN):
        return Stated(unknown_because=text.removeprefix(_NOT_KNOWN))
    return Stated(text=text)


def written(value: Stated) -> str:
    """The same the other way round; empty while it is not answered."""
    return value.in_words() if value.answered else ""


class ShownTimeStep(QuestionStep):
    """The time as the picture shows it."""

    question = "Which time does the picture show?"
    reason = "Exactly as it stands there, such as “21:41” or “2 h”. What it meant can be worked out later."

    def __init__(self) -> None:
        super().__init__()
        self._time = StatedField("Time shown in the picture")
        self._field = Field("Time shown in the picture", self._time)
        self.column.addWidget(self._field)
        self.setFocusProxy(self._time)
        self._time.changed.connect(self.changed)

    def show_answers(self, answers: ExhibitAnswers) -> None:
        """Show it."""
        self._time.set_value(answers.shown_time)

    def with_answers(self, answers: ExhibitAnswers) -> ExhibitAnswers:
        """With it."""
        return msgspec.structs.replace(answers, shown_time=self._time.value())

    def mistakes(self) -> bool:
        """A time, or why none."""
        self._field.show_error(self._time.problem())
        return bool(self._time.problem())


class CapturedStep(QuestionStep):
    """When the screenshot was taken."""

    question = "When was the picture taken or captured?"
    reason = "Ask whoever took it. It is not the time that the message shows."

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._when = WhenField("When captured", now)
        self._field = Field("When captured", self._when)
        self.column.addWidget(self._field)
        self.setFocusProxy(self._when)
        self._when.changed.connect(self.changed)

    def show_answers(self, answers: ExhibitAnswers) -> None:
        """Show it."""
        self._when.set_value(answers.captured)

    def with_answers(self, answers: ExhibitAnswers) -> ExhibitAnswers:
        """With it."""
        return msgspec.structs.replace(answers, captured=self._when.value())

    def mistakes(self) -> bool:
        """A time, or why none."""
        self._field.show_error(self._when.problem())
        return bool(self._when.problem())


class WhoStep(QuestionStep):
    """Who captured it, on whose device, by which method."""

    question = "Who captured it, and on whose device?"
    reason = "The officer asks who can say that this is what was on the screen."
    same_fields = ("captured_by", "device_owner", "device", "method")

    def __init__(self) -> None:
        super().__init__()
        self._by, self._owner = StatedField("Who captured it"), StatedField("Whose device")
        self._device = QLineEdit()
        self._method = ChoiceButtons("How it was captured", METHODS, across=True)
        self._fields = [
            Field("Who captured it?", self._by),
            Field("On whose device?", self._owner),
            Field("Which device?", self._device, "Make and model.", optional=True),
            Field("How was it captured?", self._method),
        ]
        self.column.addWidget(TwoColumns(self._fields[0], self._fields[1], narrow=56))
        for field in self._fields[2:]:
            self.column.addWidget(field)
        self.setFocusProxy(self._by)
        self._by.changed.connect(self.changed)
        self._owner.changed.connect(self.changed)
        self._device.textChanged.connect(self.changed)
        self._method.chosen.connect(self.changed)

    def show_answers(self, answers: ExhibitAnswers) -> None:
        """Show them."""
        self._by.set_value(stated(answers.captured_by))
        self._owner.set_value(stated(answers.device_owner))
        self._device.setText(answers.device)
        self._method.set_value(*filter(None, (answers.method,)))

    def with_answers(self, answers: ExhibitAnswers) -> ExhibitAnswers:
        """With them."""
        return msgspec.structs.replace(
            answers, captured_by=written(self._by.value()), device_owner=written(self._owner.value()),
            device=self._device.text().strip(), method=cast("CaptureMethod", self._method.value()),
        )  # fmt: skip

    def mistakes(self) -> bool:
        """Somebody and a device, or why not; and how."""
        self._fields[0].show_error(self._by.problem())
        self._fields[1].show_error(self._owner.problem())
        self._fields[3].show_error("" if self._method.value() else "Choose how it was captured.")
        return any(field.error() for field in self._fields)


class ReachedStep(QuestionStep):
    """How it came to the school."""

    question = "How did it reach us?"
    reason = "From whose hands into yours, and when, so that no step of its way is missing."
    same_fields = ("received_how",)

    def __init__(self) -> None:
        super().__init__()
        self._how = StatedField("How it reached us", several_lines=True)
        self._field = Field("How it reached us", self._how, "Such as: Ellis e-mailed it to the office, Friday 15:50.")
        self.column.addWidget(self._field)
        self.setFocusProxy(self._how)
        self._how.changed.connect(self.changed)

    def show_answers(self, answers: ExhibitAnswers) -> None:
        """Show it."""
        self._how.set_value(stated(answers.received_how))

    def with_answers(self, answers: ExhibitAnswers) -> ExhibitAnswers:
        """With it."""
        return msgspec.structs.replace(answers, received_how=written(self._how.value()))

    def mistakes(self) -> bool:
        """The way, or why it is not known."""
        self._field.show_error(self._how.problem())
        return bool(self._how.problem())


class DescriptionStep(QuestionStep):
    """What it shows, in a line for lists and schedules."""

    question = "What does it show?"
    reason = "One line for the schedule of exhibits. Facts only: what is there, not what it means."

    def __init__(self) -> None:
        super().__init__()
        self._description = GrowingText(lines=2)
        self._distressing = QCheckBox("It is distressing to look at")
        self._field = Field("What it shows", self._description, "Such as: message “nobody wants you” to Ellis P.")
        self.column.addWidget(self._field)
        self.column.addWidget(self._distressing)
        self.setFocusProxy(self._description)
        self._description.textChanged.connect(self.changed)
        self._distressing.toggled.connect(self.changed)

    def show_answers(self, answers: ExhibitAnswers) -> None:
        """Show it."""
        self._description.setPlainText(answers.description)
        self._distressing.setChecked(answers.distressing)

    def with_answers(self, answers: ExhibitAnswers) -> ExhibitAnswers:
        """With it."""
        return msgspec.structs.replace(
            answers, description=self._description.text(), distressing=self._distressing.isChecked()
        )

    def mistakes(self) -> bool:
        """A line."""
        self._field.show_error("" if self._description.text() else "Write in one line what it shows.")
        return bool(self._field.error())
