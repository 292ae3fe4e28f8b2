"""The Referrals tab: the summaries of a case and how each stands; begin one for the LADO or the police."""

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.entity import IncidentId
from dslapp.domain.local_time import say_moment
from dslapp.domain.referral.fields import READER
from dslapp.domain.referral.listed import STATES, receipt_in_words, sent_in_words, state_of
from dslapp.domain.referral.referrals import Recipient, Referral
from dslapp.domain.school import say_lado, short_lado
from dslapp.gui.case.columns_head import with_head
from dslapp.gui.case.lines import Cell, Columns, Line
from dslapp.gui.case.lines_list import LinesList
from dslapp.gui.case.tab import CaseTabView
from dslapp.gui.desk import Desk
from dslapp.gui.referral.referral_tones import TONES
from dslapp.gui.routes import ToPack, ToRefer, ToWhatLeft
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.wrapping import WrapLayout

COLUMNS = Columns(("For", "How it stands", "Sent", "Receipt"), (24, 22, 34, 34))
_BEGIN: dict[Recipient, str] = {"lado": "Begin a LADO s&ummary", "police": "Begin a polic&e summary"}
_GO_ON: dict[Recipient, str] = {"lado": "Go on with the LADO summar&y", "police": "Go on with the polic&e summary"}
NOTHING = "No summary was begun. The LADO and the police each get one, made from what the case says already."


class ReferralsTab(CaseTabView):
    """Lists summaries and leads to each. Whoever only reviews may read them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._case: CaseFile | None = None
        self.begin: dict[Recipient, Button] = {
            "lado": Button(_BEGIN["lado"], "secondary", "send"), "police": Button(_BEGIN["police"], "secondary", "send")
        }  # fmt: skip
        self.pack_button = Button("Make an evidence pack", "secondary", "package")
        self.left_button = Button("Who has had what", "quiet", "history")
        self.open_button = Button("Open", "quiet", "chevron-right")
        self.list = LinesList("Referrals of this case", COLUMNS, NOTHING)
        row = WrapLayout()
        for button in (*self.begin.values(), self.pack_button, self.left_button, self.open_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addLayout(row)
        column.addWidget(with_head(self.list), 1)
        self.begin["lado"].clicked.connect(lambda: self._begin("lado"))
        self.begin["police"].clicked.connect(lambda: self._begin("police"))
        self.pack_button.clicked.connect(self._make_pack)
        self.left_button.clicked.connect(self._show_what_left)
        self.open_button.clicked.connect(lambda: self._open(self.list.chosen()))
        self.list.opened.connect(self._open)
        self.list.selected.connect(lambda key: self.open_button.setEnabled(bool(key)))

    def show_case(self, case: CaseFile) -> None:
        """Show the referrals of `case`, the newest first."""
        self._case = case
        now = self._desk.now()
        waiting = {referral.recipient for referral in case.referrals if referral.status == "preparing"}
        for recipient, button in self.begin.items():
            button.setVisible(case.reader_may("refer to an agency"))
            button.say(say_lado((_GO_ON if recipient in waiting else _BEGIN)[recipient], short_lado(case.lado_label)))
        self.pack_button.setVisible(bool(case.shown_exhibits) and case.reader_may("refer to an agency"))
        self.list.show_lines([_line(referral, now, case.lado_label) for referral in reversed(case.referrals)])
        self.open_button.setEnabled(bool(self.list.chosen()))
        self.open_button.setVisible(bool(case.referrals))

    def look_for(self, focus_id: str) -> None:
        """Choose a referral by its id, or bring the button that begins one for a recipient."""
        if focus_id in ("lado", "police"):
            self.begin["lado" if focus_id == "lado" else "police"].setFocus()
        else:
            self.list.choose(focus_id)
            self.list.setFocus()

    def _begin(self, recipient: Recipient) -> None:
        if self._case:
            self.go.emit(ToRefer(IncidentId(self._case.incident.id), recipient))

    def _make_pack(self) -> None:
        if self._case:
            self.go.emit(ToPack(IncidentId(self._case.incident.id)))

    def _show_what_left(self) -> None:
        if self._case:
            self.go.emit(ToWhatLeft(IncidentId(self._case.incident.id)))

    def _open(self, referral_id: str) -> None:
        referral = next((each for each in self._case.referrals if each.id == referral_id), None) if self._case else None
        if referral:
            self.go.emit(ToRefer(referral.incident_id, referral.recipient, referral.id))


def _line(referral: Referral, now: datetime, lado_label: str) -> Line:
    state = state_of(referral, now)
    return Line(
        key=referral.id,
        columns=(
            (
                Cell(say_lado(f"Summary for {READER[referral.recipient]}", short_lado(lado_label)), strong=True),
                Cell(f"begun {say_moment(referral.started_at)}", quiet=True),
            ),
            (Cell(STATES[state], tone=TONES[state]),),
            (Cell(sent_in_words(referral) or "Not sent yet"),),
            (
                Cell(receipt_in_words(referral, now), tone="danger" if state == "overdue" else None),
                Cell(referral.answer, quiet=True),
            ),
        ),
    )  # fmt: skip
