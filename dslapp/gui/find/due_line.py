"""What is to be done, with when beside it; below it where there is no room for both."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from dslapp.gui.case.link import Link
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.chips import DueChip

_LEAST_LETTERS = 34
"""Letters of width that the words need beside the chip."""


class DueLine(QWidget):
    """Lays out `link` and `chip` by its own width."""

    def __init__(self, link: Link, chip: DueChip | None) -> None:
        super().__init__()
        self._link, self._chip = link, chip
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GRID)
        self._box.addWidget(link, 1)
        if chip is not None:
            self._box.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of the two: it never makes a page move sideways."""
        least = self._link.minimumSizeHint()
        return least if self._chip is None else least.expandedTo(self._chip.minimumSizeHint())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose by the new width."""
        super().resizeEvent(event)
        if self._chip is None:
            return
        needed = self._chip.sizeHint().width() + _LEAST_LETTERS * self.fontMetrics().averageCharWidth()
        stacks = self.width() < needed
        wanted = QBoxLayout.Direction.TopToBottom if stacks else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != wanted:
            self._box.setDirection(wanted)
            self._box.setSpacing(0 if stacks else GRID)
