"""Several steps one after the other, with Back and Continue at the foot: Back keeps everything that was typed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dslapp.gui.opening.step import WIDTH, Step
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.meter import Meter


class StepByStep(QWidget):
    """Leads through steps to one act, which a kind of this does in `act`. `left`: the person gave up.

    `act_words` stand on the last step's button, `working_words` while the act is done.
    """

    left = Signal()

    def __init__(self, steps: Sequence[Step], act_words: str, working_words: str) -> None:
        super().__init__()
        self._steps, self._act_words, self._working_words = tuple(steps), act_words, working_words
        self._progress = Meter("Steps")
        self._stack = QStackedWidget()
        for step in self._steps:
            self._stack.addWidget(step)
            step.onward.connect(self.go_on)
        self.back, self.forward = Button("&Back", "secondary", "arrow-left"), Button("&Continue", "primary")
        self._lay_out()
        self.back.clicked.connect(self.go_back)
        self.forward.clicked.connect(self.go_on)
        self._show(0)

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self._steps[self._stack.currentIndex()]

    def act(self) -> None:
        """Do what all the steps are for. `rest` is to be called when it has ended."""
        raise NotImplementedError

    def go_on(self) -> None:
        """To the next step when this one is complete; from the last one, act."""
        if not self.forward.isEnabled() or not self.step.complete():
            return
        if self._stack.currentIndex() + 1 < len(self._steps):
            self._show(self._stack.currentIndex() + 1)
        else:
            self._working(True)
            self.act()

    def go_back(self) -> None:
        """To the step before, with everything that was typed; from the first one, out."""
        if self._stack.currentIndex():
            self._show(self._stack.currentIndex() - 1)
        else:
            self.left.emit()

    def rest(self) -> None:
        """Take typing and pressing again."""
        self._working(False)

    def _show(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        last = number == len(self._steps) - 1
        self.forward.say(self._act_words if last else "&Continue")
        self._progress.show_progress(number + 1, len(self._steps), f"Step {number + 1} of {len(self._steps)}")
        self.step.arrive()
        self.setFocusProxy(self.step)
        self.step.setFocus()

    def _working(self, working: bool) -> None:
        self.forward.say(self._working_words if working else self._act_words)
        for widget in (self.forward, self.back, self.step):
            widget.setEnabled(not working)

    def _lay_out(self) -> None:
        head, foot = QWidget(), QFrame()
        foot.setProperty("part", "status")
        above, buttons = _centred_row(head), _centred_row(foot)
        above.addWidget(self._progress)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.forward)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._stack, 1)
        column.addWidget(foot)


def _centred_row(holder: QWidget) -> QHBoxLayout:
    """A row over the width of a step, in the middle of `holder`."""
    inner = QWidget()
    inner.setMaximumWidth(WIDTH)
    outer = QHBoxLayout(holder)
    outer.setContentsMargins(0, GRID, 0, GRID)
    outer.addStretch(0)
    outer.addWidget(inner, 1)
    outer.addStretch(0)
    row = QHBoxLayout(inner)
    row.setContentsMargins(3 * GRID, 0, 3 * GRID, 0)
    return row
