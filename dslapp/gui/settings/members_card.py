"""Who may open the casebook."""

from collections.abc import Sequence

from dslapp.domain.local_time import say_day, to_local
from dslapp.domain.school import ROLE_NAMES, Member
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.text import Words


class MembersCard(Card):
    """Lists the members; who they are is settled when the casebook is made."""

    def __init__(self) -> None:
        super().__init__("Who may open this casebook")
        self.body.addWidget(Words("Settled when the casebook was made: in this version nobody can be added.", "hint"))
        self._listed: list[Words] = []

    def show_members(self, members: Sequence[Member]) -> None:
        """Show one line a member."""
        for line in self._listed:
            self.body.removeWidget(line)
            line.deleteLater()
        self._listed = [
            Words(
                f"{member.name} ({member.initials}) – {ROLE_NAMES[member.role]}, since "
                f"{say_day(to_local(member.added_at).date())}"
            )
            for member in members
        ]
        for line in self._listed:
            self.body.addWidget(line)
