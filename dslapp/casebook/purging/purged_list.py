"""Which files were purged, kept outside the database: in the casebook's folder, and beside its backups.

    purged.json = {"sealed": age of {"purged": {"v": 1, "casebook": …, "erasures": […]}, "mac": …}, base64}

A backup from before a purge does not know of it. What stands here are the erasures as they were signed in the journal:
a restored journal judges them itself (purged_record.py). Whoever holds the casebook's keys can write a list; it deletes
nothing that no such entry names.
"""

import base64
import hmac
from collections.abc import Collection
from pathlib import Path

import msgspec
import pyrage
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pyrage import x25519

from dslapp.casebook.durable_files import replace_durably
from dslapp.casebook.journal.canonical import canonical
from dslapp.casebook.keys.key_files import CasebookKeys

PURGED_FILE = "purged.json"
_KEY_INFO = b"dsl-casebook/purged/v1"
_LARGEST = 64 << 20


class SignedErasure(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """An erasure as it stands in the journal, with what it committed to; signature and salt as hexadecimal digits."""

    body: str
    signature: str
    salt: str
    content: str


class _Purged(msgspec.Struct, frozen=True, kw_only=True):
    """What the code is made over."""

    v: int = 1
    casebook: str
    erasures: tuple[SignedErasure, ...]


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    """The list, with the code that only this casebook's members can make."""

    purged: _Purged
    mac: str


class _Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """The list as it lies on the disk: an erasure says in words why."""

    sealed: str


def remember(folder: Path, keys: CasebookKeys, erasures: Collection[SignedErasure]) -> None:
    """Add erasures to the list in a folder. Raises OSError when the disk refuses."""
    known = frozenset(remembered(folder, keys))
    if known >= set(erasures):
        return
    purged = _Purged(casebook=keys.casebook, erasures=tuple(sorted(known | set(erasures))))
    kept = canonical(_Kept(purged=purged, mac=_mac(purged, keys))).encode()
    sealed = pyrage.encrypt(kept, [x25519.Identity.from_str(keys.evidence[0]).to_public()])
    replace_durably(folder / PURGED_FILE, canonical(_Sealed(sealed=base64.b64encode(sealed).decode())).encode())


def remembered(folder: Path, keys: CasebookKeys) -> tuple[SignedErasure, ...]:
    """The list in a folder: empty where there is none, or nobody who holds the casebook's keys made it."""
    try:
        with (folder / PURGED_FILE).open("rb") as file:
            sealed = msgspec.json.decode(file.read(_LARGEST), type=_Sealed)
        opened = pyrage.decrypt(base64.b64decode(sealed.sealed), [x25519.Identity.from_str(keys.evidence[0])])
        kept = msgspec.json.decode(opened, type=_Kept)
    except (OSError, msgspec.MsgspecError, ValueError, RecursionError, pyrage.DecryptError):
        return ()
    is_ours = kept.purged.casebook == keys.casebook
    if not is_ours or not hmac.compare_digest(kept.mac.encode(), _mac(kept.purged, keys).encode()):
        return ()
    return kept.purged.erasures


def _mac(purged: _Purged, keys: CasebookKeys) -> str:
    """By a key made of the identity that every epoch of a casebook keeps."""
    key = HKDF(SHA256(), 32, salt=None, info=_KEY_INFO).derive(keys.evidence[0].encode("ascii"))
    return hmac.digest(key, canonical(purged).encode(), "sha256").hex()
