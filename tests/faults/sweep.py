"""Searches files for a canary: in their bytes, in every way in which words lie in a file, and in their names."""

import base64
import os
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

UNDER_AES = 99
"""The method that ZIP names for a file under AES."""
LARGEST = 64 << 20
"""Bytes of a file outside our own folders that are searched."""
SHARED = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))


def spellings(canary: str) -> Iterator[bytes]:
    """The canary as it might lie in a file: UTF-8, both UTF-16, and base64 of each at three alignments."""
    for plain in (canary.encode(), canary.encode("utf-16-le"), canary.encode("utf-16-be")):
        yield plain
        for shift in range(3):
            encoded = base64.b64encode(b"\0" * shift + plain).rstrip(b"=")
            yield encoded[4 if shift else 0 : -4]  # without the letters that its neighbours share


def leaks(canary: str, files: Iterable[Path]) -> list[Path]:
    """Those of `files` that hold the canary in their name, or in their bytes."""
    wanted = list(spellings(canary))
    return [path for path in files if canary in path.name or any(each in _bytes(path) for each in wanted)]


def unprotected(files: Iterable[Path]) -> list[Path]:
    """Files whose words a search cannot see but anybody can read: a PDF without a password, a picture, a database."""
    readable = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF", b"SQLite format 3", b"PK\x03\x04", b"\x1f\x8b")
    found = []
    for path in files:
        data = _bytes(path)
        if data.startswith(b"PK\x03\x04") and every_file_is_locked(path):
            continue
        if data.startswith(readable) or (data.startswith(b"%PDF") and b"/Encrypt" not in data):
            found.append(path)
    return found


def every_file_is_locked(path: Path) -> bool:
    """Whether each file of a ZIP archive is under AES."""
    with zipfile.ZipFile(path) as archive:
        return all(each.flag_bits & 1 and each.compress_type == UNDER_AES for each in archive.infolist())


def files_below(*places: Path) -> list[Path]:
    """All files in these folders and the folders in them."""
    return [path for place in places for path in place.rglob("*") if path.is_file()]


def changed_elsewhere(since: float, own: Path) -> list[Path]:
    """Files changed after `since` (seconds) where programs leave things, without the folder `own` of the test."""
    home = Path.home()
    places = [*SHARED, *(home / name for name in (".config", ".cache", ".local", ".qt"))]
    return [path for place in places for path in _changed(place, since) if not path.is_relative_to(own.resolve())]


def _changed(place: Path, since: float) -> Iterator[Path]:
    for folder, folders, names in os.walk(place):
        folders[:] = [name for name in folders if not name.startswith("pytest-of-")]  # other tests' own folders
        for name in names:
            path = Path(folder) / name
            try:
                found = path.lstat()
            except OSError:
                continue  # another program's, gone since
            if found.st_mtime >= since and found.st_size <= LARGEST and path.is_file():
                yield path


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # another program's: gone since, or not for us
        return b""
