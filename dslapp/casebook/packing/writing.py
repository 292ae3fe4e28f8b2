"""Writing a pack: each file is hashed as it goes in, and what is in an encrypted pack never meets the disk in plain.

    a ZIP archive under AES-256      for 7-Zip
    a tar archive under age          its key, sealed to the password, in a file beside it
    a folder                         unencrypted

What is written lies under an unfinished name until it was read back (placing.py).
"""

import os
import tarfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from io import BufferedIOBase
from pathlib import Path
from typing import IO, BinaryIO, cast

import pyrage
import pyzipper
from pyrage import passphrase, x25519

from dslapp.casebook.durable_files import create_new, sync_file, sync_folder
from dslapp.casebook.packing.pipe import Beside, Pipe
from dslapp.domain.local_time import to_local
from dslapp.domain.pack.chosen import PackForm
from dslapp.domain.problems import EnvironmentProblem

Fill = Callable[[BinaryIO], None]
"""Writes the whole of one file into a stream."""
Counted = Callable[[int], None]
"""Told of bytes that are done; may raise to stop."""
_BLOCK = tarfile.BLOCKSIZE


class Packing(ABC):
    """A pack that is being written. Names are relative, with `/` between folder and file."""

    def __init__(self, counted: Counted) -> None:
        self._counted = counted

    def add(self, name: str, size: int, fill: Fill) -> str:
        """Put a file of `size` bytes in, and return its SHA-256. Raises EnvironmentProblem when it has another size."""
        with self._opened(name, size) as stream:
            through = _Through(stream, self._counted)
            fill(cast("BinaryIO", through))
            if through.size != size:
                raise EnvironmentProblem(f"{name} is not as long as its record says.", "Check the casebook.")
        return through.hash.hexdigest()

    @abstractmethod
    @contextmanager
    def _opened(self, name: str, size: int) -> Iterator[IO[bytes]]:
        """A stream into which the next file goes."""


class _Through:
    """Hashes and counts what goes into the pack."""

    def __init__(self, stream: IO[bytes], counted: Counted) -> None:
        self._stream, self._counted = stream, counted
        self.hash = sha256()
        self.size = 0

    def write(self, data: bytes) -> int:
        self.hash.update(data)
        self.size += len(data)
        self._stream.write(data)
        self._counted(len(data))
        return len(data)

    def flush(self) -> None:
        """Leave it to whoever opened the stream."""


@contextmanager
def packing(
    form: PackForm, parts: Sequence[Path], password: str, made_at: datetime, counted: Counted
) -> Iterator[Packing]:
    """Write a pack in that form under unfinished names. Raises EnvironmentProblem."""
    try:
        if form == "zip":
            with _packing_zip(parts[0], password, made_at, counted) as pack:
                yield pack
        elif form == "age":
            with _packing_age(parts[0], parts[1], password, made_at, counted) as pack:
                yield pack
        else:
            with _packing_folder(parts[0], counted) as pack:
                yield pack
    except (OSError, pyrage.EncryptError):
        raise EnvironmentProblem(
            "The pack could not be written there.", "Choose another place, or make room: nothing was kept."
        ) from None


@contextmanager
def _packing_zip(path: Path, password: str, made_at: datetime, counted: Counted) -> Iterator[Packing]:
    """Write a ZIP archive whose files are encrypted with AES-256; names and sizes can be read by anybody."""
    with os.fdopen(create_new(path), "wb") as file:
        with pyzipper.AESZipFile(file, "w", compression=pyzipper.ZIP_STORED, encryption=pyzipper.WZ_AES) as archive:
            archive.setpassword(password.encode())
            yield _Zip(archive, made_at, counted)
        file.flush()
        sync_file(file.fileno())
    sync_folder(path.parent)


class _Zip(Packing):
    def __init__(self, archive: pyzipper.AESZipFile, made_at: datetime, counted: Counted) -> None:
        super().__init__(counted)
        self._archive, self._made_at = archive, to_local(made_at).timetuple()[:6]  # a ZIP says local time

    @contextmanager
    def _opened(self, name: str, size: int) -> Iterator[IO[bytes]]:
        info = self._archive.zipinfo_cls(name, self._made_at)
        info.file_size, info.external_attr = size, 0o100644 << 16
        with self._archive.open(info, "w") as stream:
            yield stream


@contextmanager
def _packing_age(path: Path, key_path: Path, password: str, made_at: datetime, counted: Counted) -> Iterator[Packing]:
    """Write a tar archive under age to a key made for it, and that key to a file of its own, sealed to the password.

    The library seals to a password only what is in memory as a whole; a key of 74 characters is.
    """
    key = x25519.Identity.generate()
    with os.fdopen(create_new(key_path), "wb") as file:
        file.write(passphrase.encrypt(f"{key}\n".encode(), password))
        file.flush()
        sync_file(file.fileno())
    with os.fdopen(create_new(path), "wb") as file:
        pipe = Pipe()

        def encrypt() -> None:
            pyrage.encrypt_io(cast("BufferedIOBase", pipe), file, [key.to_public()])

        with Beside(pipe, encrypt, "packing"):
            yield _Tar(pipe, made_at, counted)
            pipe.write(bytes(2 * _BLOCK))
            pipe.close()
        file.flush()
        sync_file(file.fileno())
    sync_folder(path.parent)


class _Tar(Packing):
    def __init__(self, pipe: Pipe, made_at: datetime, counted: Counted) -> None:
        super().__init__(counted)
        self._pipe, self._made_at = pipe, int(made_at.timestamp())

    @contextmanager
    def _opened(self, name: str, size: int) -> Iterator[IO[bytes]]:
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size, self._made_at, 0o644
        self._pipe.write(info.tobuf(tarfile.USTAR_FORMAT))
        yield cast("IO[bytes]", self._pipe)
        self._pipe.write(bytes(-size % _BLOCK))


@contextmanager
def _packing_folder(path: Path, counted: Counted) -> Iterator[Packing]:
    """Write the files as they are into a new folder. Raises FileExistsError where there is one."""
    path.mkdir(mode=0o700)
    yield _Folder(path, counted)
    for folder in sorted({path, *(each.parent for each in path.rglob("*"))}):
        sync_folder(folder)
    sync_folder(path.parent)


class _Folder(Packing):
    def __init__(self, path: Path, counted: Counted) -> None:
        super().__init__(counted)
        self._path = path

    @contextmanager
    def _opened(self, name: str, size: int) -> Iterator[IO[bytes]]:
        path = self._path / name
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with os.fdopen(create_new(path), "wb") as file:
            yield file
            file.flush()
            sync_file(file.fileno())
