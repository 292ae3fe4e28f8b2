"""What the signed manifests of backups remember of the journal."""

from collections.abc import Iterator
from typing import NamedTuple

from dslapp.casebook.backups.manifest import DamagedBackup, ManifestFile
from dslapp.casebook.backups.place import BackupHome, Found, PlaceNotThere
from dslapp.domain.trust.record_state import Anchor


class Vouched(NamedTuple):
    """An anchor, and the signed manifest in which it stands: the journal says whether its signature counts."""

    anchor: Anchor
    stored: ManifestFile


def anchors_at(home: BackupHome, label: str) -> Iterator[Vouched]:
    """The anchors of the newest backup there, and of the one that reaches furthest; none where nothing answers."""
    try:
        listed = [found for found in home.listed() if _entries(found)]
    except PlaceNotThere:
        return
    for found in {listed[-1], max(listed, key=_entries)} if listed else ():
        try:
            stored = found.read()
        except (DamagedBackup, OSError):
            continue
        manifest = stored.manifest
        if manifest.casebook == home.casebook_id and stored.signed is not None and manifest.head and manifest.entries:
            anchor = Anchor(
                source="backup", entry=manifest.entries, fingerprint=manifest.head, at=manifest.made_at,
                where=f"the backup {found.name} on “{label}”",
            )  # fmt: skip
            yield Vouched(anchor, stored)


def _entries(found: Found) -> int:
    heading = found.heading
    return (heading.manifest.entries or 0) if heading is not None and heading.signed is not None else 0
