"""How something was sent or told: one of the usual ways, or another one in words."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.choice import Choice, ChoiceButtons
from dslapp.gui.widgets.field import named

_ANOTHER = "another"


class WayField(QWidget):
    """Ways as buttons, and a line for another one."""

    changed = Signal()

    def __init__(self, name: str, ways: Sequence[str]) -> None:
        super().__init__()
        self._ways = tuple(ways)
        choices = [Choice(way, way[0].upper() + way[1:]) for way in ways]
        self.buttons = ChoiceButtons(name, (*choices, Choice(_ANOTHER, "Another way")), across=True)
        self._line = named(QLineEdit(), f"{name}: which other way")
        self._line.setPlaceholderText("Which way?")
        self._line.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.buttons)
        column.addWidget(self._line)
        self.setFocusProxy(self.buttons)
        self.buttons.chosen.connect(self._chosen)
        self._line.textChanged.connect(self.changed)

    def words(self) -> str:
        """The way in words, or an empty text."""
        return self._line.text().strip() if self.buttons.value() == _ANOTHER else self.buttons.value()

    def show_words(self, words: str) -> None:
        """Show a way by its words; empty shows none."""
        usual = words in self._ways
        self.buttons.set_value(*([words] if usual else [_ANOTHER] if words else []))
        self._line.setText("" if usual else words)
        self._line.setVisible(bool(words) and not usual)

    def _chosen(self) -> None:
        another = self.buttons.value() == _ANOTHER
        self._line.setVisible(another)
        if another:
            self._line.setFocus()
        self.changed.emit()
