"""Thornmoss's other casebooks: the one for concerns about staff, which its head holds, and the chair's."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec
from pyrage import x25519

from dslapp.casebook.keys.member_keys import FLOOR_KDF
from dslapp.casebook.making import Founder, create_folder
from dslapp.casebook.matters.bundle import unpacked
from dslapp.casebook.matters.inbox import read, remove, waiting
from dslapp.casebook.opening import open_folder
from dslapp.casebook.reading.reader import FileReader
from dslapp.content.library import load_library
from dslapp.domain.case.incident import AboutWhom, AdultHere, SafetyAnswers
from dslapp.domain.case.incident_draft import IncidentDraft, NamedPerson
from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.matters.moved_matter import Matter
from dslapp.domain.school import Holds, Member, Role
from dslapp.services.case.log_incident import begin_draft
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.matters.hand_over_matter import hand_over_matter
from dslapp.services.matters.make_known import card_of_folder, make_known
from dslapp.services.session import Session
from tests.casebooks import HEAD, thornmoss
from tests.pictures import SAMPLES

CHAIR = "Mr P. Vane"
PASSPHRASE = "lantern-quartz-meadow-thimble"
Clock = Callable[[], datetime]


def make_another(folder: Path, holds: Holds, clock: Clock, name: str = HEAD, role: Role = "case_manager") -> Path:
    """A casebook of Thornmoss with one member, at `folder`."""
    import msgspec

    initials = "".join(word[0] for word in name.split()[-2:])
    create_folder(
        folder,
        school=msgspec.structs.replace(thornmoss(), holds=holds),
        founders=[Founder(name, role, initials, PASSPHRASE)],
        recovery_recipient=str(x25519.Identity.generate().to_public()),
        clock=clock,
        kdf=FLOOR_KDF,
    )
    return folder


def unlock_another(folder: Path, name: str, clock: Clock) -> Session:
    """Open a casebook made here."""
    opened = open_folder(folder, who=name, passphrase=PASSPHRASE, clock=clock)
    member = opened.casebook.get(Member, opened.casebook.identity.member_id)
    return Session(opened, member, load_library(), FileReader(), clock)


def know(session: Session, folder: Path, holds: Holds) -> str:
    """Make a casebook on this computer known in the open one; return its id."""
    return make_known(session, card_of_folder(folder, holds), folder).casebook


def first_screen(
    session: Session, what: str, adult_here: AdultHere = "accused", about: AboutWhom = "", *adults: str
) -> IncidentDraft:
    """A first screen on which everything is answered."""
    import msgspec

    return msgspec.structs.replace(
        begin_draft(session),
        what=what,
        safety=SafetyAnswers(danger="no", image="no", adult_here=adult_here),
        about=about,
        people=(
            *(NamedPerson(name=name, part="adult-here-alleged") for name in adults),
            NamedPerson(name="Ellis P.", part="child-affected"),
        ),
    )


def with_picture(session: Session, incident_id: str) -> Exhibit:
    return attach_file(
        session, incident_id, SAMPLES / "chatnest-taunts-1.png", ExhibitAnswers(description="The messages"),
        image_answer="no",
    )  # fmt: skip


def only_one_waiting(session: Session) -> str:
    """The name of the one file that waits."""
    (file,) = waiting(session.opened.folder)
    return file.name


def handed_over(session: Session, staff: Session, case: IncidentId, neighbours: str) -> tuple[Matter, bytes]:
    """Hand a case over, and take what was sealed out of the inbox again: the matter and its history."""
    hand_over_matter(session, case, neighbours, "It is about staff.")
    name = only_one_waiting(staff)
    bundle = unpacked(read(staff.opened.folder, name, staff.opened.keys.inbox))
    remove(staff.opened.folder, name)
    return msgspec.json.decode(bundle.matter, type=Matter), bundle.extract
