"""A short PIN, typed twice."""

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dslapp.domain.problems import UserProblem
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.field import Field
from dslapp.services.access.cover_screen import LONGEST, SHORTEST, check_pin


class PinForm(QWidget):
    """Asks for the PIN that lifts the cover; `entered` is Enter in the second line."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.again = self._digits(), self._digits()
        self.first_field = Field("PIN", self.first, f"{SHORTEST} to {LONGEST} digits")
        self.again_field = Field("The same again", self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self.first_field)
        column.addWidget(self.again_field)
        self.setFocusProxy(self.first)
        self.first.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self.entered)

    def pin(self) -> str:
        """The digits."""
        return self.first.text()

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.again.clear()

    def complete(self) -> bool:
        """Whether it can be taken; if not, say why beside it."""
        same = self.first.text() == self.again.text()
        self.again_field.show_error("" if same else "These are not the same digits. Type the PIN once more.")
        try:
            check_pin(self.first.text())
        except UserProblem as problem:
            self.first_field.show_error(problem.message)
            self.first.setFocus()
            return False
        self.first_field.show_error("")
        if not same:
            self.again.setFocus()
        return same

    def _digits(self) -> QLineEdit:
        line = QLineEdit()
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setValidator(QRegularExpressionValidator(QRegularExpression(f"[0-9]{{0,{LONGEST}}}"), line))
        line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        line.setMaximumWidth(24 * GRID)
        return line
