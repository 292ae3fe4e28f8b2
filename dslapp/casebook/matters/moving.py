"""What of a casebook goes with a matter that is moved away, and what is signed: its proof, and the receipt."""

import hashlib
from typing import TypeVar

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from dslapp.casebook.journal.canonical import canonical
from dslapp.casebook.store import Casebook
from dslapp.domain.matters.moved_matter import Proof, Receipt

P = TypeVar("P", Proof, Receipt)

RECEIPT_DOMAIN = b"dsl-casebook/matter-receipt/v1\0"
PROOF_DOMAIN = b"dsl-casebook/matter-proof/v1\0"
_PEOPLE = (
    "SELECT person_id FROM involvement WHERE incident_id = ?1 AND person_id IS NOT NULL UNION "
    "SELECT a.person_id FROM involvement i JOIN account a ON a.id = i.account_id WHERE i.incident_id = ?1 "
    "AND a.person_id IS NOT NULL"
)
_ACCOUNTS = "SELECT account_id FROM involvement WHERE incident_id = ?1 AND account_id IS NOT NULL"
_PERSON_ELSEWHERE = (
    "SELECT 1 FROM involvement i LEFT JOIN account a ON a.id = i.account_id WHERE i.incident_id <> ?1 "
    "AND (i.person_id = ?2 OR a.person_id = ?2) LIMIT 1"
)
_ACCOUNT_ELSEWHERE = "SELECT 1 FROM involvement WHERE incident_id <> ?1 AND account_id = ?2 LIMIT 1"


def entries_to_erase(casebook: Casebook, incident_id: str) -> tuple[int, ...]:
    """The entries whose content goes with a matter: of the case, and of people and accounts that are in no other one.

    Who looked at it stays, and so does what says that it was moved.
    """
    execute = casebook.connection.execute
    rows = execute(
        "SELECT seq FROM version WHERE incident_id = ? AND entity_type NOT IN ('access', 'moved')", (incident_id,)
    ).fetchall()
    for listed, elsewhere in ((_PEOPLE, _PERSON_ELSEWHERE), (_ACCOUNTS, _ACCOUNT_ELSEWHERE)):
        for (entity_id,) in execute(listed, (incident_id,)).fetchall():
            if execute(elsewhere, (incident_id, entity_id)).fetchone() is None:
                rows += execute("SELECT seq FROM version WHERE entity_id = ?", (entity_id,)).fetchall()
    return tuple(sorted({row[0] for row in rows}))


def proof_of(matter: bytes, extract: bytes) -> Proof:
    """What a matter and its history are made of, not signed yet."""
    return Proof(matter=hashlib.sha256(matter).hexdigest(), extract=hashlib.sha256(extract).hexdigest())


def digest_of(proof: Proof) -> str:
    """By which the sender's record, the receiver's and the receipt name the same matter: whoever signed it."""
    return hashlib.sha256(_signed(msgspec.structs.replace(proof, key="", signature=""))).hexdigest()


def signed(casebook: Casebook, paper: P) -> P:
    """The same with the signature of the member who has the casebook open."""
    identity = casebook.identity
    keyed = msgspec.structs.replace(paper, key=identity.public_key, signature="")
    return msgspec.structs.replace(keyed, signature=identity.signing_key.sign(_signed(keyed)).hex())


def is_signed(paper: Proof | Receipt) -> bool:
    """Whether the key that it names signed it as it stands, whosever that key is."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(paper.key))
        key.verify(bytes.fromhex(paper.signature), _signed(msgspec.structs.replace(paper, signature="")))
    except (InvalidSignature, ValueError):
        return False
    return True


def is_signed_by(paper: Proof | Receipt, keys: tuple[str, ...]) -> bool:
    """Whether one of these public keys signed it as it stands."""
    return paper.key in keys and is_signed(paper)


def _signed(paper: Proof | Receipt) -> bytes:
    domain = PROOF_DOMAIN if isinstance(paper, Proof) else RECEIPT_DOMAIN
    return domain + canonical(paper).encode()
