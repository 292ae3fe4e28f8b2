"""The fourteen indicators as boxes to tick, under the caveat that always stands above them."""

from textwrap import fill

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from dslapp.domain.case.incident import MandatoryRoute
from dslapp.domain.guidance.indicators import Indicator, IndicatorList
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.text import Words

_LETTERS_A_LINE = 58
"""A check box does not wrap its words by itself."""


class IndicatorTicks(QWidget):
    """`changed` is sent when a person ticks or unticks one; its note then stands below it."""

    changed = Signal()

    def __init__(self, indicators: IndicatorList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._indicators = indicators
        self._boxes: dict[str, QCheckBox] = {}
        self._notes: list[tuple[tuple[str, ...], QWidget]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)
        self.caveat = Banner("information", indicators.caveat)
        self._column.addWidget(self.caveat)
        for indicator in indicators.indicators:
            self._add(indicator)
        self.setFocusProxy(next(iter(self._boxes.values())))

    def codes(self) -> tuple[str, ...]:
        """The ticked codes in their order."""
        return tuple(code for code, box in self._boxes.items() if box.isChecked())

    def show_codes(self, codes: tuple[str, ...]) -> None:
        """Tick exactly these."""
        for code, box in self._boxes.items():
            box.setChecked(code in codes)
        self._show_notes()

    def mandatory(self) -> tuple[MandatoryRoute, ...]:
        """The mandatory routes that the ticked indicators name."""
        ticked = {code[:7] for code in self.codes()}
        return tuple(route for each in self._indicators.indicators if each.code in ticked for route in each.mandatory)

    def box(self, code: str) -> QCheckBox:
        """The box of a code."""
        return self._boxes[code]

    def _add(self, indicator: Indicator) -> None:
        words = f"{indicator.label} ({indicator.weight})" if indicator.weight else indicator.label
        self._column.addWidget(self._tick(indicator.code, words))
        codes = [indicator.code]
        for part in indicator.parts:
            line = QHBoxLayout()
            line.setContentsMargins(4 * GRID, 0, 0, 0)
            line.addWidget(self._tick(part.code, part.label))
            self._column.addLayout(line)
            codes.append(part.code)
        if indicator.note:
            note = Banner("danger", "", indicator.note) if indicator.hard_stop else Words(indicator.note, "hint")
            self._column.addWidget(note)
            self._notes.append((tuple(codes), note))

    def _tick(self, code: str, words: str) -> QCheckBox:
        box = QCheckBox(fill(words, _LETTERS_A_LINE).replace("&", "&&"))
        box.setAccessibleName(f"{code} {words}")
        box.setToolTip(code)
        box.clicked.connect(self._ticked)
        self._boxes[code] = box
        return box

    def _ticked(self) -> None:
        self._show_notes()
        self.changed.emit()

    def _show_notes(self) -> None:
        for codes, note in self._notes:
            note.setVisible(any(self._boxes[code].isChecked() for code in codes))
