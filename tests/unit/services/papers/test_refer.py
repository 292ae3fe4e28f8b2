"""A referral: the case's own answers, what the reader will miss, and a document that only its password opens."""

import hashlib
import subprocess
from pathlib import Path

import pytest

from dslapp.domain.case.casework import Action
from dslapp.domain.case.incident import Incident
from dslapp.domain.evidence.exhibits import CustodyEvent
from dslapp.domain.problems import UserProblem
from dslapp.domain.referral.referrals import Referral
from dslapp.domain.school import Access
from dslapp.domain.statements import Stated
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.papers.refer import Sending, answer_referral, begin_referral, note_receipt, note_sent
from dslapp.services.papers.release_paper import encrypt_paper
from dslapp.services.papers.write_referral import (
    draw_referral,
    export_referral,
    note_printed,
    read_referral,
    save_referral,
)
from dslapp.services.session import Session
from tests.cases import coach, taunts
from tests.unit.documents.readers import Reader

SAMPLE = Path(__file__).parents[3] / "samples" / "evidence" / "photo-of-phone-screen.jpg"


def begun(session: Session) -> Referral:
    return begin_referral(session, coach(session), "lado")


def test_what_the_case_says_is_not_asked_again(session: Session) -> None:
    draft = read_referral(session, begun(session).id)
    assert "Orme" in draft.content.answers["adult_name"].text
    assert draft.content.answers["received_at"].answered
    assert draft.answered > 8


def test_the_meter_says_in_words_what_the_reader_will_ask(session: Session) -> None:
    draft = read_referral(session, begun(session).id)
    words = [gap.in_words() for gap in draft.gaps]
    assert "The LADO will ask by when you need a decision." in words
    assert draft.answered < draft.required


def test_an_answer_or_a_reason_fills_a_gap(session: Session) -> None:
    referral = begun(session)
    before = read_referral(session, referral.id).answered
    given = {"asked": Stated(text="Referral"), "adult_address": Stated(unknown_because="HR opens on Monday")}
    answer_referral(session, referral.id, given)
    after = read_referral(session, referral.id)
    assert after.answered == before + 2
    assert after.content.answers["adult_address"].in_words() == "Not known – HR opens on Monday"


def test_a_summary_in_preparation_is_gone_on_with(session: Session) -> None:
    referral = begun(session)
    assert begin_referral(session, referral.incident_id, "lado").id == referral.id


def test_the_document_opens_only_with_its_password_and_holds_the_exact_words(session: Session, tmp_path: Path) -> None:
    case = taunts(session)
    attach_file(session, case, SAMPLE, ExhibitAnswers(description="Photo of the screen"), image_answer="no")
    referral = begin_referral(session, case, "police")
    target, password_file = tmp_path / "summary.pdf", tmp_path / "password.txt"
    export_referral(session, referral.id, target, password_file)
    password = password_file.read_text().strip()
    with pytest.raises(subprocess.CalledProcessError):
        Reader(tmp_path, target.read_bytes()).text()
    words = Reader(tmp_path, target.read_bytes(), password).flowing()
    assert session.casebook.get(Incident, case).ref in words
    assert hashlib.sha256(SAMPLE.read_bytes()).hexdigest()[:24] in words.replace(" ", "")


def test_the_export_stands_in_history_and_continuity(session: Session, tmp_path: Path) -> None:
    case = taunts(session)
    exhibit = attach_file(session, case, SAMPLE, ExhibitAnswers(description="Photo"), image_answer="no")
    referral = begin_referral(session, case, "police")
    export_referral(session, referral.id, tmp_path / "summary.pdf", tmp_path / "password.txt")
    noted = [v.entity for v in session.casebook.history(incident_id=case) if v.action == "exported"]
    assert [isinstance(entity, Access) for entity in noted] == [True]
    events = [e for e in session.casebook.of_incident(CustodyEvent, case) if e.exhibit_id == exhibit.id]
    assert [event.what for event in events] == ["attached", "exported"]
    kept = session.casebook.get(Referral, referral.id)
    assert kept.document_sha256 == hashlib.sha256((tmp_path / "summary.pdf").read_bytes()).hexdigest()


def test_nothing_leaves_unencrypted_without_a_reason(session: Session, tmp_path: Path) -> None:
    draft = read_referral(session, begun(session).id)
    document = draw_referral(session, draft)
    for reason in ("", ".", "ok"):
        with pytest.raises(UserProblem, match="Nothing leaves unencrypted"):
            save_referral(session, draft, document, tmp_path / "plain.pdf", plain_because=reason)
    assert not (tmp_path / "plain.pdf").exists()
    save_referral(session, draft, document, tmp_path / "plain.pdf", plain_because="Their portal refuses encryption")
    assert session.casebook.get(Referral, draft.referral.id).plain_because == "Their portal refuses encryption"


def test_a_file_name_that_tells_whom_it_is_about_is_refused(session: Session, tmp_path: Path) -> None:
    draft = read_referral(session, begun(session).id)
    document, _ = encrypt_paper(draw_referral(session, draft))
    for name in ("tess-orme.pdf", "OSI-2026-0001 the girl from Larkfield.pdf"):
        with pytest.raises(UserProblem, match="might tell whom it is about") as refused:
            save_referral(session, draft, document, tmp_path / name)
        assert f"Call it {draft.case.incident.ref}.pdf" in str(refused.value)
    with pytest.raises(UserProblem, match="might tell whom it is about"):
        export_referral(session, draft.referral.id, tmp_path / "summary.pdf", tmp_path / "tess.txt")
    assert list(tmp_path.glob("*.pdf")) == []


def test_an_existing_file_is_never_overwritten_and_leaves_no_password_behind(session: Session, tmp_path: Path) -> None:
    target, password_file = tmp_path / "summary.pdf", tmp_path / "password.txt"
    target.write_bytes(b"something else")
    with pytest.raises(UserProblem, match="already a file"):
        export_referral(session, begun(session).id, target, password_file)
    assert target.read_bytes() == b"something else"
    assert not password_file.exists()


def test_the_transfer_waits_for_its_receipt(session: Session) -> None:
    referral = begun(session)
    sending = Sending(how="secure e-mail", to="Duty LADO", at=session.clock(), password_told_how="by telephone")
    note_sent(session, referral.id, sending)
    [waiting] = [a for a in session.casebook.of_incident(Action, referral.incident_id) if a.source == "referral"]
    assert (waiting.status, waiting.due and waiting.due.date().isoformat()) == ("open", "2026-11-16")
    received = note_receipt(
        session, referral.id, at=session.clock(), by="Duty LADO", how="by telephone", agency_ref="L-7"
    )
    assert received.agency_ref == "L-7"
    assert session.casebook.get(Action, waiting.id).status == "done"


def test_the_password_never_goes_the_way_of_the_file(session: Session) -> None:
    sending = Sending(how="secure e-mail", to="Duty LADO", at=session.clock(), password_told_how="Secure e-mail")
    with pytest.raises(UserProblem, match="same way"):
        note_sent(session, begun(session).id, sending)


def test_what_was_sent_stays_as_it_was(session: Session) -> None:
    referral = begun(session)
    note_sent(session, referral.id, Sending(how="by hand", to="PC Okafor (fictional)", at=session.clock()))
    with pytest.raises(UserProblem, match="has been sent"):
        answer_referral(session, referral.id, {"asked": Stated(text="Consultation")})
    assert begin_referral(session, referral.incident_id, "lado").id != referral.id


def test_a_later_copy_changes_nothing_about_the_document_that_was_sent(session: Session, tmp_path: Path) -> None:
    referral = begun(session)
    export_referral(session, referral.id, tmp_path / "sent.pdf", tmp_path / "password.txt")
    note_sent(session, referral.id, Sending(how="secure e-mail", to="Duty LADO", at=session.clock()))
    draft = read_referral(session, referral.id)
    save_referral(session, draft, draw_referral(session, draft), tmp_path / "copy.pdf", plain_because="For the safe")
    kept = session.casebook.get(Referral, referral.id)
    assert kept.document_sha256 == hashlib.sha256((tmp_path / "sent.pdf").read_bytes()).hexdigest()
    assert kept.plain_because == ""
    noted = [version.entity for version in session.casebook.history(incident_id=referral.incident_id)]
    exports = [entity.detail for entity in noted if isinstance(entity, Access) and entity.what == "exported"]
    assert any(detail.endswith("not encrypted: For the safe") for detail in exports), "the copy is on the record too"


def test_printing_is_on_the_record(session: Session) -> None:
    draft = read_referral(session, begun(session).id)
    note_printed(session, draft)
    assert "printed" in [v.action for v in session.casebook.history(incident_id=draft.referral.incident_id)]
