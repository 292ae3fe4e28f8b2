"""Who may open the casebook, and the way to the page where that is changed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from dslapp.domain.school import Member
from dslapp.domain.trust.member_words import membership, named
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.text import Words


class MembersCard(Card):
    """Lists those who may open it. `members_wanted`: the person wants to change something, their passphrase too."""

    members_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Who may open this casebook")
        self._listed: list[Words] = []
        self.open = Button("&Members and passphrases", icon="users")
        self.body.addLayout(side_by_side(self.open))
        self.open.clicked.connect(self.members_wanted)

    def show_members(self, members: Sequence[Member]) -> None:
        """Show one line a member."""
        for line in self._listed:
            self.body.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._listed = [Words(f"{named(member)}, {membership(member)}") for member in members if not member.retired]
        for number, line in enumerate(self._listed):
            self.body.insertWidget(number, line)
