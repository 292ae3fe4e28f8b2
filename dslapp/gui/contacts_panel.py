"""Whom to ring, as a list: the school's own numbers first, each with the day on which somebody checked it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.guidance.contacts import ContactList, NationalContact
from dslapp.domain.local_time import say_day
from dslapp.domain.reference.checked import check_is_due
from dslapp.domain.school import Contact
from dslapp.gui.theme.tokens import GRID, Tone
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.chips import Chip
from dslapp.gui.widgets.text import Heading, Words
from dslapp.gui.widgets.wrapping import WrapLayout

AT_ONCE = frozenset({"999", "101", "police_999", "police_101"})
"""Keys of the numbers that stand at the top."""


class ContactsPanel(QWidget):
    """All numbers. `today` decides which want checking; While no casebook is open `own` is of offices alone."""

    def __init__(self, contacts: ContactList, own: Sequence[Contact], today: date, *, unlocked: bool) -> None:
        super().__init__()
        self._today = today
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * GRID)
        urgent = [each for each in contacts.national if each.key in AT_ONCE]
        for contact in urgent:
            self._column.addWidget(self._national(contact))
        if unlocked:
            self._own_numbers(contacts, own)
        else:
            self._offices(contacts, own)
            self._column.addWidget(Banner("information", "Your school’s other numbers are shown once it is unlocked."))
        self._column.addWidget(Heading("The same everywhere in England", 2))
        for contact in contacts.national:
            if contact not in urgent:
                self._column.addWidget(self._national(contact))

    def _offices(self, contacts: ContactList, own: Sequence[Contact]) -> None:
        """What this computer remembers of the school's own numbers: of offices alone."""
        when = {local.key: local.when for local in contacts.local}
        if own:
            self._column.addWidget(Heading("Your school’s own offices", 2))
        for contact in own:
            self._column.addWidget(self._own(contact, when.get(contact.contact_kind, "")))

    def _own_numbers(self, contacts: ContactList, own: Sequence[Contact]) -> None:
        self._column.addWidget(Heading("Your school’s own numbers", 2))
        filled = [each for each in own if each.phone or each.email or each.out_of_hours]
        kinds = {each.contact_kind for each in filled}
        missing = [local.label for local in contacts.local if local.key not in kinds]
        when = {local.key: local.when for local in contacts.local}
        for contact in filled:
            self._column.addWidget(self._own(contact, when.get(contact.contact_kind, "")))
        if missing:
            self._column.addWidget(
                Banner("warning", "Not filled in yet", f"{', '.join(missing)}. Write these numbers in Settings.")
            )

    def _national(self, contact: NationalContact) -> Card:
        lines = [contact.when, contact.address, f"Open: {contact.hours}" if contact.hours else ""]
        state = f"Checked on {say_day(contact.checked_on)}"
        tone: Tone = "neutral"
        if check_is_due(contact.checked_on, self._today):
            state, tone = f"{state}: look it up before you rely on it", "warning"
        elif contact.check_locally:
            state, tone = "Check this one locally before you rely on it", "warning"
        return _card(contact.label, contact.phone, lines, state, tone)

    def _own(self, contact: Contact, when: str) -> Card:
        evenings = f"Evenings and weekends: {contact.out_of_hours}" if contact.out_of_hours else ""
        checked = contact.checked_on
        state = f"Checked on {say_day(checked)}" if checked else "Nobody has checked this number yet"
        tone: Tone = "neutral"
        if contact.check_is_due(self._today):
            state, tone = f"{state}: ring to check it" if checked else state, "warning"
        return _card(contact.label, contact.phone, [contact.name, when, evenings, contact.email], state, tone)


def _card(label: str, phone: str, lines: Sequence[str], state: str, tone: Tone) -> Card:
    card = Card(label)
    if phone:
        card.body.addWidget(Heading(phone, 2))
    for line in filter(None, lines):
        card.body.addWidget(Words(line))
    foot = WrapLayout()
    foot.addWidget(Chip(state, tone))
    card.body.addLayout(foot)
    return card
