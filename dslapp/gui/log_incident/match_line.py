"""People or accounts of the typed name who stand in the casebook already: taken over only when pressed."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.text import Words
from dslapp.gui.widgets.wrapping import WrapLayout

_SHOWN = 3


class Match(NamedTuple):
    """One that may be meant: its id, what is written when it is picked, and the words that tell it apart."""

    id: str
    name: str
    words: str


class MatchLine(QWidget):
    """Offers matches as buttons; once one is picked it says so and offers to undo that.

    `picked` carries the Match, or None when it was undone; `rearranged` is sent when buttons came or went.
    """

    picked = Signal(object)
    rearranged = Signal()

    def __init__(self, noun: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._noun = noun
        self._said = Words(part="hint")
        self._buttons = QWidget()
        self._row = WrapLayout(self._buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self._said)
        column.addWidget(self._buttons)
        self.hide()

    def offer(self, matches: Sequence[Match]) -> None:
        """Offer these; none at all hides the line."""
        self._clear()
        for match in matches[:_SHOWN]:
            button = Button(match.words.replace("&", "&&"), "quiet", "user-round")
            button.clicked.connect(lambda _checked, match=match: self._pick(match))
            self._row.addWidget(button)
        self._said.setText(f"Is this the same {self._noun}?")
        self.setVisible(bool(matches))
        self.rearranged.emit()

    def offered(self) -> list[Button]:
        """The buttons that stand here now."""
        items = [self._row.itemAt(number) for number in range(self._row.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [widget for widget in widgets if isinstance(widget, Button)]

    def words(self) -> str:
        """What it says above the buttons."""
        return self._said.text()

    def show_picked(self, match: Match) -> None:
        """Say who is meant."""
        self._clear()
        undo = Button(f"No, another {self._noun}", "quiet", "x")
        undo.clicked.connect(lambda: self._pick(None))
        self._row.addWidget(undo)
        self._said.setText(f"The same {self._noun} as: {match.words}. The part played there is not carried over.")
        self.show()
        self.rearranged.emit()

    def _pick(self, match: Match | None) -> None:
        if match is None:
            self.offer(())
        else:
            self.show_picked(match)
        self.picked.emit(match)

    def _clear(self) -> None:
        while item := self._row.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
