"""The entries that a second member is to see, and what a second member said of them."""

from typing import NamedTuple

import msgspec

from dslapp.casebook.authority import standing
from dslapp.casebook.journal import EntryBody
from dslapp.casebook.schema import OF_TRUST
from dslapp.casebook.store import Casebook
from dslapp.casebook.stored_versions import Version
from dslapp.domain.entity import Entity
from dslapp.domain.roles import COUNTERSIGNED
from dslapp.domain.trust import Countersignature


class SecondLook(NamedTuple):
    """One such entry: what it made of what, and the countersignatures of others, with their authors' ids."""

    version: Version
    entry_hash: str
    before: Entity | None
    countersignatures: tuple[tuple[str, Countersignature], ...]


def second_looks(casebook: Casebook) -> tuple[SecondLook, ...]:
    """All entries that are to be countersigned since the casebook was made, oldest first."""
    rows = casebook.connection.execute(
        f"SELECT seq, hash, entity_type, entity_id, body FROM version JOIN journal USING (seq) WHERE {OF_TRUST} "
        "ORDER BY seq"
    ).fetchall()
    founders = standing(casebook.connection)[0].founders
    said = _countersignatures(casebook)
    found = []
    for seq, digest, kind, entity_id, body in rows:
        if seq <= founders or kind not in COUNTERSIGNED:
            continue
        versions = casebook.history(entity_id=entity_id)
        own = next(version for version in versions if version.seq == seq)
        before = next((version.entity for version in reversed(versions) if version.number < own.number), None)
        author = msgspec.json.decode(body, type=EntryBody).actor
        others = tuple(each for each in said.get(seq, ()) if each[0] != author and each[1].entry_hash == digest.hex())
        found.append(SecondLook(own, digest.hex(), before, others))
    return tuple(found)


def _countersignatures(casebook: Casebook) -> dict[int, list[tuple[str, Countersignature]]]:
    rows = casebook.connection.execute(
        "SELECT p.id, json_extract(j.body, '$.actor') FROM countersignature p JOIN journal j USING (seq)"
    ).fetchall()
    found: dict[int, list[tuple[str, Countersignature]]] = {}
    for entity_id, actor in rows:
        said = casebook.get(Countersignature, entity_id)
        found.setdefault(said.entry, []).append((actor, said))
    return found
