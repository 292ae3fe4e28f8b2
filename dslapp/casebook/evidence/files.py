"""The evidence folder: each attached file byte-exact in one age file, written once, read back before it counts.

    evidence/ab/<file id>.age

The folder `ab` is the file id's *last* two digits: a UUIDv7 starts with the time, so its first two digits are the same
for the next thirty years and would put every file into one folder; the last ones are random and spread evenly over 256.
"""

import contextlib
import errno
import io
import os
import re
import shutil
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import BinaryIO, Literal, cast

import msgspec
import pyrage
from pyrage import x25519

from dslapp.casebook.durable_files import (
    UNFINISHED,
    create_new,
    make_folder,
    move_into_place,
    remove_if_there,
    removed_on_failure,
    sync_file,
    sync_folder,
)
from dslapp.casebook.evidence.sources import check_unchanged, opened, unreadable
from dslapp.casebook.evidence.streams import Digest, Hashing, Reporting, Source, Target
from dslapp.casebook.pictures.formats import media_type
from dslapp.domain.entity import new_id
from dslapp.domain.long_work import Progress
from dslapp.domain.problems import EnvironmentProblem

_SPARE = 64 << 20
"""Bytes that stay free on the disk, so that the record itself can still be saved."""
_FILE_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_DISK_FULL_ON_WINDOWS = frozenset({39, 112})


class EvidenceNotKept(EnvironmentProblem):
    """The computer stood in the way of keeping a file; nothing was kept."""


class KeptFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that is on the disk, encrypted, and was read back: `sha256` and `size` are the original's."""

    file_id: str
    sha256: str
    size: int
    stored_sha256: str
    """Of the age file on the disk: backups compare it without any key."""
    media_type: str


FileState = Literal["sound", "missing", "damaged", "changed"]


class FileCheck(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a kept file, in a word and in a sentence."""

    state: FileState
    reason: str = ""


class EvidenceUnsound(EnvironmentProblem):
    """A kept file is missing, damaged or not the one that was attached; `check` says which."""

    def __init__(self, check: FileCheck, ref: str = "") -> None:
        super().__init__(
            f"Exhibit {ref}: {check.reason}" if ref else check.reason,
            "Restore this file from a backup; every other record is unaffected.",
        )
        self.check = check


class EvidenceShutAway(EnvironmentProblem):
    """The file may be something that must not be here: nobody is shown it, and no copy is made of it."""

    def __init__(self) -> None:
        super().__init__(
            "This file is hidden from everybody: it may be something that must not be here.",
            "Don’t look for it elsewhere. The exhibit’s page says what to do.",
        )


class EvidenceStore:
    """Keeps, returns and checks the files of one casebook's evidence folder.

    Files are sealed to `recipients` and opened with any of `identities` (old ones stay for old files).
    """

    def __init__(
        self, folder: Path, recipients: Sequence[x25519.Recipient], identities: Sequence[x25519.Identity]
    ) -> None:
        self.folder = folder
        self._recipients = recipients
        self._identities = identities
        self.shut_away: set[str] = set()
        """The ids of files that nobody gets to see, whoever asks and for whatever."""
        self.purged: set[str] = set()
        """The ids of files that were purged here, as signed entries say: nobody misses them."""
        self.listed: set[str] = set()
        """The ids of files that a list beside the record calls purged, and no entry: hidden until somebody decides."""

    def in_folder(self, folder: Path) -> "EvidenceStore":
        """The same keys over another folder that is laid out alike: the pool of a backup, a part of the quarantine."""
        other = EvidenceStore(folder, self._recipients, self._identities)
        other.hide_as(self)
        return other

    def hide_as(self, other: "EvidenceStore") -> None:
        """Hide and miss what another one over the same casebook does, from now on."""
        self.shut_away, self.purged, self.listed = other.shut_away, other.purged, other.listed

    def keep(
        self, source: Path | BinaryIO, *, progress: Progress | None = None, cancelled: Event | None = None
    ) -> KeptFile:
        """Read a file once, hashing while encrypting it, and read the stored copy back before returning.

        The source, a path or a seekable stream at its start, is never changed, moved or deleted.
        Raises EvidenceRefused, EvidenceNotKept or EvidenceCancelled; then nothing is kept, not even in part.
        """
        with opened(source) as (stream, before), Hashing() as hashing:
            reporting = Reporting(2 * before.size, progress, cancelled)
            reader, stored = Source(stream, Digest(hashing), reporting), Digest(hashing)
            file_id = new_id()
            unfinished, final = self.folder / (file_id + UNFINISHED), self.path_of(file_id)
            with removed_on_failure(final), removed_on_failure(unfinished), _told_in_words():
                self._make_room(final.parent, before.size)
                self._write(reader, unfinished, stored)
                check_unchanged(source, stream, before, reader.digest.size)
                move_into_place(unfinished, final)
                sha256 = reader.digest.hexdigest()
                self._read_back(final, sha256, Target(Digest(hashing), reporting=reporting))
        return KeptFile(
            file_id=file_id, sha256=sha256, size=before.size, stored_sha256=stored.hexdigest(),
            media_type=media_type(reader.start),
        )  # fmt: skip

    def read(self, file_id: str, sha256: str) -> bytes:
        """Return the original bytes. Raises EvidenceUnsound unless they are those that were attached."""
        held = io.BytesIO()
        self.copy_to(file_id, sha256, held)
        return held.getvalue()

    def copy_to(self, file_id: str, sha256: str, stream: BinaryIO) -> None:
        """Write the original bytes into a stream.

        Raises EvidenceUnsound unless they are those that were attached: then discard what was written. Raises
        EvidenceShutAway before a byte is read.
        """
        if file_id in self.shut_away:
            raise EvidenceShutAway
        check = self._pass_through(self.path_of(file_id), sha256, stream)
        if check.state != "sound":
            raise EvidenceUnsound(check)

    def check(self, file_id: str, sha256: str) -> FileCheck:
        """Decrypt a kept file and compare it with the SHA-256 it had when it was attached."""
        return self.check_at(self.path_of(file_id), sha256)

    def check_at(self, path: Path, sha256: str) -> FileCheck:
        """The same for a stored file anywhere: what was set aside."""
        return self._pass_through(path, sha256, None)

    def is_there(self, file_id: str) -> bool:
        """Whether it lies there, sound or not."""
        return self.path_of(file_id).is_file()

    def orphans(self, known_ids: Collection[str], older_than: datetime) -> tuple[str, ...]:
        """Return the files that no record names and that are older than a moment, by their id *and* by the disk.

        Such a file is harmless: the program stopped after keeping it and before its record was saved.
        """
        moment = older_than.timestamp()
        return tuple(
            sorted(
                path.stem
                for path in self.folder.glob("??/*.age")
                if _FILE_ID.fullmatch(path.stem) and path.stem not in known_ids
                if max(path.stat().st_mtime, _made_at(path.stem).timestamp()) < moment
            )
        )

    def remove(self, file_id: str) -> None:
        """Remove a kept file: an orphan, or one whose record is erased."""
        path = self.path_of(file_id)
        remove_if_there(path)
        sync_folder(path.parent)

    def sweep_unfinished(self) -> int:
        """Remove what a crash left half-written; returns how many files. Only while nothing is being attached."""
        leftovers = list(self.folder.glob(f"*{UNFINISHED}"))
        for path in leftovers:
            remove_if_there(path)
        return len(leftovers)

    def path_of(self, file_id: str) -> Path:
        """Where a kept file lies, encrypted."""
        if not _FILE_ID.fullmatch(file_id):
            raise ValueError("not the id of an evidence file")  # so that no id can lead out of the folder
        return self.folder / file_id[-2:] / f"{file_id}.age"

    def _make_room(self, folder: Path, size: int) -> None:
        make_folder(folder, below=self.folder.parent)
        if shutil.disk_usage(folder).free < size + _SPARE:
            raise _disk_full()

    def _write(self, reader: Source, path: Path, stored: Digest) -> None:
        with os.fdopen(create_new(path), "wb") as file:
            writer = Target(stored, file)
            try:
                pyrage.encrypt_io(
                    cast("io.BufferedIOBase", reader), cast("io.BufferedIOBase", writer), self._recipients
                )
            except pyrage.EncryptError:
                if isinstance(reader.failure, OSError):
                    raise unreadable(reader.failure) from reader.failure
                raise reader.failure or writer.failure or EvidenceNotKept("The file could not be encrypted.") from None
            file.flush()
            sync_file(file.fileno())

    def _read_back(self, path: Path, sha256: str, target: Target) -> None:
        check = self._decrypt(path, sha256, target)
        if check.state != "sound":
            raise EvidenceNotKept(
                "What was written to the disk did not read back as it should, so nothing was attached.",
                "Try again. If it happens twice, stop using this disk and tell your IT support: it may be failing.",
            )

    def _pass_through(self, path: Path, sha256: str, stream: BinaryIO | None) -> FileCheck:
        with Hashing() as hashing:
            return self._decrypt(path, sha256, Target(Digest(hashing), stream))

    def _decrypt(self, path: Path, sha256: str, target: Target) -> FileCheck:
        """Decrypt a file into a target; errors of the target itself are raised as they are."""
        try:
            with path.open("rb") as file:
                pyrage.decrypt_io(file, cast("io.BufferedIOBase", target), self._identities)
        except FileNotFoundError:
            return FileCheck(state="missing", reason="The file is not in the evidence folder.")
        except (OSError, pyrage.DecryptError) as error:
            if target.failure is not None:
                raise target.failure from None
            if isinstance(error, OSError) and error.errno is not None:
                return FileCheck(state="damaged", reason="The file could not be read from the disk.")
            return FileCheck(state="damaged", reason="The stored file is damaged: it was cut short or overwritten.")
        if target.digest.hexdigest() != sha256:
            return FileCheck(state="changed", reason="The stored file is not the one that was attached.")
        return FileCheck(state="sound")


def _made_at(file_id: str) -> datetime:
    return datetime.fromtimestamp(int(file_id.replace("-", "")[:12], 16) / 1000, UTC)


def _disk_full() -> EvidenceNotKept:
    return EvidenceNotKept(
        "The disk is too full to keep this file.", "Make room on this computer's disk, then attach it again."
    )


@contextlib.contextmanager
def _told_in_words() -> Iterator[None]:
    """Turn the disk's own errors into a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in _DISK_FULL or getattr(error, "winerror", None) in _DISK_FULL_ON_WINDOWS:
            raise _disk_full() from error
        raise EvidenceNotKept(
            "The casebook's disk would not take this file.", "Try again. If it happens twice, tell your IT support."
        ) from error
