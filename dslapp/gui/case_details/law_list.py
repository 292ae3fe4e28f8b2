"""The acts that may apply, as boxes to tick, under the caveat that only the police or the CPS decide."""

from textwrap import fill

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from dslapp.domain.reference.legislation import LawList
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.tab_order import follow_layout

_LETTERS_A_LINE = 50
"""A check box does not wrap its words by itself."""


class LawTicks(QWidget):
    """`changed` is sent when a person ticks or unticks one. What is ticked is always shown, the rest on a press.

    What is kept are the words of the act: they stay as they were picked when the list changes.
    """

    changed = Signal()

    def __init__(self, laws: LawList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[str, QCheckBox] = {}
        self.caveat = Banner("information", laws.caveat)
        self.more = Button("Choose from the list", "filter")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)
        self._column.addWidget(self.caveat)
        self._column.addLayout(side_by_side(self.more))
        for law in laws.for_police:
            self._add(law.act, law.note)
        self.more.clicked.connect(self._show)
        self._show()

    def acts(self) -> tuple[str, ...]:
        """The ticked acts in their order."""
        return tuple(act for act, box in self._boxes.items() if box.isChecked())

    def show_acts(self, acts: tuple[str, ...]) -> None:
        """Tick exactly these; one that the list does not have any more stays to be seen."""
        for act in acts:
            if act not in self._boxes:
                self._add(act, "It is not in the list any more.")
        for act, box in self._boxes.items():
            box.setChecked(act in acts)
        self._show()

    def box(self, act: str) -> QCheckBox:
        """The box of an act."""
        return self._boxes[act]

    def _add(self, act: str, note: str) -> None:
        box = QCheckBox(fill(act, _LETTERS_A_LINE).replace("&", "&&"))
        box.setAccessibleName(act)
        box.setAccessibleDescription(note)
        box.setToolTip(note)
        box.clicked.connect(self._ticked)
        self._boxes[act] = box
        self._column.addWidget(box)

    def _ticked(self) -> None:
        self.changed.emit()

    def _show(self) -> None:
        for box in self._boxes.values():
            box.setVisible(self.more.isChecked() or box.isChecked())
        follow_layout(self)
