"""Short fields two in a line where there is room, below each other where there is not."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from dslapp.gui.theme.tokens import GRID

_NARROW = 74
"""Letters of width below which there is one column."""


class Pairs(QWidget):
    """Shows its fields in reading order, in two columns or one."""

    def __init__(self, fields: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = tuple(fields)
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * GRID)
        self._grid.setVerticalSpacing(GRID + GRID // 2)
        self._arrange(2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose by the new width."""
        super().resizeEvent(event)
        self._arrange(1 if self.width() < _NARROW * self.fontMetrics().averageCharWidth() else 2)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for field in self._fields:
            self._grid.removeWidget(field)
        for number, field in enumerate(self._fields):
            self._grid.addWidget(field, number // columns, number % columns, Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, columns - 1)
