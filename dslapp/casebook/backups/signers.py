"""Whose signature under a manifest counts: of a member whom the journal knew at that entry, before they had left."""

from datetime import datetime
from typing import NamedTuple

from dslapp.casebook.backups.manifest import ManifestFile, is_signed_by_its_key
from dslapp.casebook.store import Casebook
from dslapp.domain.school import Member


class _Range(NamedTuple):
    member: str
    key: str
    first: int
    until: int | None = None
    until_at: datetime | None = None


class Signers(NamedTuple):
    """From which entry to which each key was in force; asked on any thread."""

    ranges: tuple[_Range, ...]

    def vouch_for(self, stored: ManifestFile) -> bool:
        """Whether a manifest bears the signature of somebody who could make it then."""
        entries, made_at, signed = stored.manifest.entries, stored.manifest.made_at, stored.signed
        if signed is None or entries is None or not is_signed_by_its_key(stored):
            return False
        return any(
            (each.member, each.key) == (signed.member, signed.key)
            and each.first <= entries
            and (each.until is None or each.until_at is None or (entries < each.until and made_at < each.until_at))
            for each in self.ranges
        )


def signers_of(casebook: Casebook) -> Signers:
    """What the journal says of its members' keys."""
    ranges: list[_Range] = []
    for member in casebook.select(Member):
        versions = sorted(casebook.history(entity_id=member.id), key=lambda version: version.seq)
        own: list[_Range] = []
        for version in versions:
            if not isinstance(version.entity, Member):
                continue
            key = "" if version.entity.retired else version.entity.signing_key
            if own and own[-1].key == key:
                continue
            if own:
                own[-1] = own[-1]._replace(until=version.seq, until_at=version.at)
            own.append(_Range(member.id, key, version.seq))
        ranges += (each for each in own if each.key)
    return Signers(tuple(ranges))
