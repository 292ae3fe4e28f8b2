"""Removes the backups that the rule no longer keeps, and from the pool what none of those that stay names."""

import contextlib
import shutil
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from dslapp.casebook.backup_manifest import DamagedBackup
from dslapp.casebook.backup_place import BackupHome, PlaceNotThere
from dslapp.casebook.backup_pool import no_longer_named
from dslapp.casebook.durable_files import UNFINISHED, move_into_place, remove_if_there
from dslapp.domain.backup_retention import no_longer_kept


def prune(home: BackupHome, newest: str, now: datetime, spared: Collection[str] = ()) -> tuple[str, ...]:
    """Remove what need not be kept now that the backup called `newest` was made and read back; return their names.

    A place that does not answer loses nothing and is no failure: the next backup prunes.
    """
    gone: list[str] = []
    with contextlib.suppress(OSError, PlaceNotThere):
        snapshots = [snapshot for each in home.listed() if (snapshot := each.as_snapshot()) is not None]
        before = [snapshot for snapshot in snapshots if snapshot.name != newest]
        for name in no_longer_kept(snapshots, before=before, now=now, spared=spared):
            _remove(home.snapshots / name)
            gone.append(name)
        if gone:
            _prune_pool(home)
    return tuple(gone)


def _remove(folder: Path) -> None:
    """Take its name first: what is half removed is never taken for a backup."""
    leaving = folder.with_name(folder.name + UNFINISHED)
    move_into_place(folder, leaving)
    shutil.rmtree(leaving)


def _prune_pool(home: BackupHome) -> None:
    """Only when every manifest that stays can be read: one that cannot might name any of the files."""
    try:
        kept = [each.read().manifest for each in home.listed()]
    except DamagedBackup:
        return
    for path in no_longer_named(home, kept):
        remove_if_there(home.folder / path)
