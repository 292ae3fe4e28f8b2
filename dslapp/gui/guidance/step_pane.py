"""The left of the guidance: one step that scrolls, and below it, always in sight, the way on and the way back."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dslapp.domain.guidance.contacts import Whom
from dslapp.domain.guidance.departures import may_depart_from_step
from dslapp.domain.guidance.flows import Outcome, Question, Step, Stop, answers_of
from dslapp.domain.guidance.reading import outcomes
from dslapp.domain.guidance.shown import GuidanceView, StepShown
from dslapp.gui.guidance.step_form import StepForm
from dslapp.gui.guidance.step_parts import WhomLine
from dslapp.gui.theme.tokens import GRID, READING_WIDTH
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.text import Words
from dslapp.gui.widgets.wrapping import WrapLayout

ASK_KEYS = ("lado", "mash", "police_101", "nspcc")


class StepPane(QWidget):
    """`go_on` and `go_back` are pressed below the step; `stay` leaves an earlier answer as it is; `depart` carries the
    step that somebody wants to go past.

    `asked`: whom to ask came into view, above the step.
    """

    go_on = Signal()
    go_back = Signal()
    stay = Signal()
    depart = Signal(object)
    asked = Signal()
    settings_wanted = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self.form: StepForm | None = None
        self._content: QWidget | None = None
        self.ask_box = QWidget()
        self._ask_column = QVBoxLayout(self.ask_box)
        self._ask_column.setContentsMargins(0, 0, 0, 0)
        self.ask_box.hide()
        inner = QWidget()
        inner.setProperty("ground", "clear")
        inner.setMaximumWidth(READING_WIDTH)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, GRID, GRID)
        self._column.setSpacing(GRID + GRID // 2)
        self._column.addWidget(self.ask_box)
        holder = QWidget()
        holder.setProperty("ground", "clear")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(inner, 1, Qt.AlignmentFlag.AlignTop)
        row.addStretch(0)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(holder)
        self._inner, self._flat = inner, False
        inner.installEventFilter(self)
        self.back_button = Button("&Back", "quiet", "arrow-left", "Alt+Left")
        self.go_button = Button("Go &on", "primary", "", "Enter")
        self.stay_button = Button("Leave it as it is", "secondary", "", "Esc")
        self.ask_button = Button("Not s&ure? Ask", "quiet", "circle-question-mark")
        self.depart_button = Button("Depart from this step …", "quiet")
        self.kept = Words(part="hint")
        self.back_button.clicked.connect(self.go_back)
        self.go_button.clicked.connect(self.go_on)
        self.stay_button.clicked.connect(self.stay)
        self.ask_button.clicked.connect(self.toggle_ask)
        self.depart_button.clicked.connect(self._depart)
        foot = WrapLayout()
        for widget in (self.go_button, self.stay_button, self.back_button, self.ask_button, self.depart_button):
            foot.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GRID)
        outer.addWidget(self.area, 1)
        outer.addWidget(self.kept)
        outer.addLayout(foot)
        self.kept.hide()

    def show_step(self, view: GuidanceView, shown: StepShown, *, may_go_back: bool) -> StepForm:
        """Show one step instead of what was there."""
        self.form = StepForm(view, shown, self._now)
        self.form.settings_wanted.connect(self.settings_wanted)
        self._put(self.form, view, shown.whom)
        may_answer = self.form.answerable
        self.go_button.setVisible(may_answer)
        self.go_button.say("&Change the answer" if shown.changes else _way_on(shown.step))
        self.stay_button.setVisible(shown.standing != "asked" and view.walk.current is not None)
        self.stay_button.say("Leave it as it is" if shown.changes else "Back to the question that is asked now")
        self.back_button.setVisible(may_go_back)
        asked = shown.standing in ("asked", "waiting") and may_depart_from_step(shown.step)
        self.depart_button.setVisible(may_answer and asked and not view.rehearsal)
        return self.form

    def show_end(self, view: GuidanceView, *, may_go_back: bool) -> None:
        """Say that nothing is left to ask, and how each guidance ended."""
        self.form = None
        card = Card("Nothing is left to ask")
        ended = [each for each in outcomes(view.library, view.walk) if each.decided]
        for each in ended:
            card.body.addWidget(Words(f"{view.library.flows[each.flow].title}: {each.text}"))
        card.body.addWidget(
            Words("Time limits that still run stand under Actions. Other guidance can be opened at any time.", "hint")
        )
        self._put(card, view, ())
        for button in (self.go_button, self.stay_button, self.depart_button):
            button.hide()
        self.back_button.setVisible(may_go_back)

    def set_flat(self, flat: bool) -> None:
        """Be as high as the step is, for a page that scrolls as a whole; or scroll the step alone."""
        self._flat = flat
        off, on = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.area.setVerticalScrollBarPolicy(off if flat else on)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower words are higher."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with what is shown and typed."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        width = min(self.area.viewport().width(), self._inner.maximumWidth())
        height = max(0, self._column.totalHeightForWidth(width)) if self._flat else 0
        if self.area.minimumHeight() != height:
            self.area.setMinimumHeight(height)

    def focus_first(self) -> None:
        """Put the focus where one begins to answer, or on the way on."""
        first = self.form.first_control() if self.form and self.form.answerable else None
        button = next((b for b in (self.go_button, self.stay_button, self.back_button) if not b.isHidden()), None)
        target = first or button
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.verticalScrollBar().setValue(0)

    def say_kept(self, words: str) -> None:
        """Say below the step that what was typed is kept."""
        self.kept.setText(words)
        self.kept.setVisible(bool(words))

    def toggle_ask(self) -> None:
        """Show or put away whom to ask."""
        self.ask_box.setVisible(self.ask_box.isHidden())
        if not self.ask_box.isHidden():
            self.area.verticalScrollBar().setValue(0)
            self.asked.emit()

    def _depart(self) -> None:
        if self.form is not None:
            self.depart.emit(self.form.shown)

    def _put(self, content: QWidget, view: GuidanceView, whom: tuple[Whom, ...]) -> None:
        if self._content is not None:
            self._content.hide()
            self._content.deleteLater()
        self._content = content
        self.say_kept("")
        self.ask_box.hide()
        self._column.addWidget(content)
        self._fill_ask(view, whom)
        content.show()
        self.area.verticalScrollBar().setValue(0)

    def _fill_ask(self, view: GuidanceView, whom: tuple[Whom, ...]) -> None:
        while (item := self._ask_column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        safer = ""
        step = self.form.shown.step if self.form else None
        if isinstance(step, Question) and step.safer:
            safer = next(
                (f" Here it leads the same way as “{a.label}”." for a in step.answers if a.id == step.safer), ""
            )
        card = Card("Not sure is an answer")
        card.body.addWidget(Words(f"Choose “Not sure” where it is offered: it takes the safer way.{safer}"))
        card.body.addWidget(Words("Or ask. You may tell it without names, and anybody may ring, not only the DSL."))
        known = {each.key for each in whom}
        asked = [*whom, *(view.whom[key] for key in ASK_KEYS if key in view.whom and key not in known)]
        for each in asked:
            line = WhomLine(each)
            line.settings_wanted.connect(self.settings_wanted)
            card.body.addWidget(line)
        self._ask_column.addWidget(card)


def _way_on(step: Step) -> str:
    if isinstance(step, Outcome):
        return "Rec&ord the outcome"
    if isinstance(step, Stop):
        return "I have read this: go &on"
    return "Go &on" if answers_of(step) else "Done: go &on"


def read_only_banner() -> Banner:
    """What is said above the guidance to somebody who reviews."""
    return Banner(
        "information", "You can read the guidance of this case.",
        "The DSL or the case manager answers it while the case is open.",
    )  # fmt: skip
