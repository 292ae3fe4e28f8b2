"""The boxes on a picture in words, each with a button to go to it and one to take it away."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.evidence.derivatives import Box
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.text import Words
from dslapp.gui.widgets.wrapping import WrapLayout


class BoxList(QWidget):
    """Lists the boxes of the page in view. `wanted` and `unwanted` carry the number of a box, from 0."""

    wanted = Signal(int)
    unwanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)
        self._nothing = Words("No box yet.", "hint")
        self._column.addWidget(self._nothing)

    def show_boxes(self, boxes: Sequence[Box], size: tuple[int, int], elsewhere: int, current: int) -> None:
        """Show `boxes` on a picture of `size` dots; keys act on `current`; `elsewhere`: how many on other pages."""
        while len(self._rows) > len(boxes):
            row = self._rows.pop()
            row.hide()
            row.deleteLater()
        for number in range(len(self._rows), len(boxes)):
            self._rows.append(_Row(number))
            self._rows[-1].go.clicked.connect(lambda _=False, number=number: self.wanted.emit(number))
            self._rows[-1].away.clicked.connect(lambda _=False, number=number: self.unwanted.emit(number))
            self._column.addWidget(self._rows[-1])
        for number, (row, box) in enumerate(zip(self._rows, boxes, strict=True)):
            chosen = " (chosen)" if number == current else ""
            row.words.setText(f"Box {number + 1}: {place_in_words(box, size)}{chosen}")
        more = f"{elsewhere} on other pages." if elsewhere else ""
        self._nothing.setText(" ".join(filter(None, ("" if boxes else "No box yet.", more))))
        self._nothing.setVisible(bool(self._nothing.text()))

    def words(self) -> tuple[str, ...]:
        """What is listed."""
        return tuple(row.words.text() for row in self._rows)


class _Row(QWidget):
    """One box in words, to be gone to or taken away."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.words = Words()
        self.go, self.away = Button("Go to it", "quiet"), Button("Remove", "quiet", "x")
        self.go.setAccessibleName(f"Go to box {number + 1}")
        self.away.setAccessibleName(f"Remove box {number + 1}")
        buttons = WrapLayout()
        buttons.addWidget(self.go)
        buttons.addWidget(self.away)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.words)
        column.addLayout(buttons)


def place_in_words(box: Box, size: tuple[int, int]) -> str:
    """Where a box is, in hundredths of the picture: "6–33 % across, 17–19 % down"."""
    wide, high = max(1, size[0]), max(1, size[1])
    across = f"{round(100 * box.left / wide)}–{round(100 * (box.left + box.width) / wide)} % across"
    return f"{across}, {round(100 * box.top / high)}–{round(100 * (box.top + box.height) / high)} % down"
