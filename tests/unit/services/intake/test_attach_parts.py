"""What came in an e-mail or an archive: exhibits of their own, each looked at and hashed by itself, the whole kept."""

import email.message
import hashlib
import io
import zipfile
from threading import Event

import pytest

from dslapp.casebook.evidence.sources import EvidenceRefused
from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitText
from dslapp.domain.evidence.file_facts import FilePart
from dslapp.domain.evidence.file_parts import refs_of_parts
from dslapp.domain.long_work import run_here
from dslapp.domain.problems import UserProblem
from dslapp.services.exhibits.answer_exhibit import withdraw_exhibit
from dslapp.services.intake import attach_parts
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.intake.attach_parts import attach_part, look_at_part, part_called, parts_of, whole_exhibit
from dslapp.services.intake.take_in_evidence import attach
from dslapp.services.session import Session
from tests.cases import bare_case
from tests.pictures import SAMPLES, sample

PICTURE = "chatnest-taunts-1.png"


@pytest.fixture
def case(session: Session) -> IncidentId:
    return bare_case(session)


def an_email(*attachments: str) -> bytes:
    mail = email.message.EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "What he got", "parent@example.com", "dsl@example.com"
    mail["Date"] = "Fri, 13 Nov 2026 08:52:11 +0000"
    mail.set_content("See the picture that Ellis was sent last night.")
    for name in attachments:
        mail.add_attachment(sample(name), "image", "png", filename=name)
    return mail.as_bytes()


def a_zip(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return held.getvalue()


def taken_in(session: Session, case: str, data: bytes, name: str) -> Exhibit:
    return attach_file(session, case, data, ExhibitAnswers(), image_answer="no", name=name)


def part_taken_in(session: Session, whole: Exhibit, name: str) -> Exhibit:
    part = part_called(parts_of(session, whole), name, whole)
    return attach_part(session, run_here, whole, part, "no", Event())


def test_a_picture_in_an_email_is_an_exhibit_of_its_own_and_the_email_stays_whole(
    session: Session, case: IncidentId
) -> None:
    mail = an_email(PICTURE)
    whole = taken_in(session, case, mail, "parent.eml")
    exhibit = part_taken_in(session, whole, PICTURE)
    assert (whole.ref, exhibit.ref, exhibit.part_of) == ("JH/1", "JH/2", whole.id)
    assert (whole.exhibit_kind, exhibit.exhibit_kind) == ("e-mail", "picture")
    assert session.evidence.read(whole.file_id, whole.sha256) == mail
    assert exhibit.sha256 == hashlib.sha256(sample(PICTURE)).hexdigest()
    assert session.evidence.read(exhibit.file_id, exhibit.sha256) == sample(PICTURE)
    assert (exhibit.original_name, exhibit.width > 0) == (PICTURE, True)
    assert exhibit.received_how == "It came in exhibit JH/1."


def test_the_words_of_an_email_are_kept_with_its_record(session: Session, case: IncidentId) -> None:
    whole = taken_in(session, case, an_email(), "parent.eml")
    [text] = session.casebook.of_incident(ExhibitText, case)
    assert (text.exhibit_id, text.how) == (whole.id, "text of the file")
    assert "that Ellis was sent last night" in text.text
    assert {said.what for said in whole.said} >= {"from", "subject", "time"}


def test_an_attachment_that_is_an_exhibit_already_is_named(session: Session, case: IncidentId) -> None:
    known = attach_file(session, case, SAMPLES / PICTURE, ExhibitAnswers(), image_answer="no")
    whole = taken_in(session, case, an_email(PICTURE), "parent.eml")
    part = part_called(parts_of(session, whole), PICTURE, whole)
    looked = look_at_part(session, run_here, whole, part, "no", Event())
    assert looked.known is not None
    assert looked.known.exhibit.id == known.id


def test_a_file_of_an_archive_is_taken_out_of_what_is_kept(session: Session, case: IncidentId) -> None:
    whole = taken_in(session, case, a_zip(taunts__png=sample(PICTURE), notes__txt=b"seen at 21:41"), "export.zip")
    assert {part.name for part in parts_of(session, whole)} == {"taunts.png", "notes.txt"}
    assert part_taken_in(session, whole, "taunts.png").exhibit_kind == "picture"
    assert part_taken_in(session, whole, "notes.txt").part_of == whole.id


def test_what_cannot_be_taken_out_is_said_in_words(
    session: Session, case: IncidentId, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = taken_in(session, case, a_zip(taunts__png=sample(PICTURE)), "export.zip")
    locked = FilePart(number=0, name="taunts.png", size=10, media_type="image/png", can_be_taken=False)
    with pytest.raises(EvidenceRefused, match="cannot be taken out of exhibit JH/1"):
        look_at_part(session, run_here, whole, locked, "no", Event())
    monkeypatch.setattr(attach_parts, "MOST_OPENED", 10)
    with pytest.raises(EvidenceRefused, match="too large to take files out"):
        parts_of(session, whole)


def test_a_name_that_is_not_there_tells_what_is(session: Session, case: IncidentId) -> None:
    whole = taken_in(session, case, an_email(PICTURE), "parent.eml")
    with pytest.raises(UserProblem, match=PICTURE):
        part_called(parts_of(session, whole), "other.png", whole)
    with pytest.raises(UserProblem, match="no exhibit JH/9"):
        whole_exhibit(session, case, "JH/9")
    assert whole_exhibit(session, case, " JH/1 ") == whole


def test_of_several_parts_of_one_name_each_is_attached_by_its_place(session: Session, case: IncidentId) -> None:
    mail = email.message.EmailMessage()
    mail["From"], mail["Subject"] = "parent@example.com", "What he got"
    mail.set_content("See both.")
    for content in (b"first", b"the second"):
        mail.add_attachment(content, "text", "plain", filename="note.txt")
    whole = taken_in(session, case, mail.as_bytes(), "parent.eml")
    parts = parts_of(session, whole)
    with pytest.raises(UserProblem, match="several") as told:
        part_called(parts, "note.txt", whole)
    assert "note.txt#1, note.txt#2" in told.value.way_forward
    second = part_taken_in(session, whole, "note.txt#2")
    assert session.evidence.read(second.file_id, second.sha256).rstrip() == b"the second"
    assert refs_of_parts(parts, [second]) == {parts[1].number: second.ref}
    for wrong in ("note.txt#0", "note.txt#3", "note.txt#"):
        with pytest.raises(UserProblem, match="nothing called"):
            part_called(parts, wrong, whole)


def test_nothing_comes_out_of_an_exhibit_that_was_withdrawn_meanwhile(session: Session, case: IncidentId) -> None:
    whole = taken_in(session, case, an_email(PICTURE), "parent.eml")
    part = part_called(parts_of(session, whole), PICTURE, whole)
    looked = look_at_part(session, run_here, whole, part, "no", Event())
    withdraw_exhibit(session, whole.id, because="It belongs to another case.")
    with pytest.raises(UserProblem, match="not in this case any more"):
        attach(session, run_here, case, looked.waiting, Event())
    assert len(list(session.evidence.folder.rglob("*.age"))) == 1
