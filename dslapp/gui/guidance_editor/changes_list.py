"""All that the school has changed in the guidance, and the ways to change more."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from dslapp.domain.own_guidance.local_changes import LocalChange
from dslapp.domain.problems import Problem
from dslapp.gui.guidance_editor.change_card import ChangeCard
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import EmptyState
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.guidance.change_guidance import LISTS
from dslapp.services.guidance.keep_own_change import UnfinishedChange
from dslapp.services.guidance.own_guidance import OwnGuidance

UNTIL_THEN = "Until you decide, yours holds."
OFF = "Changing the flowcharts is switched off"


class ChangesList(ScrollingPage):
    """Its signals say what is wanted; `card_made` carries each card, `go_on_wanted` what was begun and not saved."""

    choose_wanted = Signal()
    take_in_wanted = Signal()
    write_wanted = Signal()
    settings_wanted = Signal()
    card_made = Signal(object)
    go_on_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 4 * GRID)
        self._about = Words(
            "Your school may word the guidance as it needs it. The shipped text stays beside it, and what keeps a "
            "child safe cannot be taken out."
        )
        self.said = Banner()
        self.said.hide()
        self.compare = Banner("warning")
        self.compare.hide()
        self.off = Banner("information")
        self.settings = self.off.add_button(Button("Open the settings", "secondary", "settings"))
        self.choose = Button("Change a &step", "primary", "pencil")
        self.take_in = Button("Take in a &folder", "secondary", "folder-open")
        self.write = Button("Write &to a folder", "secondary", "download")
        buttons = WrapLayout()
        for button in (self.choose, self.take_in, self.write):
            buttons.addWidget(button)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(2 * GRID)
        self.cards: list[ChangeCard] = []
        for widget in (self._about, self.compare, self.off):
            self.column.addWidget(widget)
        self.column.addLayout(buttons)
        self.column.addWidget(self.said)
        self.column.addLayout(self._cards)
        self.choose.clicked.connect(self.choose_wanted)
        self.take_in.clicked.connect(self.take_in_wanted)
        self.write.clicked.connect(self.write_wanted)
        self.settings.clicked.connect(self.settings_wanted)

    def show_changes(self, own: OwnGuidance, unfinished: Sequence[UnfinishedChange] = ()) -> None:
        """List what was begun, then all changes, those to be compared first."""
        self.compare.show_message("warning", to_compare_in_words(own.to_compare), UNTIL_THEN)
        self.compare.setVisible(own.to_compare > 0)
        who = "You can switch it on in Settings." if own.may_change else "The designated safeguarding lead decides."
        self.off.show_message("information", OFF, who)
        self.off.setVisible(not own.switched_on)
        self.settings.setVisible(own.may_change)
        for button in (self.choose, self.take_in):
            button.setVisible(own.may_change and own.switched_on)
        self.write.setVisible(own.may_change and bool(own.changes))
        self._clear()
        for begun in unfinished if own.may_change and own.switched_on else ():
            self._put_begun(begun)
        for change in sorted(own.changes, key=lambda each: (each.flag is None, each.file_title, each.title)):
            self._put(change, own)
        if not own.changes:
            words = "All guidance reads as it was shipped."
            self._cards.addWidget(EmptyState("file-check", "Your school has changed nothing", words))
        follow_layout(self)

    def show_problem(self, problem: Problem) -> None:
        """Say what could not be done."""
        self.said.show_problem(problem)

    def say(self, words: str, more: str = "") -> None:
        """Say what was done."""
        self.said.show_message("success", words, more)
        self.said.show()

    def _put(self, change: LocalChange, own: OwnGuidance) -> None:
        may_change = own.may_change and (own.switched_on or change.file in LISTS)
        may_edit = change.file in LISTS or change.file in own.library.guidance.flows
        card = ChangeCard(change, may_change=may_change, may_edit=may_edit)
        self.cards.append(card)
        self._cards.addWidget(card)
        self.card_made.emit(card)

    def _put_begun(self, begun: UnfinishedChange) -> None:
        banner = Banner("information", "A change that is not saved yet", begun.title)
        go_on = banner.add_button(Button("&Go on with it", "secondary", "pencil"))
        go_on.setAccessibleName(f"Go on with it: {begun.title}")
        go_on.clicked.connect(lambda: self.go_on_wanted.emit(begun))
        self._cards.addWidget(banner)

    def _clear(self) -> None:
        self.cards = []
        while (item := self._cards.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()


def to_compare_in_words(count: int) -> str:
    """How many changes somebody must look at again."""
    if count == 1:
        return "1 of your changes is to be compared with the new edition"
    return f"{count} of your changes are to be compared with the new edition"
