"""The Today page: what is due, what others did, what was begun and not finished, what has no route yet."""

from collections.abc import Callable, Sequence
from typing import cast, get_args

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from dslapp.domain.case.case_lists import COUNT_LIMIT, DueAction, Today
from dslapp.domain.case.case_words import count_of
from dslapp.domain.entity import IncidentId
from dslapp.domain.local_time import say_day, say_moment, say_time, to_local
from dslapp.domain.problems import Problem
from dslapp.domain.roles import may
from dslapp.gui.backups.notice import BackupNotice
from dslapp.gui.case.link import Link
from dslapp.gui.compartments.waiting_card import WaitingCard
from dslapp.gui.desk import Desk
from dslapp.gui.evidence.bring_into_view import bring_into_view
from dslapp.gui.find.due_line import DueLine
from dslapp.gui.find.stands_still import StandsStill
from dslapp.gui.find.week_card import WeekCard
from dslapp.gui.members.notices import MemberNoticesView
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.reference.to_check_card import ToCheckCard
from dslapp.gui.routes import (
    CaseTab,
    DetailsForm,
    Route,
    ToCase,
    ToCaseDetails,
    ToDevices,
    ToInbox,
    ToIncidents,
    ToLogIncident,
    ToRedaction,
    ToTakedowns,
)
from dslapp.gui.safety.record_notices import RecordNoticesView
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card, EmptyState
from dslapp.gui.widgets.chips import DueChip
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Heading, Words
from dslapp.services.case.keep_draft import KeptDraft, drafts
from dslapp.services.case.today import today
from dslapp.services.guidance.read_reference import count_not_checked
from dslapp.services.matters.take_in_note import what_waits

AT_MOST_MS = 600
"""How long the lines wait for notices that take their time, as on a slow stick."""
_LATE = "S&ee what came in late"
_WITHOUT_ROUTE = 10
_TAB_OF_FORM: dict[str, CaseTab] = {
    "actions": "actions", "action-end": "actions", "chronology": "chronology", "decision": "chronology",
    "hand-over": "evidence", "not-held": "evidence", "not-here-yet": "evidence", "exhibit": "evidence",
    "guidance": "guidance", "guidance-happened": "guidance",
    "referral": "referrals", "referral-sent": "referrals", "referral-receipt": "referrals",
}  # fmt: skip
"""Where the forms that stand on the case page itself are; questions, decisions and closing stand under Review."""


class TodayPage(ScrollingPage):
    """Read anew at each arrival; every line leads to where the work is done."""

    def __init__(self, desk: Desk, counts_week: Callable[[], bool] = lambda: False) -> None:
        super().__init__()
        self._desk = desk
        self._heading = Heading("Today", 1)
        self._since = Words(part="hint")
        self.late_button = Button(_LATE, "secondary", "bell")
        self.late_button.clicked.connect(self._to_late)
        self.record, self.notices, self.backups = RecordNoticesView(desk), MemberNoticesView(desk), BackupNotice(desk)
        self.waiting = WaitingCard()
        self.waiting.wanted.connect(lambda: self.go.emit(ToInbox()))
        self._drafts, self._cards = QVBoxLayout(), QVBoxLayout()
        for layout in (self._drafts, self._cards):
            layout.setSpacing(2 * GRID)
        self.to_check = ToCheckCard()
        self.week = WeekCard(desk, counts_week)
        for part in (self.record, self.notices, self.backups, self.to_check):
            part.go.connect(self.go)
        self.parts = StandsStill((self.record, self.notices, self.backups, self.waiting))
        self.parts.late_changed.connect(self._tell_late)
        self.parts.work.addLayout(self._drafts)
        self.parts.work.addLayout(self._cards)
        self.parts.work.addWidget(self.to_check)
        self.parts.work.addWidget(self.week)
        self._files_read = self._today_read = False
        self._at_most = QTimer(self)
        self._at_most.setSingleShot(True)
        self._at_most.setInterval(AT_MOST_MS)
        self._at_most.timeout.connect(self._note_files_read)
        self.column.addLayout(self._head())
        self.column.addWidget(self.parts)
        self.column.addStretch(1)

    def enter(self, route: Route) -> None:
        """Read what is due and what was begun, and show it together: nothing that comes later moves a line."""
        self._heading.setText(f"Today, {say_day(to_local(self._desk.now()).date())}")
        self.late_button.hide()
        self.parts.begin()
        self._files_read = self._today_read = False
        self._at_most.start()
        tasks, session = self._desk.tasks, self._desk.session
        self.record.read()
        self.backups.read()
        tasks.submit(_take_a_turn, lane="files", latest="notices read", done=self._note_files_read)  # after those two
        self.notices.read()
        self.week.read()
        tasks.submit(drafts, session, done=self._show_drafts, latest="drafts")
        tasks.submit(what_waits, session, done=self.waiting.show_left, latest="sealed notes")
        tasks.submit(count_not_checked, session, done=self.to_check.show_counts, latest="not checked")
        tasks.submit(today, session, done=self._show, failed=self._not_read, latest="today")

    def _head(self) -> QVBoxLayout:
        """The heading, with room beside it for what comes late."""
        policy = self.late_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.late_button.setSizePolicy(policy)
        self.late_button.hide()
        row = QHBoxLayout()
        row.addWidget(self._heading, 1)
        row.addWidget(self.late_button, 0, Qt.AlignmentFlag.AlignTop)
        head = QVBoxLayout()
        head.addLayout(row)
        head.addWidget(self._since)
        return head

    def _note_files_read(self, _turn: None = None) -> None:
        self._files_read = True
        self._stand_once_read()

    def _not_read(self, problem: Problem) -> None:
        self._desk.tasks.problem.emit(problem)
        self._today_read = True
        self._stand_once_read()

    def _stand_once_read(self) -> None:
        if self._files_read and self._today_read:
            self._at_most.stop()
            self.parts.stand()
            follow_layout(self)

    def _tell_late(self) -> None:
        count = len(self.parts.late)
        self.late_button.say(f"{_LATE} ({count})" if count > 1 else _LATE)
        self.late_button.setVisible(count > 0)
        follow_layout(self)

    def _to_late(self) -> None:
        """To the first: the others stand below it."""
        if self.parts.late:
            bring_into_view(self.parts.late[0])

    def _show_drafts(self, kept: Sequence[KeptDraft]) -> None:
        _empty(self._drafts)
        if not kept:
            return
        card = Card("Begun and not saved yet")
        for draft in kept:
            saved = f"kept {say_moment(draft.saved_at)}"
            card.body.addWidget(self._link(f"{draft.headline} – {saved}", _route_of(draft), "Go on where you stopped"))
        self._drafts.addWidget(card)

    def _show(self, page: Today) -> None:
        _empty(self._cards)
        self._since.setText(
            f"You last signed in on {say_moment(page.last_signed_in)}." if page.last_signed_in else "Welcome."
        )
        overdue = "1,000 or more" if page.overdue_count >= COUNT_LIMIT else str(page.overdue_count)
        for title, actions in (
            (f"Overdue ({overdue})", page.overdue),
            ("Still today", page.today),
            ("The next seven days", page.this_week),
            ("Without a date", page.undated),
        ):
            if actions:
                self._cards.addWidget(self._actions(title, actions))
        self._add_changes(page)
        self._add_without_route(page)
        if not self._cards.count():
            self._cards.addWidget(self._nothing(page))
        self._today_read = True
        self._stand_once_read()

    def _actions(self, title: str, actions: Sequence[DueAction]) -> Card:
        card = Card(title)
        for action in actions:
            route = ToCase(IncidentId(action.incident_id), "actions", action.id)
            link = self._link(f"{action.what} – {action.ref}, {action.headline}", route, action.due_in_words)
            due = DueChip(action.due, self._desk.now()) if action.due is not None else None
            card.body.addWidget(DueLine(link, due))
        return card

    def _add_changes(self, page: Today) -> None:
        if not page.changed:
            return
        card = Card("What others did since then")
        for each in page.changed:
            when = f"{say_day(to_local(each.last_at).date())}, {say_time(each.last_at)}"
            words = f"{each.ref}, {each.headline} – {count_of(each.entries, 'entry', 'entries')}, the last on {when}"
            card.body.addWidget(self._link(words, ToCase(IncidentId(each.incident_id), "history")))
        self._cards.addWidget(card)

    def _add_without_route(self, page: Today) -> None:
        if not page.without_route:
            return
        card = Card("Open cases without a route")
        for row in page.without_route[:_WITHOUT_ROUTE]:
            words = f"{row.ref}, {row.headline}"
            card.body.addWidget(self._link(words, ToCase(IncidentId(row.id), "guidance"), "Begin the guidance"))
        if page.without_route_count > _WITHOUT_ROUTE:
            more = Button("Show all in the table", "quiet", "folder-open")
            more.clicked.connect(lambda: self.go.emit(ToIncidents()))
            card.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self._cards.addWidget(card)

    def _nothing(self, page: Today) -> EmptyState:
        log = None
        if may(self._desk.session.member.role, "log and change the record"):
            log = Button("&Log an incident", "primary", "plus")
            log.clicked.connect(lambda: self.go.emit(ToLogIncident()))
        cases = f"{count_of(page.open_incidents, 'open case')}." if page.open_incidents else "No case is open."
        return EmptyState("calendar-check", "Nothing is due", cases, log)

    def _link(self, words: str, route: Route, hint: str = "") -> Link:
        link = Link(words, hint)
        link.clicked.connect(lambda: self.go.emit(route))
        return link


def _route_of(draft: KeptDraft) -> Route:
    if draft.draft_kind == "incident":
        return ToLogIncident(draft.id)
    incident_id = IncidentId(draft.incident_id)
    if draft.form in get_args(DetailsForm):
        return ToCaseDetails(incident_id, cast("DetailsForm", draft.form), draft.about_id)
    if draft.form == "copy":
        return ToRedaction(incident_id, draft.about_id)
    if draft.form.startswith("device"):
        return ToDevices(incident_id)
    if draft.form.startswith("takedown"):
        return ToTakedowns(incident_id)
    return ToCase(incident_id, _TAB_OF_FORM.get(draft.form.partition("/")[0], "review"), draft.about_id)


def _take_a_turn() -> None:
    """Work that only waits for its turn."""


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.deleteLater()
