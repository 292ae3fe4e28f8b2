"""Where the backups of one casebook lie at one place, and which are there.

    <place>/<last 8 digits of the casebook's id>-backup/
        snapshots/20261113T165000Z/casebook.db members.json casebook.key.age manifest.json
        evidence/ab/<file id>.age    inbox/<file id>.age      one pool for all snapshots

The *last* digits of the id: its first ones are the time, and two casebooks of one school may be made in one minute.
"""

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from dslapp.casebook.backups.manifest import (
    MANIFEST_FILE,
    DamagedBackup,
    Heading,
    ManifestFile,
    read_heading,
    read_manifest,
)
from dslapp.casebook.durable_files import UNFINISHED, sync_folder
from dslapp.casebook.links import names_in, refuse_links
from dslapp.domain.problems import EnvironmentProblem, UserProblem
from dslapp.domain.trust.backup_retention import Snapshot

SNAPSHOTS, EVIDENCE, INBOX = "snapshots", "evidence", "inbox"
_NAME = re.compile(r"\d{8}T\d{6}Z(?:-\d+)?")
_SUFFIX = "-backup"


class PlaceNotThere(EnvironmentProblem):
    """The place is unplugged, switched off or gone; nothing was written anywhere."""

    def __init__(self) -> None:
        super().__init__(
            "This place cannot be reached now.", "Plug the stick in, or connect to the drive, then try again."
        )


class Found(NamedTuple):
    """One backup that is there: its name, its folder, the heading of its manifest, or why that cannot be read."""

    name: str
    folder: Path
    heading: Heading | None
    trouble: str = ""

    @property
    def number(self) -> int:
        """Its place in the row; 0 where the manifest cannot be read."""
        return self.heading.manifest.number if self.heading else 0

    def read(self) -> ManifestFile:
        """The whole manifest. Raises DamagedBackup or OSError."""
        return read_manifest(self.folder)

    def as_snapshot(self) -> Snapshot | None:
        """What the rule of retention needs; None where the manifest cannot be read."""
        if self.heading is None:
            return None
        manifest = self.heading.manifest
        return Snapshot(self.name, manifest.number, manifest.made_at, verified=self.heading.signed is not None)


class BackupHome:
    """The folder of one casebook's backups at one place."""

    def __init__(self, place: Path, casebook_id: str) -> None:
        self.place, self.casebook_id = place, casebook_id
        self.folder = place / f"{casebook_id[-8:]}{_SUFFIX}"
        self.snapshots = self.folder / SNAPSHOTS

    @property
    def is_there(self) -> bool:
        """Whether the place can be reached: an empty folder where a stick used to be is not the stick."""
        try:
            return self.snapshots.is_dir()
        except OSError:
            return False

    def make(self) -> None:
        """Set the place up for the first backup. Raises EnvironmentProblem when it takes nothing."""
        try:
            self.refuse_links()
            for folder in (self.folder, self.snapshots, self.folder / EVIDENCE):
                folder.mkdir(mode=0o700, exist_ok=True)
                sync_folder(folder.parent)
        except OSError as error:
            raise EnvironmentProblem(
                "This folder takes no backups: nothing could be written into it.",
                "Choose another folder, or ask whoever looks after your computers for access.",
            ) from error

    def refuse_links(self) -> None:
        """Raise LinkedFolder when part of it leads elsewhere: a backup writes and clears away there. Raises OSError."""
        refuse_links(self.place, self.folder.name)
        for name in (SNAPSHOTS, EVIDENCE, INBOX):
            refuse_links(self.folder, *names_in(self.folder, name))

    def listed(self) -> tuple[Found, ...]:
        """Every backup of this casebook here, oldest first; those that cannot be read come first of all.

        Raises PlaceNotThere.
        """
        try:
            names = [entry.name for entry in os.scandir(self.snapshots) if _NAME.fullmatch(entry.name)]
            found = [self._find(name) for name in names]
        except OSError as error:
            raise PlaceNotThere from error
        ours = (each for each in found if each.heading is None or each.heading.manifest.casebook == self.casebook_id)
        return tuple(sorted(ours, key=lambda each: (each.number, each.name)))

    def newest(self) -> Found | None:
        """The last backup whose manifest can be read. Raises PlaceNotThere."""
        readable = [each for each in self.listed() if each.heading is not None]
        return readable[-1] if readable else None

    def leftovers(self) -> list[Path]:
        """Folders of backups that were cut short. Raises OSError."""
        return [Path(entry.path) for entry in os.scandir(self.snapshots) if entry.name.endswith(UNFINISHED)]

    def _find(self, name: str) -> Found:
        folder = self.snapshots / name
        try:
            return Found(name, folder, _heading(folder, _state_of(folder / MANIFEST_FILE)))
        except DamagedBackup as damage:
            return Found(name, folder, None, damage.reason)


def _state_of(manifest: Path) -> tuple[int, ...]:
    """What differs once a manifest is another one; empty when it is missing."""
    try:
        found = manifest.stat()
    except FileNotFoundError:
        return ()
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


@lru_cache(maxsize=512)
def _heading(folder: Path, _state: tuple[int, ...]) -> Heading:
    """What a manifest says, read whole only once: it lists every file of the evidence, and pages ask again and again.

    Whose word counts is never decided by it.
    """
    return read_heading(folder)


def homes_in(place: Path) -> tuple[BackupHome, ...]:
    """The backups of whichever casebooks lie at a place, for somebody who has only the place.

    `place` may also be one casebook's folder of backups, or one snapshot in it.
    """
    for folder in (place, *place.parents[:2]):
        if folder.name.endswith(_SUFFIX) and (folder / SNAPSHOTS).is_dir():
            return _home_at(folder)
    try:
        folders = sorted(entry for entry in place.iterdir() if entry.name.endswith(_SUFFIX))
    except OSError as error:
        raise PlaceNotThere from error
    return tuple(home for folder in folders for home in _home_at(folder))


def _home_at(folder: Path) -> tuple[BackupHome, ...]:
    """The home in a folder, by the casebook's whole id as one of its manifests says it."""
    for name in sorted(os.listdir(folder / SNAPSHOTS) if (folder / SNAPSHOTS).is_dir() else (), reverse=True):  # noqa: PTH208 - names only
        if _NAME.fullmatch(name):
            try:
                casebook_id = read_heading(folder / SNAPSHOTS / name).manifest.casebook
            except (DamagedBackup, OSError):
                continue
            home = BackupHome(folder.parent, casebook_id)
            if home.folder == folder:
                return (home,)
    return ()


def refuse_place(place: Path, casebook: Path) -> None:
    """Raise UserProblem when backups of the casebook in that folder must not go to `place`."""
    if not place.is_dir():
        raise UserProblem("There is no such folder.", "Choose a folder that is there.", field="folder")
    inner, outer = place.resolve(), casebook.resolve()
    if inner == outer or inner.is_relative_to(outer):
        raise UserProblem(
            "A backup cannot lie inside the casebook itself: whatever destroys one would destroy the other.",
            "Choose a folder somewhere else, best on a stick or on another computer.", field="folder",
        )  # fmt: skip
