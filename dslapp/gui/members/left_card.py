"""Those who left: they open nothing any more, and can be let in again under their name."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from dslapp.domain.school import Member
from dslapp.domain.trust.member_words import membership, named
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.text import Words


class LeftCard(Card):
    """Hidden while nobody left. `wanted` carries the id of whom to let in again; `may_manage` offers that."""

    wanted = Signal(str)

    def __init__(self, *, may_manage: bool) -> None:
        super().__init__("Who left")
        self._may_manage = may_manage
        self._lines = QVBoxLayout()
        self._lines.setSpacing(GRID)
        self.body.addLayout(self._lines)
        self.hide()

    def show_members(self, members: Sequence[Member]) -> None:
        """Show those among `members` who left."""
        while (item := self._lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        left = [member for member in members if member.retired]
        for member in left:
            self._lines.addWidget(Words(f"{named(member)}, {membership(member)}"))
            if self._may_manage:
                button = Button("Let in again", "quiet", "rotate-cw")
                button.setAccessibleName(f"Let in again: {member.name}")
                button.clicked.connect(lambda _on=False, member_id=member.id: self.wanted.emit(member_id))
                self._lines.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(left))
