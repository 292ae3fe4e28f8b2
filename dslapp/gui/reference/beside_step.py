"""What helps at once beside a step: the site or app of the case, a child under its age, the area's names of levels."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.guidance.step_help import HelpShown
from dslapp.gui.case.link import Link
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.text import Heading, Words


class BesideStep(QWidget):
    """Hidden where there is nothing of the kind. `card_wanted`: show the whole card."""

    card_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, GRID, 0)
        self._column.setSpacing(GRID)
        self.hide()

    def show_help(self, shown: HelpShown) -> None:
        """Show what belongs to the step on the screen."""
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._add_levels(shown)
        if shown.platforms_first:
            self._add_platforms(shown)
        self.setVisible(self._column.count() > 0)

    def _add_levels(self, shown: HelpShown) -> None:
        if shown.levels:
            self._column.addWidget(Heading("What your area calls the levels", 3))
            self._column.addWidget(Words("\n".join(shown.levels)))

    def _add_platforms(self, shown: HelpShown) -> None:
        for line in shown.too_young:
            self._column.addWidget(Banner("information", "Perhaps younger than the site allows", line))
        for card in shown.named:
            keep = "" if shown.imagery_possible else "what to keep first, "
            link = Link(f"{card.name}: {keep}how to report it, which rule to name")
            link.clicked.connect(self.card_wanted)
            self._column.addWidget(link)
