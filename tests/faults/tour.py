"""Everything that a person does in a day, with a canary typed into every field, as the face of every file, as a PIN's
neighbour and as a wrong passphrase: whatever reaches the disk readably is then found by the sweep.
"""

import io
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from threading import Event
from typing import Any, get_args, get_origin

import msgspec
import pytest
from PIL import Image

from dslapp.casebook.journal.verify import verify
from dslapp.casebook.keys.member_keys import WrongPassphrase
from dslapp.domain.case.casework import Decision, LogEntry
from dslapp.domain.case.incident import Incident, SafetyAnswers
from dslapp.domain.case.incident_draft import IncidentDraft, NamedAccount, NamedPerson
from dslapp.domain.case.people import Account, Involvement, Person
from dslapp.domain.entities import ENTITY_TYPES
from dslapp.domain.entity import Entity, IncidentId, MemberId, new_id
from dslapp.domain.evidence.derivatives import Derivative
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitLink, ExhibitText
from dslapp.domain.guidance.flows import required_record
from dslapp.domain.long_work import run_here
from dslapp.domain.referral.fields import FIELDS
from dslapp.domain.school import School
from dslapp.domain.statements import Stated
from dslapp.services.access.create_casebook import NewCasebook, NewMember, create_casebook
from dslapp.services.access.recovery import new_recovery_key
from dslapp.services.access.unlock_casebook import lock_casebook, unlock_casebook
from dslapp.services.case.amend_incident import amend_incident
from dslapp.services.case.do_casework import add_action, add_log_entry, record_decision
from dslapp.services.case.find_incidents import find_incidents
from dslapp.services.case.involve_people import find_people
from dslapp.services.case.keep_draft import keep_draft, keep_form
from dslapp.services.case.log_incident import begin_draft, log_incident
from dslapp.services.case.read_case import copy_summary, read_case
from dslapp.services.case.search_everything import search_everything
from dslapp.services.exhibits.show_evidence import picture, thumbnail
from dslapp.services.guidance.answer_guidance import answer_step, open_route
from dslapp.services.health.verify_casebook import verify_casebook
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.intake.attach_parts import attach_part, parts_of
from dslapp.services.papers.draw_pages import drawing_evidence
from dslapp.services.papers.refer import answer_referral, begin_referral
from dslapp.services.papers.write_case_file import draw_case_file, read_case_file
from dslapp.services.papers.write_referral import draw_referral, export_referral, open_referral
from dslapp.services.program import Program
from dslapp.services.session import Session
from tests.faults.tour_of_trust import go_on
from tests.faults.tour_words import CANARY, PASSPHRASE, Places
from tests.large_film import CLIP

NOW = datetime.fromisoformat("2026-11-13T16:50:00+00:00")
_WORKED_OUT = frozenset(
    {"School", "Member", "Recovery", "CoverPin", "Erasure", "GuidanceRun", "GuidanceAnswer", "BackupPlace"}
)
"""Kinds that the tour makes by what it does; a made-up one of them would be taken for a real one."""
_STAYS = (
    "id", "ref", "owner", "logged_at", "logged_by", "reported_to_dsl_at", "safety", "status", "closed_at", "restricted",
    "outcome",
)  # fmt: skip
"""Of an incident: what no amendment changes."""
_NO_WORDS = frozenset({"file_id", "argon2_hash", "signing_key", "age_recipient", "about_id", "linked_incidents"})


def take_the_tour(program: Program, places: Places) -> None:
    """Create, log, attach, answer, refer, print, search, verify, lock; unlock with a wrong passphrase and the right.

    Then everything about members, keys, backups, seals and notes.
    """
    session = create_casebook(program, _new_casebook(places))
    try:
        case = _log(session)
        _everything_at_once(session)
        _attach(session, case, places)
        _answer_guidance(session, case)
        _work_on(session, case)
        _refer(session, case, places)
        _read(session, case)
        assert verify_casebook(session).faults == ()
    finally:
        lock_casebook(session)
    with pytest.raises(WrongPassphrase):
        unlock_casebook(program, places.casebook, f"Jo {CANARY}", f"{CANARY} is not it")
    session = unlock_casebook(program, places.casebook, f"Jo {CANARY}", PASSPHRASE)
    assert verify(session.casebook, session.evidence).faults == ()
    go_on(program, places, session, case)


def _new_casebook(places: Places) -> NewCasebook:
    member = NewMember(name=f"Jo {CANARY}", role="dsl", initials="JH", passphrase=PASSPHRASE)
    return NewCasebook(
        school=full_of_canaries(School), members=(member,), pin="2846", folder=places.casebook, label="School",
        sheet=new_recovery_key().public,
    )  # fmt: skip


def _log(session: Session) -> IncidentId:
    draft = msgspec.structs.replace(
        begin_draft(session), what=f"{CANARY} happened", reporter_name=CANARY, reporter_role=CANARY,
        safety=SafetyAnswers(danger="no", image="no", adult_here="none"), people=(NamedPerson(name=f"Ellis {CANARY}"),),
        accounts=(NamedAccount(platform=CANARY, handle=f"@{CANARY}.example"),),
    )  # fmt: skip
    keep_draft(session, draft)
    incident = log_incident(session, draft)
    written = full_of_canaries(Incident)
    kept = {name: getattr(incident, name) for name in _STAYS}
    amend_incident(session, msgspec.structs.replace(written, **kept), reason=CANARY)
    return IncidentId(incident.id)


def _everything_at_once(session: Session) -> None:
    """One value of every kind, a field that nobody uses yet included, in a case of their own."""
    incident = msgspec.structs.replace(full_of_canaries(Incident), owner=MemberId(session.member.id))
    others = [
        full_of_canaries(kind, incident.id)
        for kind in ENTITY_TYPES.values()
        if kind.__name__ not in _WORKED_OUT and kind is not Incident
    ]
    assert {Person, Account, Involvement, LogEntry} <= {type(each) for each in others}
    exhibit = next(each.id for each in others if isinstance(each, Exhibit))
    of_it = (ExhibitText, ExhibitLink, Derivative)
    others = [msgspec.structs.replace(each, exhibit_id=exhibit) if isinstance(each, of_it) else each for each in others]
    session.casebook.commit([incident, *others], reason=CANARY)


def _attach(session: Session, case: IncidentId, places: Places) -> None:
    source = places.own / f"{CANARY}.jpg"
    source.write_bytes(_picture())
    exhibit = attach_file(session, case, source, full_of_canaries(ExhibitAnswers), image_answer="no")
    pasted = attach_file(session, case, _picture("green"), ExhibitAnswers(), image_answer="no", name=CANARY)
    picture(session, exhibit)
    thumbnail(session, pasted, 320)
    mail = attach_file(session, case, _email(), ExhibitAnswers(), image_answer="no", name=f"{CANARY}.eml")
    (part,) = parts_of(session, mail)
    attach_part(session, run_here, mail, part, "no", Event())
    attach_file(session, case, CLIP, ExhibitAnswers(), image_answer="no", name=f"{CANARY}.mp4")


def _answer_guidance(session: Session, case: IncidentId) -> None:
    walk = open_route(session, case, "cyberbullying")
    assert walk.current is not None
    step = session.library.guidance.flows["cyberbullying"].by_id[walk.current.step]
    written = {field.id: Stated(text=CANARY) for field in required_record(step)}
    answer_step(session, case, walk.current.step, (), written)


def _work_on(session: Session, case: IncidentId) -> None:
    before = session.clock() - timedelta(hours=1)
    add_log_entry(session, msgspec.structs.replace(full_of_canaries(LogEntry, case), at=before))
    record_decision(session, msgspec.structs.replace(full_of_canaries(Decision, case), at=before))
    add_action(session, case, f"Ask {CANARY}", owner=CANARY, due_in_words=CANARY)
    keep_form(session, case, "person", NamedPerson(name=CANARY), ref="OSI-2026-0001", title=CANARY)
    keep_draft(session, full_of_canaries(IncidentDraft))


def _refer(session: Session, case: IncidentId, places: Places) -> None:
    referral = begin_referral(session, case, "police")
    words = {field.id: Stated(text=CANARY) for field in FIELDS["police"]}
    answer_referral(session, referral.id, words)
    pdf = draw_referral(session, open_referral(session, referral.id))
    drawing_evidence(session)(pdf, 0, 300 / 72)  # as the preview and the printer get it
    export_referral(session, referral.id, places.exports / "summary.pdf", places.exports / "password.txt")
    draw_case_file(read_case_file(session, case), "whole file")


def _read(session: Session, case: IncidentId) -> None:
    assert read_case(session, case).incident.summary.startswith(CANARY)
    assert CANARY in copy_summary(session, case)
    assert search_everything(session, CANARY[:8])
    assert find_people(session, f"Ellis {CANARY[:8]}")
    assert len(find_incidents(session)) == 2


def _email() -> bytes:
    """A mail with the canary in its headers, its words, and the name and words of its attachment."""
    mail = EmailMessage()
    mail["Subject"], mail["From"] = CANARY, f"{CANARY}@example.com"
    mail.set_content(f"See what {CANARY} wrote.")
    mail.add_attachment(f"{CANARY} said it at 21:41.", filename=f"{CANARY}.txt")
    return mail.as_bytes()


def _picture(colour: str = "white") -> bytes:
    """A screenshot whose EXIF holds the canary."""
    exif = Image.Exif()
    exif[0x010E] = exif[0x0110] = CANARY
    held = io.BytesIO()
    Image.new("RGB", (60, 90), colour).save(held, "JPEG", exif=exif)
    return held.getvalue()


def full_of_canaries(kind: Any, incident_id: str = "") -> Any:
    """A value of a kind with the canary in every text, also in the values inside it."""
    values = {}
    for field in msgspec.structs.fields(kind):
        if field.name not in _NO_WORDS:
            named = field.name.endswith("_id") or field.name == "id"
            values[field.name] = filled(field.type, (incident_id or new_id()) if named else f"{CANARY} {field.name}")
        elif field.required:
            values[field.name] = ""
    if issubclass(kind, Entity):
        values["id"] = new_id()
    return kind(**values)


def filled(kind: Any, text: str) -> Any:
    """A value of a field's type, with `text` wherever a person could type."""
    if kind is str or getattr(kind, "__supertype__", None) is str:
        return text
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return full_of_canaries(kind)
    simple: dict[Any, Any] = {int: 7, float: 7.5, bool: False, date: date(2014, 3, 3), datetime: NOW, type(None): None}
    if kind in simple:
        return simple[kind]
    inner = get_args(kind)
    assert inner, f"the tour does not know {kind}"
    if get_origin(kind) is tuple:
        return tuple(filled(each, text) for each in inner if each is not Ellipsis)
    if get_origin(kind) is dict:
        return {CANARY: filled(inner[1], text)}
    if isinstance(inner[0], str):  # one of several words
        return inner[0]
    return filled(inner[0], text)
