"""Whether a case belongs in the casebook that is open: a warning above it, and the way to another one."""

from PySide6.QtCore import Signal

from dslapp.domain.case.case_file import CaseFile, HistoryEntry
from dslapp.domain.entity import IncidentId
from dslapp.domain.local_time import say_moment
from dslapp.domain.matters.compartments import Places
from dslapp.domain.school import Access
from dslapp.gui.routes import ToMoveMatter
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.text import Words

ELSEWHERE = "This case does not belong in this casebook"
WRITE_NOTHING = "Write nothing here; ring them. It is removed here once their receipt has come. Don’t tell the adult."


class BelongsCard(Card):
    """Beside the cold-read page, for those who may move a case."""

    go = Signal(object)

    def __init__(self) -> None:
        super().__init__("Where it belongs")
        self._case: CaseFile | None = None
        self.body.addWidget(Words("Nobody whom a case is about may be able to open it.", "hint"))
        self.move_button = Button("Move it to another casebook", "secondary", "send")
        self.move_button.clicked.connect(self._go)
        self.body.addWidget(self.move_button)

    def show_case(self, case: CaseFile) -> None:
        """Lead to the page that moves `case`."""
        self._case = case
        self.setVisible(case.reader_may("move a matter"))

    def _go(self) -> None:
        if self._case is not None:
            self.go.emit(ToMoveMatter(IncidentId(self._case.incident.id)))


class BelongsElsewhereBanner(Banner):
    """Stands on every tab of a case that whom it is about can open; `move_wanted` leads to the page that moves it."""

    move_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("danger")
        self.move_now = self.add_button(Button("&Move it now", "primary", "send"))
        self.move_now.clicked.connect(self.move_wanted)
        self.hide()

    def show_places(self, case: CaseFile, found: Places) -> None:
        """Warn, unless it belongs here or has been moved already; a case that waits elsewhere is not moved twice."""
        sent = _last_handed_over(case)
        wrong = (found.belongs_elsewhere or sent is not None) and case.incident.status == "open"
        self.move_now.setVisible(sent is None)
        if wrong and sent is not None:
            self.show_message("danger", f"Handed over on {say_moment(sent.at)}, not taken in yet", WRITE_NOTHING)
        elif wrong:
            why = found.refused[0].reason if found.refused else ""
            self.show_message("danger", ELSEWHERE, f"{why} Don’t tell the adult.".strip())
        self.setVisible(wrong)


def _last_handed_over(case: CaseFile) -> HistoryEntry | None:
    """The entry with which the case was sealed for another casebook, the last time."""
    sent = [each for each in case.history if isinstance(each.entity, Access) and each.entity.what == "handed over"]
    return max(sent, key=lambda each: each.seq, default=None)
