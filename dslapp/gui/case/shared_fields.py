"""Fields that more than one form asks for, in one widget."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.gui.case.in_a_row import InARow
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.field import Field


class SharedFields(QWidget):
    """`fields` by the names that UserProblem uses; `rows` names those that stand beside each other.

    Subclasses say what they hold (`value`, `show_value`) and send `changed` at each change.
    """

    changed = Signal()

    def __init__(self, fields: dict[str, Field], rows: Sequence[Sequence[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = fields
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GRID)
        for names in rows:
            row = [fields[name] for name in names]
            self.column.addWidget(InARow(*row) if len(row) > 1 else row[0])
