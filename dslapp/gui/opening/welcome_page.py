"""The very first page: this computer knows no casebook yet."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from dslapp.gui.pages import ScrollingPage
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.glyph import Glyph
from dslapp.gui.widgets.text import Heading, Words
from dslapp.gui.widgets.wrapping import WrapLayout

WIDTH = 80 * GRID


class WelcomePage(ScrollingPage):
    """Offers the three ways to begin."""

    new_wanted = Signal()
    another_wanted = Signal()
    demo_wanted = Signal()
    contacts_wanted = Signal()
    note_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(WIDTH, centred=True)
        head = QHBoxLayout()
        head.addWidget(Glyph("shield-check", "information", 32))
        head.addWidget(Heading("Welcome to DSL Casebook", 1), 1)
        self.column.addLayout(head)
        self.column.addWidget(
            Words(
                "An encrypted casebook for online-safety incidents. It stays on this computer: nothing is sent "
                "anywhere, and nobody opens it without a passphrase."
            )
        )
        self.create_button = self._way(
            "Start your school’s casebook",
            "Seven short steps, about five minutes. Have a printer at hand for the recovery sheet.",
            Button("&Create a casebook", "primary", "plus"),
        )
        self.demo_button = self._way(
            "Look around first",
            "A made-up school with made-up cases, so that you can try everything. Nothing in it is real.",
            Button("&Try with made-up cases", "secondary", "compass"),
        )
        self.another_button = self._way(
            "You have one already",
            "For example, a casebook that was moved here from another computer.",
            Button("&Open a casebook", "secondary", "folder-open"),
        )
        ring = Button("&Whom to ring (F2)", "quiet", "phone")
        foot = WrapLayout()
        foot.addWidget(ring)
        self.note_button = Button("&Leave a sealed note", "quiet", "inbox")
        foot.addWidget(self.note_button)
        self.restore_button = Button("&Restore a backup", "quiet", "history")
        foot.addWidget(self.restore_button)
        self.column.addLayout(foot)
        self.create_button.clicked.connect(self.new_wanted)
        self.demo_button.clicked.connect(self.demo_wanted)
        self.another_button.clicked.connect(self.another_wanted)
        ring.clicked.connect(self.contacts_wanted)
        self.note_button.clicked.connect(self.note_wanted)
        self.restore_button.clicked.connect(self.restore_wanted)
        self.setFocusProxy(self.create_button)

    def _way(self, title: str, words: str, button: Button) -> Button:
        card = Card(title)
        card.body.addWidget(Words(words))
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        card.body.addLayout(row)
        self.column.addWidget(card)
        return button
