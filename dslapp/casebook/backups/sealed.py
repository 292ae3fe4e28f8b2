"""A backup without any key: ciphertext, byte for byte, while nobody has the casebook open. A drill proves it later."""

import os
import re
from datetime import datetime
from pathlib import Path

from dslapp.casebook.backups.manifest import ManifestFile
from dslapp.casebook.backups.place import BackupHome, refuse_place
from dslapp.casebook.backups.pool import Pace
from dslapp.casebook.backups.restoring import finish_interrupted_restore
from dslapp.casebook.backups.writing import DATABASE, DATABASE_JOURNAL, Contents, Made, copy_small_file, write_backup
from dslapp.casebook.durable_files import create_new, sync_file
from dslapp.casebook.folder_lock import let_go, take_lock
from dslapp.casebook.keys.key_files import KEY_FILE, MEMBERS_FILE, read_members
from dslapp.domain.problems import EnvironmentProblem

_DATABASE = re.compile(r"casebook-[1-9][0-9]*\.db")
_AGE = b"age-encryption.org/v1\n"
_PIECE = 1 << 20


def back_up_sealed(casebook: Path, place: Path, *, now: datetime, pace: Pace) -> Made:
    """Back up the casebook at `casebook` to the folder `place`, setting it up if need be.

    Its manifest is not signed and does not say how far the journal goes: nobody has looked inside. Raises UserProblem
    for a place that cannot be one, EnvironmentProblem when the casebook is open, or the backup could not be made.
    """
    finish_interrupted_restore(casebook)
    casebook_id = read_members(casebook).casebook
    refuse_place(place, casebook)
    home = BackupHome(place, casebook_id)
    lock = take_lock(casebook, now)
    try:
        database = _database_of(casebook)
        if not home.is_there:
            home.make()
        return write_backup(
            home,
            casebook,
            fill=lambda part: _fill(casebook, part, casebook_id, database, pace),
            sign=lambda manifest: ManifestFile(manifest=manifest, signed=None),
            expected=None,
            believes=lambda stored: True,  # whose signature counts stands in the record; a proof compares it all
            now=now,
            pace=pace,
        )
    finally:
        let_go(casebook, lock)


def _database_of(casebook: Path) -> str:
    """The one database in the folder; which of two is in force only its keys can tell."""
    found = sorted(name for name in os.listdir(casebook) if _DATABASE.fullmatch(name))  # noqa: PTH208 - names only
    if len(found) != 1:
        raise EnvironmentProblem(
            "This casebook’s database is missing, or a change of its keys was cut short.",
            "Unlock it once in the program: that puts it right. Then the backup can be made.",
        )
    return found[0]


def _fill(casebook: Path, part: Path, casebook_id: str, database: str, pace: Pace) -> Contents:
    """Copy the database with the journal of a save that was cut short: opened together, the save is undone."""
    _copy(casebook / database, part / DATABASE, pace)
    journal = casebook / f"{database}-journal"
    if journal.exists() and journal.stat().st_size > 0:
        _copy(journal, part / DATABASE_JOURNAL, pace)
    copy_small_file(casebook, part, MEMBERS_FILE, lambda folder: read_members(folder).casebook == casebook_id)
    copy_small_file(casebook, part, KEY_FILE, lambda folder: (folder / KEY_FILE).read_bytes().startswith(_AGE))
    return Contents(casebook_id, database)


def _copy(source: Path, target: Path, pace: Pace) -> None:
    pace.expect(source.stat().st_size)
    with source.open("rb") as reading, os.fdopen(create_new(target), "wb") as writing:
        while piece := reading.read(_PIECE):
            writing.write(piece)
            pace.count(len(piece))
        writing.flush()
        sync_file(writing.fileno())
