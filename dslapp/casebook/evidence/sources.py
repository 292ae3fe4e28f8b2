"""What may be attached: the checks of a chosen file before, while and after it is read, and the words when it fails."""

import contextlib
import io
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Self

import msgspec

from dslapp.domain.problems import UserProblem

LARGEST = 2 << 30
"""Bytes. More than a phone's film of an hour; anything larger is a disk image or a mistake."""


class EvidenceRefused(UserProblem):
    """This file cannot be attached as it is; nothing was kept."""


class Fingerprint(msgspec.Struct, frozen=True):
    """How a file looks from outside: enough to see that another program wrote to it."""

    size: int
    written_at: int
    """Nanoseconds; 0 for bytes in memory, which nobody else writes to."""

    @classmethod
    def of(cls, stream: BinaryIO) -> Self:
        """Look at an open file; leaves it at its end. Raises OSError."""
        size = stream.seek(0, os.SEEK_END)
        try:
            return cls(size, os.fstat(stream.fileno()).st_mtime_ns)
        except io.UnsupportedOperation:
            return cls(size, 0)


@contextlib.contextmanager
def opened(source: Path | BinaryIO, most: int = LARGEST) -> Iterator[tuple[BinaryIO, Fingerprint]]:
    """Open what is to be attached and return it, at its start, with how it looked. Raises EvidenceRefused."""
    with contextlib.ExitStack() as stack:
        try:
            if isinstance(source, Path):
                _refuse_unless_a_file(source)
                stream: BinaryIO = stack.enter_context(source.open("rb"))
            else:
                stream = source
            before = Fingerprint.of(stream)
            stream.seek(0)
        except (OSError, ValueError) as error:
            raise unreadable(error) from error
        if before.size == 0:
            raise EvidenceRefused("This file is empty: it has 0 bytes.", "Save or send it again from where it came.")
        if before.size > most:
            raise EvidenceRefused(
                f"This file is too large: it has {before.size >> 20:,} MB, and at most {most >> 20:,} can be attached.",
                "Attach the part that matters, or record who holds the device or disk it is on.",
            )
        yield stream, before


def read_whole(path: Path, most: int) -> bytes:
    """Return a chosen file's bytes, at most `most` of them. Raises EvidenceRefused as attaching it would."""
    with opened(path, most) as (stream, before):
        try:
            data = stream.read(before.size + 1)
        except OSError as error:
            raise unreadable(error) from error
        check_unchanged(path, stream, before, len(data))
    return data


def _refuse_unless_a_file(path: Path) -> None:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise EvidenceRefused("This is a folder.", "Open it and choose the files in it: you can choose several.")
    if not stat.S_ISREG(mode):
        raise EvidenceRefused("This is a device and not a file.", "Choose a file.")


def check_unchanged(source: Path | BinaryIO, stream: BinaryIO, before: Fingerprint, read: int) -> None:
    """Refuse a file that another program wrote to meanwhile: half old and half new, it would prove nothing.

    A file that was deleted meanwhile but read whole is kept: it may have been the last copy.
    """
    if read == before.size and Fingerprint.of(stream) == before:
        return
    if isinstance(source, Path) and not source.exists():
        raise EvidenceRefused("This file vanished while it was being read.", "Find it again and attach it once more.")
    raise EvidenceRefused(
        "Another program changed this file while it was being read.",
        "Wait until it is saved or downloaded completely, then attach it again.",
    )


def unreadable(error: OSError | ValueError) -> EvidenceRefused:
    """Say in words why a file could not be read."""
    if isinstance(error, FileNotFoundError | ValueError):
        return EvidenceRefused("This file is no longer there.", "It may have been moved or renamed. Choose it again.")
    if isinstance(error, PermissionError):
        return EvidenceRefused(
            "This computer does not let you read this file.",
            "Close any program that has it open, or copy it to your own folder first.",
        )
    return EvidenceRefused(
        "Reading this file stopped in the middle.",
        "If it is on a phone, stick or network drive, connect it again, or copy the file to this computer first.",
    )
