"""The note of a restore that the recovery sheet made: signed by the sheet, until a member puts it into the journal.

    restored.json = {"note": {...}, "signed": {"actor", "key", "signature"}}

A note that nobody signed whom the restored journal itself knows is put aside: it explains nothing.
"""

import contextlib
import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from dslapp.casebook.durable_files import make_folder, move_into_place, remove_if_there, replace_durably
from dslapp.casebook.journal.anchors import found_entry
from dslapp.casebook.journal.authority import Authority, standing
from dslapp.casebook.journal.canonical import canonical
from dslapp.casebook.keys.key_files import QUARANTINE
from dslapp.casebook.keys.member_keys import Identity
from dslapp.casebook.links import refuse_links
from dslapp.casebook.store import Casebook
from dslapp.domain.entity import new_id
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.roles import may
from dslapp.domain.school import Access, Member
from dslapp.domain.trust.entries import Restored

NOTE = "restored.json"
_DOMAIN = b"dsl-casebook/restored/v1\0"
_LONGEST = 64 << 10
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class _Note(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: Literal["dsl-casebook/restored/2"] = "dsl-casebook/restored/2"
    casebook: str
    snapshot: str
    from_entry: int
    from_hash: str
    to_entry: int | None
    quarantine: str
    reason: str
    at: datetime


class _Signed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    actor: str
    key: str
    signature: str


class _Stored(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    note: _Note
    signed: _Signed


def leave_note(folder: Path, casebook: str, restored: Restored, identity: Identity) -> None:
    """Leave a note of a restore for the next member to sign, vouched for by whoever restored. Raises OSError."""
    note = _Note(
        casebook=casebook, snapshot=restored.snapshot, from_entry=restored.from_entry, from_hash=restored.from_hash,
        to_entry=restored.to_entry, quarantine=restored.quarantine, reason=restored.reason, at=restored.at,
    )  # fmt: skip
    actor, key = identity.member_id, identity.public_key
    signature = identity.signing_key.sign(_signed_bytes(note, actor, key)).hex()
    stored = _Stored(note=note, signed=_Signed(actor=actor, key=key, signature=signature))
    replace_durably(folder / NOTE, msgspec.json.encode(stored))


def sign_restore(folder: Path, casebook: Casebook, member: Member) -> None:
    """Put a restore that was made with the recovery sheet into the journal, by the first member who may.

    Raises EnvironmentProblem only when the journal cannot be written.
    """
    path = folder / NOTE
    if not os.path.lexists(path) or not may(member.role, "restore a backup"):
        return
    restored = _believed(path, casebook)
    if restored is None:
        return _put_aside(folder, casebook)
    if not any((each.snapshot, each.at) == (restored.snapshot, restored.at) for each in casebook.select(Restored)):
        casebook.commit([restored], reason="A backup was restored with the recovery sheet.")
    with contextlib.suppress(OSError):
        remove_if_there(path)


def _believed(path: Path, casebook: Casebook) -> Restored | None:
    """What a note says, as far as a key that this journal knows vouches for it and the journal itself bears it out."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | _NO_LINK), "rb") as file:
            stored = msgspec.json.decode(file.read(_LONGEST), type=_Stored)
    except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
        return None
    note, signed = stored.note, stored.signed
    if note.casebook != casebook.id or note.at.tzinfo is None or not _is_vouched_for(note, signed):
        return None
    if not _is_in_force(signed, standing(casebook.connection)[0]) or not 0 < note.from_entry <= casebook.head[0]:
        return None
    found = found_entry(casebook, note.from_entry)
    if found is None or found.fingerprint != note.from_hash:
        return None
    return Restored(
        id=new_id(), snapshot=note.snapshot, from_entry=note.from_entry, from_hash=found.fingerprint,
        to_entry=note.to_entry, quarantine=note.quarantine, reason=note.reason, at=note.at,
    )  # fmt: skip


def _is_in_force(signed: _Signed, authority: Authority) -> bool:
    sheet, member = authority.recovery, authority.members.get(signed.actor)
    if sheet is not None and sheet.id == signed.actor:
        return sheet.signing_key == signed.key
    if member is None or member.retired or member.signing_key != signed.key:
        return False
    return may(member.role, "restore a backup")


def _is_vouched_for(note: _Note, signed: _Signed) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signed.key))
        key.verify(bytes.fromhex(signed.signature), _signed_bytes(note, signed.actor, signed.key))
    except (InvalidSignature, ValueError):
        return False
    return True


def _signed_bytes(note: _Note, actor: str, key: str) -> bytes:
    return _DOMAIN + hashlib.sha256(canonical({"actor": actor, "key": key, "note": note}).encode()).digest()


def _put_aside(folder: Path, casebook: Casebook) -> None:
    """Out of the way and never read again. What stands in it is nobody's word, so none of it goes into the journal."""
    stamp = f"{QUARANTINE}/{casebook.clock().astimezone(UTC):%Y%m%dT%H%M%SZ}-stray"
    try:
        refuse_links(folder, QUARANTINE, stamp)
        make_folder(folder / stamp, below=folder)
        move_into_place(folder / NOTE, folder / stamp / f"{new_id()}-{NOTE}")
    except (OSError, EnvironmentProblem):
        return  # it is met again at the next unlock
    words = f"A note of a restore that nobody here had signed was not believed, and was set aside in {stamp}."
    casebook.commit([Access(id=new_id(), what="damage found", detail=words)])
