"""The Guidance page: the flowcharts, and what they rest on: platforms, the law, the words, the national numbers."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from dslapp.domain.guidance.shown import GuidanceView
from dslapp.domain.local_time import to_local
from dslapp.gui.desk import Desk
from dslapp.gui.guidance.flows_tab import FlowsTab
from dslapp.gui.guidance_editor.changes_list import UNTIL_THEN, to_compare_in_words
from dslapp.gui.guidance_editor.changes_panel import ChangesPanel
from dslapp.gui.pages import Page
from dslapp.gui.reference.row_editor import RowEditor
from dslapp.gui.reference.tabs import REFERENCE_TABS
from dslapp.gui.routes import GuidancePart, Route, ToCase, ToGuidance, ToReference, ToSettings
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.text import Heading
from dslapp.services.guidance.read_guidance import read_flows
from dslapp.services.guidance.read_reference import Reference, read_reference, read_step_help


class GuidancePage(Page):
    """A tab for each part; Alt+1 … lead to them. While a flow is rehearsed, it has the page to itself."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._wanted: Route | None = None
        self._to_compare = 0
        self.flowcharts = FlowsTab(desk)
        self.reference = {tab.part: tab.makes() for tab in REFERENCE_TABS}
        self.editors = {tab.part: RowEditor(desk, tab.file, self.reference[tab.part]) for tab in REFERENCE_TABS}
        parts: list[tuple[GuidancePart, str, QWidget]] = [("flowcharts", "Flowcharts", self.flowcharts)]
        parts += [(tab.part, tab.title, self.reference[tab.part]) for tab in REFERENCE_TABS]
        self.changes = ChangesPanel(desk)
        parts.append(("changes", "School’s changes", self.changes))
        self._parts = tuple(part for part, _, _ in parts)
        self.bar = QTabBar()
        self.bar.setAccessibleName("Parts of the guidance")
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self._stack = QStackedWidget()
        for number, (part, title, view) in enumerate(parts, 1):
            self.bar.addTab(title)
            self.bar.setTabToolTip(number - 1, f"Alt+{number}")
            QShortcut(QKeySequence(f"Alt+{number}"), self, lambda wanted=part: self.open_part(wanted))
            self._stack.addWidget(view)
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 0)
        head.setSpacing(GRID)
        head.addWidget(Heading("Guidance", 1))
        head.addWidget(self.bar)
        self.compare = Banner("warning")
        self.compare.add_button(Button("Compare &them", "secondary", "list-checks")).clicked.connect(self._to_changes)
        self.compare.hide()
        head.addWidget(self.compare)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)
        for editor in self.editors.values():
            editor.changed.connect(self._changed)
        self.bar.currentChanged.connect(self._stack.setCurrentIndex)
        self.bar.currentChanged.connect(self._show_head)
        self.changes.trying.connect(self._head.setHidden)
        self.changes.changed.connect(self._read)
        self.changes.counted.connect(self._count)
        self.changes.settings_wanted.connect(lambda: self.go.emit(ToSettings()))
        self.changes.reference_wanted.connect(self._open_row)
        self.flowcharts.rehearsing.connect(self._head.setHidden)
        self.flowcharts.settings_wanted.connect(lambda: self.go.emit(ToSettings()))

    @property
    def part(self) -> GuidancePart:
        """The part that is shown."""
        return self._parts[self._stack.currentIndex()]

    def open_part(self, part: GuidancePart) -> None:
        """Show one part."""
        self.bar.setCurrentIndex(self._parts.index(part))

    def enter(self, route: Route) -> None:
        """Read everything; the guidance of a case is shown on its own tab."""
        if isinstance(route, ToGuidance) and route.incident_id:
            self.go.emit(ToCase(route.incident_id, "guidance", route.run_id or ""))
            return
        self._wanted = route
        if isinstance(route, ToReference):
            self.open_part(route.part)
        self._read()

    def leave(self) -> bool:
        """Keep what is being written."""
        self.changes.keep()
        return True

    def _read(self) -> None:
        self._desk.tasks.submit(read_flows, self._desk.session, done=self._show_flows, latest="guidance page")
        self._desk.tasks.submit(read_step_help, self._desk.session, done=self.flowcharts.offer_help, latest="step help")
        self._desk.tasks.submit(read_reference, self._desk.session, done=self._show_reference, latest="reference")
        self.changes.enter()

    def _changed(self, told: str) -> None:
        self.tell(told)
        self._read()

    def _show_flows(self, view: GuidanceView) -> None:
        self.flowcharts.show_view(view)
        if isinstance(self._wanted, ToGuidance) and self._wanted.flow:
            self.open_part("flowcharts")
            self.flowcharts.rehearse(self._wanted.flow)

    def _show_reference(self, reference: Reference) -> None:
        today = to_local(self._desk.now()).date()
        for tab in REFERENCE_TABS:
            self.reference[tab.part].show_rows(reference.rows[tab.file], today, may_change=reference.may_change)
        if isinstance(self._wanted, ToReference) and self._wanted.part in self.reference:
            wanted = self.reference[self._wanted.part]
            if self._wanted.to_check:
                wanted.only_to_check()
            wanted.open_row(self._wanted.key)
        self._wanted = None

    def _show_head(self) -> None:
        self._head.show()
        self.compare.setVisible(self._to_compare > 0 and self.part != "changes")

    def _count(self, to_compare: int) -> None:
        self._to_compare = to_compare
        self.compare.show_message("warning", to_compare_in_words(to_compare), UNTIL_THEN)
        self.compare.setVisible(to_compare > 0 and self.part != "changes")

    def _to_changes(self) -> None:
        self.open_part("changes")

    def _open_row(self, file: str, row: str) -> None:
        """Show a row of the reference data, where it is changed."""
        part = next((tab.part for tab in REFERENCE_TABS if tab.file == file), None)
        if part is not None:
            self.open_part(part)
            self.reference[part].open_row(row)
