"""Who has had what: read off the record; and what is to be done when it went to the wrong person, with the time."""

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from dslapp.domain.case.casework import Action, LogEntry
from dslapp.domain.entity import IncidentId
from dslapp.domain.long_work import run_here
from dslapp.domain.pack.astray import WentAstray, protection_of, steps
from dslapp.domain.problems import UserProblem
from dslapp.domain.statements import TriState
from dslapp.services.case.do_casework import finish_action
from dslapp.services.exhibits.show_evidence import export_original
from dslapp.services.pack.make_pack import make_pack
from dslapp.services.pack.show_what_left import note_astray, show_what_left
from dslapp.services.papers.refer import Sending, begin_referral, note_receipt, note_sent
from dslapp.services.papers.write_case_file import note_case_file_printed, read_case_file
from dslapp.services.session import Session
from tests.casebooks import SettableClock
from tests.packs import OFFICER, PackedCase, everything, packed_case


@pytest.fixture
def case(session: Session) -> PackedCase:
    return packed_case(session)


def test_packs_summaries_papers_and_originals_stand_in_it_newest_first(
    session: Session, case: PackedCase, clock: SettableClock, tmp_path: Path
) -> None:
    make_pack(session, case.id, everything(case), tmp_path / "Pack.zip")
    clock.forward(timedelta(minutes=1))
    note_case_file_printed(session, read_case_file(session, case.id), "whole file")
    clock.forward(timedelta(minutes=1))
    export_original(
        session, case.mail.id, tmp_path / "exhibit JH-2.eml", purpose="for PC 4417, on her stick", on_casebook=run_here
    )
    clock.forward(timedelta(minutes=1))
    referral = begin_referral(session, case.id, "police")
    note_sent(session, referral.id, Sending(how="secure e-mail", to="PC 4410", at=clock(), password_told_how="phone"))
    clock.forward(timedelta(minutes=1))
    sent, original, paper, pack = show_what_left(session, case.id).left
    assert (sent.what, sent.to, sent.by) == (
        "Summary for the police, handed over: secure e-mail", "PC 4410", "Jo Hartsedge"
    )  # fmt: skip
    assert sent.receipt.startswith("No receipt yet. Due by")
    assert original.what == "Original of JH/2, unencrypted: for PC 4417, on her stick"
    assert paper.what == "The whole case file, on paper"
    assert (pack.to, pack.by, pack.state) == (OFFICER, "Jo Hartsedge", "waiting")
    assert pack.what.startswith("Evidence pack: JH/1, JH/2, JH/3, JH/4; 3 originals, 1 copy, 1 in words")
    assert "SHA-256" not in pack.what


def test_it_says_whether_the_receipt_came_or_is_overdue(
    session: Session, case: PackedCase, clock: SettableClock, tmp_path: Path
) -> None:
    make_pack(session, case.id, everything(case), tmp_path / "Pack.zip")
    referral = begin_referral(session, case.id, "lado")
    note_sent(session, referral.id, Sending(how="portal", to="the LADO", at=clock(), password_told_how="phone"))
    clock.forward(timedelta(days=5))
    assert [each.state for each in show_what_left(session, case.id).left] == ["overdue", "overdue"]
    (receipt,) = (each for each in session.casebook.select(Action) if "evidence pack" in each.what)
    finish_action(session, receipt.id, "PC 4410 rang.")
    note_receipt(session, referral.id, at=clock(), by="Ada Merrow", how="e-mail")
    told = {each.state: each.receipt for each in show_what_left(session, case.id).left}
    assert set(told) == {"confirmed"}
    said = [each.receipt for each in show_what_left(session, case.id).left]
    assert any("PC 4410 rang." in words for words in said)
    assert any("Confirmed by Ada Merrow" in words for words in said)


def astray(session: Session, case: PackedCase, tmp_path: Path, **fields: object) -> WentAstray:
    make_pack(session, case.id, everything(case), tmp_path / "Pack.zip")
    (left,) = show_what_left(session, case.id).left
    values = {"key": left.key, "what": left.what, "who": "office@example.com", "happened": "A slip in the address.",
              "may_tell": "no", "aware_at": session.clock()}  # fmt: skip
    return WentAstray(**{**values, **fields})  # type: ignore[arg-type]  # a test names its fields


def test_what_went_astray_stands_in_the_chronology_and_becomes_actions_with_the_72_hours(
    session: Session, case: PackedCase, clock: SettableClock, tmp_path: Path
) -> None:
    noticed = clock()
    wrong = astray(session, case, tmp_path)
    clock.forward(timedelta(minutes=30))
    tell, ico, deleted, again = note_astray(session, case.id, wrong)
    assert again.what == f"Make the pack again for {OFFICER}, with a new password"
    assert (tell.due, ico.due) == (noticed, noticed + timedelta(hours=72))
    assert "ICO" in ico.what
    assert ico.due_in_words == "within 72 hours of becoming aware (UK GDPR, Article 33)"
    assert "office@example.com" in deleted.what
    (written,) = session.casebook.of_incident(LogEntry, case.id)
    assert written.at == noticed
    assert "went to the wrong person, office@example.com: Evidence pack: JH/1" in written.what
    assert written.what.endswith("A slip in the address.")
    (left,) = show_what_left(session, case.id).left
    assert (left.astray, left.to, left.went_to, left.noticed_at) == (True, OFFICER, "office@example.com", noticed)
    assert (left.receipt, left.receipt_action) == ("", "")
    (receipt,) = (each for each in session.casebook.select(Action) if each.what.startswith("Get the receipt"))
    assert (receipt.status, receipt.finished_note[:29]) == ("dropped", "It went to office@example.com")


@pytest.mark.parametrize("may_tell", ["yes", "unsure"])
def test_nobody_is_asked_to_contact_somebody_who_may_warn_the_one_it_is_about(
    session: Session, case: PackedCase, tmp_path: Path, may_tell: TriState
) -> None:
    actions = note_astray(session, case.id, astray(session, case, tmp_path, may_tell=may_tell))
    assert actions[0].what.startswith("Ring the police (101; 999 if a child could be hurt today) or the LADO (")
    assert [each.what for each in actions if "in writing" in each.what] == []
    assert "Don’t contact them." in steps("", "the LADO", may_tell)[1]


def test_it_is_said_whether_what_left_was_encrypted(session: Session, case: PackedCase, tmp_path: Path) -> None:
    wrong = astray(session, case, tmp_path)
    assert protection_of(wrong.what) == "It was encrypted. Does anybody there have the password?"
    assert protection_of("Original of JH/2, unencrypted: x").startswith("It was not encrypted")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"who": " "}, "who"),
        ({"happened": "?"}, "happened"),
        ({"may_tell": ""}, "may_tell"),
        ({"aware_at": None}, "aware"),
    ],
)
def test_nothing_is_noted_before_it_is_said_who_what_and_when(
    session: Session, case: PackedCase, tmp_path: Path, fields: dict[str, object], field: str
) -> None:
    if "aware_at" in fields:
        fields = {"aware_at": session.clock() + timedelta(hours=1)}
    wrong = astray(session, case, tmp_path, **fields)
    head = session.casebook.head
    with pytest.raises(UserProblem) as refused:
        note_astray(session, IncidentId(case.id), wrong)
    assert refused.value.field == field
    assert session.casebook.head == head


def test_only_what_left_goes_astray_and_only_once(session: Session, case: PackedCase, tmp_path: Path) -> None:
    wrong = astray(session, case, tmp_path)
    with pytest.raises(UserProblem, match="Nothing of this case left"):
        note_astray(session, case.id, msgspec.structs.replace(wrong, key="pack other"))
    note_astray(session, case.id, wrong)
    head = session.casebook.head
    with pytest.raises(UserProblem, match="already"):
        note_astray(session, case.id, wrong)
    assert session.casebook.head == head
