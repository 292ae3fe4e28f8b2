"""Write the made-up school: a casebook with its cases logged, answered, evidenced, reviewed and referred."""

import dataclasses
import random  # noqa: TID251 - made-up cases, the same for the same seed; guards nothing
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from dslapp.domain.case.incident import Incident, SafetyAnswers
from dslapp.domain.case.people import Involvement, Person
from dslapp.domain.entity import Entity, IncidentId, MemberId, PersonId, new_id
from dslapp.domain.local_time import LONDON, to_local
from dslapp.domain.made_up import MadeUpCase, MadeUpSchool
from dslapp.domain.problems import UserProblem
from dslapp.domain.referral.referrals import Recipient, Referral
from dslapp.domain.school import Contact, Role, School
from dslapp.domain.trust.passphrases import four_words
from dslapp.services.access.create_casebook import SUFFIX, NewCasebook, NewMember, create_casebook
from dslapp.services.access.recovery import RecoveryKey, SheetKeys, new_recovery_key
from dslapp.services.access.unlock_casebook import lock_casebook, unlock_casebook
from dslapp.services.case.review_case import ask_question, decide, sign_off
from dslapp.services.demo.act_out_case import ScriptedClock, act_out_case, tell_side_by_side
from dslapp.services.demo.write_chairs_demo import ChairsDemo, write_chairs_demo
from dslapp.services.guidance.change_guidance import change_rows
from dslapp.services.guidance.own_guidance import RowChange
from dslapp.services.health.paper_seal import record_seal, seal_to_write
from dslapp.services.papers.save_file import save_new_file
from dslapp.services.papers.write_referral import export_referral
from dslapp.services.program import Program
from dslapp.services.session import Session

DEMO_PIN = "2846"
"""The DSL's PIN in the demonstration."""


class DemoMember(NamedTuple):
    """Somebody who may open the demonstration, and the file with their passphrase."""

    name: str
    role: str
    passphrase_file: Path


class DemoDocument(NamedTuple):
    """A summary that was written, and the file with its password."""

    recipient: Recipient
    file: Path
    password_file: Path


class Demo(NamedTuple):
    """What `write_demo` left in its folder."""

    casebook: Path
    members: tuple[DemoMember, ...]
    documents: tuple[DemoDocument, ...]
    sheet_file: Path
    """The groups of its recovery sheet, to try that out too."""
    chairs: ChairsDemo
    """The casebook about the headteacher, which only the chair opens."""


def write_demo(program: Program, folder: Path, *, incidents: int = 0, seed: int = 1) -> Demo:
    """Write the demonstration into `folder`, which is made when needed.

    `incidents` adds that many short made-up incidents of earlier weeks, the same ones for the same `seed`.
    Raises UserProblem when the folder holds a demonstration already.
    """
    school = program.library.made_up
    casebook = folder / f"Thornmoss{SUFFIX}"
    if casebook.exists():
        raise UserProblem(f"There is a demonstration in {folder.name} already.", "Choose an empty folder.")
    folder.mkdir(parents=True, exist_ok=True)
    clock = ScriptedClock(min(case.told for case in school.cases).replace(tzinfo=LONDON) - timedelta(days=1))
    scripted = dataclasses.replace(program, clock=clock)
    passphrases, key = {member.name: four_words() for member in school.members}, new_recovery_key()
    session = create_casebook(scripted, _new_casebook(school, casebook, passphrases, key.public))
    try:
        _fill_in(session, clock, school)
        _add_incidents(session, clock, incidents, seed)
        stories = [act_out_case(session, clock, case, program.library.samples) for case in school.cases]
        logged = list(zip(school.cases, tell_side_by_side(clock, stories), strict=True))
        documents = tuple(_documents(session, folder))
        chairs = write_chairs_demo(scripted, session, folder, DEMO_PIN)
    finally:
        lock_casebook(session)
        session.pictures.close()
    head = next(member.name for member in school.members if member.role == "headteacher")
    _review(scripted, clock, casebook, head, passphrases[head], logged)
    members = tuple(_leave_passphrase(folder, m.name, m.role, passphrases[m.name]) for m in school.members)
    return Demo(casebook, members, documents, _leave_sheet(folder, key), chairs)


def _new_casebook(school: MadeUpSchool, folder: Path, passphrases: dict[str, str], sheet: SheetKeys) -> NewCasebook:
    roles: dict[str, Role] = {"dsl": "dsl", "deputy_dsl": "deputy_dsl", "headteacher": "headteacher"}
    return NewCasebook(
        school=School(
            id=new_id(), name=school.name, address=school.address, phone=school.phone, email=school.email,
            sector=school.sector, local_authority=school.local_authority, headteacher=school.headteacher,
            chair_of_governors=school.chair_of_governors, urn=school.urn, managed_device=True,
        ),
        members=tuple(
            NewMember(name=m.name, role=roles[m.role], initials=m.initials, passphrase=passphrases[m.name])
            for m in school.members
        ),
        pin=DEMO_PIN,
        sheet=sheet,
        folder=folder,
        label="",
    )  # fmt: skip


def _fill_in(session: Session, clock: ScriptedClock, school: MadeUpSchool) -> None:
    today, labels = to_local(clock()).date(), session.library.contacts.labels
    session.casebook.commit(
        [
            Contact(id=new_id(), contact_kind=kind, label=labels[kind], phone=phone, checked_on=today)
            for kind, phone in school.contacts.items()
        ],
        reason="Numbers checked.",
    )
    changes = [RowChange("platforms", card.key, card, card.checked_on) for card in school.platforms]
    change_rows(session, changes, "The sites and apps that our pupils use.")


def _documents(session: Session, folder: Path) -> list[DemoDocument]:
    written = []
    for referral in session.casebook.select(Referral):
        ref = session.casebook.get(Incident, referral.incident_id).ref
        file = folder / f"{ref}-{referral.recipient}.pdf"
        password_file = folder / f"{ref}-{referral.recipient}-password.txt"
        export_referral(session, referral.id, file, password_file)
        written.append(DemoDocument(referral.recipient, file, password_file))
    return written


def _review(
    program: Program,
    clock: ScriptedClock,
    casebook: Path,
    head: str,
    passphrase: str,
    logged: list[tuple[MadeUpCase, Incident]],
) -> None:
    """The headteacher reads with their own passphrase, asks, decides, signs off, and writes the seal into the book."""
    session = unlock_casebook(program, casebook, head, passphrase)
    try:
        for case, incident in logged:
            if case.review is None:
                continue
            clock.go_on()
            read_to = session.casebook.head[0]
            if case.review.question:
                ask_question(session, IncidentId(incident.id), case.review.question)
            if case.review.decision:
                decide(
                    session, IncidentId(incident.id), case.review.decision, case.review.rationale, reviewed_to=read_to
                )
            if case.review.signs_off:
                sign_off(session, IncidentId(incident.id), reviewed_to=read_to)
        line = seal_to_write(session)
        record_seal(session, line.entry, line.seal, book="Green book, page 1")
    finally:
        lock_casebook(session)


def _leave_passphrase(folder: Path, name: str, role: str, passphrase: str) -> DemoMember:
    file = folder / f"{role}-passphrase.txt"
    save_new_file(file, (passphrase + "\n").encode())
    return DemoMember(name, role, file)


def _leave_sheet(folder: Path, key: RecoveryKey) -> Path:
    """The groups as they stand on the sheet, four to a line."""
    file = folder / "recovery-sheet.txt"
    rows = [" ".join(key.groups[row : row + 4]) for row in range(0, len(key.groups), 4)]
    save_new_file(file, ("\n".join(rows) + "\n").encode())
    return file


_SUBJECTS = (
    "Unkind messages in a group chat", "An account in somebody else's name", "A photo posted without asking",
    "Swearing in a game's voice chat", "A rumour on a class page", "A friend request from a stranger",
)  # fmt: skip
_PLACES = ("ChatNest", "PicLoop", "GameHall", "GroupPad", "TownTalk")
_BATCH = 500


def _add_incidents(session: Session, clock: ScriptedClock, count: int, seed: int) -> None:
    """Short closed and open incidents of the terms before, in few commits."""
    chance, member, batch = random.Random(seed), MemberId(session.member.id), list[Entity]()
    year = to_local(clock()).year - 1
    for number in range(1, count + 1):
        at = clock() - timedelta(minutes=10 * (count - number + 1))
        incident = Incident(
            id=new_id(), ref=f"OSI-{year}-{number:04}", status="closed" if chance.random() < 0.9 else "open",
            owner=member, logged_at=at, logged_by=member, reported_to_dsl_at=at, platform=chance.choice(_PLACES),
            safety=SafetyAnswers(danger="no", image="no", adult_here="none"), source="staff",
            summary=f"{chance.choice(_SUBJECTS)} on {chance.choice(_PLACES)}, told by a form tutor.",
        )  # fmt: skip
        pupil = Person(id=new_id(), name=f"Made-up Pupil {chance.randint(1, max(2, count // 3))}", person_kind="pupil")
        part = Involvement(
            id=new_id(), incident_id=IncidentId(incident.id), person_id=PersonId(pupil.id), role="target"
        )
        batch += [incident, pupil, part]
        if len(batch) >= _BATCH or number == count:
            session.casebook.commit(batch, reason="Logged.")
            batch = []
