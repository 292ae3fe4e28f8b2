"""What every card of the viewer is: it shows what it knows of an exhibit, and lets go of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.evidence.exhibits import Exhibit


class ExhibitCard(QWidget):
    """One card of the viewer; it hides itself where it has nothing to say.

    `go` leads to a route; `done` carries words for the status line after the record changed.
    """

    go = Signal(object)
    done = Signal(str)

    def show_exhibit(self, exhibit: Exhibit, case: CaseFile) -> None:
        """Show what it knows of `exhibit`; called again after each change of the case."""
        raise NotImplementedError

    def let_go(self) -> None:
        """Drop what it holds in memory."""
