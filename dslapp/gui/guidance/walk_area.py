"""One walk on the screen: the question on the left; beside it how things stand, the answers so far, or the path."""

from collections.abc import Callable
from datetime import datetime
from typing import cast

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dslapp.domain.guidance.path import Place
from dslapp.domain.guidance.shown import FlowShown, GuidanceView, flows_shown, step_shown
from dslapp.gui.guidance.answer_buttons import AnswerButton
from dslapp.gui.guidance.answers_panel import AnswersPanel
from dslapp.gui.guidance.flows_panel import FlowsPage, FlowsPanel
from dslapp.gui.guidance.help_strip import HelpStrip, SideView
from dslapp.gui.guidance.path_view import PathPanel
from dslapp.gui.guidance.standing_panel import StandingPanel
from dslapp.gui.guidance.step_form import StepForm
from dslapp.gui.guidance.step_pane import StepPane, read_only_banner
from dslapp.gui.reference.beside_step import BesideStep
from dslapp.gui.reference.help_panel import HelpPanel
from dslapp.gui.theme.tokens import GRID

NARROW_LETTERS = 118
"""Average letters; in a narrower window the views stand in place of the question instead of beside it."""

LEAST_LINES = 22
"""Lines of words that a view has room for where it stands in place of the question."""


class WalkArea(QWidget):
    """Shows a `GuidanceView`. It saves nothing: `answered` carries the `StepForm` that is complete.

    `flow_wanted`: the id of a flow to open. `depart_wanted`: a lock, or the step on the screen. `step_left` is sent
    before a step goes from the screen, `step_opened` after another came, `typed` when something was typed into it.
    """

    answered = Signal(object)
    flow_wanted = Signal(str)
    lock_wanted = Signal(object)
    depart_wanted = Signal(object)
    rang_wanted = Signal()
    paper_wanted = Signal(str)
    settings_wanted = Signal()
    step_left = Signal()
    step_opened = Signal()
    typed = Signal()

    def __init__(self, now: Callable[[], datetime], *, may_answer: bool) -> None:
        super().__init__()
        self.view: GuidanceView | None = None
        self._side: SideView | None = "standing"
        self._narrow = False
        self.pane = StepPane(now)
        self.strip = HelpStrip(may_open=may_answer)
        self.standing = StandingPanel(now)
        self.answers = AnswersPanel()
        self.path = PathPanel()
        self.help = HelpPanel()
        self.beside = BesideStep()
        self.flows = FlowsPanel(_opens)
        self._flows_page = FlowsPage(self.flows)
        self._left, self._right = QStackedWidget(), QStackedWidget()
        self._left.addWidget(self.pane)
        self._left.addWidget(self._flows_page)
        self._sides: dict[SideView, QWidget] = {
            "standing": _above(self.beside, self.standing), "answers": self.answers, "path": self.path,
            "help": self.help,
        }  # fmt: skip
        for widget in self._sides.values():
            self._right.addWidget(widget)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.addWidget(self._left)
        self._split.addWidget(self._right)
        self._right.setContentsMargins(2 * GRID, 0, 0, 0)
        self._left.setContentsMargins(0, 0, GRID, 0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self._column.addWidget(self.strip)
        self._read_only = read_only_banner()
        self._read_only.setVisible(not may_answer)
        self._column.addWidget(self._read_only)
        self._column.addWidget(self._split, 1)
        self._connect()

    def show_view(self, view: GuidanceView, *, focus: bool = False) -> None:
        """Show `view` at the step that is asked. A step that is on the screen and still stands so stays untouched."""
        before, self.view = self.view, view
        self.strip.show_ways(may_open=view.may_answer, in_case=not view.rehearsal)
        self._read_only.setVisible(not view.may_answer)
        self.standing.show_view(view)
        self.answers.show_view(view)
        self.path.show_view(view)
        self.flows.show_flows(flows_shown(view))
        same_walk = before is not None and before.walk == view.walk and before.may_answer == view.may_answer
        if not same_walk or self.pane.form is None:
            self.open_current(focus=focus)

    def open_current(self, *, focus: bool = True) -> None:
        """Show the question that is asked now, or that nothing is left to ask."""
        if self.view is None:
            return
        if self.view.walk.current is not None:
            self.open_place(self.view.walk.current, focus=focus)
            return
        self.step_left.emit()
        self.pane.show_end(self.view, may_go_back=self._earlier() is not None)
        self._show_left(self.pane)
        self.step_opened.emit()
        if focus:
            self.pane.focus_first()

    def open_place(self, place: Place, *, focus: bool = True) -> None:
        """Show the step at `place`, to be answered, changed or only read."""
        shown = step_shown(self.view, place) if self.view else None
        if self.view is None or shown is None:
            return
        self.step_left.emit()
        self._show_left(self.pane)
        form = self.pane.show_step(self.view, shown, may_go_back=self._earlier(place) is not None)
        image = self.view.walk.facts.get("image") in ("yes", "unsure")
        self.help.show_step(place.flow, shown.step, imagery_possible=image)
        self._tell_locks_once()
        form.changed.connect(self.typed)
        form.lock_wanted.connect(self.lock_wanted)
        form.depart_wanted.connect(self.depart_wanted)
        form.paper_wanted.connect(self.paper_wanted)
        self.step_opened.emit()
        if focus:
            self.pane.focus_first()
            self._scroll_here()

    def show_left(self, widget: QWidget) -> None:
        """Put `widget` where the question stands; `open_current` or `return_to_step` bring the question back."""
        if self._left.indexOf(widget) < 0:
            self._left.addWidget(widget)
        self._show_left(widget)

    def return_to_step(self) -> None:
        """Show the step again as it was left."""
        self._show_left(self.pane)
        self.pane.focus_first()

    def go_on(self) -> None:
        """Hand over what is answered, if it is complete. A change that changes nothing leads back to the question."""
        form = self.pane.form
        if form is None or not self._asks or not form.answerable or not self.pane.go_button.isEnabled():
            return
        if form.shown.changes and self._is_unchanged(form):
            self.open_current()
        elif form.is_complete():
            self.answered.emit(form)

    def go_back(self) -> None:
        """Show the step that was answered before the one on the screen."""
        here = self.pane.form.shown.place if self.pane.form else None
        earlier = self._earlier(here)
        if earlier is not None:
            self.open_place(earlier)

    def show_side(self, side: SideView) -> None:
        """Show a view beside the question; pressed again, it gives way to how things stand, or to the question."""
        again = self._side == side
        if self._narrow:
            self._side = None if again else side
        else:
            self._side = "standing" if again else side
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Keep Alt+Left here while there is a step to go back to; elsewhere it leads to the page before."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and _is_back(event)
            and not self.pane.back_button.isHidden()
        ):
            event.accept()
            QTimer.singleShot(0, self, self.go_back)  # not here: buttons would take the key for a move of the focus
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1–9 choose an answer, Enter goes on, Esc leaves an earlier answer as it is."""
        answers = self.pane.form.answers if self.pane.form else None
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        number = event.key() - Qt.Key.Key_0
        if not plain:
            super().keyPressEvent(event)
        elif 1 <= number <= 9 and self._asks and answers and answers.press_number(number):
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(cast("QWidget | None", self.focusWidget()))
        elif event.key() == Qt.Key.Key_Escape and not self._asks:
            self.return_to_step()
        elif event.key() == Qt.Key.Key_Escape and not self.pane.stay_button.isHidden():
            self.open_current()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose by the new width whether the views stand beside the question."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW_LETTERS * self.fontMetrics().averageCharWidth()
        if narrow != self._narrow:
            self._narrow = narrow
            self._side = None if narrow else "standing"
        self._arrange()
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """As high as the strip and the step need; a view in place of the step has room for some lines."""
        return QSize(super().minimumSizeHint().width(), self._column.totalMinimumHeightForWidth(self.width()))

    def _enter(self, focused: QWidget | None) -> None:
        """Enter presses the button on which it stands; an answer that is chosen already goes on."""
        button = focused if isinstance(focused, QAbstractButton) and not isinstance(focused, QCheckBox) else None
        chosen = button is not None and button.property("role") == "choice" and button.isChecked()
        if button is not None and not chosen and not (isinstance(button, AnswerButton) and self._several()):
            button.click()
        elif self._asks:
            self.go_on()

    @property
    def _asks(self) -> bool:
        """Whether the step is on the screen, rather than something in its place."""
        return self._left.currentWidget() is self.pane and not self._left.isHidden()

    def _several(self) -> bool:
        answers = self.pane.form.answers if self.pane.form else None
        return answers is not None and answers.several and bool(answers.values())

    def _is_unchanged(self, form: StepForm) -> bool:
        earlier, value = form.shown.earlier, form.value()
        return earlier is not None and value.answers == earlier.answers and (
            value.recorded == {name: stated for name, stated in earlier.recorded.items() if stated.answered}
        )  # fmt: skip

    def _earlier(self, place: Place | None = None) -> Place | None:
        """The answered step before `place`, or the last one when `place` is not an answered step."""
        if self.view is None:
            return None
        done = [visit.place for visit in self.view.walk.taken if visit.status == "answered"]
        if place in done:
            number = len(done) - 1 - done[::-1].index(place)
            return done[number - 1] if number > 0 else None
        return done[-1] if done else None

    def _show_left(self, widget: QWidget) -> None:
        self._left.setCurrentWidget(widget)
        if self._narrow:
            self._side = None
        self._arrange()

    def _arrange(self) -> None:
        side = self._side
        if side is not None:
            self._right.setCurrentWidget(self._sides[side])
        self._left.setHidden(self._narrow and side is not None)
        self._right.setHidden(side is None)
        room = LEAST_LINES * self.fontMetrics().lineSpacing() if self._narrow else 0
        self._right.setMinimumHeight(room)
        flat = self._narrow and self._left.currentWidget() is self.pane
        self.pane.set_flat(flat)
        self._left.setMinimumHeight(0 if flat else room)
        self.strip.mark_side(side)
        self._tell_locks_once()
        if not self._narrow and side is not None:
            share = 0.5 if side == "path" else 0.36
            width = self._split.width()
            self._split.setSizes([round(width * (1 - share)), round(width * share)])

    def _scroll_here(self) -> None:
        """Where the whole page scrolls: bring the beginning of the step into view."""
        outer = self.parentWidget()
        while outer is not None:
            inside = outer.widget() if isinstance(outer, QScrollArea) else None
            if inside is not None and isinstance(outer, QScrollArea):
                outer.verticalScrollBar().setValue(self.mapTo(inside, QPoint(0, 0)).y())
            outer = outer.parentWidget()

    def _tell_locks_once(self) -> None:
        form = self.pane.form
        if form is not None:
            form.locks.setVisible(bool(form.shown.locks) and self._side != "standing")

    def _connect(self) -> None:
        self.pane.go_on.connect(self.go_on)
        self.pane.go_back.connect(self.go_back)
        self.pane.stay.connect(self.open_current)
        self.pane.asked.connect(self._scroll_here)
        self.pane.settings_wanted.connect(self.settings_wanted)
        self.standing.lock_wanted.connect(self.lock_wanted)
        self.standing.depart_wanted.connect(self.depart_wanted)
        self.pane.depart.connect(self.depart_wanted)
        self.strip.rang_wanted.connect(self.rang_wanted)
        self.standing.paper_wanted.connect(self.paper_wanted)
        self.answers.change_wanted.connect(self.open_place)
        self.help.filled.connect(self.beside.show_help)
        self.beside.card_wanted.connect(lambda: self.show_side("help"))
        self.path.opened.connect(self.open_place)
        self.flows.opened.connect(self.flow_wanted)
        self._flows_page.left.connect(self.return_to_step)
        self.strip.police_wanted.connect(lambda: self.flow_wanted.emit("police"))
        self.strip.flows_wanted.connect(lambda: self.show_left(self._flows_page))
        self.strip.side_wanted.connect(self.show_side)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.go_on)


def _above(upper: QWidget, lower: QWidget) -> QWidget:
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GRID)
    column.addWidget(upper)
    column.addWidget(lower, 1)
    return both


def _opens(flow: FlowShown) -> str:
    match flow.state:
        case "being asked" | "finished":
            return ""
        case "begun" | "opened":
            return "Go to it now"
    return "Open it now"


def _is_back(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Left and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == (
        Qt.KeyboardModifier.AltModifier
    )
