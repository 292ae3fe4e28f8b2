"""Whom to ring: national numbers that ship with the program, and the local ones that a school fills in."""

from datetime import date

import msgspec


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
