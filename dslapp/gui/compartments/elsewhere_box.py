"""What stands beside the safety questions when a concern may not be saved in this casebook: where it goes instead."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.gui.compartments.places_box import PlacesBox
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.matters.seal_note import WaysOut

TITLE = "This can’t be saved in this casebook"
WHAT_HAPPENS = (
    "Write the minimum: what was said, by whom, when, what was done. It is sealed for those who may read it, and "
    "nothing of it stays here. Don’t tell the adult, and don’t put it anywhere else."
)
NOWHERE_KEPT = "A draft is kept that only you are shown. Print it now, then it goes. Don’t tell the adult."


class ElsewhereBox(QWidget):
    """Hidden while the concern may stay. `seal_wanted` and `file_wanted` carry the casebook that is picked."""

    seal_wanted = Signal(str)
    file_wanted = Signal(str)
    paper_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reachable: frozenset[str] = frozenset()
        self.banner = Banner("danger")
        self.places = PlacesBox("Who is to read it?")
        self.seal = Button("Seal it and &hand it over", "primary", "inbox")
        self.to_file = Button("Seal it into a &file", "secondary", "download")
        self.paper = Button("&Print what I have written, for the envelope", "secondary", "printer")
        acts = WrapLayout()
        for button in (self.seal, self.to_file, self.paper):
            acts.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.banner)
        column.addWidget(self.places)
        column.addLayout(acts)
        self.seal.clicked.connect(lambda: self.seal_wanted.emit(self.places.casebook()))
        self.to_file.clicked.connect(lambda: self.file_wanted.emit(self.places.casebook()))
        self.paper.clicked.connect(self.paper_wanted)
        self.places.chosen.connect(self._picked)
        self.hide()

    def show_ways(self, ways: WaysOut) -> None:
        """Show where it may go, or nothing when it may stay."""
        self._reachable = ways.reachable
        found = ways.places
        if found.belongs_elsewhere:
            why = found.refused[0].reason if found.refused else ""
            then = WHAT_HAPPENS if found.elsewhere else NOWHERE_KEPT
            self.banner.show_message("danger", TITLE, f"{why} {then}".strip())
            self.places.show_places(found._replace(refused=found.refused[1:]))
            self._picked()
        self.setVisible(found.belongs_elsewhere)

    def work(self, working: bool) -> None:
        """Take no second press while it is being sealed."""
        for button in (self.seal, self.to_file):
            button.setEnabled(not working)

    def _picked(self) -> None:
        casebook = self.places.casebook()
        self.seal.setVisible(casebook in self._reachable)
        self.to_file.setVisible(bool(casebook))
