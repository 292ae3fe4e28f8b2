"""One line that must be filled in before an act on an exhibit, and the two buttons for it."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.field import Field
from dslapp.gui.widgets.wrapping import WrapLayout


class ReasonForm(QWidget):
    """Hidden until `begin`; `act` is the button that asks for the act, `reason` reads what was written.

    `first` stands above the line: what must be known before anything is written.
    """

    def __init__(self, label: str, hint: str, act: str, first: QWidget | None = None) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.field = Field(label, self.line, hint)
        self.act = Button(act, "primary")
        self.cancel = Button("Not now", "quiet")
        row = WrapLayout()
        row.addWidget(self.act)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        if first is not None:
            column.addWidget(first)
        column.addWidget(self.field)
        column.addLayout(row)
        self.cancel.clicked.connect(self.hide)
        self.line.returnPressed.connect(self.act.click)
        self.hide()

    def begin(self) -> None:
        """Show it, empty."""
        self.line.clear()
        self.field.show_error("")
        self.show()
        self.line.setFocus()

    def reason(self, missing: str) -> str:
        """What was written; says beside the line what is missing."""
        written = self.line.text().strip()
        self.field.show_error("" if written else missing)
        if not written:
            self.line.setFocus()
        return written
