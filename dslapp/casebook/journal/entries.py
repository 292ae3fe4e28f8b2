"""The signed, hash-chained journal: how one entry is formed and how one entry is checked (docs/file-formats.md)."""

import hashlib
from typing import NamedTuple

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from dslapp.casebook.journal.canonical import canonical

ENTRY_DOMAIN = b"dsl-casebook/entry/v2\0"
BODY_DOMAIN = b"dsl-casebook/body/v2\0"
FIRST_ENTRY_DOMAIN = b"dsl-casebook/entry/v1\0"
"""Of entries whose `v` is 1: one hash over the whole body, which cannot be proved without showing the body."""
SIGNATURE_DOMAIN = b"dsl-casebook/signature/v1\0"
CONTENT_DOMAIN = b"dsl-casebook/content/v1\0"
GENESIS = "0" * 64
SALT_BYTES = 16
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class EntryBody(msgspec.Struct, frozen=True, kw_only=True):
    """What one entry says. Free text stands in the committed content: it can be erased without breaking the chain."""

    v: int = 2
    casebook: str
    seq: int
    prev: str
    at: int
    """Milliseconds since 1970, UTC."""
    tz: str
    session: str
    actor: str
    key: str
    """The Ed25519 public key of the author, 64 hexadecimal digits."""
    action: str
    entity_type: str
    entity_id: str
    version: int
    commitment: str
    app: str


class _Link(msgspec.Struct, frozen=True):
    """What of a body decides how it is hashed."""

    v: int = 1
    prev: str = ""


class Sealed(NamedTuple):
    """One entry as stored."""

    body: str
    hash: bytes
    signature: bytes


def commitment_of(salt: bytes, content: str) -> str:
    """Commit to `content` so that it can be proved while kept, and forgotten when erased."""
    return hashlib.sha256(CONTENT_DOMAIN + salt + content.encode()).hexdigest()


def digest_of(body: str) -> str:
    """The digest that stands for a body which is not shown, 64 hexadecimal digits."""
    return hashlib.sha256(BODY_DOMAIN + body.encode()).hexdigest()


def hash_of(body: str) -> bytes:
    """The hash by which the next entry refers to this one: over the hash before it and the digest of the body.

    So the chain can be shown to hold without showing what an entry says (docs/decisions/extract.md).
    """
    try:
        link = msgspec.json.decode(body, type=_Link)
    except msgspec.DecodeError:
        link = _Link()
    if link.v == 1:
        return hashlib.sha256(FIRST_ENTRY_DOMAIN + body.encode()).digest()
    return hashlib.sha256(ENTRY_DOMAIN + (link.prev + digest_of(body)).encode()).digest()


def seal(body: EntryBody, key: Ed25519PrivateKey) -> Sealed:
    """Make the stored form of an entry: canonical text, its hash, the author's signature."""
    text = canonical(body)
    digest = hash_of(text)
    return Sealed(text, digest, key.sign(SIGNATURE_DOMAIN + digest))


def signature_fits(digest: bytes, signature: bytes, key: Ed25519PublicKey) -> bool:
    """Whether `signature` was made over `digest` with the private half of `key`."""
    try:
        key.verify(signature, SIGNATURE_DOMAIN + digest)
    except InvalidSignature:
        return False
    return True


def short_seal(digest: bytes) -> str:
    """Twelve characters of an entry's hash in groups of four, for the foot of a page and the bound book."""
    number = int.from_bytes(digest[:8], "big") >> 4
    characters = [_CROCKFORD[(number >> shift) & 31] for shift in range(55, -1, -5)]
    return "-".join("".join(characters[i : i + 4]) for i in (0, 4, 8))
