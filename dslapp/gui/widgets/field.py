"""One thing to fill in: its label, a hint, the control, and the error beside it that says how to mend it."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.glyph import Glyph
from dslapp.gui.widgets.text import Words, restyle, spoken

Control = TypeVar("Control", bound=QWidget)
IF_ANY = "if there is one"
"""For `optional`, where it is no matter of knowing: a seal, a signature, a second person."""


class Field(QFrame):
    """A labelled control. `&` in the label makes its mnemonic; `optional` says so beside the label, in words or not."""

    def __init__(
        self, label: str, control: QWidget, hint: str = "", *, optional: bool | str = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.control = control
        self._hint = hint
        self.setProperty("part", "field")
        name = spoken(label)
        when = "if you know it" if optional is True else optional
        self.label = QLabel(f"{label} ({when})" if when else label)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setProperty("part", "label")
        self.label.setWordWrap(True)
        self.label.setBuddy(control.focusProxy() or control)
        control.setAccessibleName(name)
        control.setAccessibleDescription(hint)
        self._error = QWidget()
        self._error_words = Words()
        self._error_words.setProperty("part", "error")
        row = QHBoxLayout(self._error)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        row.addWidget(Glyph("circle-alert", "danger", 20), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._error_words, 1)
        self._error.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)
        self._column.addWidget(self.label)
        self._hint_words = Words(hint, "hint") if hint else None
        if self._hint_words:
            self._column.addWidget(self._hint_words)
        self._column.addWidget(self._error)
        self._column.addWidget(control)

    def say(self, label: str, hint: str = "") -> None:
        """Put it in other words; a hint needs a field that had one."""
        self.label.setText(label)
        self.control.setAccessibleName(spoken(label))
        if self._hint_words:
            self._hint = hint
            self._hint_words.setText(hint)
            self._hint_words.setVisible(bool(hint))
        self.show_error(self.error())

    def show_error(self, text: str) -> None:
        """Say beside the control what is wrong and how to mend it; an empty text takes the error away."""
        self._error_words.setText(text)
        self._error.setVisible(bool(text))
        state = "true" if text else "false"
        restyle(self, "invalid", state)
        restyle(self.control, "invalid", state)
        self._column.setContentsMargins(GRID + GRID // 2 if text else 0, 0, 0, 0)
        self.control.setAccessibleDescription(f"Error: {text} {self._hint}".strip() if text else self._hint)

    def error(self) -> str:
        """The error shown, or an empty text."""
        return self._error_words.text()


def named(control: Control, name: str, hint: str = "") -> Control:
    """Give a control that stands without a `Field` its accessible name and description, and return it."""
    control.setAccessibleName(name)
    control.setAccessibleDescription(hint)
    return control
