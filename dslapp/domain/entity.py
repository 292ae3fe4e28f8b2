"""What every saved thing has in common: it is a frozen value with an identity, and a change to it is a new value."""

from typing import NewType

import msgspec
import uuid_utils

EntityId = NewType("EntityId", str)
IncidentId = NewType("IncidentId", str)
PersonId = NewType("PersonId", str)
AccountId = NewType("AccountId", str)
ExhibitId = NewType("ExhibitId", str)
MemberId = NewType("MemberId", str)
RunId = NewType("RunId", str)


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """A saved value. `id` is a UUIDv7 in text form, made by whoever makes the value."""

    id: str

    @classmethod
    def kind(cls) -> str:
        """The name under which the journal knows this type, e.g. `custody_event`; never changed once released."""
        name = cls.__name__
        return "".join("_" + c.lower() if c.isupper() and i else c.lower() for i, c in enumerate(name))

    def about_incident(self) -> str | None:
        """The incident in whose history this value stands, if it belongs to one."""
        incident = getattr(self, "incident_id", None)
        return str(incident) if incident else None

    def search_text(self) -> str:
        """The words by which this value is found; empty when it is not searched for."""
        return ""


def new_id() -> str:
    """Return a fresh time-ordered UUIDv7 as text."""
    return str(uuid_utils.uuid7())
