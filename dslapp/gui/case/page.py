"""The case page: one case with its header and its tabs, read once and read again after each change."""

from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.entity import IncidentId
from dslapp.domain.matters.compartments import Places
from dslapp.gui.case.clipboard_copy import ClipboardCopy
from dslapp.gui.case.header import CaseHeader
from dslapp.gui.case.tab import CaseTabView
from dslapp.gui.case.tabs import TABS
from dslapp.gui.desk import Desk
from dslapp.gui.pages import Page
from dslapp.gui.routes import CaseTab, Route, ToCase, ToMoveMatter
from dslapp.gui.theme.tokens import GRID
from dslapp.services.case.read_case import copy_summary, read_case
from dslapp.services.matters.find_places import places_for_case

_LEAST_LINES, _LEAST_WHEN_LOW = 17, 7
"""Lines of words that a tab has room for, and one that scrolls as a whole in a low window; else the page scrolls."""
_LOW = 24
"""Lines of words: in a page that is less high, as at 200 %, the head of the case is two lines."""


class _Views(QStackedWidget):
    """The tabs' views, which scroll by themselves and so are content with little height."""

    is_low = False
    """Whether the window is low."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._least_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._least_height())

    def hasHeightForWidth(self) -> bool:
        return False  # words that wrap inside a view would otherwise make the whole page higher, and scroll

    def _least_height(self) -> int:
        view = self.currentWidget()
        few = self.is_low and isinstance(view, CaseTabView) and view.scrolls_whole
        least = (_LEAST_WHEN_LOW if few else _LEAST_LINES) * self.fontMetrics().lineSpacing()
        if isinstance(view, CaseTabView) and view.grows:
            return max(least, view.minimumSizeHint().height())
        return least


class CasePage(Page):
    """Shows the case of the route at its tab. A tab is made when it is first opened."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._case: CaseFile | None = None
        self._wanted: ToCase | None = None
        self._views: dict[CaseTab, CaseTabView] = {}
        self._fresh: set[CaseTab] = set()
        """The tabs that show the case as it was read last."""
        self._copies = ClipboardCopy(QGuiApplication.clipboard(), self)
        self._header = CaseHeader()
        self._header.copy_wanted.connect(self._copy)
        self._header.close_wanted.connect(lambda: self._bring("review", "closing"))
        self._header.move_wanted.connect(self._move)
        self._bar = QTabBar()
        self._bar.setAccessibleName("Parts of the case")
        self._bar.setExpanding(False)
        self._bar.setUsesScrollButtons(True)
        self._bar.setDrawBase(False)
        for number, entry in enumerate(TABS):
            self._bar.addTab(entry.title)
            self._bar.setTabToolTip(number, f"Alt+{number + 1}")
            QShortcut(QKeySequence(f"Alt+{number + 1}"), self, lambda key=entry.key: self._bring(key))
        self._bar.currentChanged.connect(self._tab_chosen)
        self._stack = _Views()
        self._lay_out()

    def _lay_out(self) -> None:
        head = QWidget()
        self._column = column = QVBoxLayout(head)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self._header)
        column.addWidget(self._bar)
        whole = QWidget()
        whole.setProperty("ground", "clear")
        below = QVBoxLayout(whole)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(head)
        below.addWidget(self._stack, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self._header.hide()

    @property
    def case(self) -> CaseFile | None:
        """The case that is shown, as it was read last."""
        return self._case

    @property
    def view(self) -> CaseTabView:
        """The tab that is shown."""
        view = self._stack.currentWidget()
        assert isinstance(view, CaseTabView)
        return view

    def enter(self, route: Route) -> None:
        """Read the case that the route names, and show the tab that it names."""
        assert isinstance(route, ToCase)
        if self._case and self._case.incident.id != route.incident_id:
            self._case = None
            self._header.hide()
            self._stack.hide()
        self._wanted = route
        self._read(route.incident_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height, the head leaves it to the tab."""
        super().resizeEvent(event)
        is_low = self.height() < _LOW * self.fontMetrics().lineSpacing()
        self._stack.is_low = is_low
        self._stack.updateGeometry()
        self._header.set_low(is_low)
        self._column.setContentsMargins(3 * GRID, GRID if is_low else 2 * GRID, 3 * GRID, 0 if is_low else GRID)

    def leave(self) -> bool:
        """Let each tab keep what was typed; take what was copied off the clipboard."""
        self._copies.clear()
        stays = [view for view in self._views.values() if not view.leave()]
        return not stays

    def put_down(self) -> None:
        """The casebook locks: let each tab keep what would be lost."""
        self._copies.clear()
        for view in self._views.values():
            view.put_down()

    def _read(self, incident_id: IncidentId) -> None:
        self._desk.tasks.submit(read_case, self._desk.session, incident_id, done=self._show, latest="case page")

    def _read_again(self) -> None:
        if self._case:
            self._read(IncidentId(self._case.incident.id))

    def _show(self, case: CaseFile) -> None:
        self._case = case
        self._fresh.clear()
        self._header.show_case(case, self._desk.now())
        if case.reader_may("move a matter"):
            self._desk.tasks.submit(
                places_for_case, self._desk.session, case.incident.id, done=self._show_places, latest="where it belongs"
            )
        self._header.show()
        self._stack.show()
        wanted, self._wanted = self._wanted, None
        self._bring(wanted.tab if wanted else self._current(), wanted.focus_id if wanted else "")

    def _show_places(self, found: Places) -> None:
        if self._case is not None:
            self._header.elsewhere.show_places(self._case, found)

    def _move(self) -> None:
        if self._case is not None:
            self.go.emit(ToMoveMatter(IncidentId(self._case.incident.id)))

    def _current(self) -> CaseTab:
        return TABS[self._bar.currentIndex()].key

    def _tab_chosen(self, number: int) -> None:
        self._bring(TABS[number].key)

    def _bring(self, key: CaseTab, focus_id: str = "") -> None:
        """Show a tab, made and filled as far as it is not yet."""
        number = next((i for i, entry in enumerate(TABS) if entry.key == key), 0)
        if self._bar.currentIndex() != number:
            self._bar.blockSignals(True)
            self._bar.setCurrentIndex(number)
            self._bar.blockSignals(False)
        if self._case is None:
            if self._wanted is not None:  # it is still being read: then the tab that was asked for last is shown
                self._wanted = replace(self._wanted, tab=TABS[number].key, focus_id=focus_id)
            return
        view = self._view(TABS[number].key)
        if TABS[number].key not in self._fresh:
            view.show_case(self._case)
            self._fresh.add(TABS[number].key)
        self._header.tell_locks(not view.tells_locks)
        self._stack.setCurrentWidget(view)
        if focus_id:
            view.look_for(focus_id)

    def _view(self, key: CaseTab) -> CaseTabView:
        if key not in self._views:
            view = next(entry for entry in TABS if entry.key == key).makes(self._desk)
            view.go.connect(self._go)
            view.changed.connect(self._read_again)
            view.told.connect(self.told)
            self._views[key] = view
            self._stack.addWidget(view)
        return self._views[key]

    def _go(self, route: Route) -> None:
        """Another tab of this case needs no new reading; everything else is for the window."""
        if isinstance(route, ToCase) and self._case and route.incident_id == self._case.incident.id:
            self._bring(route.tab, route.focus_id)
        else:
            self.go.emit(route)

    def _copy(self) -> None:
        if self._case:
            self._desk.tasks.submit(copy_summary, self._desk.session, self._case.incident.id, done=self._copied)

    def _copied(self, text: str) -> None:
        self._copies.put(text)
        self.tell("The summary can be pasted for 30 seconds. That it was copied stands in the history.")
        self._read_again()
