"""When an exhibit was captured and by which clock, with the questions that its clocks raise among each other."""

from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec
from PySide6.QtWidgets import QLineEdit, QWidget

from dslapp.domain.evidence.asked import Asked
from dslapp.domain.evidence.offers import FROM_THE_FILE, Offer
from dslapp.gui.evidence.questions.question_step import QuestionStep
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import Field, named
from dslapp.gui.widgets.when_field import WhenField
from dslapp.services.intake.attach_evidence import ExhibitAnswers

OWN_CLOCK, OURS = "the device’s own clock", "this computer’s clock"
_CLOCKS = (
    Choice(OWN_CLOCK, "The device’s clock"),
    Choice(OURS, "This computer’s"),
    Choice("told from memory", "Told from memory"),
    Choice(FROM_THE_FILE, "Nobody says: only the file does"),
)
_COMPARED = ", compared: "
_NOT_NAMED = "a clock that nobody named"
HOW_FAR = "How far that clock was out"
WAY_OUT = f"Ask whoever took it. Leave both as they are, and write what they say under “{HOW_FAR}”."


class CapturedStep(QuestionStep):
    """When the screenshot was taken, and which clock says so."""

    name = "captured"
    same_fields = ("captured_clock",)

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self.when = WhenField("When captured", now)
        self.clock = ChoiceButtons("By which clock", _CLOCKS, across=True)
        self._clock_field = Field("By which clock", self.clock)
        self._compared = named(QLineEdit(), HOW_FAR)
        self._compared.setPlaceholderText("Compared with the right time? Such as: 2 minutes fast")
        self._doubts = Banner("warning")
        for part in (self.when, self._doubts, self._clock_field, self._compared):
            self.column.addWidget(part)
        self._doubts.hide()
        self.setFocusProxy(self.when)
        self.when.changed.connect(self._show_parts)
        self.clock.chosen.connect(self._show_parts)
        self._compared.textChanged.connect(self.changed)
        self._show_parts()

    def put(self, asked: Asked) -> tuple[str, str]:
        """When it was made."""
        return asked.captured, asked.captured_reason

    def show_answers(self, answers: ExhibitAnswers) -> None:
        """Show them."""
        self.when.set_value(answers.captured)
        clock, _, compared = answers.captured_clock.partition(_COMPARED)
        self.clock.set_value(clock)
        self._compared.setText(compared)
        self._show_parts()

    def with_answers(self, answers: ExhibitAnswers) -> ExhibitAnswers:
        """With them."""
        compared = self._compared.text().strip()
        clock = self.clock.value() or answers.captured_clock.partition(_COMPARED)[0]
        if compared and not self._compared.isHidden():
            clock = (clock or _NOT_NAMED) + _COMPARED + compared
        return msgspec.structs.replace(answers, captured=self.when.value(), captured_clock=clock)

    def show_doubts(self, doubts: Sequence[str]) -> None:
        """Ask about the clocks that do not go together; nobody is held up by it."""
        self._doubts.show_message("warning", "The clocks do not go together", "\n".join((*doubts, WAY_OUT)))
        self._doubts.setVisible(bool(doubts))
        self._show_compared()

    def is_empty(self) -> bool:
        """No time chosen, and no reason."""
        return not self.when.value().precision

    def problem(self) -> str:
        """A time that is not certain, or a reason that is missing; one still to come is asked about, not refused."""
        value = self.when.value()
        latest = value.end or value.start
        if not value.precision or (value.answered and latest and latest > self._now()):
            return ""
        return self.when.problem()

    def stops(self) -> Sequence[QWidget]:
        """The choice, the times, the reason, the clock."""
        return (self.when.precision, self.when.start, self.when.because, self.clock, self._compared)

    def take_over(self, offer: Offer, answers: ExhibitAnswers) -> ExhibitAnswers:
        """The file's own time, marked as such."""
        return msgspec.structs.replace(answers, captured=offer.when, captured_clock=FROM_THE_FILE)

    def _show_parts(self) -> None:
        self._clock_field.setVisible(self.when.value().precision in ("exact", "between"))
        self._show_compared()
        self.changed.emit()

    def _show_compared(self) -> None:
        """Asked of the device's own clock, and of whatever clock does not go together with the others."""
        asks = self.clock.value() == OWN_CLOCK or not self._doubts.isHidden() or bool(self._compared.text().strip())
        self._compared.setVisible(asks and not self._clock_field.isHidden())
