"""B10: verifying 10,000 entries and 1 GB of evidence, against one signature an entry and reading the same bytes."""

import hashlib
import os
import tempfile
from pathlib import Path

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pyrage import x25519

from benchmarks import filled_casebook
from benchmarks.figure import Figure, seconds
from dslapp.casebook.journal.entries import SIGNATURE_DOMAIN
from dslapp.casebook.journal.verify import verify
from dslapp.casebook.opening import Opened
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import Entity, IncidentId, new_id
from dslapp.domain.evidence.exhibits import Exhibit

_ENTRIES = 10_000
_FILES, _SIZE = 200, 5 << 20
"""200 pictures of 5 MiB: 1 GiB."""
_ROUNDS = 3


def run() -> list[Figure]:
    """Alternate verifying with its parts done barely; the best round of each, for the machine is shared."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "verify.casebook"
        filled_casebook.make(folder, _ENTRIES - _FILES - 203)
        opened = filled_casebook.unlock(folder)
        _attach(opened)
        ours, bare = [], []
        for _ in range(_ROUNDS):
            bare.append(seconds(lambda: _barely(opened)))
            ours.append(seconds(lambda: _verified(opened)))
        opened.close()
    ratio = min(bare) / min(ours)
    return [
        Figure(
            id="B10", work="verify 10,000 entries and 1 GiB of evidence", ours=min(ours), reference=min(bare),
            ratio=ratio, goal="≥ 0.8×", unit="s", met=ratio >= 0.8,
        )
    ]  # fmt: skip


def _attach(opened: Opened) -> None:
    source = opened.folder.parent / "picture.png"
    case = IncidentId(opened.casebook.select(Incident, limit=1)[0].id)
    exhibits: list[Entity] = []
    for number in range(1, _FILES + 1):
        source.write_bytes(os.urandom(_SIZE))
        kept = opened.evidence.keep(source)
        exhibits.append(
            Exhibit(
                id=new_id(), incident_id=case, ref=f"JH/{number}", producer="JH", number=number, file_id=kept.file_id,
                sha256=kept.sha256, size=kept.size, attached_at=filled_casebook.now(), attached_by="JH",
            )
        )  # fmt: skip
    source.unlink()
    opened.casebook.commit(exhibits)


def _verified(opened: Opened) -> None:
    found = verify(opened.casebook, opened.evidence)
    if found.faults or found.exhibits != _FILES or found.entries < _ENTRIES:
        raise RuntimeError(f"not what was to be measured: {found}")


def _barely(opened: Opened) -> None:
    """One signature an entry; each file read, decrypted and hashed."""
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(opened.casebook.identity.public_key))
    for digest, signature in opened.casebook.connection.execute("SELECT hash, signature FROM journal").fetchall():
        key.verify(signature, SIGNATURE_DOMAIN + digest)
    identities = [x25519.Identity.from_str(each) for each in opened.keys.evidence]
    for path in sorted(opened.evidence.folder.rglob("*.age")):
        hashlib.sha256(pyrage.decrypt(path.read_bytes(), identities)).digest()
