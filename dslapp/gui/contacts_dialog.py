"""Whom to ring, over whatever is on the screen; what is being typed behind it stays as it is."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from dslapp.gui.contacts_panel import ContactsPanel
from dslapp.gui.prompter import TITLE
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.text import Heading

SIZE = QSize(640, 600)


class ContactsDialog(QDialog):
    """Shows `panel`; Escape or "Close" takes it away."""

    def __init__(self, over: QWidget, panel: ContactsPanel) -> None:
        super().__init__(over)
        self.setWindowTitle(TITLE)
        self.setAccessibleName("Whom to ring")
        holder = QWidget()
        holder.setProperty("ground", "clear")
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, GRID, 0)
        inner.addWidget(panel)
        inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(holder)
        scroll.setAccessibleName("Numbers")
        close = Button("&Close", "primary")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(Heading("Whom to ring", 1))
        column.addWidget(scroll, 1)
        column.addLayout(foot)
        self.resize(SIZE.boundedTo(over.size() - QSize(4 * GRID, 4 * GRID)))
        close.setFocus()

    def words(self) -> str:
        """Everything that can be read in it."""
        return "\n".join(label.text() for label in self.findChildren(QLabel))
