"""The Search page: what was found for the words in the top bar, with the words around each match."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from dslapp.domain.case.case_lists import SearchHit
from dslapp.domain.case.case_words import count_of
from dslapp.domain.entity import IncidentId
from dslapp.gui.case.link import Link
from dslapp.gui.desk import Desk
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.routes import CaseTab, Route, ToCase, ToPeople, ToSearch
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.cards import EmptyState
from dslapp.gui.widgets.text import Heading, Words
from dslapp.services.case.search_everything import search_everything

_TABS: dict[str, CaseTab] = {
    "incident": "summary", "exhibit": "evidence", "log_entry": "chronology", "action": "actions",
    "decision": "chronology", "review": "review", "referral": "referrals",
}  # fmt: skip
SHOWN = 50


class SearchPage(ScrollingPage):
    """The newest hits first; each leads to where it stands."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._words = ""
        self._heading = Heading("Search", 1)
        self._count = Words(part="hint")
        self._hits = QVBoxLayout()
        self._hits.setSpacing(GRID)
        self._nothing = EmptyState(
            "search", "Nothing found", "Try the beginning of a name, a handle, a reference or any word that was said."
        )
        for widget in (self._heading, self._count):
            self.column.addWidget(widget)
        self.column.addLayout(self._hits)
        self.column.addWidget(self._nothing)
        self.column.addStretch(1)

    def enter(self, route: Route) -> None:
        """Look for the route's words."""
        self._words = route.words if isinstance(route, ToSearch) else ""
        self._heading.setText(f"Search: {self._words}" if self._words else "Search")
        self._desk.tasks.submit(
            search_everything, self._desk.session, self._words, done=self._show, latest="search", limit=SHOWN
        )

    def _show(self, hits: Sequence[SearchHit]) -> None:
        while (item := self._hits.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for hit in hits:
            view = _Hit(hit)
            view.open.clicked.connect(lambda _on=False, hit=hit: self._open(hit))
            self._hits.addWidget(view)
        self._nothing.setVisible(not hits)
        newest = f", the newest {SHOWN}" if len(hits) == SHOWN else ""
        self._count.setText(f"{count_of(len(hits), 'hit')}{newest}" if hits else "")

    def _open(self, hit: SearchHit) -> None:
        if hit.incident_id is None:
            self.go.emit(ToPeople())
        else:
            self.go.emit(ToCase(IncidentId(hit.incident_id), _TABS.get(hit.entity_type, "summary"), hit.entity_id))


class _Hit(QFrame):
    """One hit: its title as a button, and the words around the match with the match in bold."""

    def __init__(self, hit: SearchHit) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self.open = Link(hit.title)
        around = QLabel(f"{escape(hit.before)}<b>{escape(hit.match)}</b>{escape(hit.after)}")
        around.setTextFormat(Qt.TextFormat.RichText)
        around.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(GRID // 2)
        column.addWidget(self.open)
        column.addWidget(around)
