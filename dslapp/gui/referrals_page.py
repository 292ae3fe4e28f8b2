"""The Referrals page: the summaries of all cases, those whose receipt is overdue to be seen at once."""

from datetime import datetime

from PySide6.QtWidgets import QStackedWidget

from dslapp.domain.local_time import say_day_short, say_time, to_local
from dslapp.domain.referral.listed import STATES, ReferralRow, ReferralState, receipt_due, state_of
from dslapp.gui.desk import Desk
from dslapp.gui.list_page import ListPage
from dslapp.gui.referral.referral_tones import TONES
from dslapp.gui.routes import Route, ToRefer
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.cards import EmptyState
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.glyph import TONE_ICONS
from dslapp.gui.widgets.rows_model import Column, RowsModel
from dslapp.gui.widgets.rows_view import RowsView
from dslapp.services.papers.list_referrals import list_referrals

_SHOWN: dict[str, tuple[ReferralState, ...]] = {
    "all": ("preparing", "waiting", "overdue", "received", "answered"),
    "preparing": ("preparing",),
    "waiting": ("waiting", "overdue"),
    "overdue": ("overdue",),
}


class ReferralsPage(ListPage):
    """Read anew at each arrival. Enter leads to the referral."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Referrals")
        self._desk = desk
        self._rows: tuple[ReferralRow, ...] = ()
        self._now = desk.now()
        self.which = ChoiceButtons(
            "Show",
            (
                Choice("all", "All"), Choice("preparing", "In preparation"), Choice("waiting", "Without receipt"),
                Choice("overdue", "Receipt overdue"),
            ),
            across=True,
        )  # fmt: skip
        self.which.set_value("all")
        self.model = RowsModel(self._columns())
        self.table = RowsView("Referrals", self.model, two_lines=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(EmptyState("send", "No referral here", "Each is begun in its case, under Referrals."))
        self.column.addWidget(self.which)
        self.column.addWidget(self._stack, 1)
        self.which.chosen.connect(self._filter)
        self.table.opened.connect(self._open)

    def enter(self, route: Route) -> None:
        """Read all referrals."""
        self._desk.tasks.submit(list_referrals, self._desk.session, done=self._show, latest="referrals")

    def _show(self, rows: tuple[ReferralRow, ...]) -> None:
        self._rows, self._now = rows, self._desk.now()
        overdue = sum(1 for row in rows if self._state(row) == "overdue")
        self.which.button("overdue").say(f"Receipt overdue ({overdue})" if overdue else "Receipt overdue")
        self._filter()

    def _filter(self) -> None:
        shown = _SHOWN[self.which.value()]
        rows = [row for row in self._rows if self._state(row) in shown]
        self.model.set_rows(rows)
        self._stack.setCurrentIndex(0 if rows else 1)

    def _open(self, row: ReferralRow) -> None:
        self.go.emit(ToRefer(row.referral.incident_id, row.referral.recipient, row.referral.id))

    def _state(self, row: ReferralRow) -> ReferralState:
        return state_of(row.referral, self._now)

    def _receipt(self, row: ReferralRow) -> str:
        referral = row.referral
        if referral.receipt_at:
            return f"Confirmed {say_day_short(to_local(referral.receipt_at).date())}"
        if referral.sent_at is None:
            return ""
        due = say_day_short(to_local(receipt_due(referral.sent_at)).date())
        return f"Was due {due}" if self._state(row) == "overdue" else f"Due {due}"

    def _columns(self) -> tuple[Column[ReferralRow], ...]:
        return (
            Column("Case", text=lambda row: row.ref, width=17 * GRID, narrow=15 * GRID),
            Column("What", text=lambda row: row.headline, narrow=-1),
            Column("For", text=lambda row: row.reader, width=18 * GRID, narrow=14 * GRID),
            Column(
                "How it stands", text=lambda row: STATES[self._state(row)], tone=lambda row: TONES[self._state(row)],
                icon=lambda row: TONE_ICONS[TONES[self._state(row)]], width=23 * GRID,
            ),
            Column("Sent", text=_sent, sort=lambda row: _moment(row.referral.sent_at), width=25 * GRID, narrow=-1),
            Column("To, and how", text=_to, narrow=-1),
            Column("Receipt", text=self._receipt, sort=_receipt_moment, width=22 * GRID, narrow=0),
        )  # fmt: skip


def _sent(row: ReferralRow) -> str:
    return _short(row.referral.sent_at) if row.referral.sent_at else ""


def _receipt_moment(row: ReferralRow) -> float:
    referral = row.referral
    return _moment(referral.receipt_at or (receipt_due(referral.sent_at) if referral.sent_at else None))


def _short(moment: datetime) -> str:
    local = to_local(moment)
    return f"{say_day_short(local.date())}, {say_time(moment)}"


def _to(row: ReferralRow) -> str:
    return ", ".join(filter(None, (row.referral.sent_to, row.referral.sent_how)))


def _moment(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0
