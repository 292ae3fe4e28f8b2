"""The keys of a test's casebook, unwrapped once, and values to save into it: what every injected fault works with."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from pyrage import x25519

from dslapp.casebook.evidence.files import EvidenceStore, KeptFile
from dslapp.casebook.keys.key_files import CasebookKeys, read_keys, read_members
from dslapp.casebook.keys.member_keys import Identity, unwrap
from dslapp.casebook.store import Casebook
from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Involvement, Person
from dslapp.domain.entity import Entity, IncidentId, MemberId, PersonId, new_id
from dslapp.domain.evidence.exhibits import Exhibit
from tests.casebooks import DSL, PASSPHRASES


def now() -> datetime:
    return datetime.now(UTC)


def derive_quickly(passphrase: str, salt: bytes, kdf: object, device_key: bytes = b"") -> bytes:
    """In the place of Argon2id where it is the writing that is tried: passphrases that cost nothing."""
    return hashlib.sha256(passphrase.encode() + salt + device_key).digest()


class Keyring:
    """The keys of one casebook, unwrapped once, so that each of many openings is quick."""

    def __init__(self, folder: Path) -> None:
        members = read_members(folder)
        self.folder = folder
        self.identity: Identity = unwrap(members.slots[0], casebook=members.casebook, passphrase=PASSPHRASES[DSL])
        self.keys: CasebookKeys = read_keys(folder, self.identity.age, casebook=members.casebook)

    def open(self, folder: Path | None = None) -> Casebook:
        """Open the casebook, or a copy of it in another folder."""
        return Casebook(
            (folder or self.folder) / self.keys.database, self.keys.key, casebook_id=self.keys.casebook,
            identity=self.identity, clock=now,
        )  # fmt: skip

    def evidence(self, folder: Path | None = None) -> EvidenceStore:
        """The evidence of the casebook, or of a copy of it in another folder."""
        identities = [x25519.Identity.from_str(each) for each in self.keys.evidence]
        return EvidenceStore((folder or self.folder) / "evidence", [identities[-1].to_public()], identities)

    @property
    def database(self) -> Path:
        return self.folder / self.keys.database

    @property
    def hot(self) -> bool:
        """Whether a journal waits to be rolled back."""
        journal = self.database.with_name(f"{self.keys.database}-journal")
        return journal.exists() and journal.stat().st_size > 0


def incident(casebook: Casebook, number: int) -> Incident:
    """An incident of which the number tells which it is."""
    member = MemberId(casebook.identity.member_id)
    return Incident(
        id=new_id(), ref=f"OSI-2026-{number:06}", owner=member, logged_at=now(), logged_by=member,
        reported_to_dsl_at=now(), summary="Unkind messages in a group chat. " * 20,
    )  # fmt: skip


def case_with_a_pupil(casebook: Casebook, number: int) -> list[Entity]:
    """What one save of a new incident holds: the incident, a pupil, and the pupil's part in it."""
    case = incident(casebook, number)
    person = Person(id=new_id(), name=f"Made-up Pupil {number}")
    part = Involvement(id=new_id(), incident_id=IncidentId(case.id), person_id=PersonId(person.id), role="target")
    return [case, person, part]


def exhibit(case: Incident, number: int, kept: KeptFile) -> Exhibit:
    """The record of a file that was kept."""
    return Exhibit(
        id=new_id(), incident_id=IncidentId(case.id), ref=f"JH/{number}", producer="JH", number=number,
        file_id=kept.file_id, sha256=kept.sha256, size=kept.size, attached_at=now(), attached_by=DSL,
    )  # fmt: skip
