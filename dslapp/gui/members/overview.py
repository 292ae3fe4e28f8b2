"""The list of members, with what waits for a second signature and what each role may do."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from dslapp.domain.local_time import say_day, to_local
from dslapp.domain.roles import may
from dslapp.domain.trust.member_words import whom_to_ask
from dslapp.gui.desk import Desk
from dslapp.gui.members.countersign_card import CountersignCard
from dslapp.gui.members.left_card import LeftCard
from dslapp.gui.members.member_card import MemberCard
from dslapp.gui.members.reading import MembersShown
from dslapp.gui.members.roles_card import RolesCard
from dslapp.gui.members.second_looks_card import SecondLooksCard
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.routes import ToMembers
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Heading, Words
from dslapp.gui.widgets.wrapping import WrapLayout


class MembersOverview(ScrollingPage):
    """What everybody sees; the buttons are there for those whose role includes them. `changed`: read it again."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._may_manage = may(desk.session.member.role, "manage the members")
        self.outcome = Banner("success")
        self.sheet_used = Banner("danger")
        self.whom_to_ask = Banner("information")
        self.countersign = CountersignCard(desk)
        self.countersign.signed.connect(self.changed)
        self.add = Button("A&dd a member", "primary", "plus")
        self.new_sheet = Button("Ma&ke a new recovery sheet", "secondary", "file-text")
        self.replace_sheet = self.sheet_used.add_button(Button("&Make a new sheet now", "danger", "file-text"))
        self._list = QVBoxLayout()
        self._list.setSpacing(2 * GRID)
        self.left = LeftCard(may_manage=self._may_manage)
        self.second_looks = SecondLooksCard()
        self.cards: list[MemberCard] = []
        acts = WrapLayout()
        for button in (self.add, self.new_sheet):
            button.setVisible(self._may_manage)
            acts.addWidget(button)
        self.column.addWidget(Heading("Members", 1))
        self.column.addWidget(Words("Who may open this casebook, each with a passphrase and keys of their own."))
        for widget in (self.outcome, self.sheet_used, self.countersign, self.second_looks):
            widget.hide()
            self.column.addWidget(widget)
        self.column.addWidget(self.whom_to_ask)
        self.whom_to_ask.setVisible(not self._may_manage)
        self.column.addLayout(self._list)
        self.column.addLayout(acts)
        self.column.addWidget(self.left)
        self.column.addWidget(RolesCard())
        self.add.clicked.connect(lambda: self.go.emit(ToMembers("add")))
        self.left.wanted.connect(lambda member_id: self.go.emit(ToMembers("enrol", member_id)))
        self.new_sheet.clicked.connect(lambda: self.go.emit(ToMembers("sheet")))
        self.replace_sheet.clicked.connect(lambda: self.go.emit(ToMembers("sheet")))

    def show_members(self, shown: MembersShown) -> None:
        """Show everybody."""
        self.countersign.show_waiting(shown.waiting)
        self.second_looks.show_looks(shown.waits_for_others, shown.disputed)
        asked = whom_to_ask("manage the members", shown.members)
        self.whom_to_ask.show_message(
            "information", "You can change your own passphrase.",
            f"To add, change or remove a member, or when somebody forgot their passphrase, ask {asked}.",
        )  # fmt: skip
        self._warn_of_used_sheet(shown, asked)
        for card in self.cards:
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        mine = self._desk.session.member.id
        self.cards = [
            MemberCard(each, is_me=each.member.id == mine, may_manage=self._may_manage)
            for each in shown.standing
            if not each.member.retired
        ]
        for card, member in zip(self.cards, [m for m in shown.members if not m.retired], strict=True):
            card.wanted.connect(lambda act, member_id=member.id: self.go.emit(ToMembers(act, member_id)))
            self._list.addWidget(card)
        self.left.show_members(shown.members)
        follow_layout(self)

    def say(self, title: str, text: str) -> None:
        """Say what was done; nothing when `title` is empty."""
        self.outcome.show_message("success", title, text)
        self.outcome.setVisible(bool(title))
        if title:
            self.area.verticalScrollBar().setValue(0)

    def _warn_of_used_sheet(self, shown: MembersShown, asked: str) -> None:
        used = shown.sheet.used_at
        self.sheet_used.setVisible(used is not None)
        if used is not None:
            what = "Make a new one, and put it in the safe." if self._may_manage else f"Ask {asked} to make a new one."
            self.sheet_used.show_message(
                "danger", f"The recovery sheet was used on {say_day(to_local(used).date())}: it is no secret any more.",
                f"Whoever saw it, or a picture of it, can open this casebook. {what}",
            )  # fmt: skip
        self.replace_sheet.setVisible(self._may_manage)
