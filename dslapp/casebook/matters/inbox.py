"""The inbox of a casebook: anybody may put something in, only members can read it.

    inbox/<uuid>.age        an age file to the casebook's public inbox recipient (docs/file-formats.md)

A note is JSON, padded with spaces, so that its size tells little. Whoever leaves one needs no key and can read nothing
back. What lies here comes from outside: it is judged before it is opened, and nothing of it is believed.
"""

import io
import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple, cast

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
from dslapp.domain.entity import new_id
from dslapp.domain.problems import EnvironmentProblem

INBOX = "inbox"
SUFFIX = ".age"
ASIDE = ".aside"
"""What is added to the name of a file that cannot be read and was put aside."""
LARGEST_NOTE = 256 * 1024
LARGEST = 512 * 1024 * 1024
"""Bytes of the largest file that is opened at all: a matter that is moved, with its evidence."""
MOST_LISTED = 200
_PADDED_FROM = 4096

FileFault = Literal["", "no file", "too large", "empty"]
_FAULTS: dict[FileFault, str] = {
    "no file": "This is a link or a folder, not a file. It was not opened.",
    "too large": "This is too large to be a sealed note. It was not opened.",
    "empty": "This file is empty.",
}


class SealedFileUnreadable(EnvironmentProblem):
    """A file in the inbox is damaged, hostile, or sealed for somebody else."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "Put it aside. If somebody tells you that they left a note, ask them for it again.")


class SealedFile(NamedTuple):
    """One file that waits: its name without the ending, its size in bytes, and what forbids opening it."""

    name: str
    size: int
    fault: FileFault


def padded(text: bytes) -> bytes:
    """JSON with spaces behind it, to 4, 8, 16 … KiB."""
    size = _PADDED_FROM
    while size < len(text):
        size *= 2
    return text + b" " * (size - len(text))


def check_recipient(recipient: str) -> None:
    """Raise EnvironmentProblem when that is no address of an inbox."""
    try:
        x25519.Recipient.from_str(recipient)
    except (pyrage.RecipientError, ValueError):
        raise EnvironmentProblem(
            "The address of that casebook’s inbox is damaged.", "Ask one of its members for its card again."
        ) from None


def seal(content: bytes, recipient: str) -> bytes:
    """Encrypt to a casebook's inbox recipient: not even the sender can open it again.

    Raises EnvironmentProblem when the recipient is none.
    """
    check_recipient(recipient)
    return pyrage.encrypt(content, [x25519.Recipient.from_str(recipient)])


def leave(folder: Path, sealed: bytes) -> str:
    """Put a sealed file into the inbox of the casebook at `folder`, for good; return its name. Raises OSError."""
    inbox, name = folder / INBOX, new_id()
    make_folder(inbox, below=folder)
    final = inbox / (name + SUFFIX)
    unfinished = final.with_name(final.name + UNFINISHED)
    with removed_on_failure(unfinished):
        with os.fdopen(create_new(unfinished), "wb") as file:
            file.write(sealed)
            file.flush()
            sync_file(file.fileno())
        move_into_place(unfinished, final)
    return name


def waiting(folder: Path) -> tuple[SealedFile, ...]:
    """What lies in the inbox, the oldest first (names begin with the time); at most `MOST_LISTED`.

    Names of any other kind are listed as well, since people drop files in by hand.
    """
    inbox = folder / INBOX
    try:
        names = sorted(entry.name for entry in os.scandir(inbox) if entry.name.endswith(SUFFIX))
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise EnvironmentProblem(
            "The casebook's inbox cannot be read.", "Ask whoever looks after this computer for access."
        ) from error
    return tuple(_judged(inbox, name) for name in names[:MOST_LISTED])


def read(folder: Path, name: str, identities: Sequence[str], largest: int = LARGEST) -> bytes:
    """Open one file of the inbox with the casebook's inbox identities.

    Raises SealedFileUnreadable when it is missing, damaged, hostile, or not sealed for this casebook.
    """
    return unseal(_bytes_of(_path(folder, name), largest), identities)


def read_outside(path: Path, identities: Sequence[str]) -> bytes:
    """The same for a sealed file anywhere: one that came on a stick."""
    return unseal(_bytes_of(path, LARGEST), identities)


def unseal(sealed: bytes, identities: Sequence[str]) -> bytes:
    """Decrypt. Raises SealedFileUnreadable."""
    opened = io.BytesIO()
    try:
        pyrage.decrypt_io(
            cast("io.BufferedIOBase", io.BytesIO(sealed)), cast("io.BufferedIOBase", opened),
            [x25519.Identity.from_str(each) for each in identities],
        )  # fmt: skip
    except (pyrage.DecryptError, OSError, ValueError):
        words = (
            "This is sealed for another casebook, or it is damaged."
            if sealed.startswith(b"age-encryption.org/")
            else "This is not a sealed note: some other file was put here."
        )
        raise SealedFileUnreadable(words) from None
    return opened.getvalue()


def take_in_file(folder: Path, path: Path) -> str:
    """Copy a sealed file from elsewhere into the inbox; return its name there. Raises SealedFileUnreadable, OSError."""
    return leave(folder, _bytes_of(path, LARGEST))


def remove(folder: Path, name: str) -> None:
    """Remove a file whose content is in the record. Raises OSError."""
    path = _path(folder, name)
    remove_if_there(path)
    if path.parent.is_dir():
        sync_folder(path.parent)


def put_aside(folder: Path, name: str) -> None:
    """Take a file that cannot be read out of the list; it stays on the disk under another name. Raises OSError."""
    path = _path(folder, name)
    move_into_place(path, path.with_name(path.name + ASIDE))


def _path(folder: Path, name: str) -> Path:
    if Path(name).name != name or name in ("", ".", ".."):
        raise ValueError("not the name of a file in the inbox")  # so that no name can lead out of the folder
    return folder / INBOX / (name + SUFFIX)


def _judged(inbox: Path, name: str) -> SealedFile:
    try:
        found = (inbox / name).lstat()
    except OSError:
        return SealedFile(name.removesuffix(SUFFIX), 0, "no file")
    fault: FileFault = ""
    if not stat.S_ISREG(found.st_mode):
        fault = "no file"
    elif found.st_size > LARGEST:
        fault = "too large"
    elif not found.st_size:
        fault = "empty"
    return SealedFile(name.removesuffix(SUFFIX), found.st_size, fault)


def _bytes_of(path: Path, largest: int) -> bytes:
    """The bytes of a plain file that is small enough; a link, a pipe or a folder is never opened."""
    fault = _judged(path.parent, path.name).fault
    if fault:
        raise SealedFileUnreadable(_FAULTS[fault])
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise SealedFileUnreadable(_FAULTS["no file"])
            content = file.read(largest + 1)
    except OSError:
        raise SealedFileUnreadable("This file cannot be read from the disk.") from None
    if len(content) > largest:
        raise SealedFileUnreadable(_FAULTS["too large"])
    return content
