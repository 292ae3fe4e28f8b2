"""Walks through a flowchart as it would be: nothing is saved, neither an answer nor the change."""

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dslapp.domain.guidance.flows import Library, Step
from dslapp.domain.guidance.path import Walk
from dslapp.domain.guidance.shown import GuidanceView
from dslapp.domain.guidance.walk import advance, open_flow, start
from dslapp.gui.desk import Desk
from dslapp.gui.guidance.step_form import StepForm
from dslapp.gui.guidance.walk_area import WalkArea
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.text import Heading


class Trial(QScrollArea):
    """`ended` goes back to the form."""

    ended = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view: GuidanceView | None = None
        self.walk = WalkArea(desk.now, may_answer=True)
        self.end_button = Button("&End the trial", "secondary", "x")
        self._title = Heading("", 2)
        head = QHBoxLayout()
        head.setSpacing(2 * GRID)
        head.addWidget(self._title, 1)
        head.addWidget(self.end_button)
        page = _TrialPage()
        page.setProperty("ground", "clear")
        column = QVBoxLayout(page)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(Banner("information", "A trial: your change is not saved yet, and no answer is."))
        column.addWidget(self.walk, 1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(page)
        self.walk.answered.connect(self._answer)
        self.walk.flow_wanted.connect(self._open_flow)
        self.end_button.clicked.connect(self.ended)

    def begin(self, view: GuidanceView, library: Library, flow: str, step: str) -> None:
        """Begin at a step of a flow; without a step, at its beginning."""
        chart = library.flows[flow]
        steps = tuple(_asked_at_once(each) if each.id == step else each for each in chart.steps)
        flows = {**library.flows, flow: msgspec.structs.replace(chart, start=step or chart.start, steps=steps)}
        self._view = msgspec.structs.replace(view, library=msgspec.structs.replace(library, flows=flows))
        self._title.setText(chart.title)
        self.walk.view = None
        self._go_on(start(self._view.library, flow, at=self._desk.now(), by=view.reader, facts=view.known))

    def _answer(self, form: StepForm) -> None:
        assert self.walk.view is not None
        view, value = self.walk.view, form.value()
        place = form.shown.place
        now = self._desk.now()
        walk = advance(view.library, view.walk, place, value.answers, value.recorded, at=now, by=view.reader)
        self._go_on(walk)

    def _open_flow(self, flow: str) -> None:
        assert self.walk.view is not None
        view = self.walk.view
        self._go_on(open_flow(view.library, view.walk, flow, at=self._desk.now(), by=view.reader))

    def _go_on(self, walk: Walk) -> None:
        assert self._view is not None
        self.walk.show_view(msgspec.structs.replace(self._view, walk=walk), focus=True)


def _asked_at_once(step: Step) -> Step:
    """The step without the conditions under which it is asked: whoever tries it wants to see it."""
    return msgspec.structs.replace(step, only_if={}, otherwise="")


class _TrialPage(QWidget):
    """The step in it says how high it is; words that wrap elsewhere do not make it higher."""

    def hasHeightForWidth(self) -> bool:
        return False
