"""What is remembered of the journal outside it, in a form that only those who hold the casebook's keys can make."""

import contextlib
import hmac
import os
from datetime import datetime
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dslapp.casebook.database.projections import milliseconds
from dslapp.casebook.durable_files import replace_durably
from dslapp.casebook.journal.canonical import canonical
from dslapp.casebook.journal.entries import EntryBody, short_seal
from dslapp.casebook.store import Casebook
from dslapp.domain.local_time import from_milliseconds
from dslapp.domain.trust.record_state import Anchor, AnchorSource, FoundEntry

ANCHOR_FILE = "anchor"
_KEY_INFO = b"dsl-casebook/anchor/v1"
_LONGEST = 4_096
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class _Remembered(msgspec.Struct, frozen=True, kw_only=True):
    """What the code is made over."""

    v: int = 1
    casebook: str
    entry: int
    hash: str
    at: int
    members: int


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    """An anchor as text, with the code that only this casebook's members can make."""

    anchor: _Remembered
    mac: str


def anchor_key(first_evidence_identity: str) -> bytes:
    """The key of the codes: made of the identity that every epoch of a casebook keeps."""
    return HKDF(SHA256(), 32, salt=None, info=_KEY_INFO).derive(first_evidence_identity.encode("ascii"))


def item_of(casebook: str) -> str:
    """The name under which a computer's key store keeps a casebook's anchor."""
    return f"dsl-casebook/anchor/{casebook}"


def anchor_text(casebook: Casebook, key: bytes, *, members: int) -> str:
    """Write down how the journal ends now."""
    entry, digest = last_entry(casebook)
    remembered = _Remembered(
        casebook=casebook.id, entry=entry, hash=digest, at=milliseconds(casebook.clock()) or 0, members=members
    )
    return canonical(_Kept(anchor=remembered, mac=_mac(remembered, key)))


def read_anchor(text: str, key: bytes, *, casebook: str, source: AnchorSource, where: str) -> Anchor | None:
    """Read what was written down. None when it is not of this casebook, or nobody who holds its keys wrote it."""
    try:
        kept = msgspec.json.decode(text, type=_Kept)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    remembered = kept.anchor
    if remembered.casebook != casebook or not hmac.compare_digest(kept.mac.encode(), _mac(remembered, key).encode()):
        return None
    return Anchor(
        source=source, entry=remembered.entry, fingerprint=remembered.hash, at=from_milliseconds(remembered.at),
        members=remembered.members, where=where,
    )  # fmt: skip


def leave_in_folder(folder: Path, text: str) -> None:
    """Keep it beside the database; advisory: a disk that refuses keeps nobody from locking."""
    with contextlib.suppress(OSError):
        replace_durably(folder / ANCHOR_FILE, text.encode())


def left_in_folder(folder: Path) -> str:
    """What was kept there; empty when there is nothing to read."""
    try:
        number = os.open(folder / ANCHOR_FILE, os.O_RDONLY | _NO_LINK)
        with os.fdopen(number, "rb") as file:
            return file.read(_LONGEST).decode("utf-8", "replace")
    except OSError:
        return ""


def last_entry(casebook: Casebook) -> tuple[int, str]:
    """The number of the last entry, and its hash as 64 hexadecimal digits."""
    row = casebook.connection.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return row[0], row[1].hex()


def found_entry(casebook: Casebook, number: int) -> FoundEntry | None:
    """What stands under that number, None when the journal ends before it."""
    row = casebook.connection.execute("SELECT hash, body FROM journal WHERE seq = ?", (number,)).fetchone()
    if row is None:
        return None
    body = msgspec.json.decode(row[1], type=EntryBody)
    return FoundEntry(fingerprint=row[0].hex(), seal=short_seal(row[0]), at=from_milliseconds(body.at))


def last_moment_before(casebook: Casebook, session: str) -> datetime | None:
    """When the last entry of another sitting was written; None when there is none."""
    rows = casebook.connection.execute("SELECT body FROM journal ORDER BY seq DESC")
    for row in rows:
        body = msgspec.json.decode(row[0], type=EntryBody)
        if body.session != session:
            return from_milliseconds(body.at)
    return None


def _mac(remembered: _Remembered, key: bytes) -> str:
    return hmac.digest(key, canonical(remembered).encode(), "sha256").hex()
