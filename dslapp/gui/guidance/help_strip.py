"""What is always on the screen beside a question: 999 and the police, whom to ask, other guidance, and the views."""

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.glyph import Glyph
from dslapp.gui.widgets.text import Words
from dslapp.gui.widgets.wrapping import WrapLayout

SideView = Literal["standing", "answers", "path", "help"]
SIDE_TITLES: dict[SideView, str] = {
    "standing": "Limits and loc&ks",
    "answers": "Answers so &far",
    "path": "Sho&w path",
    "help": "He&lp",
}


class HelpStrip(QFrame):
    """`police_wanted`, `rang_wanted` and `flows_wanted` say what to do.

    `side_wanted` carries a `SideView` to show or to put away.
    """

    police_wanted = Signal()
    rang_wanted = Signal()
    flows_wanted = Signal()
    side_wanted = Signal(str)

    def __init__(self, *, may_open: bool) -> None:
        super().__init__()
        self.police = Button("Open the poli&ce guidance", "secondary", "shield")
        self.rang = Button("&999 was rung", "secondary", "phone", "Record when, by whom, and the incident number")
        danger = QWidget()
        row = QHBoxLayout(danger)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        row.addWidget(Glyph("phone", "danger", 20))
        label = Words("In danger now? Ring 999.", "strong", "danger")
        label.setWordWrap(False)
        row.addWidget(label)
        danger.setMinimumHeight(self.police.sizeHint().height())
        self.flows = Button("Ot&her guidance", "secondary", "compass")
        self.show_ways(may_open=may_open, in_case=True)
        self.sides = {name: Button(title, "filter") for name, title in SIDE_TITLES.items()}
        self.police.clicked.connect(self.police_wanted)
        self.rang.clicked.connect(self.rang_wanted)
        self.flows.clicked.connect(self.flows_wanted)
        wrap = WrapLayout(self)
        for widget in (danger, self.rang, self.police, self.flows):
            wrap.addWidget(widget)
        for name, button in self.sides.items():
            button.clicked.connect(lambda _checked, wanted=name: self.side_wanted.emit(wanted))
            wrap.addWidget(button)

    def show_ways(self, *, may_open: bool, in_case: bool) -> None:
        """Offer the ways elsewhere to somebody who may go there; a call to 999 is recorded in a case only."""
        self.police.setVisible(may_open)
        self.flows.setVisible(may_open)
        self.rang.setVisible(may_open and in_case)

    def mark_side(self, shown: SideView | None) -> None:
        """Show which view stands beside the question, or that none does."""
        for name, button in self.sides.items():
            button.setChecked(name == shown)
