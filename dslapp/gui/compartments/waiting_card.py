"""On Today: how many sealed notes wait to be taken in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from dslapp.domain.case_words import count_of
from dslapp.gui.case.link import Link
from dslapp.gui.widgets.cards import Card


class WaitingCard(Card):
    """Hidden while nothing waits; `wanted` when a person wants to read it."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Left for you")
        self._column = QVBoxLayout()
        self.body.addLayout(self._column)
        self.link: Link | None = None
        self.hide()

    def show_count(self, count: int) -> None:
        """Say how many wait."""
        if self.link is not None:
            self._column.removeWidget(self.link)
            self.link.hide()
            self.link.deleteLater()
            self.link = None
        self.setVisible(count > 0)
        if count:
            words = f"{count_of(count, 'sealed note')} {'waits' if count == 1 else 'wait'}"
            self.link = Link(words, "Somebody left it for the people who can open this casebook")
            self.link.clicked.connect(self.wanted)
            self._column.addWidget(self.link)
