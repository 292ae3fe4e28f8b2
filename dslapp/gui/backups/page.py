"""The Backups page: how well the casebook is backed up, its places, a backup now, a proof now, restoring one."""

from dslapp.domain.trust.backup_state import BackupOverview, Colour, say_proven
from dslapp.domain.trust.entries import BackupPlace
from dslapp.gui.backups.add_place_form import AddPlaceForm
from dslapp.gui.backups.place_card import PlaceCard
from dslapp.gui.backups.restore_form import RestoreForm
from dslapp.gui.desk import Desk
from dslapp.gui.pages import ScrollingPage
from dslapp.gui.routes import Route
from dslapp.gui.theme.tokens import Tone
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.buttons import Button
from dslapp.gui.widgets.choice import side_by_side
from dslapp.gui.widgets.tab_order import follow_layout
from dslapp.gui.widgets.text import Heading, Words
from dslapp.services.backups.backup_status import ListedBackup, backup_overview

TONES: dict[Colour, Tone] = {"green": "success", "amber": "warning", "red": "danger", "never": "danger"}


class BackupsPage(ScrollingPage):
    """Shows a card a place. Restoring a backup closes the casebook: then the page asks the window to lock."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._first_at, self._asks = "", False
        self.summary = Banner("information", "Looking at the places…")
        self.cards: list[PlaceCard] = []
        self.add_button = Button("&Add a place", "secondary", "plus")
        self.back_button = Button("&Back", "quiet", "arrow-left")
        self.form, self.restore = AddPlaceForm(desk), RestoreForm(desk)
        self.column.addWidget(Heading("Backups", 1))
        self.column.addWidget(
            Words(
                "A backup is a whole copy of this casebook, encrypted: whoever finds it can read nothing. Have two "
                "places at least, and one of them a stick that is not plugged in."
            )
        )
        self.column.addWidget(self.summary)
        self._before_cards = self.column.count()
        self.column.addWidget(self.restore)
        self.column.addLayout(side_by_side(self.add_button, self.back_button))
        self.column.addWidget(self.form)
        for hidden in (self.form, self.restore):
            hidden.hide()
        self.add_button.clicked.connect(self._open_form)
        self.back_button.clicked.connect(self.back)
        self.form.given_up.connect(self._close_form)
        self.form.added.connect(self._added)
        self.restore.given_up.connect(self._keep)
        self.restore.closed.connect(self.lock_wanted)

    def enter(self, route: Route) -> None:
        """Look at every place afresh."""
        self.read()

    def read(self) -> None:
        """Look at every place afresh; what a card says of its last act stays until then."""
        tasks = self._desk.tasks
        tasks.submit(
            backup_overview, self._desk.session, tasks.on_casebook, lane="files", done=self._show,
            failed=self.summary.show_problem, latest="backups",
        )  # fmt: skip

    def _show(self, overview: BackupOverview) -> None:
        now = self._desk.now()
        if not overview.places:
            self.summary.show_message(
                "danger", "There is no backup.",
                "If this computer breaks or is stolen, everything written here is lost. Add a place now: it takes two "
                "minutes.",
            )  # fmt: skip
        else:
            self.summary.show_message(
                TONES[overview.colour], overview.say(now), say_proven(overview.proven, now).removesuffix(".") + "."
            )
        self._show_cards(overview)
        if not overview.places and not self._asks:
            self._open_form()

    def _show_cards(self, overview: BackupOverview) -> None:
        kept = {card.state.place.id: card for card in self.cards}
        cards = []
        for number, state in enumerate(overview.places):
            card = kept.get(state.place.id)
            if card is None or (card.state != state and not card.is_busy):
                card = self._renewed(card, PlaceCard(self._desk, state))
            cards.append(card)
            self.column.insertWidget(self._before_cards + number, card)
            card.setVisible(not self._asks)
        for old in set(self.cards) - set(cards):
            self.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.cards = cards
        follow_layout(self)
        for card in cards:
            if card.state.place.id == self._first_at:
                self._first_at = ""
                card.back_up()

    def _renewed(self, old: PlaceCard | None, card: PlaceCard) -> PlaceCard:
        card.changed.connect(self.read)
        card.restore_wanted.connect(self._ask_restore)
        if old is not None:
            card.take_over(old)
        return card

    def _open_form(self) -> None:
        self.form.show()
        self.add_button.hide()
        self.form.setFocus()

    def _close_form(self) -> None:
        self.form.hide()
        self.add_button.show()
        self.add_button.setFocus()

    def _added(self, place: BackupPlace) -> None:
        self._close_form()
        self._first_at = place.id
        self.read()

    def _ask_restore(self, place: BackupPlace, backup: ListedBackup) -> None:
        self._asks = True
        for card in self.cards:
            card.hide()
        self.add_button.hide()
        self.form.hide()
        self.restore.ask(place, backup)
        self.restore.show()
        self.area.verticalScrollBar().setValue(0)
        self.restore.setFocus()

    def _keep(self) -> None:
        self._asks = False
        self.restore.hide()
        for card in self.cards:
            card.show()
        self.add_button.show()
