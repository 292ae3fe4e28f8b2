"""What a new series is made of: the files of the case with a tick each, in the order in which they are ticked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.text import Words
from dslapp.gui.widgets.tick import Tick

_TICK = "Tick what belongs together, in order."
_NOTHING = "Nothing in this case can be in a series yet: attach its pictures first."


class SeriesChoice(QWidget):
    """`chosen` carries the exhibits that were ticked, the first one first."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exhibits: dict[str, Exhibit] = {}
        self._ticked: list[str] = []
        self.ticks: dict[str, Tick] = {}
        self._words = Words(_TICK, "strong")
        self._list = QVBoxLayout()
        self._list.setSpacing(GRID // 2)
        self.begin_button = Button("&Make a series of these", "primary", "plus")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._words)
        column.addLayout(self._list)
        column.addWidget(self.begin_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.begin_button.clicked.connect(lambda: self.chosen.emit([self._exhibits[each] for each in self._ticked]))

    def offer(self, exhibits: Sequence[Exhibit]) -> None:
        """Have these to choose from, none of them ticked."""
        for old in self.ticks.values():
            old.hide()
            old.deleteLater()
        self._ticked = []
        self._exhibits = {each.id: each for each in exhibits}
        self.ticks = {each.id: Tick("") for each in exhibits}
        for key, tick in self.ticks.items():
            tick.box.clicked.connect(lambda on, key=key: self._tick(key, on))
            self._list.addWidget(tick)
        self._words.setText(_TICK if exhibits else _NOTHING)
        self._say()

    def _tick(self, key: str, on: bool) -> None:
        self._ticked = [*self._ticked, key] if on else [each for each in self._ticked if each != key]
        self._say()

    def _say(self) -> None:
        for key, tick in self.ticks.items():
            exhibit = self._exhibits[key]
            shown = exhibit.description or exhibit.original_name or "No description yet"
            elsewhere = f" (now in {exhibit.series})" if exhibit.series else ""
            place = f" – number {self._ticked.index(key) + 1}" if key in self._ticked else ""
            tick.say(f"{exhibit.ref}  {shown}{elsewhere}{place}")
        self.begin_button.setVisible(bool(self.ticks))
        self.begin_button.setEnabled(len(self._ticked) > 1)
