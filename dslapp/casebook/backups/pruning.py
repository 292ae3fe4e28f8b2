"""Removes the backups that the rule no longer keeps, and from the pool what none of those that stay names."""

import contextlib
import shutil
from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path

from dslapp.casebook.backups.manifest import DamagedBackup
from dslapp.casebook.backups.place import BackupHome, Found, PlaceNotThere
from dslapp.casebook.backups.pool import no_longer_named
from dslapp.casebook.backups.signers import Signers
from dslapp.casebook.durable_files import UNFINISHED, move_into_place, remove_if_there
from dslapp.casebook.links import LinkedFolder
from dslapp.domain.trust.backup_retention import Snapshot, no_longer_kept


def prune(
    home: BackupHome, newest: str, now: datetime, signers: Signers, spared: Collection[str] = ()
) -> tuple[str, ...]:
    """Remove what need not be kept now that the backup called `newest` was made and read back; return their names.

    One that a member signed goes only for others that members signed, and one that somebody else signed stays where it
    is. A place that does not answer, or leads elsewhere, loses nothing and is no failure: the next backup prunes.
    """
    gone: list[str] = []
    with contextlib.suppress(OSError, PlaceNotThere, LinkedFolder):
        home.refuse_links()
        if not _gone_of(_snapshots(home.listed()), newest, now, spared):
            return ()
        believed, unsigned = _told_apart(home, signers)
        gone += _gone_of(believed, newest, now, spared)
        over = set(_gone_of([*believed, *unsigned], newest, now, spared))
        gone += (each.name for each in unsigned if each.name in over)
        for name in gone:
            _remove(home.snapshots / name)
        if gone:
            _prune_pool(home, signers)
    return tuple(gone)


def _gone_of(snapshots: Sequence[Snapshot], newest: str, now: datetime, spared: Collection[str]) -> tuple[str, ...]:
    before = [snapshot for snapshot in snapshots if snapshot.name != newest]
    return no_longer_kept(snapshots, before=before, now=now, spared=spared)


def _snapshots(found: Sequence[Found]) -> list[Snapshot]:
    return [snapshot for each in found if (snapshot := each.as_snapshot()) is not None]


def _told_apart(home: BackupHome, signers: Signers) -> tuple[list[Snapshot], list[Snapshot]]:
    """Those whose signature counts, and those that nobody signed."""
    believed, unsigned = list[Found](), list[Found]()
    for each in home.listed():
        with contextlib.suppress(DamagedBackup):
            stored = each.read()
            if stored.signed is None:
                unsigned.append(each)
            elif signers.vouch_for(stored):
                believed.append(each)
    return _snapshots(believed), _snapshots(unsigned)


def _remove(folder: Path) -> None:
    """Take its name first: what is half removed is never taken for a backup."""
    leaving = folder.with_name(folder.name + UNFINISHED)
    move_into_place(folder, leaving)
    shutil.rmtree(leaving)


def _prune_pool(home: BackupHome, signers: Signers) -> None:
    """Only when every manifest that stays can be read and is nobody else's: any other might name any of the files."""
    try:
        kept = [each.read() for each in home.listed()]
    except DamagedBackup:
        return
    if any(stored.signed is not None and not signers.vouch_for(stored) for stored in kept):
        return
    for path in no_longer_named(home, (stored.manifest for stored in kept)):
        remove_if_there(home.folder / path)
