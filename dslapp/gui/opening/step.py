"""One step of the first-run wizard."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dslapp.gui.pages import ScrollingPage
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.text import Heading, Words

WIDTH = 80 * GRID
"""Pixels: a step is a narrow column."""


class Step(ScrollingPage):
    """Asks one thing. It keeps what was answered while the person goes back and forth; `onward` is Enter."""

    onward = Signal()

    def __init__(self, title: str, reason: str, parent: QWidget | None = None) -> None:
        super().__init__(WIDTH, parent, centred=True)
        self.title = title
        self.column.addWidget(Heading(title, 1))
        self.column.addWidget(Words(reason))

    def arrive(self) -> None:
        """Called each time the person comes to this step."""

    def complete(self) -> bool:
        """Whether the answers can be taken; if not, say why beside each and go to the first."""
        return True
