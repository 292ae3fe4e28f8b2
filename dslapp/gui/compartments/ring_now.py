"""The emergency number, as large as a heading: what comes before any writing when somebody could be hurt today."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.text import Heading, Words

THEN = "Stay with the child, or see that an adult whom they trust does. Write this afterwards."


class RingNow(QFrame):
    """Stands below the question about danger while the answer is yes or not sure."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "banner")
        self.setProperty("tone", "danger")
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.addWidget(Heading("Ring 999 now", 1))
        column.addWidget(Words(THEN))
        self.setAccessibleName(f"Ring 999 now. {THEN}")
