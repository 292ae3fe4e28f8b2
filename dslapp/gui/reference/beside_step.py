"""What helps at once beside a step: the site or app of the case, a child under its age, the area's names of levels."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.step_help import HelpShown
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
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
        if shown.named:
            self._column.addWidget(Heading("The site or app", 3))
            rules = "; ".join(dict.fromkeys(rule for card in shown.named for rule in card.rules_to_cite))
            if rules:
                self._column.addWidget(Words(f"Name the rule that it breaks: {rules}.", "hint"))
            names = " and ".join(card.name for card in shown.named)
            button = Button("What to keep first, how to report it", "quiet", "book-open")
            button.setAccessibleName(f"{names}: what to keep first, how to report it")
            button.clicked.connect(self.card_wanted)
            self._column.addWidget(Words(names, "strong"))
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
