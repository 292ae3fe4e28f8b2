"""What waits for somebody else to countersign, and what a second member said is not right."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from dslapp.domain.local_time import say_moment
from dslapp.gui.members.countersign_card import done_together
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.text import Words
from dslapp.services.access.countersign import Disputed, Waiting


class SecondLooksCard(Card):
    """Hidden while there is neither."""

    def __init__(self) -> None:
        super().__init__("Second signatures")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(GRID)
        self.body.addLayout(self._lines)
        self.hide()

    def show_looks(self, waits: Sequence[Waiting], disputed: Sequence[Disputed]) -> None:
        """Show what is disputed first."""
        while (item := self._lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for each in disputed:
            self._lines.addWidget(
                Banner("danger", f"{each.by} says that this is not right: {each.what}",
                       f"“{each.note}” Talk to each other, and put it right.")
            )  # fmt: skip
        for acts in done_together(waits):
            what = " ".join(act.what for act in acts)
            self._lines.addWidget(Words(f"Waits for another member: {what} You, {say_moment(acts[0].at)}."))
        self.setVisible(bool(waits or disputed))
