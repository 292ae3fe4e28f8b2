"""One row of the reference data as a card: what it says, where it comes from, and whether somebody should check it."""

from datetime import date

from PySide6.QtCore import Signal

from dslapp.domain.local_time import say_day
from dslapp.domain.reference.shown import Line, ReferenceRow
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.chips import Chip
from dslapp.gui.widgets.text import Rule, Words
from dslapp.gui.widgets.wrapping import WrapLayout

CHECK_LOCALLY = "Check locally: it was not seen at its own source, or differs from place to place."


class RowCard(Card):
    """Shows one row. `checked` and `change_wanted` are pressed by somebody who may change the settings."""

    checked = Signal()
    change_wanted = Signal()

    def __init__(self, row: ReferenceRow, today: date, *, may_change: bool = False) -> None:
        super().__init__(row.title)
        self.row = row
        if row.about and not any(row.about in line.words for line in row.lines):
            self.body.addWidget(Words(row.about, "hint"))
        if row.check_is_due(today):
            self.body.addWidget(Banner("warning", _not_checked(row)))
        for line in row.lines:
            self._add(line)
        self.body.addSpacing(GRID // 2)
        self.body.addWidget(Rule())
        if row.check_locally:
            self.body.addWidget(Words(CHECK_LOCALLY, "hint", "warning"))
        self.body.addWidget(Words(f"Source: {row.source}. Edition {row.edition}.", "hint"))
        chips = WrapLayout()
        due = row.check_is_due(today)
        chips.addWidget(Chip(f"Checked on {say_day(row.checked_on)}", "warning" if due else "neutral"))
        if row.own:
            chips.addWidget(Chip("Your school’s own text", "information"))
        self.body.addLayout(chips)
        self.check = Button("&Checked today", "secondary", "circle-check")
        self.change = Button("Change it", "secondary", "pencil")
        self.check.setAccessibleName(f"Checked today: {row.title}")
        self.change.setAccessibleName(f"Change it: {row.title}")
        self.check.clicked.connect(self.checked)
        self.change.clicked.connect(self.change_wanted)
        if may_change:
            buttons = WrapLayout()
            buttons.addWidget(self.check)
            buttons.addWidget(self.change)
            self.body.addLayout(buttons)

    def _add(self, line: Line) -> None:
        if line.warns:
            self.body.addWidget(Banner("warning", line.label, line.words))
            return
        if line.label:
            self.body.addWidget(Words(line.label, "strong"))
        self.body.addWidget(Words(line.words))


def _not_checked(row: ReferenceRow) -> str:
    return f"Nobody has checked this since {say_day(row.checked_on)}: check it, then press Checked today."
