"""Reading a pack, whoever made it: each of its files as a stream, in memory only; nothing is unpacked."""

import struct
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from pathlib import Path
from typing import IO, BinaryIO, NamedTuple, cast

import pyrage
import pyzipper
from pyrage import passphrase, x25519

from dslapp.casebook.packing.pipe import Beside, Pipe
from dslapp.domain.problems import EnvironmentProblem, UserProblem
from dslapp.domain.seen_words import for_terminal

_ZIP, _AGE = b"PK", b"age-encryption.org/v1"
_BROKEN = (
    pyzipper.BadZipFile, tarfile.TarError, pyrage.DecryptError, zlib.error, struct.error,
    EOFError, LookupError, ValueError, RuntimeError, OverflowError,
)  # fmt: skip
"""What the libraries raise, somewhere within a container that was damaged."""
_MOST_FILES = 20_000
_LARGEST_KEY = 1 << 16
_LONGEST_NAME = 255
_TAR_AGE, _KEY_AGE = ".tar.age", ".key.age"


class PackedStream(NamedTuple):
    """One file of a pack: its name as it stands there, its size, and its bytes, to be read before the next one."""

    name: str
    size: int
    stream: IO[bytes]


class WrongPassword(UserProblem):
    """The password does not open it."""

    def __init__(self) -> None:
        super().__init__(
            "This password does not open the pack.", "Type it as it was told, with the hyphens.", field="password"
        )


class PackDamaged(EnvironmentProblem):
    """The container is cut short or was changed."""

    def __init__(self, name: str = "") -> None:
        where = f", at {for_terminal(name[:_LONGEST_NAME])}" if name else ""
        super().__init__(f"The pack is damaged or was changed{where}.", "Ask for it again, or use a copy.")


def key_file_of(path: Path) -> Path:
    """Where the sealed key of a pack under age lies."""
    return path.with_name(path.name.removesuffix(_TAR_AGE) + _KEY_AGE)


@contextmanager
def reading(path: Path, password: str = "", *, key_path: Path | None = None) -> Iterator[Iterator[PackedStream]]:
    """The files of a pack, one after the other. Raises WrongPassword, PackDamaged, or UserProblem for what is none."""
    if not _can_be_a_password(password):
        raise WrongPassword
    try:
        if path.is_dir():
            yield _in_folder(path)
            return
        with path.open("rb") as file:
            start = file.read(len(_AGE))
            file.seek(0)
            if start.startswith(_ZIP):
                with pyzipper.AESZipFile(file) as archive:
                    archive.setpassword(password.encode())
                    yield _in_zip(archive)
            elif start == _AGE:
                yield from _in_age(file, _key(key_path or key_file_of(path), password))
            else:
                raise UserProblem(f"{path.name} is no pack.", "A pack is a ZIP file, a file under age, or a folder.")
    except _BROKEN:
        raise PackDamaged from None
    except OSError:
        raise EnvironmentProblem(f"{path.name} could not be read.", "Look whether it is there.") from None


def _can_be_a_password(text: str) -> bool:
    try:
        return bool(text.encode()) or not text
    except UnicodeEncodeError:
        return False


def _in_folder(path: Path) -> Iterator[PackedStream]:
    for each in sorted(path.rglob("*")):
        if each.is_symlink():
            raise PackDamaged(each.name)
        if each.is_file():
            with each.open("rb") as stream:
                yield PackedStream(each.relative_to(path).as_posix(), each.stat().st_size, stream)


def _in_zip(archive: pyzipper.AESZipFile) -> Iterator[PackedStream]:
    entries = [each for each in archive.infolist() if not each.is_dir()]
    if len(entries) > _MOST_FILES:
        raise PackDamaged
    for entry in entries:
        if not entry.flag_bits & 1 or entry.wz_aes_version is None:
            raise PackDamaged(entry.filename)  # what nobody encrypted was put in by somebody else
        try:
            opened = archive.open(entry)
        except RuntimeError:
            raise WrongPassword from None
        with opened as stream:
            yield PackedStream(entry.filename, entry.file_size, stream)


def _in_age(file: BinaryIO, key: x25519.Identity) -> Iterator[Iterator[PackedStream]]:
    pipe = Pipe()

    def decrypt() -> None:
        pyrage.decrypt_io(cast("BufferedIOBase", file), cast("BufferedIOBase", pipe), [key])
        pipe.close()

    with Beside(pipe, decrypt, "unpacking"):
        with tarfile.open(mode="r|", fileobj=cast("IO[bytes]", pipe)) as archive:
            yield _in_tar(archive)
        while pipe.read(1 << 20):  # to the end: only then is it known that nothing was cut off
            continue


def _in_tar(archive: tarfile.TarFile) -> Iterator[PackedStream]:
    for number, entry in enumerate(archive):
        stream = archive.extractfile(entry) if entry.isreg() else None
        if stream is None or number >= _MOST_FILES:
            raise PackDamaged(entry.name)
        yield PackedStream(entry.name, entry.size, stream)


def _key(path: Path, password: str) -> x25519.Identity:
    try:
        with path.open("rb") as file:
            sealed = file.read(_LARGEST_KEY)
    except OSError:
        raise UserProblem(f"{path.name} is missing.", "It came with the pack: put it beside it.") from None
    try:
        return x25519.Identity.from_str(passphrase.decrypt(sealed, password).decode().strip())
    except (pyrage.DecryptError, pyrage.IdentityError, UnicodeDecodeError):
        raise WrongPassword from None
