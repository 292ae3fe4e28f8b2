"""What Today says about the members: what waits for a second signature, keys that were replaced, a used sheet."""

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.case.case_words import count_of
from dslapp.domain.local_time import say_day, say_moment, to_local
from dslapp.domain.roles import may
from dslapp.domain.school import Recovery
from dslapp.gui.case.link import Link
from dslapp.gui.desk import Desk
from dslapp.gui.members.countersign_card import done_together
from dslapp.gui.routes import ToMembers
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.services.access.countersign import Disputed, Waiting, disputed, waiting
from dslapp.services.access.members import sheet_in_force
from dslapp.services.access.own_keys import KeysReplaced, replaced_by_another
from dslapp.services.session import Session


class MemberNotices(NamedTuple):
    """What there is to say."""

    waiting: tuple[Waiting, ...]
    disputed: tuple[Disputed, ...]
    sheet: Recovery
    replaced: KeysReplaced | None


def read_notices(session: Session) -> MemberNotices:
    """Read it."""
    return MemberNotices(waiting(session), disputed(session), sheet_in_force(session), replaced_by_another(session))


class MemberNoticesView(QWidget):
    """Hidden while there is nothing to say. `go` carries the way to the members; `read_anew` follows each look."""

    go = Signal(object)
    read_anew = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._may_manage = may(desk.session.member.role, "manage the members")
        self.keys_replaced, self.sheet_used = Banner("danger"), Banner("danger")
        self.replace_sheet = self.sheet_used.add_button(Button("Make a new recovery sheet", "danger", "file-text"))
        self.replace_sheet.setVisible(self._may_manage)
        self._card = Card("Second signatures")
        self._links = QVBoxLayout()
        self.lines: list[Link] = []
        self._card.body.addLayout(self._links)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self.keys_replaced)
        column.addWidget(self.sheet_used)
        column.addWidget(self._card)
        self.replace_sheet.clicked.connect(lambda: self.go.emit(ToMembers("sheet")))
        self.hide()

    def read(self) -> None:
        """Read it anew and show it."""
        self._desk.tasks.submit(read_notices, self._desk.session, done=self._show, latest="member notices")

    def _show(self, notices: MemberNotices) -> None:
        replaced = notices.replaced
        if replaced is not None:
            self.keys_replaced.show_message(
                "danger", f"You were given a new passphrase on {say_moment(replaced.at)} by {replaced.by}.",
                f"The reason on record: {replaced.because} Was that agreed with you? If not: whoever did it could have "
                "opened this casebook under your name. Ring another member, or the chair of governors, and read what "
                "stands under your name since then.",
            )  # fmt: skip
        self.keys_replaced.setVisible(replaced is not None)
        used = notices.sheet.used_at
        if used is not None:
            self.sheet_used.show_message(
                "danger", f"The recovery sheet was used on {say_day(to_local(used).date())}: it is no secret any more.",
                "Whoever saw it can open this casebook until there is a new one.",
            )  # fmt: skip
        self.sheet_used.setVisible(used is not None)
        for link in self.lines:
            self._links.removeWidget(link)
            link.hide()
            link.deleteLater()
        acts = len(done_together(notices.waiting))
        said = [f"{count_of(acts, 'change waits', 'changes wait')} for your second signature"] if acts else []
        said += [f"{each.by} says that this is not right: {each.what}" for each in notices.disputed]
        self.lines = [Link(words) for words in said]
        for link in self.lines:
            link.clicked.connect(lambda: self.go.emit(ToMembers()))
            self._links.addWidget(link)
        self._card.setVisible(bool(said))
        self.setVisible(replaced is not None or used is not None or bool(said))
        self.read_anew.emit()
