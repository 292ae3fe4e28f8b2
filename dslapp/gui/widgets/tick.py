"""A tick box whose words wrap: one of Qt's own is as wide as its words, and cut in a narrow window."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.text import Words

_DEEPER = 4 * GRID


class Tick(QWidget):
    """Words beside a box; a press on either ticks it. `deeper` moves it under the one above."""

    clicked = Signal()

    def __init__(self, words: str, *, deeper: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox()
        self._words = _Pressed("")
        self.say(words)
        self._words.pressed.connect(self.box.click)
        row = QHBoxLayout(self)
        row.setContentsMargins(_DEEPER if deeper else 0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.setFocusProxy(self.box)
        self.box.clicked.connect(self.clicked)

    def say(self, words: str) -> None:
        """Put these words beside the box."""
        self.box.setAccessibleName(words)
        self._words.setText(words)

    def words(self) -> str:
        """What stands beside the box."""
        return self._words.text()

    def refuse(self) -> None:
        """Let nobody tick it."""
        self.box.setEnabled(False)
        self._words.setEnabled(False)


class _Pressed(Words):
    """Words that send `pressed`."""

    pressed = Signal()

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick the box, too."""
        self.pressed.emit()
