"""What the file says of itself, beside the question that it may answer: a line each, taken over by one key or click."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dslapp.domain.evidence.offers import Offer
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.text import Words, spoken

KEYS = ("J", "K", "Q", "Z")
"""Letters that nothing else in the window answers to; further offers are reached by Tab."""


class OfferRows(QWidget):
    """The offers to one question; `taken` carries the one that the person takes over."""

    taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: tuple[Button, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)

    def show_offers(self, offers: Sequence[Offer], keys: Iterator[str]) -> None:
        """Show `offers`; the first takes a letter from `keys` while there are any, so that each question has one."""
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.buttons = tuple(self._offered(offer, "" if n else next(keys, "")) for n, offer in enumerate(offers))
        self.setVisible(bool(offers))

    def _offered(self, offer: Offer, key: str) -> Button:
        words = Words(offer.in_words, "hint")
        button = Button(f"Use this (Alt+&{key})" if key else "Use this", "quiet", "clipboard-paste")
        button.setAccessibleName(f"{spoken(button.text())}: {offer.text}")
        button.setAccessibleDescription(offer.in_words)
        button.clicked.connect(lambda: self.taken.emit(offer))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(words, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(line)
        return button
