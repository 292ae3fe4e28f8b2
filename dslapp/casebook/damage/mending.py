"""Mends a damaged casebook from itself: a new database with all that could be read takes the place of the damaged one.

Where only lists and search are hit, the record is whole: the journal goes on as if nothing had happened. Else the
journal is kept up to the first entry that is lost, and what is readable beyond it is put back under new entries.
"""

import contextlib
import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from dslapp.casebook.damage.damaged_folder import DamagedFolder
from dslapp.casebook.damage.putting_back import PutBack, put_back
from dslapp.casebook.damage.refilling import refill
from dslapp.casebook.database.connection import damage_told, open_database
from dslapp.casebook.durable_files import free_name, make_folder, move_into_place, remove_if_there, sync_folder
from dslapp.casebook.journal.verify import verify
from dslapp.casebook.keys.key_files import QUARANTINE
from dslapp.casebook.purging.purged_list import remembered
from dslapp.casebook.purging.purged_record import vouched_for
from dslapp.casebook.store import Casebook
from dslapp.casebook.stray_files import MENDING
from dslapp.domain.entity import new_id
from dslapp.domain.long_work import Progress
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.school import Access
from dslapp.domain.trust.entries import Restored


class Mended(NamedTuple):
    """What became of a damaged casebook."""

    entries: int
    """Entries that were kept as they were signed."""
    lost: int
    """Entries that could not be read."""
    put_back: PutBack | None
    """What was put back under new entries; None where nothing was lost."""
    quarantine: str
    """The folder that holds the damaged file, inside the casebook's."""


def can_mend(damaged: DamagedFolder) -> bool:
    """Whether the first entry, by which the members know the casebook again, could be read with its record."""
    return damaged.found.whole_until >= 1


def mend(damaged: DamagedFolder, clock: Callable[[], datetime], progress: Progress | None = None) -> Mended:
    """Make the database anew from what could be read, check it, and only then move the damaged one into quarantine.

    Raises EnvironmentProblem when it cannot be done; then the damaged casebook is as it was.
    """
    if not damaged.lock.is_locked:  # somebody else may hold it, or a backup was restored: what was read is old
        raise EnvironmentProblem("This casebook is not held any more, so nothing was changed.", "Unlock it again.")
    if not can_mend(damaged):
        raise EnvironmentProblem(
            "The beginning of this casebook cannot be read, so it cannot be mended from itself.",
            "Restore the newest backup. Without one, make a new casebook and take over what can be read.",
        )
    new = damaged.database.with_name(damaged.database.name + MENDING)
    quarantine = damaged.folder / QUARANTINE / free_name(damaged.folder / QUARANTINE, clock(), "-damaged")
    try:
        _remove(new)
        mended = _write(damaged, new, quarantine.name, clock, progress)
        _swap(damaged.database, new, quarantine)
    except OSError as error:
        raise EnvironmentProblem(
            "The casebook could not be mended: the disk did not take it.", "Make room on the disk and try again."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            _remove(new)
    return mended


@damage_told()
def _write(
    damaged: DamagedFolder, new: Path, quarantine: str, clock: Callable[[], datetime], progress: Progress | None
) -> Mended:
    found, keys = damaged.found, damaged.keys
    until = found.whole_until
    with contextlib.closing(open_database(new, keys.key, create=True)) as connection:
        refill(connection, found, until)
    casebook = Casebook(new, keys.key, casebook_id=keys.casebook, identity=damaged.identity, clock=clock)
    with contextlib.closing(casebook):
        outcome = None
        if until < found.head:
            listed = vouched_for(casebook, remembered(damaged.folder, keys))
            purged = tuple(sorted(file.file_id for file in listed))
            restored = Restored(
                id=new_id(), snapshot="", from_entry=until, from_hash=casebook.head_hash, to_entry=found.head,
                quarantine=f"{QUARANTINE}/{quarantine}", at=clock(),
                reason="Mended from what could be read of the damaged casebook.", purged=purged,
            )  # fmt: skip
            casebook.commit([restored])
            outcome = put_back(casebook, found, damaged.member.role, progress, purged=purged)
        else:
            detail = f"lists and search made anew; all {until} entries were read whole"
            casebook.commit([Access(id=new_id(), what="salvaged", detail=detail)])
        checked = verify(casebook, damaged.evidence, with_files=False)
        if checked.faults:
            raise EnvironmentProblem(
                "What could be read does not make a sound casebook, so nothing was changed.",
                "Restore the newest backup, then take over what can be read.",
            )
    return Mended(until, len(found.lost), outcome, quarantine)


def _swap(database: Path, new: Path, quarantine: Path) -> None:
    """Keep the damaged file under a second name, then put the new one in its place at once."""
    make_folder(quarantine, below=database.parent)
    journal = database.with_name(database.name + "-journal")
    if journal.exists() and journal.stat().st_size:
        move_into_place(journal, quarantine / journal.name)  # it must never be rolled back into the new one
    kept = quarantine / database.name
    try:
        os.link(database, kept)
    except OSError:
        shutil.copyfile(database, kept)
    sync_folder(quarantine)
    sync_folder(quarantine.parent)
    move_into_place(new, database)


def _remove(new: Path) -> None:
    for path in (new, new.with_name(new.name + "-journal")):
        remove_if_there(path)
