"""How the guidance of the case stands: which time limits run, what is locked, papers wanted, what waits, outcomes."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dslapp.domain.guidance.departures import departures, no_departure
from dslapp.domain.guidance.reading import clocks, documents, locks, outcomes
from dslapp.domain.guidance.shown import GuidanceView
from dslapp.domain.local_time import say_day, say_moment
from dslapp.gui.guidance.step_parts import ClockLine, LockBanner, PaperButtons
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.text import Heading, Words


class StandingPanel(QScrollArea):
    """`lock_wanted` carries an `ActiveLock` to record about, `depart_wanted` one to lift; `paper_wanted` a reader."""

    lock_wanted = Signal(object)
    depart_wanted = Signal(object)
    paper_wanted = Signal(str)

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_view(self, view: GuidanceView) -> None:
        """Show how `view` stands."""
        inner = QWidget()
        inner.setProperty("ground", "clear")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, GRID, 0)
        self._column.setSpacing(GRID)
        self._add_clocks(view)
        self._add_locks(view)
        self._add_papers(view)
        self._add_flows(view)
        self._add_departures(view)
        holder = QWidget()
        holder.setProperty("ground", "clear")
        outer = QHBoxLayout(holder)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(inner, 1, Qt.AlignmentFlag.AlignTop)
        self.setWidget(holder)

    def _add_locks(self, view: GuidanceView) -> None:
        active = locks(view.library, view.walk)
        self._head("Not yet")
        for lock in active:
            may_depart = not no_departure(view.library, view.walk, lock.what)
            banner = LockBanner(lock, may_record=view.may_answer and not view.rehearsal, may_depart=may_depart)
            banner.record_wanted.connect(self.lock_wanted)
            banner.depart_wanted.connect(self.depart_wanted)
            self._column.addWidget(banner)
        if not active:
            self._column.addWidget(Words("Nothing is locked.", "hint"))

    def _add_clocks(self, view: GuidanceView) -> None:
        running = clocks(view.library, view.walk)
        self._head("Time limits")
        for each in running:
            self._column.addWidget(ClockLine(each, self._now()))
        if not running:
            self._column.addWidget(Words("None is running yet.", "hint"))

    def _add_papers(self, view: GuidanceView) -> None:
        wanted = documents(view.library, view.walk)
        if wanted and not view.rehearsal:
            self._head("Papers wanted")
            papers = PaperButtons(wanted, view.whom)
            papers.wanted.connect(self.paper_wanted)
            self._column.addWidget(papers)

    def _add_flows(self, view: GuidanceView) -> None:
        position, flows = view.walk.position, view.library.flows
        waiting = [flows[place.flow].title for place in reversed(position.waiting)]
        waiting += [flows[flow].title for flow in position.pending]
        if waiting:
            self._head("Comes afterwards")
            for title in waiting:
                self._column.addWidget(Words(title))
        ended = [each for each in outcomes(view.library, view.walk) if each.decided]
        if ended:
            self._head("Outcomes")
            for each in ended:
                self._column.addWidget(Words(f"{flows[each.flow].title}: {each.text}"))

    def _add_departures(self, view: GuidanceView) -> None:
        made = departures(view.walk)
        if made:
            self._head("Departures from the guidance")
        for each in made:
            agreed = "agrees" if each.agrees_by is None else f"is to agree by {say_day(each.agrees_by)}"
            self._column.addWidget(Words(each.asked))
            who = f"{each.reason} – {each.by}, {say_moment(each.at)}; {each.second_person} {agreed}"
            self._column.addWidget(Words(who, "hint"))

    def _head(self, words: str) -> None:
        if self._column.count():
            self._column.addSpacing(GRID)
        self._column.addWidget(Heading(words, 3))
