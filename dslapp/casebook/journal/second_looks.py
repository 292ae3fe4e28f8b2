"""The entries that a second member is to see, and what a second member said of them."""

from collections.abc import Sequence
from typing import NamedTuple

from dslapp.casebook.database.schema import OF_TRUST
from dslapp.casebook.database.stored_versions import Version, version_of
from dslapp.casebook.journal.authority import standing
from dslapp.casebook.store import Casebook
from dslapp.domain.entity import Entity
from dslapp.domain.roles import COUNTERSIGNED
from dslapp.domain.school import Member, Recovery
from dslapp.domain.trust.entries import Countersignature


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
        f"SELECT v.seq, v.number, v.content, j.body, j.hash, v.entity_type, v.entity_id FROM version v "
        f"JOIN journal j ON j.seq = v.seq WHERE v.{OF_TRUST} ORDER BY v.seq"
    ).fetchall()
    founders = standing(casebook.connection)[0].founders
    said = _countersignatures(casebook)
    latest: dict[str, Version] = {}
    found: list[tuple[Version, str, Entity | None]] = []
    for seq, number, content, body, digest, kind, entity_id in rows:
        if kind not in COUNTERSIGNED:
            continue
        own, before = version_of(seq, number, content, body), latest.get(entity_id)
        if seq > founders:
            found.append((own, digest.hex(), before.entity if before and before.number < number else None))
        latest[entity_id] = own
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
    rows = casebook.connection.execute(
        "SELECT v.seq, v.number, v.content, j.body FROM version v JOIN journal j ON j.seq = v.seq WHERE v.seq IN "
        "(SELECT min(o.seq) FROM countersignature c JOIN version o ON o.entity_id = c.id GROUP BY c.id) ORDER BY v.seq"
    )
    for row in rows.fetchall():
        first = version_of(*row)
        if isinstance(first.entity, Countersignature):
            found.setdefault(first.entity.entry, []).append((first.actor, first.entity))
    return found
