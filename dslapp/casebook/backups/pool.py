"""The pool of encrypted files that all backups at one place share: each is copied there once and never changes.

Only new files are read. Of those that are there, the manifest before knows the SHA-256; a drill reads them again.
"""

import hashlib
import os
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from threading import Event

from dslapp.casebook.backups.manifest import Manifest, PoolFile
from dslapp.casebook.backups.place import EVIDENCE, INBOX, BackupHome
from dslapp.casebook.durable_files import (
    UNFINISHED,
    create_new,
    make_folder,
    move_into_place,
    remove_if_there,
    removed_on_failure,
    sync_file,
)
from dslapp.domain.long_work import Progress
from dslapp.domain.problems import EnvironmentProblem

DAMAGED = ".damaged"
"""What is added to the name of a pool file that a drill found damaged: the next backup copies it anew."""
_FILE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.age")
_FOLDER = re.compile(r"[0-9a-f]{2}")
_PIECE = 1 << 20


class BackupStopped(EnvironmentProblem):
    """Somebody stopped the backup, or the time that closing may take was up; nothing that was there is touched."""

    def __init__(self) -> None:
        super().__init__(
            "The backup was stopped before it was complete.",
            "The backups that were there are as they were. The next one goes on from here.",
        )


class Pace:
    """Counts bytes, tells the progress, and stops when somebody cancels or when the time is up."""

    def __init__(
        self, progress: Progress | None = None, cancelled: Event | None = None, seconds: float | None = None
    ) -> None:
        self._cancelled = cancelled
        self._progress = progress
        self._until = None if seconds is None else time.monotonic() + seconds
        self._done = self._total = 0

    def expect(self, size: int) -> None:
        """So many more bytes are to be done."""
        self._total += size

    def count(self, size: int) -> None:
        """So many more bytes are done. Raises BackupStopped."""
        self._done += size
        self.look()
        if self._progress is not None:
            self._progress(self._done, max(self._total, self._done))

    def look(self) -> None:
        """Raise BackupStopped when somebody cancelled or the time is up."""
        if self._cancelled is not None and self._cancelled.is_set():
            raise BackupStopped
        if self._until is not None and time.monotonic() > self._until:
            raise BackupStopped


def pool_paths(folder: Path) -> dict[str, int]:
    """The encrypted files under a casebook's folder or a home of backups: path there, size. Raises OSError."""
    return {
        f"{part}/{entry.name}": entry.stat(follow_symlinks=False).st_size
        for part in _folders(folder)
        for entry in _files(folder, part)
    }


def _pool_names(folder: Path) -> set[str]:
    """The same without their sizes: one question less for each of thousands of files."""
    return {f"{part}/{entry.name}" for part in _folders(folder) for entry in _files(folder, part)}


def _size(path: Path) -> int:
    """How large a file is; one that cannot be asked is told of when it is copied."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def fill_pool(
    home: BackupHome, casebook: Path, *, known: Mapping[str, PoolFile], expected: Mapping[str, str], pace: Pace
) -> tuple[tuple[PoolFile, ...], tuple[str, ...]]:
    """Copy what the pool does not have yet; return everything a manifest now lists, and what was not sound.

    `known` is what manifests before this one list; `expected` the ciphertext's SHA-256 of every file that the record
    names, by its path: one that is gone from the casebook is listed from the pool, and a new one that differs is not
    taken. Raises BackupStopped, and OSError when the place or the casebook does not answer.
    """
    there, live = pool_paths(home.folder), _pool_names(casebook)
    listed, new, unsound = list[PoolFile](), list[str](), list[str]()
    for path in sorted(live | expected.keys()):
        had = known.get(path)
        if had is not None and there.get(path) == had.size and had.sha256 == expected.get(path, had.sha256):
            listed.append(had)
        elif path in live:
            new.append(path)  # or copied by a backup that was cut short
        else:
            unsound.append(path)
    sizes = {path: _size(casebook / path) for path in new}
    pace.expect(sum(sizes.values()))
    for path, size in sizes.items():
        copied = _left_before(home, path, size, expected.get(path), there, pace) or copy_file(
            casebook, home.folder, path, expected.get(path), pace
        )
        if copied is None:
            unsound.append(path)
        else:
            listed.append(copied)
    return tuple(sorted(listed, key=lambda file: file.path)), tuple(sorted(unsound))


def _left_before(
    home: BackupHome, path: str, size: int, sha256: str | None, there: Mapping[str, int], pace: Pace
) -> PoolFile | None:
    """What a backup that was cut short had copied already, if it is whole."""
    if sha256 is None or there.get(path) != size or hash_of(home.folder / path, pace) != sha256:
        return None
    return PoolFile(path=path, size=size, sha256=sha256)


def copy_file(source: Path, target: Path, path: str, sha256: str | None, pace: Pace) -> PoolFile | None:
    """Copy one file from folder to folder, for good, and read it back; return None unless it is the one that is meant.

    Without a `sha256` whatever can be read is meant. Raises BackupStopped or OSError; then nothing is left behind.
    """
    final = target / path
    unfinished = final.with_name(final.name + UNFINISHED)
    make_folder(final.parent, below=target)
    remove_if_there(unfinished)
    with removed_on_failure(unfinished):
        try:
            size, digest = _copy(source / path, unfinished, pace)
        except _Unreadable:
            size, digest = 0, ""
        if digest != (sha256 or digest) or not digest:
            remove_if_there(unfinished)
            return None
        move_into_place(unfinished, final)
    if hash_of(final) != digest:
        remove_if_there(final)
        raise OSError("what was written did not read back as it should")
    return PoolFile(path=path, size=size, sha256=digest)


def known_files(manifests: Iterable[Manifest]) -> dict[str, PoolFile]:
    """What these manifests say of the pool, the last one's word counting."""
    return {file.path: file for manifest in manifests for file in manifest.pool}


def no_longer_named(home: BackupHome, kept: Iterable[Manifest]) -> tuple[str, ...]:
    """The files of the pool that none of the kept manifests lists. Raises OSError."""
    return tuple(sorted(pool_paths(home.folder).keys() - known_files(kept).keys()))


def hash_of(path: Path, pace: Pace | None = None) -> str:
    """The SHA-256 of a file, 64 hexadecimal digits. Raises OSError, and BackupStopped by its pace."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            if pace is not None:
                pace.count(len(piece))
    return digest.hexdigest()


class _Unreadable(Exception):
    """The file that is to be copied cannot be read; the place is not to blame."""


def _copy(source: Path, target: Path, pace: Pace) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with os.fdopen(create_new(target), "wb") as writing:
        for piece in _pieces(source):
            writing.write(piece)
            digest.update(piece)
            size += len(piece)
            pace.count(len(piece))
        writing.flush()
        sync_file(writing.fileno())
    return size, digest.hexdigest()


def _pieces(source: Path) -> Iterator[bytes]:
    try:
        reading = source.open("rb")
    except OSError as error:
        raise _Unreadable from error
    with reading:
        while True:
            try:
                piece = reading.read(_PIECE)
            except OSError as error:
                raise _Unreadable from error
            if not piece:
                return
            yield piece


def _folders(folder: Path) -> Iterator[str]:
    if (folder / EVIDENCE).is_dir():
        yield from (f"{EVIDENCE}/{each.name}" for each in os.scandir(folder / EVIDENCE) if _FOLDER.fullmatch(each.name))
    if (folder / INBOX).is_dir():
        yield INBOX


def _files(folder: Path, part: str) -> "Iterator[os.DirEntry[str]]":
    for entry in os.scandir(folder / part):
        if _FILE.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
            yield entry
