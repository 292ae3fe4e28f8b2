"""Reads values back from the versions in which they are stored."""

from datetime import datetime
from typing import TypeVar

import msgspec

from dslapp.casebook.journal.entries import EntryBody
from dslapp.domain.entities import ENTITY_TYPES
from dslapp.domain.entity import Entity
from dslapp.domain.local_time import from_milliseconds

E = TypeVar("E", bound=Entity)


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version of one value: what it was, why it changed, who changed it and when."""

    seq: int
    number: int
    at: datetime
    actor: str
    action: str
    reason: str
    entity: Entity
    session_id: str = ""
    """The sitting in which it was made, as `Casebook.session_id`: what is noted once a sitting is looked for by it."""


class _Content(msgspec.Struct, frozen=True, kw_only=True):
    """What an entry commits to."""

    kind: str
    reason: str
    entity: msgspec.Raw


def content_of(content: str, entity_type: type[E]) -> E:
    """The value inside the stored content of a version."""
    return msgspec.json.decode(msgspec.json.decode(content, type=_Content).entity, type=entity_type)


def version_of(seq: int, number: int, content: str, body: str) -> Version:
    """The version with what its journal entry says of it."""
    stored = msgspec.json.decode(content, type=_Content)
    entry = msgspec.json.decode(body, type=EntryBody)
    return Version(
        seq=seq, number=number, at=from_milliseconds(entry.at), actor=entry.actor, action=entry.action,
        reason=stored.reason, entity=msgspec.json.decode(stored.entity, type=ENTITY_TYPES[stored.kind]),
        session_id=entry.session,
    )  # fmt: skip
