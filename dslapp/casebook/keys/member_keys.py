"""Members' keys: from a passphrase to the identity that opens the casebook and signs its journal.

Passphrase (NFC) → Argon2id → AES-256-GCM → member identity (age X25519 + Ed25519 seed); docs/security.md draws it.
"""

import hashlib
import os
import unicodedata
from typing import Literal

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pyrage import x25519

from dslapp.casebook.journal.canonical import canonical
from dslapp.domain.problems import EnvironmentProblem

_SALT, _NONCE = 16, 12
_FLOOR_KIB, _CAP_KIB = 64 * 1024, 1024 * 1024
_SHEET_SIGNS = b"dsl-casebook/recovery-signature/v1"
_WITH_DEVICE_KEY = b"dsl-casebook/device-key/v1"
_DEVICE = b"dsl-casebook/device/v1\0"
_FLOOR_PASSES, _CAP_PASSES, _CAP_LANES = 3, 16, 16


class WrongPassphrase(EnvironmentProblem):
    """No member's slot opens with what was typed; never says which part was wrong."""

    def __init__(self) -> None:
        super().__init__("That did not open the casebook.", "Check the name and the passphrase, then try again.")


class Kdf(msgspec.Struct, frozen=True, kw_only=True):
    """How slow it is to try one passphrase. Floor three passes and 64 MiB, cap 1 GiB: both checked on load."""

    name: Literal["argon2id"] = "argon2id"
    version: Literal[19] = 19
    passes: int = 3
    memory_kib: int = 256 * 1024
    lanes: int = 4

    def check(self) -> None:
        """Raise EnvironmentProblem if somebody weakened the parameters or made them a trap."""
        if not (
            _FLOOR_PASSES <= self.passes <= _CAP_PASSES
            and _FLOOR_KIB <= self.memory_kib <= _CAP_KIB
            and 1 <= self.lanes <= _CAP_LANES
        ):
            raise EnvironmentProblem("The members file has unsafe settings.", "Use the members file of a backup.")


STANDARD_KDF = Kdf()
FLOOR_KDF = Kdf(memory_kib=_FLOOR_KIB, lanes=1)
"""The weakest that is accepted: for tests."""


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """The secrets of one member. Lives in memory while unlocked, on disk only wrapped."""

    member_id: str
    name: str
    age_identity: str
    signing_seed: bytes
    first_entry: str = ""
    """The hash of the journal's first entry, 64 hexadecimal digits: by it a member knows the casebook again, since
    anybody can seal keys of their own to a member."""
    first_evidence: str = ""
    """The public half of the first evidence identity, by which a member knows the casebook's keys again: whoever ever
    held them could seal them anew with another one in front. Empty until the next opening of an older casebook."""

    @property
    def age(self) -> x25519.Identity:
        """The age identity that opens the key file."""
        return x25519.Identity.from_str(self.age_identity)

    @property
    def signing_key(self) -> Ed25519PrivateKey:
        """The key that signs this member's journal entries."""
        return Ed25519PrivateKey.from_private_bytes(self.signing_seed)

    @property
    def public_key(self) -> str:
        """The public half of the signing key, 64 hexadecimal digits."""
        return self.signing_key.public_key().public_bytes_raw().hex()

    @property
    def recipient(self) -> str:
        """The age recipient to which keys are sealed for this member."""
        return str(self.age.to_public())


def new_identity(member_id: str, name: str) -> Identity:
    """Make fresh keys for a member."""
    return Identity(
        member_id=member_id, name=name, age_identity=str(x25519.Identity.generate()), signing_seed=os.urandom(32)
    )


def identity_of_sheet(age_identity: str, recovery_id: str, first_entry: str = "") -> Identity:
    """What the recovery sheet signs with: its age identity, and a signing key that is derived from it."""
    seed = HKDF(SHA256(), 32, salt=None, info=_SHEET_SIGNS).derive(age_identity.upper().encode("ascii"))
    return Identity(
        member_id=recovery_id, name="Recovery sheet", age_identity=age_identity, signing_seed=seed,
        first_entry=first_entry,
    )  # fmt: skip


class Slot(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One member's wrapped identity, as it stands in members.json. The label names a role and initials, nobody.

    What is at its default is left out, so that the checksum of a file from before a field was there still fits.
    """

    member: str
    role: str
    label: str
    kdf: Kdf
    salt: bytes
    nonce: bytes
    wrapped: bytes
    recipient: str
    signing_key: str
    device: str = ""
    """Names the device key without which the passphrase opens nothing; empty when the passphrase is enough."""


def device_of(device_key: bytes) -> str:
    """The name of a device key as it stands in a slot; tells nothing of the key."""
    return hashlib.sha256(_DEVICE + device_key).hexdigest()[:16] if device_key else ""


def wrap(
    identity: Identity,
    *,
    casebook: str,
    role: str,
    label: str,
    passphrase: str,
    kdf: Kdf = STANDARD_KDF,
    device_key: bytes = b"",
) -> Slot:
    """Lock `identity` with a passphrase, and with the key that one computer keeps if `device_key` is given."""
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    slot = Slot(
        member=identity.member_id, role=role, label=label, kdf=kdf, salt=salt, nonce=nonce, wrapped=b"",
        recipient=identity.recipient, signing_key=identity.public_key, device=device_of(device_key),
    )  # fmt: skip
    cipher = AESGCM(_derive(passphrase, salt, kdf, device_key))
    sealed = cipher.encrypt(nonce, msgspec.json.encode(identity), _bound(casebook, slot))
    return msgspec.structs.replace(slot, wrapped=sealed)


def unwrap(slot: Slot, *, casebook: str, passphrase: str, device_key: bytes = b"") -> Identity:
    """Open a slot. Raises WrongPassphrase, or EnvironmentProblem when its parameters are out of bounds.

    `device_key` is used where the slot names one.
    """
    slot.kdf.check()
    if (len(slot.salt), len(slot.nonce)) != (_SALT, _NONCE):
        raise EnvironmentProblem("The members file has unsafe settings.", "Use the members file of a backup.")
    try:
        plain = AESGCM(_derive(passphrase, slot.salt, slot.kdf, device_key if slot.device else b"")).decrypt(
            slot.nonce, slot.wrapped, _bound(casebook, slot)
        )
    except InvalidTag:
        raise WrongPassphrase from None
    return msgspec.json.decode(plain, type=Identity)


def _derive(passphrase: str, salt: bytes, kdf: Kdf, device_key: bytes = b"") -> bytes:
    from argon2.exceptions import HashingError  # not for the unlock page, which reads who may open it
    from argon2.low_level import Type, hash_secret_raw

    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    try:
        stretched = hash_secret_raw(
            secret, salt, time_cost=kdf.passes, memory_cost=kdf.memory_kib, parallelism=kdf.lanes, hash_len=32,
            type=Type.ID, version=kdf.version,
        )  # fmt: skip
    except (HashingError, MemoryError):
        raise EnvironmentProblem(
            f"This computer has too little memory free: trying a passphrase takes {kdf.memory_kib // 1024} MB.",
            "Close other programs, then try again.",
        ) from None
    if not device_key:
        return stretched
    return HKDF(SHA256(), 32, salt=None, info=_WITH_DEVICE_KEY).derive(stretched + device_key)


def _bound(casebook: str, slot: Slot) -> bytes:
    """What the wrapping is bound to, so that no part of a slot can be swapped for another's."""
    parts = {
        "casebook": casebook, "member": slot.member, "role": slot.role, "label": slot.label,
        "kdf": msgspec.to_builtins(slot.kdf), "recipient": slot.recipient, "signing_key": slot.signing_key,
    }  # fmt: skip
    return canonical({**parts, "device": slot.device} if slot.device else parts).encode()
