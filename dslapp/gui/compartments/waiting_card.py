"""On Today: how many sealed notes wait to be taken in, and whether one tells of danger."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from dslapp.domain.case.case_words import count_of
from dslapp.gui.case.link import Link
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.services.matters.take_in_note import Left

DANGER = "Somebody could be hurt today, says a sealed note"
READ_NOW = "Read it now. If anyone could be hurt today, or you can’t be sure, ring 999."


class WaitingCard(Card):
    """Hidden while nothing waits; `wanted` when a person wants to read it."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Left for you")
        self._column = QVBoxLayout()
        self.danger = Banner("danger", DANGER, READ_NOW)
        self.read_now = self.danger.add_button(Button("&Read it now", "primary", "inbox"))
        self.read_now.clicked.connect(self.wanted)
        self.body.addWidget(self.danger)
        self.body.addLayout(self._column)
        self.link: Link | None = None
        self.hide()

    def show_left(self, left: Left) -> None:
        """Say how many wait, and in red when one tells of danger."""
        if self.link is not None:
            self._column.removeWidget(self.link)
            self.link.hide()
            self.link.deleteLater()
            self.link = None
        self.setVisible(left.notes > 0)
        self.danger.setVisible(left.urgent > 0)
        if left.notes:
            words = f"{count_of(left.notes, 'sealed note')} {'waits' if left.notes == 1 else 'wait'}"
            self.link = Link(words, "Somebody left it for the people who can open this casebook")
            self.link.clicked.connect(self.wanted)
            self._column.addWidget(self.link)
