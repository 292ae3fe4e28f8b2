"""A casebook without its key files, for tests that write, spoil and walk its database directly."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pyrage import x25519

from dslapp.casebook.evidence.files import EvidenceStore
from dslapp.casebook.keys.member_keys import Identity, new_identity
from dslapp.casebook.store import Casebook
from dslapp.domain.case.incident import Incident, SafetyAnswers
from dslapp.domain.case.people import Person
from dslapp.domain.entity import IncidentId, MemberId, new_id
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.school import Contact, Member, Role, School

KEY = "5e" * 48
CASEBOOK_ID = "0192f0c4-0000-7000-8000-000000000001"
NOW = datetime(2026, 11, 13, 16, 50, tzinfo=UTC)


def noon() -> datetime:
    """A clock that stands still."""
    return NOW


def member_of(identity: Identity, role: Role = "dsl") -> Member:
    """The member whose keys these are."""
    initials = "".join(word[0] for word in identity.name.split())
    return Member(
        id=identity.member_id, name=identity.name, role=role, initials=initials, signing_key=identity.public_key,
        age_recipient=identity.recipient, added_at=NOW,
    )  # fmt: skip


class RawCasebook:
    """A database, its key, and the identities of its DSL and deputy."""

    def __init__(self, folder: Path, clock: Callable[[], datetime] = noon) -> None:
        self.path = folder / "casebook-1.db"
        self.clock = clock
        self.dsl, self.deputy = new_identity(new_id(), "Jo Hartsedge"), new_identity(new_id(), "Sam Ottrell")
        identity = x25519.Identity.generate()
        (folder / "evidence").mkdir()
        self.evidence = EvidenceStore(folder / "evidence", [identity.to_public()], [identity])
        with self.opened(create=True) as casebook:
            school = School(id=new_id(), name="Thornmoss Academy (fictional)")
            casebook.commit([member_of(self.dsl), member_of(self.deputy, "deputy_dsl"), school], reason="Created.")

    @contextmanager
    def opened(self, who: Identity | None = None, *, create: bool = False) -> Iterator[Casebook]:
        """The casebook, open for one member, the DSL unless said otherwise."""
        casebook = Casebook(
            self.path, KEY, casebook_id=CASEBOOK_ID, identity=who or self.dsl, clock=self.clock, create=create
        )
        try:
            yield casebook
        finally:
            casebook.close()


def an_incident(number: int = 1, summary: str = "Messages that say nobody wants him.") -> Incident:
    """A made-up incident."""
    member = MemberId(new_id())
    return Incident(
        id=new_id(), ref=f"OSI-2026-{number:04}", owner=member, logged_at=NOW, logged_by=member, reported_to_dsl_at=NOW,
        safety=SafetyAnswers(danger="no", image="no", adult_here="none"), summary=summary,
    )  # fmt: skip


def a_person(name: str = "Ellis P.") -> Person:
    """A made-up child."""
    return Person(id=new_id(), name=name, year_or_job="Year 8")


def a_contact(phone: str = "01632 960500") -> Contact:
    """A made-up number."""
    return Contact(id=new_id(), contact_kind="lado", label="LADO", phone=phone)


def an_exhibit(incident: Incident) -> Exhibit:
    """Something that is still on somebody's telephone."""
    return Exhibit(
        id=new_id(), incident_id=IncidentId(incident.id), ref="JH/1", producer="JH", number=1,
        exhibit_kind="not here yet", attached_at=NOW, attached_by="Jo Hartsedge",
    )  # fmt: skip
