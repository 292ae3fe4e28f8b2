"""Extracting a case: only with a purpose, encrypted unless there is a reason, and never without a trace."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyrage import passphrase

from dslapp.casebook.matters.extract import extract_file, read_extract
from dslapp.domain.problems import NotAllowed, UserProblem
from dslapp.domain.school import Access
from dslapp.services.papers.extract_case import extract_case, extract_to_leave
from dslapp.services.session import Session
from tests.cases import coach, taunts
from tests.verifier import the_verifier

EXPERT = "Dr A. Vane, expert for Thornshire Crown Court"


def test_the_last_entry_says_what_left_for_whom_and_its_signature_covers_it_all(
    session: Session, tmp_path: Path
) -> None:
    case, out, password = taunts(session), tmp_path / "case.age", tmp_path / "password.txt"
    coach(session)
    made = extract_case(session, case, out, purpose=EXPERT, password_file=password)
    data = passphrase.decrypt(out.read_bytes(), password.read_text(encoding="utf-8").strip())
    extract = read_extract(data)
    last = session.casebook.history(incident_id=case)[-1]
    assert (last.seq, last.action, extract.head.seq) == (made.entries, "extracted", made.entries)
    assert isinstance(last.entity, Access)
    of_case = sum(entry.part == "case" for entry in extract.shown.values())
    assert last.entity.detail == f"all {of_case} entries of this case with this one, encrypted; for {EXPERT}"
    assert the_verifier().Check(the_verifier().read(data)).faults == []
    assert b"Tess Orme" not in data  # of the other case


@pytest.mark.parametrize("last_is_of_it", [True, False])
def test_the_journal_is_read_once_and_the_extract_is_what_a_second_reading_would_give(
    session: Session, tmp_path: Path, last_is_of_it: bool
) -> None:
    case, out = taunts(session), tmp_path / "case.json"
    if not last_is_of_it:
        coach(session)
    asked: list[str] = []
    session.casebook.connection.set_trace_callback(asked.append)
    extract_case(session, case, out, purpose=EXPERT, plain_because="handed over here, on the officer's own stick")
    session.casebook.connection.set_trace_callback(None)
    assert len([each for each in asked if each.endswith("FROM journal ORDER BY seq")]) == 1
    assert out.read_bytes() == extract_file(extract_to_leave(session, case))


def test_without_encryption_it_needs_a_reason_which_stands_in_the_record(session: Session, tmp_path: Path) -> None:
    case, out = taunts(session), tmp_path / "case.json"
    with pytest.raises(UserProblem, match="without a reason"):
        extract_case(session, case, out, purpose=EXPERT)
    assert not out.exists()
    extract_case(session, case, out, purpose=EXPERT, plain_because="handed over here, on the officer's own stick")
    last = session.casebook.history(incident_id=case)[-1].entity
    assert isinstance(last, Access)
    assert "not encrypted: handed over here" in last.detail
    assert read_extract(out.read_bytes()).incident == case


def test_nothing_is_extracted_for_nobody(session: Session, tmp_path: Path) -> None:
    head = session.casebook.head
    with pytest.raises(UserProblem, match="what this extract is for"):
        extract_case(session, taunts(session), tmp_path / "x", purpose=" ", password_file=tmp_path / "p")
    assert list(tmp_path.glob("?")) == []
    assert session.casebook.head != head  # the case itself


@pytest.mark.parametrize(("target", "password"), [("ellis.age", "password.txt"), ("case.age", "ellis.txt")])
def test_no_file_is_named_after_whom_it_is_about(session: Session, tmp_path: Path, target: str, password: str) -> None:
    with pytest.raises(UserProblem, match="might tell whom it is about"):
        extract_case(session, taunts(session), tmp_path / target, purpose=EXPERT, password_file=tmp_path / password)
    assert list(tmp_path.glob("*.age")) + list(tmp_path.glob("*.txt")) == []


def test_where_the_file_cannot_be_written_no_password_stays_behind(session: Session, tmp_path: Path) -> None:
    case, out, password = taunts(session), tmp_path / "case.age", tmp_path / "password.txt"
    out.write_bytes(b"something of somebody's")
    with pytest.raises(UserProblem, match="already a file"):
        extract_case(session, case, out, purpose=EXPERT, password_file=password)
    assert (out.read_bytes(), password.exists()) == (b"something of somebody's", False)


def test_who_only_reviews_extracts_nothing(
    session: Session, head_session: Callable[[], Session], tmp_path: Path
) -> None:
    case = taunts(session)
    with pytest.raises(NotAllowed):
        extract_case(head_session(), case, tmp_path / "x", purpose=EXPERT, password_file=tmp_path / "p")
