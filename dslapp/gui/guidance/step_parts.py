"""Parts of a step's page: why it is asked, whom to ring, the clock, what is locked, which paper is wanted."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dslapp.domain.case.case_words import LOCKED, days_late
from dslapp.domain.guidance.clocks import Clock
from dslapp.domain.guidance.contacts import Whom
from dslapp.domain.guidance.flows import Citation
from dslapp.domain.guidance.reading import ActiveLock, RunningClock
from dslapp.domain.local_time import say_day
from dslapp.domain.referral.referrals import Recipient
from dslapp.domain.school import say_lado, short_lado
from dslapp.gui.guidance.wrapping_button import WrappingButton
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.chips import Chip, DueChip
from dslapp.gui.widgets.glyph import Glyph
from dslapp.gui.widgets.text import Words
from dslapp.gui.widgets.wrapping import WrapLayout

CHECK_LOCALLY = "Check locally: the wording was not seen at its source, or differs from place to place."
PAPERS: dict[Recipient, str] = {"lado": "The LADO summary", "police": "The police summary"}


class WhyBox(QFrame):
    """Why it is asked, behind a press: the reason, its source and edition, and the day on which it was checked."""

    def __init__(self, why: str, citation: Citation) -> None:
        super().__init__()
        self.button = Button("Wh&y?", "quiet", "circle-question-mark")
        self.button.setCheckable(True)
        self._answer = QFrame()
        self._answer.setProperty("part", "quote")
        column = QVBoxLayout(self._answer)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(GRID // 2)
        if why:
            column.addWidget(Words(why))
        for line in self._source(citation):
            column.addWidget(Words(line, "hint"))
        if citation.check_locally:
            column.addWidget(Words(CHECK_LOCALLY, "hint", "warning"))
        self._answer.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GRID // 2)
        outer.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addWidget(self._answer)
        self.button.toggled.connect(self._answer.setVisible)

    @staticmethod
    def _source(citation: Citation) -> list[str]:
        found = []
        if citation.source:
            found.append(f"Source: {citation.source}. Edition: {citation.edition}.")
        if citation.checked_on:
            found.append(f"Last checked on {say_day(citation.checked_on)}.")
        return found


class WhomLine(QFrame):
    """Somebody to ring now: the number large, and the day on which it was checked; or that nobody saved one."""

    settings_wanted = Signal()

    def __init__(self, whom: Whom) -> None:
        super().__init__()
        words = QVBoxLayout()
        words.setSpacing(2)
        who = " – ".join(filter(None, (whom.label, whom.name)))
        number = whom.phone or whom.address
        shown = who if not number or number in who else f"{who}: {number}"
        words.addWidget(Words(shown, "strong"))
        if whom.reachable:
            words.addWidget(Words(_checked(whom), "hint"))
        else:
            words.addWidget(Words("No number is saved. Look it up now, then write it in Settings.", tone="danger"))
            button = Button("Write it in Settings", "quiet", "settings")
            button.setAccessibleName(f"{whom.label}: write the number in Settings")
            button.clicked.connect(self.settings_wanted)
            words.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(Glyph("phone", "information" if whom.reachable else "danger", 20), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)


class ClockLine(QWidget):
    """A time limit in full words, with a chip that says how near it is. Times in UTC."""

    def __init__(self, running: RunningClock, now: datetime) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        due = running.due
        words = f"{running.clock.label}: {due.words}." if due else f"{running.clock.label}: {_waits(running.clock)}"
        column.addWidget(Words(words, "strong"))
        chips = WrapLayout()
        if due and not (due.at_once and running.met_at is None and due.latest == "now"):
            chips.addWidget(DueChip(due.limit, now, done=running.met_at is not None))
        elif due:
            chips.addWidget(Chip("Do it now", "danger", "bell"))
        late = days_late(due.limit, running.met_at or now) if due else ""
        if late:
            chips.addWidget(Chip(late, "neutral" if running.met_at else "danger", "clock"))
        if running.clock.check_locally:
            chips.addWidget(Chip("Check locally", "warning"))
        column.addLayout(chips)


class LockBanner(QFrame):
    """Something not to be done yet and why; it can be recorded if it has already happened, or be departed from."""

    record_wanted = Signal(object)
    depart_wanted = Signal(object)

    def __init__(self, lock: ActiveLock, *, may_record: bool, may_depart: bool = False) -> None:
        super().__init__()
        self.lock = lock
        self.button = WrappingButton(lock.alternative, "pencil")
        self.button.setAccessibleName(f"{LOCKED[lock.what]}: {lock.alternative}")
        self.button.clicked.connect(lambda: self.record_wanted.emit(lock))
        self.button.setVisible(may_record)
        self.depart = Button("Depart from this …", "quiet")
        self.depart.setAccessibleName(f"{LOCKED[lock.what]}: depart from the guidance, with a reason and a second name")
        self.depart.clicked.connect(lambda: self.depart_wanted.emit(lock))
        self.depart.setVisible(may_record and may_depart)
        what = LOCKED[lock.what].lower()
        banner = Banner("warning", f"{'Never' if lock.for_good else 'Not yet'}: {what}.", lock.reason)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(banner)
        column.addWidget(self.button)
        column.addWidget(self.depart, 0, Qt.AlignmentFlag.AlignLeft)


class PaperButtons(QWidget):
    """The summaries that a step asks for; pressed, they lead to the Referrals tab."""

    wanted = Signal(str)

    def __init__(self, documents: Sequence[Recipient], whom: Mapping[str, Whom]) -> None:
        super().__init__()
        lado = short_lado(whom["lado"].label) if "lado" in whom else "LADO"
        row = WrapLayout(self)
        for recipient in documents:
            words, hint = say_lado(PAPERS[recipient], lado), "Prepare, preview and send it under Referrals"
            button = Button(words, "secondary", "file-text", hint)
            button.clicked.connect(lambda _checked=False, wanted=recipient: self.wanted.emit(wanted))
            row.addWidget(button)


def begins_then(clock: Clock) -> str:
    """What is said of a clock that begins when its step is done."""
    return f"When this is done, a time limit begins: {clock.label}, within {clock.within}."


def _checked(whom: Whom) -> str:
    parts = [whom.hours and f"Open: {whom.hours}."]
    if whom.checked_on:
        parts.append(f"Checked on {say_day(whom.checked_on)}.")
    else:
        parts.append("Nobody has checked this number yet.")
    if whom.check_locally:
        parts.append("Check locally before you rely on it.")
    return " ".join(filter(None, parts))


def _waits(clock: Clock) -> str:
    return f"within {clock.within}, once it is known from when."
