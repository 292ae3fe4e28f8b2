"""One member in the list: who they are, since when, and what can be done about their membership."""

from PySide6.QtCore import Signal

from dslapp.domain.school import ROLE_NAMES
from dslapp.domain.trust.member_words import membership
from dslapp.gui.routes import MemberAct
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.chips import Chip
from dslapp.gui.widgets.text import Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.access.members import Standing


class MemberCard(Card):
    """`wanted` carries the act that was pressed. `is_me`: the person at the keyboard; `may_manage`: what they may."""

    wanted = Signal(str)

    def __init__(self, standing: Standing, *, is_me: bool, may_manage: bool) -> None:
        member = standing.member
        super().__init__(f"{member.name} ({member.initials})")
        self.buttons: dict[MemberAct, Button] = {}
        if is_me:
            self.head.addWidget(Chip("You", "information", "user-round"))
        if standing.waits:
            self.head.addWidget(Chip("Waits to be countersigned", "warning", "hourglass"))
        self.body.addWidget(Words(f"{ROLE_NAMES[member.role]}, {membership(member)}."))
        acts: list[tuple[MemberAct, str, str]] = []
        if is_me:
            acts.append(("passphrase", "Change your passphrase", "key-round"))
        elif may_manage:
            acts += [("enrol", "Forgotten passphrase", "circle-question-mark"), ("role", "Change the role", "pencil"),
                     ("remove", "Remove", "x")]  # fmt: skip
        buttons = WrapLayout()
        for act, words, icon in acts:
            button = self.buttons[act] = Button(words, "quiet", icon)
            if not is_me:
                button.setAccessibleName(f"{words}: {member.name}")
            button.clicked.connect(lambda _on=False, act=act: self.wanted.emit(act))
            buttons.addWidget(button)
        self.body.addLayout(buttons)
