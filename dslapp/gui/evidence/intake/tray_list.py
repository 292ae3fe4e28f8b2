"""The files that wait, in the order in which they will be numbered, and whether they belong together as a series."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from dslapp.gui.evidence.intake.tray import TrayItem
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.tab_order import follow_layout

_TOGETHER = {
    True: "They belong together: a series in this order",
    False: "These are pages of one thing (one chat, one profile), in this order",
}
"""Of pictures only, and of files of different kinds."""


class TrayList(QWidget):
    """Holds the items. Pictures that come at once belong together until somebody says otherwise; other files do not.

    Whoever ticks or unticks it has decided: what comes or is read afterwards changes nothing.
    """

    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items: list[TrayItem] = []
        self.together = QCheckBox(_TOGETHER[True])
        self._decided = False
        self.together.clicked.connect(self._decide)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2 * GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.together)
        column.addLayout(self._rows)

    def add(self, items: Sequence[TrayItem]) -> None:
        """Put what came at once at the end."""
        if not self.items:
            self._decided = False
        for item in items:
            item.moved.connect(self._move)
            self.items.append(item)
            self._rows.addWidget(item)
        self.show_state()

    def remove(self, item: TrayItem) -> None:
        """Take one out."""
        self.items.remove(item)
        item.hide()
        self._rows.removeWidget(item)
        item.deleteLater()
        self.show_state()

    @property
    def in_series(self) -> bool:
        """Whether what is ready is to become a series: two files at least."""
        return self.together.isChecked() and sum(item.ready for item in self.items) > 1

    def show_state(self) -> None:
        """Offer the order and the series where there are several."""
        several = sum(item.waits_for_a_word for item in self.items) > 1
        pictures = all(item.is_picture for item in self.items if item.waits_for_a_word)
        self.together.setVisible(several)
        self.together.setText(_TOGETHER[pictures])
        if not self._decided:
            self.together.setChecked(several and pictures)
        for number, item in enumerate(self.items):
            item.offer_moves(up=several and number > 0, down=several and number < len(self.items) - 1)

    def _decide(self) -> None:
        self._decided = True

    def _move(self, item: TrayItem, by: int) -> None:
        place = self.items.index(item)
        self.items.insert(place + by, self.items.pop(place))
        self._rows.removeWidget(item)
        self._rows.insertWidget(place + by, item)
        self.show_state()
        follow_layout(self)
        button = item.up if by < 0 else item.down
        (button if button.isEnabled() else item.take_out).setFocus()
        self.moved.emit()
