"""The head of the case page: which case, how it stands, what is due next, and the warnings that stand on every tab."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.case_words import LOCKED, in_brief
from dslapp.gui.case.breakable import breakable
from dslapp.gui.case.compact_head import CompactHead
from dslapp.gui.compartments.belongs_card import BelongsElsewhereBanner
from dslapp.gui.theme.tokens import GRID, Tone
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.chips import Chip, DueChip, due_in_words
from dslapp.gui.widgets.text import Heading, Words
from dslapp.gui.widgets.wrapping import WrapLayout

_HEADLINE = 80
"""Characters: one line in most windows."""
IMAGE = (
    "A naked or sexual image may be part of this: no file is ever stored here. "
    "Don’t look further, copy it or ask for it."
)
_IMAGE_IN_BRIEF = "Naked or sexual image possible: no file is stored"

_ROUTE = 40
"""Characters of a route's title on its chip, which cannot wrap."""


class CaseHeader(QWidget):
    """Ref and headline, chips for status, route, next clock, owner; a warning for locks and for possible imagery.

    In a low window two lines stand for all of it until the whole head is asked for.
    """

    copy_wanted = Signal()
    close_wanted = Signal()
    move_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._headline = Heading("", 1)
        self._ref = Words(part="hint")
        self._chips = WrapLayout()
        self._copy = Button("Copy a summary for CPO&MS", "quiet", "copy")
        self._close = Button("Close this case", "quiet", "circle-check")
        self._copy.clicked.connect(self.copy_wanted)
        self._close.clicked.connect(self.close_wanted)
        self.elsewhere = BelongsElsewhereBanner()
        self.elsewhere.move_wanted.connect(self.move_wanted)
        self._image = Banner("danger", IMAGE)
        self._locks = Banner("warning")
        self._has_locks = self._tells_locks = self._has_image = self._is_low = False
        self.compact = CompactHead()
        self._whole = QWidget()
        self._lay_out()
        self.compact.opened.connect(self._fit)
        for part in (self.compact, self.elsewhere, self._image, self._locks):
            part.hide()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self._ref, 1)
        top.addWidget(self._copy)
        top.addWidget(self._close)
        whole, column = QVBoxLayout(self._whole), QVBoxLayout(self)
        for each in (whole, column):
            each.setContentsMargins(0, 0, 0, 0)
            each.setSpacing(GRID // 2 + 2)
        whole.addLayout(top)
        whole.addWidget(self._headline)
        whole.addLayout(self._chips)
        column.addWidget(self.compact)
        column.addWidget(self._whole)
        column.addWidget(self.elsewhere)
        column.addWidget(self._image)
        column.addWidget(self._locks)

    def show_case(self, case: CaseFile, now: datetime) -> None:
        """Show how `case` stands at `now` (UTC)."""
        incident = case.incident
        self.elsewhere.hide()
        self._ref.setText(f"{incident.ref} · led by {case.name_of(incident.owner)}")
        headline = in_brief(incident.summary, _HEADLINE) or "Nothing is written yet"
        self._headline.setText(breakable(headline))
        self.compact.title.say(f"{incident.ref} · {headline}")
        self._show_chips(case, now)
        self._close.setVisible(case.reader_may("close a case"))
        self._close.say("Close this case" if incident.status == "open" else "Open this case again")
        self._has_image = incident.safety.imagery_possible
        locked = list(dict.fromkeys(LOCKED[lock.what].lower() for lock in case.locks))
        if locked:
            reasons = dict.fromkeys(lock.reason for lock in case.locks)
            self._locks.show_message("warning", f"Not yet, says the guidance: {', '.join(locked)}.", " ".join(reasons))
        self._has_locks = bool(locked)
        self._say_urgent(case, now, locked)
        self._fit()

    def tell_locks(self, told: bool) -> None:
        """Say what must not be done yet, unless the tab below says it."""
        self._tells_locks = told
        self._fit()

    def set_low(self, is_low: bool) -> None:
        """Whether the window is so low that the head must leave its room to the tab."""
        self._is_low = is_low
        self._fit()

    def _fit(self) -> None:
        whole = not self._is_low or self.compact.more.isChecked()
        self.compact.setVisible(self._is_low)
        self._whole.setVisible(whole)
        self._image.setVisible(whole and self._has_image)
        self._locks.setVisible(whole and self._tells_locks and self._has_locks)

    def _say_urgent(self, case: CaseFile, now: datetime, locked: Sequence[str]) -> None:
        """The most urgent first: the end of the line may not fit."""
        due, tone, _ = due_in_words(case.next_due.due if case.next_due else None, now)
        said = [_IMAGE_IN_BRIEF] if self._has_image else []
        if case.next_due or case.incident.status == "open":
            said.append(due if case.next_due else "Nothing has a date")
        if locked:
            said.append(f"Not yet: {', '.join(dict.fromkeys(locked))}")
        self.compact.urgent.say(" · ".join(said), "danger" if self._has_image else tone)
        self.compact.urgent.setVisible(bool(said))

    def _show_chips(self, case: CaseFile, now: datetime) -> None:
        while (item := self._chips.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        incident = case.incident
        closed = incident.status == "closed"
        chips = [Chip("Closed", "neutral", "circle-check") if closed else Chip("Open", "information")]
        if incident.restricted:
            chips.append(Chip("Restricted", "warning", "lock"))
        chips.append(Chip(*_route(case)))
        if case.next_due:
            chips.append(DueChip(case.next_due.due, now))
        elif incident.status == "open":
            chips.append(Chip("Nothing has a date", "neutral", "clock"))
        for chip in chips:
            self._chips.addWidget(chip)
            chip.show()


def _route(case: CaseFile) -> tuple[str, Tone, str]:
    """Where the guidance stands."""
    runs = [run for run in case.runs if not run.superseded]
    waiting = [run for run in runs if not run.outcome_code]
    if waiting:
        return f"Route: {in_brief(waiting[-1].title, _ROUTE)}, not finished", "information", "route"
    if runs:
        return f"Route: {in_brief(runs[-1].title, _ROUTE)} – finished", "success", "route"
    return "No route yet", "warning", "compass"
