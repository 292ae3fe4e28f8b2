"""The matrix as a grid of twelve buttons that stay pressed; a row's help stands beside its name."""

from textwrap import fill

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from dslapp.domain.case.incident import Cell
from dslapp.domain.reference.matrix import CELL_WORDS, CELLS, COLUMNS, ROWS, cell, cell_help, cell_name
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.text import Words

_LETTERS_A_LINE = 17
_NARROW = 84
"""Letters of width below which four cells do not stand beside each other."""
_LEAST_WIDTH = 40 * GRID
"""Else the width of four cells would keep it from ever being narrow."""


class MatrixGrid(QWidget):
    """Cells and the main one. `changed` is sent when a person presses one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[Cell, Button] = {}
        self._primary: Cell | None = None
        self._across = 0
        self._explained = Words(part="hint")
        self._main_asked = Words("Which is the main one?", "strong")
        self._main: ChoiceButtons | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self._grid = QGridLayout()
        self._grid.setSpacing(GRID)
        self._column.addLayout(self._grid)
        self._headings = {row: Words(f"{row.capitalize()}: {about}", "hint") for row, about in ROWS.items()}
        for which in CELLS:
            self._buttons[which] = self._cell(which)
        self._arrange(len(COLUMNS))
        self.setMinimumWidth(_LEAST_WIDTH)
        self._column.addWidget(self._explained)
        self._column.addWidget(self._main_asked)
        self.setFocusProxy(next(iter(self._buttons.values())))
        self._show_rest()

    def cells(self) -> tuple[Cell, ...]:
        """The pressed cells."""
        return tuple(each for each in CELLS if self._buttons[each].isChecked())

    def primary(self) -> Cell | None:
        """The main one of them; of one alone, that one."""
        pressed = self.cells()
        if len(pressed) == 1:
            return pressed[0]
        return self._primary if self._primary in pressed else None

    def show_cells(self, cells: tuple[Cell, ...], primary: Cell | None) -> None:
        """Show these."""
        for each, button in self._buttons.items():
            button.setChecked(each in cells)
        self._primary = primary
        self._show_rest()

    def button(self, which: Cell) -> Button:
        """The button of a cell."""
        return self._buttons[which]

    def main_button(self, which: Cell) -> Button:
        """The button that makes a cell the main one."""
        assert self._main is not None
        return self._main.button(which)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Four cells in a line where there is room, else two."""
        super().resizeEvent(event)
        self._arrange(2 if self.width() < _NARROW * self.fontMetrics().averageCharWidth() else len(COLUMNS))

    def _arrange(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        lines = len(COLUMNS) // across
        for line, row in enumerate(ROWS):
            first = line * (lines + 1)
            self._grid.addWidget(self._headings[row], first, 0, 1, across)
            for number, column in enumerate(COLUMNS):
                place = (first + 1 + number // across, number % across)
                self._grid.addWidget(self._buttons[cell(row, column)], *place)
        for number in range(len(COLUMNS)):
            self._grid.setColumnStretch(number, 1 if number < across else 0)

    def _cell(self, which: Cell) -> Button:
        words, column = CELL_WORDS[which], which.split("-")[1].capitalize()
        button = Button(f"{column}\n{fill(words, _LETTERS_A_LINE)}", "choice", hint=cell_help(which))
        button.show_mark("square", "square-check")
        button.setAccessibleName(f"{cell_name(which)}: {words}")
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        button.clicked.connect(self._pressed)
        return button

    def _pressed(self) -> None:
        self._show_rest()
        self.changed.emit()

    def _show_rest(self) -> None:
        pressed = self.cells()
        more = [each for each in pressed if cell_help(each) != CELL_WORDS[each]]
        self._explained.setText("\n".join(f"{cell_name(each)}: {cell_help(each)}." for each in more))
        self._explained.setVisible(bool(more))
        self._main_asked.setVisible(len(pressed) > 1)
        if self._main is not None:
            self._column.removeWidget(self._main)
            self._main.hide()
            self._main.deleteLater()
            self._main = None
        if len(pressed) > 1:
            self._main = ChoiceButtons("Main cell", [Choice(each, cell_name(each)) for each in pressed], across=True)
            self._main.set_value(self.primary() or "")
            self._main.chosen.connect(self._main_chosen)
            self._column.addWidget(self._main)

    def _main_chosen(self) -> None:
        assert self._main is not None
        chosen = self._main.value()
        self._primary = next(each for each in CELLS if each == chosen)
        self.changed.emit()
