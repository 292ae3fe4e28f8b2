"""What backups hold of something that was purged: which of them, and how its file goes from the pool they share.

The manifests stay as they were signed: they say what a backup held when it was made. The list beside them
(`purged.json`) holds the signed erasures of those files, so that no restore brings them back.
"""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from dslapp.casebook.backups.manifest import DamagedBackup, Manifest
from dslapp.casebook.backups.of_open import path_of
from dslapp.casebook.backups.place import BackupHome
from dslapp.casebook.backups.pool import DAMAGED
from dslapp.casebook.durable_files import UNFINISHED, remove_if_there
from dslapp.casebook.keys.key_files import CasebookKeys
from dslapp.casebook.purging.purged_list import SignedErasure, remember


class HoldingBackup(NamedTuple):
    """One backup from the time in which it was here."""

    name: str
    at: datetime | None
    """None for one whose manifest cannot be read: it may hold it."""
    made_by: str = ""
    """The member's id; empty where nobody signed it: it was made without a passphrase."""
    names_file: bool = False


def holding(home: BackupHome, files: Collection[str], entries: range, until: datetime) -> tuple[HoldingBackup, ...]:
    """The backups at a place that were made while it was in the record, oldest first. Raises PlaceNotThere, OSError.

    `entries` are those from its first one up to its purge, which was at `until`.
    """
    paths = {path_of(file_id) for file_id in files}
    found = list[HoldingBackup]()
    for each in home.listed():
        try:
            stored = each.read()
        except DamagedBackup:
            found.append(HoldingBackup(each.name, None))
            continue
        manifest, names = stored.manifest, any(file.path in paths for file in stored.manifest.pool)
        if names or _is_of_that_time(manifest, entries, until):
            found.append(
                HoldingBackup(each.name, manifest.made_at, stored.signed.member if stored.signed else "", names)
            )
    return tuple(found)


def _is_of_that_time(manifest: Manifest, entries: range, until: datetime) -> bool:
    return manifest.made_at <= until if manifest.entries is None else manifest.entries in entries


def remove_from_pool(
    home: BackupHome, files: Collection[str], keys: CasebookKeys, erasures: Collection[SignedErasure]
) -> int:
    """Remove files that the record says were purged from the pool, and put their erasures on the list there.

    Returns how many files there were.

    Raises LinkedFolder when part of the place leads elsewhere, and OSError when it does not answer.
    """
    home.refuse_links()
    remember(home.folder, keys, erasures)
    gone = 0
    for file_id in files:
        path = home.folder / path_of(file_id)
        for there in (path, path.with_name(path.name + DAMAGED), path.with_name(path.name + UNFINISHED)):
            gone += there.is_file()
            remove_if_there(there)
    return gone
