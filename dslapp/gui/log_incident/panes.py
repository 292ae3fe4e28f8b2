"""How the first screen uses its room: words and who left, safety right; one column where it is narrow."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from dslapp.gui.theme.tokens import GRID

NARROW = 100
"""Letters of width below which there is one column: words, then safety, then who."""


class Panes(QWidget):
    """Three parts. What a safety answer brings moves nothing on the left. `narrowed` says when there is one column."""

    narrowed = Signal(bool)

    def __init__(self, words: QWidget, safety: QWidget, who: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._safety, self._who = words, safety, who
        self._narrow: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * GRID)
        self._grid.setVerticalSpacing(2 * GRID)
        self.arrange(narrow=False)

    def arrange(self, *, narrow: bool) -> None:
        """Put the parts in one column, or in two."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for part in (self._words, self._safety, self._who):
            self._grid.removeWidget(part)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(self._words, 0, 0, top)
        if narrow:
            self._grid.addWidget(self._safety, 1, 0, top)
            self._grid.addWidget(self._who, 2, 0, top)
        else:
            self._grid.addWidget(self._safety, 0, 1, 2, 1, top)
            self._grid.addWidget(self._who, 1, 0, top)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 0 if narrow else 1)
        self._grid.setRowStretch(1, 0 if narrow else 1)
        self.narrowed.emit(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose by the new width."""
        super().resizeEvent(event)
        self.arrange(narrow=self.width() < NARROW * self.fontMetrics().averageCharWidth())
