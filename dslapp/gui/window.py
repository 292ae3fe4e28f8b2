"""The window: the rail, the bar, the pages, the status line; it takes people where a page asks to go."""

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from dslapp.domain.problems import Problem
from dslapp.domain.roles import may
from dslapp.gui.cover import Cover
from dslapp.gui.crash import details_of
from dslapp.gui.desk import Desk
from dslapp.gui.idle import IdleWatch
from dslapp.gui.laid_out import LaidOutFirst
from dslapp.gui.pages import Page, PageEntry
from dslapp.gui.prompter import TITLE
from dslapp.gui.rail import Rail
from dslapp.gui.routes import Route, ToContacts, ToLogIncident, ToSearch
from dslapp.gui.status_line import StatusLine
from dslapp.gui.theme.icons import icon
from dslapp.gui.theme.tokens import GRID, LIGHT
from dslapp.gui.top_bar import TopBar
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.text import spoken

WORDS_FROM = 1000
"""Pixels of width below which rail and bar show icons only."""
MOST_STEPS_BACK = 50


class MainWindow(QMainWindow):
    """One sitting at an open casebook.

    `pages` declares every page; `casebook` is the name at the foot of the rail, `member` the line below it.
    `lock` is called to lock for good: the drafts are saved by then, and nothing may be shown afterwards.
    """

    def __init__(
        self,
        desk: Desk,
        pages: Sequence[PageEntry],
        *,
        casebook: str,
        member: str,
        check_pin: Callable[[str], bool] | None,
        lock: Callable[[], None],
        idle: IdleWatch,
    ) -> None:
        super().__init__()
        self._desk, self._lock_for_good = desk, lock
        self._entries = {route: entry for entry in pages for route in entry.routes}
        self._made: dict[PageEntry, Page] = {}
        self._here: Route | None = None
        self._behind: list[Route] = []
        self._locked = False
        self.setWindowTitle(TITLE)
        self.setWindowIcon(icon("shield-check", LIGHT.primary))
        self.setMinimumSize(QSize(640, 360))
        self._rail = Rail([entry for entry in pages if entry.rail], casebook, member)
        self._bar = TopBar()
        self._trouble = Banner("danger")
        self._trouble.add_button(Button("&Close this message", "quiet", "x")).clicked.connect(self._trouble.hide)
        self._trouble.hide()
        self._stopped = Banner("danger")
        self._stopped.hide()
        self._stack = QStackedWidget()
        self._status = StatusLine()
        self._lay_out()
        self.cover = Cover(idle.app, self, desk.tasks, check_pin)
        self._connect(idle)
        LaidOutFirst(self)

    @property
    def page(self) -> Page:
        """The page that is shown."""
        page = self._stack.currentWidget()
        assert isinstance(page, Page)
        return page

    @property
    def status(self) -> StatusLine:
        """The line at the foot."""
        return self._status

    def go(self, route: Route) -> bool:
        """Take the person to `route`, unless the page that they are on keeps them. Return whether they are there."""
        if self._here is not None and route != self._here:
            if not self.page.leave():
                self._rail.mark(self._here)
                return False
            if type(self._here) is not ToSearch or type(route) is not ToSearch:
                self._behind = [*self._behind, self._here][-MOST_STEPS_BACK:]
        self._arrive(route)
        return True

    def go_back(self) -> None:
        """Take the person to where they came from."""
        if self._behind and self.page.leave():
            self._arrive(self._behind.pop())

    def lock(self) -> None:
        """Save what was typed, hide everything, and lock for good."""
        if self._locked:
            return
        self._locked = True
        self.cover.seal()
        for page in self._made.values():
            page.put_down()
        self._lock_for_good()

    def show_problem(self, problem: Problem) -> None:
        """Say what went wrong where no page took it."""
        self._trouble.show_problem(problem)
        self._status.tell(problem.message, "danger")

    def show_stopped(self, title: str, text: str) -> None:
        """Say for good that nothing is saved any more."""
        self._stopped.show_message("danger", title, text)
        self._stopped.show()
        self._bar.log.hide()
        self._status.tell(title, "danger")

    def add_switcher(self, switcher: QWidget) -> None:
        """Let the other casebooks of this computer stand at the foot of the rail."""
        self._rail.add_to_foot(switcher)

    def add_notice(self, notice: QWidget) -> None:
        """Let `notice` stand above every page while it is visible."""
        self._notices.addWidget(notice)

    def changeEvent(self, event: QEvent) -> None:
        """Cover a minimised window, and ask for the PIN when it comes back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            if self.isMinimized():
                self.cover.draw()
            else:
                self.cover.come_forward()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show words where there is room for them."""
        super().resizeEvent(event)
        self._rail.show_words(self.width() >= WORDS_FROM)
        self._bar.show_words(self.width() >= WORDS_FROM)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what was typed before the window goes."""
        kept_here = [page for page in self._made.values() if not page.leave()]
        if kept_here and not self._locked:
            event.ignore()
        else:
            self.cover.remove()
            event.accept()

    def _arrive(self, route: Route) -> None:
        page = self._page_for(route)
        self._here = route
        self._stack.setCurrentWidget(page)
        self._rail.mark(route)
        page.enter(route)
        focused = cast("QWidget | None", self.focusWidget())
        if focused is not self._bar.search and (focused is None or not page.isAncestorOf(focused)):
            page.setFocus(Qt.FocusReason.OtherFocusReason)  # so that its keys work, and Tab goes on inside it

    def _page_for(self, route: Route) -> Page:
        entry = self._entries[type(route)]
        if entry not in self._made:
            page = entry.makes()
            page.setAccessibleName(spoken(entry.title))
            page.go.connect(self.go)
            page.back.connect(self.go_back)
            page.told.connect(self._status.tell)
            page.lock_wanted.connect(self.lock)
            self._stack.addWidget(page)
            self._made[entry] = page
        return self._made[entry]

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._bar)
        self._notices = QVBoxLayout()
        self._notices.setContentsMargins(3 * GRID, 0, 3 * GRID, 0)
        self._notices.addWidget(self._stopped)
        self._notices.addWidget(self._trouble)
        right.addLayout(self._notices)
        right.addWidget(self._stack, 1)
        right.addWidget(self._status)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addLayout(right, 1)
        self.setCentralWidget(whole)

    def _connect(self, idle: IdleWatch) -> None:
        self._rail.chosen.connect(self.go)
        self._bar.searched.connect(lambda words: self.go(ToSearch(words)))
        if may(self._desk.session.member.role, "log and change the record"):
            self._bar.log_incident.connect(lambda: self.go(ToLogIncident()))
        else:
            self._bar.log.hide()
        self._bar.contacts.connect(lambda: self.go(ToContacts()))
        self._bar.cover.connect(self.cover.draw)
        self._bar.lock.connect(self.lock)
        self.cover.drawn.connect(idle.covered)
        self.cover.lifted.connect(idle.lifted)
        self.cover.lock_due.connect(self.lock)
        idle.cover_due.connect(self.cover.draw)
        idle.lock_due.connect(self.lock)
        self._desk.tasks.problem.connect(self.show_problem)
        self._desk.tasks.crashed.connect(lambda error: self._desk.prompter.report_crash(details_of(error)))
        self._desk.tasks.busy.connect(self._status.show_busy)
        QShortcut(QKeySequence("Alt+Left"), self, self.go_back)
