"""What can be done when a passphrase is forgotten: another member lets the person in, or the recovery sheet does."""

from PySide6.QtCore import Signal

from dslapp.gui.pages import ScrollingPage
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.text import Heading, Words

_TRY_AGAIN = (
    "Nothing is ever locked for good: try as often as you like. Look at Caps Lock and at the keyboard’s language, "
    "hold “Show” to see what you type, and type the four words with the hyphens between them."
)
_ANOTHER_MEMBER = (
    "The designated safeguarding lead, the case manager, the headteacher or the chair of governors unlocks the "
    "casebook with their own passphrase, opens Members, and presses “Forgotten passphrase” beside your name.",
    "You type a new passphrase there yourself. Your old one opens nothing from then on.",
)
_SURE_OF_IT = (
    "If you are sure of your passphrase, or your name is not offered any more: another member may have given you a new "
    "one, or taken you out. Ask one of them by telephone, and ring the chair of governors if that was not agreed with "
    "you. Whoever did it stands in the record.",
)
_SHEET = (
    "It is in the school’s safe. With it you open the casebook here and choose a new passphrase. Take somebody with "
    "you: the sheet opens everything.",
    "Afterwards a new sheet is needed, because this one has been seen.",
)
_PAPER = (
    "Write down who told you, when, and the child’s own words. Ring whoever must be rung now: the numbers are under "
    "“Whom to ring” (F2)."
)


class ForgottenPage(ScrollingPage):
    """Offers the ways back in. `back` returns to the unlock page, `sheet_wanted` asks for the recovery sheet's page,
    `contacts` shows whom to ring.

    Without `has_doors` the casebook's members could not be read, and the sheet cannot be used here.
    """

    sheet_wanted = Signal()
    contacts = Signal()

    def __init__(self, *, has_doors: bool) -> None:
        super().__init__(centred=True)
        self.column.addWidget(Heading("You have forgotten your passphrase", 1))
        self.column.addWidget(
            Banner("information", "Nobody can look it up or reset it, and that is why nobody else can use it.")
        )
        self.return_button = Button("&Back to try again", "secondary", "arrow-left")
        self.sheet_button = Button("&Use the recovery sheet", "primary", "file-text")
        self.sheet_button.setVisible(has_doors)
        ring = Button("&Whom to ring (F2)", "secondary", "phone")
        for title, words, button in (
            ("First, try again", (_TRY_AGAIN,), self.return_button),
            ("Another member can let you in again", _ANOTHER_MEMBER, None),
            ("Or fetch the recovery sheet", _SHEET, self.sheet_button),
            ("You did not forget it, and it opens nothing?", _SURE_OF_IT, None),
            ("Until then, keep a record on paper", (_PAPER,), ring),
        ):
            card = Card(title)
            for each in words:
                card.body.addWidget(Words(each))
            self.column.addWidget(card)
            if button is not None:
                card.body.addLayout(side_by_side(button))
        self.return_button.clicked.connect(self.back)
        self.sheet_button.clicked.connect(self.sheet_wanted)
        ring.clicked.connect(self.contacts)
        self.setFocusProxy(self.return_button)
