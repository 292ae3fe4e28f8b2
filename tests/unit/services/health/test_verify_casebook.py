"""Checking everything: says what was counted, reports how far it is, and notes in the journal that it was done."""

from collections.abc import Callable
from threading import Event

import pytest

from dslapp.casebook.evidence.files import EvidenceStore
from dslapp.services.health.verify_casebook import CheckStopped, verify_casebook
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.session import Session
from tests.cases import bare_case, taunts
from tests.pictures import SAMPLES


def test_a_sound_casebook_is_called_sound_and_the_check_is_noted(session: Session) -> None:
    taunts(session)
    entries = session.casebook.head[0]
    found = verify_casebook(session)
    assert (found.entries, found.faults) == (entries, ())
    assert session.casebook.head[0] == entries + 1
    row = session.casebook.connection.execute("SELECT body FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    assert '"action":"verified"' in row[0]


def test_it_says_how_far_it_is(session: Session) -> None:
    taunts(session)
    reports: list[tuple[int, int]] = []
    verify_casebook(session, progress=lambda done, total: reports.append((done, total)))
    assert all(done <= total for done, total in reports)


def attach(session: Session) -> None:
    picture, answers = SAMPLES / "chatnest-taunts-1.png", ExhibitAnswers(description="Taunts")
    attach_file(session, bare_case(session), picture, answers, image_answer="no")


def test_no_file_is_decrypted_while_somebody_who_saves_waits(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    attach(session)
    on_lane: list[str] = []
    checked: list[str] = []
    check = EvidenceStore.check

    def on_casebook(work: Callable[..., object], *arguments: object, **named: object) -> object:
        on_lane.append("busy")
        try:
            return work(*arguments, **named)
        finally:
            on_lane.pop()

    def noted(store: EvidenceStore, file_id: str, sha256: str) -> object:
        checked.append(file_id)
        assert on_lane == []
        return check(store, file_id, sha256)

    monkeypatch.setattr(EvidenceStore, "check", noted)
    found = verify_casebook(session, on_casebook)
    assert (found.exhibits, found.faults, len(checked)) == (1, (), 1)


def test_a_check_that_is_stopped_is_not_noted_as_one(session: Session) -> None:
    attach(session)
    entries, cancel = session.casebook.head[0], Event()
    cancel.set()
    with pytest.raises(CheckStopped):
        verify_casebook(session, cancel=cancel)
    assert session.casebook.head[0] == entries
