"""The line above an exhibit: the ways back and to its neighbours, and what it is called."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.text import Heading
from dslapp.gui.widgets.wrapping import WrapLayout

_NARROW = 84
"""Letters of width below which the title stands under the buttons."""


class ViewerHead(QWidget):
    """In a low window the buttons are icons, so that the title fits beside them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = Button("&Back to all exhibits", "quiet", "arrow-left")
        self.previous = Button("Previous", "quiet", "chevron-left", hint="Ctrl+Left")
        self.next = Button("Next", "quiet", "chevron-right", hint="Ctrl+Right")
        self.title = Heading("", 2)
        self._is_low = False
        ways = QWidget()
        row = WrapLayout(ways)
        for button in (self.back, self.previous, self.next):
            row.addWidget(button)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GRID)
        self._box.addWidget(ways)
        self._box.addWidget(self.title, 1)

    def set_low(self, is_low: bool) -> None:
        """Whether height is short."""
        if is_low != self._is_low:
            self._is_low = is_low
            for button in (self.back, self.previous, self.next):
                button.words_shown(not is_low)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose by the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        stacks = not self._is_low and self.width() < _NARROW * self.fontMetrics().averageCharWidth()
        direction = QBoxLayout.Direction.TopToBottom if stacks else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != direction:
            self._box.setDirection(direction)
