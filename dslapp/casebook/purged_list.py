"""Which files were purged, kept outside the database: in the casebook's folder, and beside its backups.

    purged.json = {"purged": {"v": 1, "casebook": …, "files": [ids]}, "mac": …}

A backup from before a purge does not know of it. What stands here keeps the file from coming back with it. Only ids are
in it, and only those who hold the casebook's keys can make it.
"""

import hmac
from collections.abc import Collection
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dslapp.casebook.canonical import canonical
from dslapp.casebook.durable_files import replace_durably
from dslapp.casebook.key_files import CasebookKeys

PURGED_FILE = "purged.json"
_KEY_INFO = b"dsl-casebook/purged/v1"
_LARGEST = 4 << 20


class _Purged(msgspec.Struct, frozen=True, kw_only=True):
    """What the code is made over."""

    v: int = 1
    casebook: str
    files: tuple[str, ...]


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    """The list, with the code that only this casebook's members can make."""

    purged: _Purged
    mac: str


def remember(folder: Path, keys: CasebookKeys, files: Collection[str]) -> None:
    """Add files to the list in a folder. Raises OSError when the disk refuses."""
    known = remembered(folder, keys)
    if known >= set(files):
        return
    purged = _Purged(casebook=keys.casebook, files=tuple(sorted(known | set(files))))
    replace_durably(folder / PURGED_FILE, canonical(_Kept(purged=purged, mac=_mac(purged, keys))).encode())


def remembered(folder: Path, keys: CasebookKeys) -> frozenset[str]:
    """The ids on the list in a folder: none where there is no list, or nobody who holds the casebook's keys made it."""
    try:
        with (folder / PURGED_FILE).open("rb") as file:
            kept = msgspec.json.decode(file.read(_LARGEST), type=_Kept)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return frozenset()
    is_ours = kept.purged.casebook == keys.casebook
    if not is_ours or not hmac.compare_digest(kept.mac.encode(), _mac(kept.purged, keys).encode()):
        return frozenset()
    return frozenset(kept.purged.files)


def _mac(purged: _Purged, keys: CasebookKeys) -> str:
    """By a key made of the identity that every epoch of a casebook keeps."""
    key = HKDF(SHA256(), 32, salt=None, info=_KEY_INFO).derive(keys.evidence[0].encode("ascii"))
    return hmac.digest(key, canonical(purged).encode(), "sha256").hex()
