"""Two widgets side by side where there is room, below each other where there is not."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from dslapp.gui.theme.tokens import GRID


class TwoColumns(QWidget):
    """Lays out `left` and `right` by its own width: below `narrow` letters of width they stack, left first."""

    def __init__(
        self, left: QWidget, right: QWidget, *, narrow: int = 84, stretch: tuple[int, int] = (1, 1),
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._narrow = narrow
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2 * GRID)
        self._box.addWidget(left, stretch[0])
        self._box.addWidget(right, stretch[1])
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose by the new width."""
        super().resizeEvent(event)
        narrow = self.width() < self._narrow * self.fontMetrics().averageCharWidth()
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != direction:
            self._box.setDirection(direction)
