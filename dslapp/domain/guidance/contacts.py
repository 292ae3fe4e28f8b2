"""Whom to ring: national numbers that ship with the program, and the local ones that a school fills in.

Public: `ContactList` (the data), and `whom_to_ring(contacts, own)`, which joins it with the school's own numbers.
"""

from collections.abc import Sequence
from datetime import date

import msgspec

from dslapp.domain.school import LADO_LABELS, Contact, say_lado, short_lado


class NationalContact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A number or address that is the same everywhere in England, where it was found and the day it was checked.

    `check_locally`: it was not seen at its own source, or its hours are not known.
    """

    key: str
    label: str
    when: str
    phone: str = ""
    address: str = ""
    hours: str = ""
    source: str
    checked_on: date
    check_locally: bool = False


class LocalContact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A contact that only the school can name: the key that guidance uses, what to call it, and when to ring it.

    The school's own number is the casebook's `Contact` with the same key as its `contact_kind`. `also_out_of_hours`
    is the key of the one to ring when that office is closed.
    """

    key: str
    label: str
    when: str
    also_out_of_hours: str = ""


class ContactList(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All contacts that the guidance names."""

    edition: str
    national: tuple[NationalContact, ...]
    local: tuple[LocalContact, ...]

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all contacts."""
        return frozenset([*(contact.key for contact in self.national), *(contact.key for contact in self.local)])

    @property
    def labels(self) -> dict[str, str]:
        """What to call each contact, with its number or address where it is the same everywhere."""
        national = {c.key: " – ".join(filter(None, (c.label, c.phone or c.address))) for c in self.national}
        return {**national, **{contact.key: contact.label for contact in self.local}}


class Whom(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody to ring: the school's own number where it has one, else the national one.

    `local`: only the school can fill it in. `checked_on` is the day on which somebody last rang or looked.
    """

    key: str = ""
    label: str
    name: str = ""
    phone: str = ""
    address: str = ""
    when: str = ""
    hours: str = ""
    local: bool = False
    checked_on: date | None = None
    check_locally: bool = False

    @property
    def reachable(self) -> bool:
        """Whether there is a number or an address; local ones may not be saved yet."""
        return bool(self.phone or self.address)


def named_locally(contacts: ContactList, lado_label: str) -> ContactList:
    """The contacts with the LADO called as the school's authority does."""
    office = {LADO_LABELS[0]: lado_label}
    local = (
        msgspec.structs.replace(each, label=office.get(each.label) or say_lado(each.label, short_lado(lado_label)))
        for each in contacts.local
    )
    return msgspec.structs.replace(contacts, local=tuple(local))


def whom_to_ring(contacts: ContactList, own: Sequence[Contact], lado_label: str = LADO_LABELS[0]) -> dict[str, Whom]:
    """Return everybody whom guidance names, by key. An office's own out-of-hours number fills in for its team's."""
    contacts = named_locally(contacts, lado_label)
    saved = {contact.contact_kind: contact for contact in own}
    found = {each.key: _national(each) for each in contacts.national}
    for local in contacts.local:
        found[local.key] = _own(local, saved.get(local.key))
    for local in contacts.local:
        office, closed = saved.get(local.key), found.get(local.also_out_of_hours)
        if office and office.out_of_hours and closed and not closed.reachable:
            found[local.also_out_of_hours] = msgspec.structs.replace(
                closed, phone=office.out_of_hours, checked_on=office.checked_on
            )
    return found


def _national(contact: NationalContact) -> Whom:
    return Whom(
        key=contact.key, label=contact.label, phone=contact.phone, address=contact.address, when=contact.when,
        hours=contact.hours, checked_on=contact.checked_on, check_locally=contact.check_locally,
    )  # fmt: skip


def _own(local: LocalContact, saved: Contact | None) -> Whom:
    if saved is None:
        return Whom(key=local.key, label=local.label, when=local.when, local=True)
    return Whom(
        key=local.key, label=local.label, name=saved.name, phone=saved.phone, address=saved.email,
        when=local.when, local=True, checked_on=saved.checked_on,
    )  # fmt: skip
