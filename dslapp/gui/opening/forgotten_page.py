"""What can be done when a passphrase is forgotten: plainly, and without a dead end."""

from PySide6.QtCore import Signal

from dslapp.gui.pages import ScrollingPage
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.text import Heading, Words

_WAYS = (
    (
        "First, try again",
        "Nothing is ever locked for good: try as often as you like. Look at Caps Lock and at the keyboard’s language, "
        "hold “Show” to see what you type, and type the four words with the hyphens between them.",
    ),
    (
        "Ask another member to open it",
        "Everybody who is listed under “Who you are” opens the same casebook with a passphrase of their own. Nothing "
        "is lost as long as one of you can open it; the headteacher and the chair can read every case and ring whoever "
        "needs to know.",
    ),
    (
        "Fetch the recovery sheet from the school’s safe",
        "With it, whoever looks after your computers can read everything in the casebook, with two free programs and "
        "without this one: the steps are printed on the sheet. Stay with them: the sheet opens everything.",
    ),
    (
        "Until then, keep a record on paper",
        "Write down who told you, when, and the child’s own words. Ring whoever must be rung now: the numbers are "
        "under “Whom to ring” (F2). Start a new casebook if you cannot wait; the old one stays as it is.",
    ),
)


class ForgottenPage(ScrollingPage):
    """Explains the ways back in. `back` returns to the unlock page, `contacts` shows whom to ring."""

    contacts = Signal()

    def __init__(self) -> None:
        super().__init__(centred=True)
        self.column.addWidget(Heading("You have forgotten your passphrase", 1))
        self.column.addWidget(
            Banner("information", "Nobody can reset it, and nobody else can read the casebook because of that.")
        )
        for title, words in _WAYS:
            card = Card(title)
            card.body.addWidget(Words(words))
            self.column.addWidget(card)
        self.return_button = Button("&Back", "primary", "arrow-left")
        ring = Button("&Whom to ring (F2)", "secondary", "phone")
        self.column.addLayout(side_by_side(self.return_button, ring))
        self.return_button.clicked.connect(self.back)
        ring.clicked.connect(self.contacts)
        self.setFocusProxy(self.return_button)
