"""The page of the inbox: sealed notes are read here, and become a part of the record."""

from collections.abc import Sequence
from functools import partial

import msgspec
from PySide6.QtWidgets import QVBoxLayout

from dslapp.domain.case.case_lists import IncidentFilter, IncidentRow
from dslapp.domain.case.casework import LogEntry
from dslapp.domain.case.incident_draft import IncidentDraft
from dslapp.domain.entity import IncidentId
from dslapp.gui.compartments.matters import Matters
from dslapp.gui.compartments.note_card import NoteCard
from dslapp.gui.desk import Desk
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.routes import Route, ToCase, ToLogIncident
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card, EmptyState
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Heading, Words
from dslapp.services.case.find_incidents import find_incidents
from dslapp.services.matters.take_in_note import (
    Waiting,
    add_note_to_case,
    begin_from_note,
    put_aside,
    take_in_file,
    waiting_notes,
)

ABOUT = (
    "Anybody may leave something here; only members of this casebook can read it. Nobody has checked who wrote it or "
    "whether it is true. It stays here until it is a part of the record."
)
SEALED = "Sealed notes (*.age)"


class InboxPage(ScrollingPage):
    """Read anew at each arrival."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.cards: list[Card] = []
        self._asking: NoteCard | None = None
        self.trouble = Banner("danger")
        self.trouble.hide()
        self.take_in = Button("Take in a note &file", "secondary", "upload")
        self.matters = Matters(desk, self)
        self.matters.go.connect(self.go)
        self.matters.told.connect(self.tell)
        self.matters.failed.connect(self.trouble.show_problem)
        self.matters.changed.connect(self._read)
        self._list = QVBoxLayout()
        self._list.setSpacing(2 * GRID)
        self.column.addWidget(Heading("Sealed notes", 1))
        self.column.addWidget(Words(ABOUT))
        self.column.addWidget(self.trouble)
        self.column.addLayout(self._list)
        self.column.addLayout(side_by_side(self.take_in))
        self.column.addStretch(1)
        self.take_in.clicked.connect(self._choose_file)

    def enter(self, route: Route) -> None:
        """Read what waits."""
        self.trouble.hide()
        self._read()

    def _read(self) -> None:
        self._desk.tasks.submit(
            waiting_notes, self._desk.session, done=self._show, failed=self.trouble.show_problem, latest="inbox"
        )

    def _show(self, waiting: Sequence[Waiting]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.cards = [self._card_of(each) for each in waiting]
        for card in self.cards:
            self._list.addWidget(card)
        follow_layout(self)
        if not waiting:
            self._list.addWidget(EmptyState("inbox", "Nothing waits", "What somebody leaves for you stands here."))

    def _card_of(self, waiting: Waiting) -> Card:
        """Each card by itself: what comes from outside may keep none of the others from being shown."""
        try:
            return self._card(waiting)
        except (ValueError, ArithmeticError, LookupError):
            problem = "This was sealed for this casebook, but what stands in it cannot be shown."
            return self._unreadable(msgspec.structs.replace(waiting, problem=problem))

    def _card(self, waiting: Waiting) -> Card:
        if waiting.kind == "note" and waiting.note is not None:
            card = NoteCard(waiting.name, waiting.note)
            card.log_wanted.connect(partial(self._log, waiting.name))
            card.cases_wanted.connect(partial(self._offer_cases, card))
            card.add_wanted.connect(partial(self._add, waiting.name))
            return card
        if waiting.kind == "matter":
            return self.matters.matter(waiting.name, waiting.size)
        if waiting.kind == "receipt":
            return self.matters.receipt(waiting.name)
        return self._unreadable(waiting)

    def _unreadable(self, waiting: Waiting) -> Card:
        card = Card("A file that cannot be read")
        card.body.addWidget(Words(waiting.problem))
        card.body.addWidget(Words(f"{waiting.name}.age, {waiting.size:,} bytes", "mono"))
        aside = Button("&Put it aside", "secondary", "x", "It stays in the folder, and no longer in this list")
        aside.clicked.connect(lambda: self._put_aside(waiting.name))
        card.body.addLayout(side_by_side(aside))
        return card

    def _log(self, name: str) -> None:
        self._desk.tasks.submit(
            begin_from_note, self._desk.session, name, done=self._begun, failed=self.trouble.show_problem
        )

    def _begun(self, draft: IncidentDraft) -> None:
        self.go.emit(ToLogIncident(draft.id))

    def _offer_cases(self, card: NoteCard) -> None:
        self._asking = card
        self._desk.tasks.submit(find_incidents, self._desk.session, IncidentFilter(status="open"), done=self._offer)

    def _offer(self, rows: Sequence[IncidentRow]) -> None:
        if self._asking in self.cards and self._asking is not None:
            self._asking.offer_cases(tuple(rows))

    def _add(self, name: str, incident_id: str) -> None:
        self._desk.tasks.submit(
            add_note_to_case, self._desk.session, name, incident_id, done=self._added, failed=self.trouble.show_problem
        )

    def _added(self, entry: LogEntry) -> None:
        self.tell("The note is in the case’s chronology.")
        self.go.emit(ToCase(IncidentId(entry.incident_id), "chronology"))

    def _put_aside(self, name: str) -> None:
        self._desk.tasks.submit(put_aside, self._desk.session, name, ended=self._read, failed=self.trouble.show_problem)

    def _choose_file(self) -> None:
        self.trouble.hide()
        for path in self._desk.prompter.choose_files("The sealed file", SEALED):
            self._desk.tasks.submit(
                take_in_file, self._desk.session, path, ended=self._read, failed=self.trouble.show_problem
            )
