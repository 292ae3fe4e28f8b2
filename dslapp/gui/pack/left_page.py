"""What has left the school of a case, to whom, and who confirmed it; and what to do when it was the wrong person."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.entity import IncidentId
from dslapp.domain.local_time import say_moment
from dslapp.domain.pack.what_left import LeftSchool, ReceiptState
from dslapp.domain.problems import Problem
from dslapp.gui.desk import Desk
from dslapp.gui.log_incident.into_view import bring_into_view
from dslapp.gui.pack.astray_form import AstrayForm
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.routes import Route, ToCase, ToWhatLeft
from dslapp.gui.theme.tokens import GRID, Tone
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card, EmptyState
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Heading, Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.pack.show_what_left import WhatLeft, show_what_left

SHOWN = 60
"""The history has them all."""
_SETTLED_MS = 120
"""By then wrapped lines have found their height."""
_TONES: dict[ReceiptState, Tone | None] = {
    "not asked": None, "waiting": None, "overdue": "danger", "confirmed": "success"
}  # fmt: skip
_ABOUT = (
    "Packs, summaries, case files, originals and copies that were saved, printed or copied out of this casebook, the "
    "newest first. What was said by telephone stands in the chronology, devices and other things that changed hands "
    "stand in their continuity."
)


class WhatLeftPage(ScrollingPage):
    """Whoever may read the case may read it; whoever may write notes what went astray."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._route: ToWhatLeft | None = None
        self._shown: WhatLeft | None = None
        self.astray_buttons: dict[str, Button] = {}
        self.title = Heading("Who has had what", 1)
        self.back_button = Button("&Back to the case", "quiet", "arrow-left")
        self.trouble = Banner("danger")
        self.trouble.hide()
        self.form = AstrayForm(desk)
        self._list = QVBoxLayout()
        self._list.setSpacing(GRID)
        self.back_button.clicked.connect(self._to_case)
        self.form.noted.connect(self._noted)
        head = WrapLayout()
        head.addWidget(self.back_button)
        self.column.addWidget(self.title)
        self.column.addLayout(head)
        self.column.addWidget(Words(_ABOUT, "hint"))
        self.column.addWidget(self.trouble)
        self.column.addWidget(self.form)
        self.column.addLayout(self._list)

    def enter(self, route: Route) -> None:
        """Read what left of the case of the route."""
        assert isinstance(route, ToWhatLeft)
        if self._route != route:
            self.form.hide()
            self._empty()
        self._route = route
        self._read()

    def _read(self) -> None:
        assert self._route is not None
        self._desk.tasks.submit(
            show_what_left, self._desk.session, self._route.incident_id, done=self._show, failed=self._refused,
            latest="what left",
        )  # fmt: skip

    def _show(self, shown: WhatLeft) -> None:
        self._empty()
        self._shown = shown
        self.trouble.hide()
        self.title.setText(f"Who has had what of {shown.case.incident.ref}")
        for each in shown.left[:SHOWN]:
            self._list.addWidget(self._row(each, may_note=shown.case.reader_may("log and change the record")))
        if len(shown.left) > SHOWN:
            self._list.addWidget(Words(f"{len(shown.left) - SHOWN} older ones stand in the history.", "hint"))
        if not shown.left:
            self._list.addWidget(EmptyState("send", "Nothing has left", "Nothing was saved, printed or sent yet."))
        follow_layout(self)

    def _empty(self) -> None:
        """Show nothing of a case while another is read: what is pressed would be noted there."""
        self._shown = None
        self.title.setText("Who has had what")
        while (item := self._list.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.astray_buttons = {}

    def _row(self, left: LeftSchool, *, may_note: bool) -> QWidget:
        row = Card()
        row.body.setSpacing(GRID // 2)
        row.body.addWidget(Words(left.what, "strong"))
        meant = "Meant for" if left.astray else "To"
        to = f"{meant} {left.to}. " if left.to else ""
        row.body.addWidget(Words(f"{to}{say_moment(left.at)}, by {left.by}."))
        if left.receipt:
            row.body.addWidget(Words(f"{left.receipt}.".replace("..", "."), tone=_TONES[left.state]))
        if left.astray:
            row.body.addWidget(Words(_astray_in_words(left), "strong", tone="danger"))
        if may_note:
            row.body.addLayout(self._buttons(left))
        return row

    def _buttons(self, left: LeftSchool) -> WrapLayout:
        buttons = WrapLayout()
        if left.receipt_action:
            receipt = Button("To the action for the receipt", "quiet", "list-checks")
            receipt.setAccessibleName(f"To the action for the receipt: {left.what}")
            receipt.clicked.connect(partial(self._to_action, left.receipt_action))
            buttons.addWidget(receipt)
        if not left.astray:
            button = Button("Sent to the wrong person?", "quiet", "triangle-alert")
            button.setAccessibleName(f"Sent to the wrong person? {left.what}")
            button.clicked.connect(partial(self._ask, left))
            self.astray_buttons[left.key] = button
            buttons.addWidget(button)
        return buttons

    def _ask(self, left: LeftSchool) -> None:
        if self._shown is None:
            return
        self.form.ask(IncidentId(self._shown.case.incident.id), left, self._shown.dpo, self._shown.lado)
        for wait in (0, _SETTLED_MS):
            QTimer.singleShot(wait, self.form, self._bring_form)

    def _bring_form(self) -> None:
        bring_into_view(self.area, [self.form])

    def _noted(self) -> None:
        self.tell("Recorded. What is to be done stands in the actions.")
        self._read()

    def _refused(self, problem: Problem) -> None:
        self.trouble.show_problem(problem)

    def _to_action(self, action_id: str) -> None:
        if self._route is not None:
            self.go.emit(ToCase(self._route.incident_id, "actions", action_id))

    def _to_case(self) -> None:
        if self._route is not None:
            self.go.emit(ToCase(self._route.incident_id, "referrals"))


def _astray_in_words(left: LeftSchool) -> str:
    whom = f", to {left.went_to}" if left.went_to else ""
    noticed = f"; noticed {say_moment(left.noticed_at)}" if left.noticed_at else ""
    return f"It went to the wrong person{whom}{noticed}. What is to be done stands in the actions."
