"""At the foot of the rail: what this casebook holds, and the other casebooks of this computer, one press away."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.matters.compartments import HOLDS_IN_WORDS
from dslapp.gui.case.link import Link
from dslapp.gui.widgets.text import Words
from dslapp.services.access.known_casebooks import KnownCasebook

MOST = 4
"""Other casebooks that are listed; any further one is opened from the first page."""


class Switcher(QWidget):
    """`chosen` carries the folder of the casebook that is wanted."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.holds = Words(part="hint")
        self.buttons: list[Link] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.holds)

    def show_casebooks(self, known: Sequence[KnownCasebook], here: Path) -> None:
        """List the others; say what the one that is open holds."""
        for button in self.buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        own = next((each for each in known if each.folder == here), None)
        holds = own.card.holds if own and own.card else None
        self.holds.setText(f"Holds {HOLDS_IN_WORDS[holds]}" if holds else "")
        self.holds.setVisible(bool(holds))
        for each in [each for each in known if each.folder != here and each.is_there][:MOST]:
            holds_too = f"Holds {HOLDS_IN_WORDS[each.card.holds]}. " if each.card else ""
            button = Link(each.label, f"{holds_too}Opens in its own window.")
            button.clicked.connect(lambda _on=False, folder=each.folder: self.chosen.emit(folder))
            self.buttons.append(button)
            self._column.addWidget(button)
