"""Kept devices and takedowns of all cases, each with its case and the open action that stands for its next step."""

from collections.abc import Iterator
from datetime import datetime
from typing import TypeVar

from dslapp.casebook.database.stored_versions import content_of
from dslapp.casebook.store import Casebook
from dslapp.domain.boards.board_rows import DeviceRow, TakedownRow
from dslapp.domain.boards.devices import HeldDevice
from dslapp.domain.boards.takedowns import Takedown
from dslapp.domain.case.casework import Action
from dslapp.domain.entity import Entity

_MOST = 5000
E = TypeVar("E", bound=Entity)


def device_rows(casebook: Casebook) -> tuple[DeviceRow, ...]:
    """Those that are not back with their owner first, the oldest on top."""
    found = _rows(casebook, HeldDevice, "p.status = 'returned'")
    return tuple(DeviceRow(*row) for row in found)


def takedown_rows(casebook: Casebook) -> tuple[TakedownRow, ...]:
    """Those that somebody still works on first: by the moment at which one looks again."""
    found = _rows(casebook, Takedown, "p.status IN ('removed', 'given up'), p.look_again IS NULL, p.look_again")
    return tuple(TakedownRow(*row) for row in found)


def _rows(casebook: Casebook, entity_type: type[E], order: str) -> Iterator[tuple[E, str, str, datetime | None]]:
    rows = casebook.connection.execute(
        "SELECT v.content, i.ref, (SELECT w.content FROM action a JOIN version w ON w.seq = a.seq "
        "WHERE a.incident_id = p.incident_id AND a.source_id = p.id AND a.status = 'open' LIMIT 1) "
        f"FROM {entity_type.kind()} p JOIN version v ON v.seq = p.seq JOIN incident i ON i.id = p.incident_id "
        f"WHERE p.withdrawn = 0 ORDER BY {order}, p.id LIMIT ?",
        (_MOST,),
    )
    for content, ref, waiting in rows.fetchall():
        action = content_of(waiting, Action) if waiting else None
        yield content_of(content, entity_type), ref, action.what if action else "", action.due if action else None
