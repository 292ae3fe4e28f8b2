"""A question's answers as large buttons: one of them, or several."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.wrapping import WrapLayout


@dataclass(frozen=True)
class Choice:
    """One answer: the value it stands for, its words (with mnemonic) and perhaps a hint."""

    value: str
    text: str
    hint: str = ""


class ChoiceButtons(QWidget):
    """Answers as buttons that stay pressed; `chosen` is sent when a person presses one.

    `across` puts them in one line that wraps (Yes · No · Not sure); otherwise they stand below each other. Tab and the
    arrow keys reach each of them: a QButtonGroup would have Tab stop at the first one only.
    With `several` each is on or off by itself.
    """

    chosen = Signal()

    def __init__(
        self,
        name: str,
        choices: Sequence[Choice],
        *,
        across: bool = False,
        several: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._several = several
        self._buttons: dict[str, Button] = {}
        layout = WrapLayout(self) if across else QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for choice in choices:
            button = Button(choice.text, "choice", hint=choice.hint)
            button.show_mark(*(("square", "square-check") if several else ("circle", "circle-check")))
            button.setAccessibleName(f"{name}: {button.accessibleName()}")
            self._buttons[choice.value] = button
            layout.addWidget(button)
            button.clicked.connect(lambda _checked, value=choice.value: self._pressed(value))
        self.setAccessibleName(name)
        if self._buttons:
            self.setFocusProxy(next(iter(self._buttons.values())))

    def value(self) -> str:
        """The pressed answer, or an empty text. For one answer only."""
        return next(iter(self.values()), "")

    def values(self) -> tuple[str, ...]:
        """All pressed answers in the order in which they stand."""
        return tuple(value for value, button in self._buttons.items() if button.isChecked())

    def set_value(self, *values: str) -> None:
        """Press these and release the others, without sending `chosen`."""
        for value, button in self._buttons.items():
            button.setChecked(value in values)

    def button(self, value: str) -> Button:
        """The button that stands for `value`."""
        return self._buttons[value]

    def _pressed(self, value: str) -> None:
        if not self._several:
            self.set_value(value)
        self.chosen.emit()


def yes_no_unsure(name: str) -> ChoiceButtons:
    """Yes · No · Not sure, with the values of `domain.statements.TriState`."""
    choices = (Choice("yes", "Yes"), Choice("no", "No"), Choice("unsure", "Not sure"))
    return ChoiceButtons(name, choices, across=True)


def side_by_side(*widgets: QWidget) -> QHBoxLayout:
    """Put a few widgets in one line, each as wide as it needs, the rest of the line empty."""
    row = QHBoxLayout()
    row.setSpacing(GRID)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
