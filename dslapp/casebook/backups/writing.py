"""Makes one backup: everything into a `.part` folder, read back, signed, and only then given its name.

Whatever fails on the way (full, unplugged, read-only, locked, name taken), the backups that were there are untouched.
"""

import contextlib
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from dslapp import __version__
from dslapp.casebook.backups.manifest import (
    HIGHEST,
    DamagedBackup,
    Manifest,
    ManifestFile,
    SnapshotFile,
    read_manifest,
    write_manifest,
)
from dslapp.casebook.backups.place import BackupHome, Found, PlaceNotThere
from dslapp.casebook.backups.pool import Pace, fill_pool, hash_of, known_files
from dslapp.casebook.database.copying import CopyFailed
from dslapp.casebook.database.versions import engine_versions
from dslapp.casebook.durable_files import UNFINISHED, free_name, move_into_place, replace_durably, sync_folder
from dslapp.casebook.keys.key_files import KEY_FILE, MEMBERS_FILE
from dslapp.domain.problems import EnvironmentProblem

DATABASE, DATABASE_JOURNAL = "casebook.db", "casebook.db-journal"


class BackupFailed(EnvironmentProblem):
    """No backup was made; those that were there are as they were."""

    def __init__(self, why: str = "the place did not take it") -> None:
        super().__init__(
            f"This backup could not be made: {why}. The earlier ones there are untouched.",
            "Make room there, or look whether the stick or the drive is connected and may be written to.",
        )


class Contents(NamedTuple):
    """What the copied database is: the casebook's id, the database's own name, its last entry where it is known."""

    casebook: str
    database: str
    entries: int | None = None
    head: str | None = None


class Made(NamedTuple):
    """A backup that was made and read back."""

    name: str
    stored: ManifestFile
    new_bytes: int
    """How much the evidence and the inbox had grown since the backup before."""

    @property
    def unsound(self) -> tuple[str, ...]:
        """Files that the record names and that could not be backed up, since they are missing or damaged."""
        return self.stored.manifest.unsound


def write_backup(
    home: BackupHome,
    casebook: Path,
    *,
    fill: Callable[[Path], Contents],
    sign: Callable[[Manifest], ManifestFile],
    expected: Mapping[str, str] | None,
    believes: Callable[[ManifestFile], bool],
    now: datetime,
    pace: Pace,
) -> Made:
    """Back up the casebook in that folder to `home`.

    `fill` copies database, members and keys into a folder and says what they are; `sign` signs, or does not. `expected`
    is the ciphertext's SHA-256 of the files that the record names, by path; None where nobody can ask the record, which
    then is taken to name what it named at the backup before. What a manifest there says of the pool counts only if
    somebody `believes` it.
    Raises PlaceNotThere, LinkedFolder, BackupFailed or BackupStopped.
    """
    try:
        before = home.listed()
        home.refuse_links()
        _sweep(home)
        name = free_name(home.snapshots, now)
        part = home.snapshots / (name + UNFINISHED)
        part.mkdir(mode=0o700)
        try:
            contents = fill(part)
            known = known_files(_last_manifest(before, believes))
            if expected is None:
                expected = {path: file.sha256 for path, file in known.items()}
            pool, unsound = fill_pool(home, casebook, known=known, expected=expected, pace=pace)
            manifest = Manifest(
                casebook=contents.casebook, number=_next_number(before), made_at=now,
                program=__version__, sqlcipher=engine_versions().sqlcipher, database=contents.database,
                entries=contents.entries, head=contents.head, files=_files_of(part, pace), pool=pool, unsound=unsound,
            )  # fmt: skip
            write_manifest(part, sign(manifest))
            sync_folder(part)
            stored = check_snapshot(part, pace)
            move_into_place(part, home.snapshots / name)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
    except (CopyFailed, OSError, DamagedBackup) as error:
        raise (BackupFailed() if home.is_there else PlaceNotThere()) from error
    new = sum(file.size for file in pool if file.path not in known)
    return Made(name, stored, new)


def check_snapshot(folder: Path, pace: Pace | None = None) -> ManifestFile:
    """Read a snapshot's own files and compare them with its manifest.

    Raises DamagedBackup, OSError or, by its pace, BackupStopped.
    """
    stored = read_manifest(folder)
    if pace is not None:
        pace.expect(sum(file.size for file in stored.manifest.files))
    for file in stored.manifest.files:
        try:
            is_whole = hash_of(folder / file.name, pace) == file.sha256
        except FileNotFoundError:
            raise DamagedBackup(f"its file {file.name} is missing") from None
        if not is_whole:
            raise DamagedBackup(f"its file {file.name} is damaged")
    if not {DATABASE, MEMBERS_FILE, KEY_FILE} <= {file.name for file in stored.manifest.files}:
        raise DamagedBackup("it is not complete")
    return stored


def copy_small_file(casebook: Path, part: Path, name: str, is_sound: Callable[[Path], bool]) -> None:
    """Copy the members file or the key file: the first of its two copies that reads back as sound.

    `is_sound` is asked about the folder that holds the copy. Raises BackupFailed or OSError.
    """
    for source in (casebook / name, casebook / f"{name}.b"):
        with contextlib.suppress(FileNotFoundError):
            replace_durably(part / name, source.read_bytes())
            if is_sound(part):
                return
    raise BackupFailed(f"both copies of {name} are damaged")


def _next_number(before: Sequence[Found]) -> int:
    return max((each.number for each in before if each.number < HIGHEST), default=0) + 1


def _last_manifest(before: Sequence[Found], believes: Callable[[ManifestFile], bool]) -> Iterator[Manifest]:
    """The newest manifest that can be believed: what the pool has is known from it."""
    for each in reversed(before):
        with contextlib.suppress(DamagedBackup):
            if believes(stored := each.read()):
                yield stored.manifest
                return


def _files_of(part: Path, pace: Pace) -> tuple[SnapshotFile, ...]:
    names = (DATABASE, DATABASE_JOURNAL, MEMBERS_FILE, KEY_FILE)
    sizes = {name: (part / name).stat().st_size for name in names if (part / name).exists()}
    pace.expect(sum(sizes.values()))
    return tuple(
        SnapshotFile(name=name, size=size, sha256=hash_of(part / name, pace))  # type: ignore[arg-type]  # the four names
        for name, size in sizes.items()
    )


def _sweep(home: BackupHome) -> None:
    """Remove what a backup that was cut short left: no manifest ever named it."""
    for path in home.leftovers():
        shutil.rmtree(path, ignore_errors=True)
