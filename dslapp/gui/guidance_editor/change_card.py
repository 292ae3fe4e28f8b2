"""One change of the school as a card: what differs, who changed it, when and why, and what can be done about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from dslapp.domain.local_time import say_day, say_moment
from dslapp.domain.own_guidance.local_changes import FLAG_WORDS, LocalChange
from dslapp.gui.guidance_editor.differences_view import DifferencesView
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.chips import Chip
from dslapp.gui.widgets.text import Heading, Words
from dslapp.gui.widgets.wrapping import WrapLayout
from dslapp.services.guidance.own_guidance import RowVersion


class ChangeCard(Card):
    """Its signals say what is wanted; `change` says of which row.

    `may_edit` is false for what only a folder can change: the first screen and the sources.
    """

    edit_wanted = Signal()
    shipped_wanted = Signal()
    keep_wanted = Signal()
    history_wanted = Signal()

    def __init__(self, change: LocalChange, *, may_change: bool, may_edit: bool = True) -> None:
        super().__init__(change.title)
        self.change = change
        self.head.addWidget(Chip(change.kind, "information" if change.own is not None else "warning"))
        self.body.addWidget(Words(change.file_title, "hint"))
        self.keep = Button("&Keep ours", "secondary", "check")
        self.edit = Button("Change it", "secondary", "pencil")
        self.back = Button("Back to the &shipped text", "secondary", "rotate-cw")
        self.told = Button("&How it came about", "quiet", "history")
        if change.flag is not None:
            self._add_comparison(change)
        if change.own is not None and not change.differences:
            self.body.addWidget(Words("It reads as it was shipped."))
        elif change.own is not None:
            self.body.addWidget(DifferencesView(change.differences, old="Shipped now" if change.flag else "Shipped"))
        else:
            self.body.addWidget(Words("The shipped text is not used."))
        self.body.addWidget(Words(_made(change), "hint"))
        if change.checked_on:
            self.body.addWidget(Words(f"Checked on {say_day(change.checked_on)}.", "hint"))
        self._history = QVBoxLayout()
        self._history.setSpacing(GRID)
        buttons = WrapLayout()
        wanted = [self.told]
        if may_change:
            keep, edit = [self.keep] if change.flag else [], [self.edit] if may_edit else []
            wanted = [*keep, *edit, self.back, self.told]
        for button in wanted:
            button.setAccessibleName(f"{button.accessibleName()}: {change.title}")
            buttons.addWidget(button)
        self.body.addLayout(buttons)
        self.body.addLayout(self._history)
        self.keep.clicked.connect(self.keep_wanted)
        self.edit.clicked.connect(self.edit_wanted)
        self.back.clicked.connect(self.shipped_wanted)
        self.told.clicked.connect(self.history_wanted)

    def show_history(self, versions: tuple[RowVersion, ...]) -> None:
        """Show how it came to be as it is, newest first."""
        self.told.setEnabled(False)
        self._history.addWidget(Heading("How it came about", 3))
        for version in versions:
            self._history.addWidget(Words(f"{say_moment(version.when)}: {version.who}. {version.what}.", "strong"))
            self._history.addWidget(Words(f"Why: {version.reason}"))
            if version.differences:
                self._history.addWidget(DifferencesView(version.differences, old="Before", new="After"))

    def _add_comparison(self, change: LocalChange) -> None:
        assert change.flag is not None
        put_by = change.flag in ("unreadable", "set aside")
        words = "Yours holds until you decide." if not put_by else "Change yours so that it fits, or take the shipped."
        self.body.addWidget(Banner("warning", FLAG_WORDS[change.flag], words))
        if change.shipped_differences:
            self.body.addWidget(Heading("What is new in the shipped text", 3))
            self.body.addWidget(DifferencesView(change.shipped_differences, old="Shipped before", new="Shipped now"))
            self.body.addWidget(Heading("How yours differs from it", 3))


def _made(change: LocalChange) -> str:
    when = say_moment(change.when) if change.when else say_day(change.changed_on)
    who = f" by {change.who}" if change.who else ""
    return f"Last changed {when}{who}. Why: {change.reason}"
