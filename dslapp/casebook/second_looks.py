"""The entries that a second member is to see, and what a second member said of them."""

from collections.abc import Sequence
from typing import NamedTuple

from dslapp.casebook.authority import standing
from dslapp.casebook.schema import OF_TRUST
from dslapp.casebook.store import Casebook
from dslapp.casebook.stored_versions import Version
from dslapp.domain.entity import Entity
from dslapp.domain.roles import COUNTERSIGNED
from dslapp.domain.school import Member, Recovery
from dslapp.domain.trust import Countersignature


class SecondLook(NamedTuple):
    """One such entry: what it made of what, and the countersignatures of others, with their authors' ids."""

    version: Version
    entry_hash: str
    before: Entity | None
    about: frozenset[str]
    """The ids of the members whom it is about: with the recovery sheet's use, whoever came in by it."""
    countersignatures: tuple[tuple[str, Countersignature], ...]


def second_looks(casebook: Casebook) -> tuple[SecondLook, ...]:
    """All entries that are to be countersigned since the casebook was made, oldest first."""
    rows = casebook.connection.execute(
        f"SELECT seq, hash, entity_type, entity_id FROM version JOIN journal USING (seq) WHERE {OF_TRUST} ORDER BY seq"
    ).fetchall()
    founders = standing(casebook.connection)[0].founders
    said = _countersignatures(casebook)
    found: list[tuple[Version, str, Entity | None]] = []
    for seq, digest, kind, entity_id in rows:
        if seq <= founders or kind not in COUNTERSIGNED:
            continue
        versions = casebook.history(entity_id=entity_id)
        own = next(version for version in versions if version.seq == seq)
        before = next((version.entity for version in reversed(versions) if version.number < own.number), None)
        found.append((own, digest.hex(), before))
    return tuple(_look(*each, [version for version, _, _ in found], said) for each in found)


def _look(
    own: Version,
    digest: str,
    before: Entity | None,
    all_of_them: Sequence[Version],
    said: dict[int, list[tuple[str, Countersignature]]],
) -> SecondLook:
    """Count only what a second person said: neither who did it, nor whom it is about (docs/file-formats.md)."""
    sitting = (own.actor, own.session_id)
    together = [each for each in all_of_them if (each.actor, each.session_id) == sitting]
    about = frozenset(
        each.entity.id
        for each in (together if isinstance(own.entity, Recovery) else [own])
        if isinstance(each.entity, Member)
    )
    others = tuple(
        (by, each)
        for by, each in said.get(own.seq, ())
        if by != own.actor and by not in about and each.entry_hash == digest
    )
    return SecondLook(own, digest, before, about, others)


def _countersignatures(casebook: Casebook) -> dict[int, list[tuple[str, Countersignature]]]:
    """What was said of each entry, and by whom: the first version alone, since it is written once."""
    found: dict[int, list[tuple[str, Countersignature]]] = {}
    for said in casebook.select(Countersignature):
        first = casebook.history(entity_id=said.id)[0]
        if isinstance(first.entity, Countersignature):
            found.setdefault(first.entity.entry, []).append((first.actor, first.entity))
    return found
