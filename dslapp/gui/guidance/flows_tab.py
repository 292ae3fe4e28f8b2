"""The flowcharts: all flows to be read, and any of them rehearsed without a case; a rehearsal saves nothing."""

from datetime import date

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from dslapp.domain.guidance.flows import Library
from dslapp.domain.guidance.path import Walk
from dslapp.domain.guidance.shown import FlowShown, GuidanceView, flows_shown
from dslapp.domain.guidance.step_help import StepHelp
from dslapp.domain.guidance.walk import advance, open_flow, start
from dslapp.domain.local_time import say_day, to_local
from dslapp.domain.reference.checked import check_is_due
from dslapp.gui.desk import Desk
from dslapp.gui.guidance.flowchart_page import FlowchartPage
from dslapp.gui.guidance.flows_panel import FlowsPanel
from dslapp.gui.guidance.step_form import StepForm
from dslapp.gui.guidance.walk_area import WalkArea
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.text import Heading, Words


class FlowsTab(QWidget):
    """The list of flows, or one of them being rehearsed. `rehearsing` says which of the two is shown."""

    settings_wanted = Signal()
    rehearsing = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view: GuidanceView | None = None
        self.flows = FlowsPanel(_rehearses, draws=True)
        self.flows.opened.connect(self.rehearse)
        self.flowchart = FlowchartPage(desk)
        self.flows.drawn.connect(self.show_flowchart)
        self._sources = Words(part="hint")
        self._list = ScrollingPage()
        self._list.column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 4 * GRID)
        self._list.column.addWidget(
            Words("In a case, open its Guidance tab. Here you can rehearse: walk through, and nothing is saved.")
        )
        self._list.column.addWidget(self._sources)
        self._list.column.addWidget(self.flows)
        self.walk = WalkArea(desk.now, may_answer=True)
        self.end_button = Button("&End the rehearsal", "secondary", "x")
        self._title = Heading("", 1)
        self._rehearsal = self._make_rehearsal()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._rehearsal)
        self._stack.addWidget(self.flowchart)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.walk.answered.connect(self._answer)
        self.walk.flow_wanted.connect(self._open_flow)
        self.walk.settings_wanted.connect(self.settings_wanted)
        self.end_button.clicked.connect(self._end)
        self.flowchart.left.connect(self._end)

    def show_view(self, view: GuidanceView) -> None:
        """List the flows."""
        self._view = view
        self.flows.show_flows(flows_shown(view))
        self._sources.setText(_checked(view.library, to_local(self._desk.now()).date()))

    def offer_help(self, there: StepHelp) -> None:
        """Explain words and platforms beside each step."""
        self.walk.help.offer(there)

    def rehearse(self, flow: str) -> None:
        """Begin to walk through `flow`; nothing that is answered is saved."""
        if self._view is None or flow not in self._view.library.flows:
            return
        view = self._view
        self._title.setText(view.library.flows[flow].title)
        self._stack.setCurrentWidget(self._rehearsal)
        self.rehearsing.emit(True)
        self._walk_on(start(view.library, flow, at=self._desk.now(), by=view.reader, facts=view.known))

    def show_flowchart(self, flow: str) -> None:
        """Show the whole of `flow` as a drawing."""
        if self._view is not None:
            self._stack.setCurrentWidget(self.flowchart)
            self.rehearsing.emit(True)
            self.flowchart.show_flow(self._view.library, flow)

    def _answer(self, form: StepForm) -> None:
        assert self.walk.view is not None
        view, value = self.walk.view, form.value()
        self._walk_on(
            advance(
                view.library, view.walk, form.shown.place, value.answers, value.recorded, at=self._desk.now(),
                by=view.reader,
            )
        )  # fmt: skip

    def _open_flow(self, flow: str) -> None:
        assert self.walk.view is not None
        view = self.walk.view
        self._walk_on(open_flow(view.library, view.walk, flow, at=self._desk.now(), by=view.reader))

    def _walk_on(self, walk: Walk) -> None:
        assert self._view is not None
        self.walk.show_view(msgspec.structs.replace(self._view, walk=walk), focus=True)

    def _end(self) -> None:
        self._stack.setCurrentWidget(self._list)
        self.rehearsing.emit(False)
        self.walk.view = None
        first = next(iter(self.flows.buttons.values()), None)
        if first:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_rehearsal(self) -> QWidget:
        banner = Banner("information", "Rehearsal: nothing is saved. Its times are counted from now.")
        head = QHBoxLayout()
        head.setSpacing(2 * GRID)
        head.addWidget(self._title, 1)
        head.addWidget(self.end_button)
        page = _Rehearsal()
        page.setProperty("ground", "clear")
        column = QVBoxLayout(page)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(banner)
        column.addWidget(self.walk, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        return area


class _Rehearsal(QWidget):
    """The step in it says how high it is; words that wrap elsewhere do not make it higher."""

    def hasHeightForWidth(self) -> bool:
        return False


def _rehearses(_flow: FlowShown) -> str:
    return "Rehearse it"


def _checked(library: Library, today: date) -> str:
    days = sorted(source.checked_on for source in library.sources.values())
    when = f"on {say_day(days[0])}"
    if days[-1] != days[0]:
        when = f"between {say_day(days[0])} and {say_day(days[-1])}"
    late = sum(check_is_due(day, today) for day in days)
    again = f" {late} of them not for six months: look at them again." if late else ""
    return f"Its {len(days)} sources were last looked at {when}.{again} “Why?” names those of each step."
