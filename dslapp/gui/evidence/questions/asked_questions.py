"""All questions of an exhibit below each other, each with what the file says of it, and a way through by Enter."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from dslapp.domain.evidence.asked import asked_of
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitKind, SaidByFile
from dslapp.domain.evidence.offers import Offer, offers_of
from dslapp.gui.evidence.questions.captured_step import CapturedStep
from dslapp.gui.evidence.questions.offer_rows import KEYS, OfferRows
from dslapp.gui.evidence.questions.place_step import PlaceStep
from dslapp.gui.evidence.questions.question_step import QuestionStep
from dslapp.gui.evidence.questions.question_steps import DescriptionStep, ReachedStep, ShownTimeStep, WhoStep
from dslapp.gui.laid_out import lay_out_now
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import ChoiceButtons
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Rule
from dslapp.services.intake.attach_evidence import ExhibitAnswers


class AskedQuestions(QWidget):
    """The steps in their order. `changed` after every change; `taken` carries an offer that is taken over."""

    changed = Signal()
    taken = Signal(object)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place, self.shown, self.captured = PlaceStep(), ShownTimeStep(), CapturedStep(now)
        self.who, self.reached, self.description = WhoStep(), ReachedStep(), DescriptionStep()
        self.steps: tuple[QuestionStep, ...] = (
            self.place, self.shown, self.captured, self.who, self.reached, self.description,
        )  # fmt: skip
        put = [step.put(asked_of("picture")) for step in self.steps]
        self._fields = [Field(words, step, why) for step, (words, why) in zip(self.steps, put, strict=True)]
        self.offers = [OfferRows() for _ in self.steps]
        card = Card()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        for step, field, offers in zip(self.steps, self._fields, self.offers, strict=True):
            if step is not self.place:
                card.body.addWidget(Rule())
            card.body.addWidget(field)
            card.body.addWidget(offers)
            step.changed.connect(self.changed)
            offers.taken.connect(self.taken)
        for box in self.findChildren(QPlainTextEdit):
            box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter go on from a box of several lines, too; Shift and Enter begin a new line in it."""
        enters = (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        )
        if enters:
            event.ignore()  # the box does not want it: the panel's own key is next
        return enters

    def answers(self, before: ExhibitAnswers) -> ExhibitAnswers:
        """`before` with everything that is on the screen."""
        for step in self.steps:
            before = step.with_answers(before)
        return before

    def show_answers(self, answers: ExhibitAnswers) -> None:
        """Show what is answered, question by question."""
        for step in self.steps:
            step.show_answers(answers)
        for field in self._fields:
            field.show_error("")

    def show_offers(self, exhibit: Exhibit, by_machine: tuple[SaidByFile, ...] = ()) -> None:
        """Show what the exhibit's file says, or a machine read, beside the question that it may answer.

        Nothing is taken over.
        """
        offered, keys = offers_of((*exhibit.said, *by_machine), exhibit.exhibit_kind), iter(KEYS)
        for step, rows in zip(self.steps, self.offers, strict=True):
            rows.show_offers([each for each in offered if each.question == step.name], keys)
        follow_layout(self)

    def put(self, kind: ExhibitKind) -> None:
        """Ask as a file of this kind is asked about."""
        asked = asked_of(kind)
        for step, field in zip(self.steps, self._fields, strict=True):
            field.say(*step.put(asked))

    def show_doubts(self, doubts: Sequence[str]) -> None:
        """Ask about the clocks, below the time of capture."""
        self.captured.show_doubts(doubts)

    def take_over(self, offer: Offer, answers: ExhibitAnswers) -> None:
        """Put an offer into its question."""
        for step in self.steps:
            if step.name == offer.question:
                step.show_answers(step.take_over(offer, answers))
                self._bring(step)

    def show_problems(self, *, all_of_them: bool = False) -> bool:
        """Say beside each question what cannot be saved as it stands: all, or only take away what is mended."""
        found = [step.problem() for step in self.steps]
        for field, problem in zip(self._fields, found, strict=True):
            if all_of_them or field.error():
                field.show_error(problem)
        return any(found)

    def to_first_problem(self) -> None:
        """To the first question that cannot be saved."""
        step = next((step for step in self.steps if step.problem()), None)
        if step is not None:
            self._bring(step)

    def to_first_open(self) -> None:
        """To the first question that has no answer, or to the first of all."""
        self._bring(next((step for step in self.steps if step.is_open()), self.steps[0]))

    def go_on(self, focused: QWidget | None) -> bool:
        """Go from what has the keyboard to the next place where something is to be answered; False after the last."""
        stops = [stop for step in self.steps for stop in step.stops()]
        here = next((n for n, stop in enumerate(stops) if focused and _holds(stop, focused)), -1)
        for stop in stops[here + 1 :]:
            if stop.isVisibleTo(self) and not (isinstance(stop, ChoiceButtons) and stop.value()):
                self._bring(stop)
                return True
        return False

    def _bring(self, widget: QWidget) -> None:
        widget.setFocus()
        lay_out_now()
        outer = self.parentWidget()
        while outer is not None:
            if isinstance(outer, QScrollArea):
                outer.ensureWidgetVisible(widget, 0, 8 * GRID)
            outer = outer.parentWidget()


def _holds(stop: QWidget, focused: QWidget) -> bool:
    return stop is focused or stop.isAncestorOf(focused)
