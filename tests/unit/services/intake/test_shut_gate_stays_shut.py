"""While nothing may be taken into a case, what is in it stays as it is, and no matter brings such a case in."""

from threading import Event
from typing import NoReturn

import msgspec
import pytest

from dslapp.casebook.matters.inbox import waiting
from dslapp.domain.case.incident import Incident
from dslapp.domain.evidence.derivatives import Box, Derivative
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitLink
from dslapp.domain.evidence.gate import GateClosed
from dslapp.domain.long_work import run_here
from dslapp.services.copies.make_copy import keep_copy, prepare_copy
from dslapp.services.exhibits.link_exhibit import link_exhibit
from dslapp.services.exhibits.read_by_machine import read_exhibit, read_if_wanted
from dslapp.services.intake import shut_cases, take_in_evidence
from dslapp.services.intake.attach_evidence import ExhibitAnswers, MustNotBeHere, attach_file
from dslapp.services.intake.record_without_file import image_possible, record_without_file
from dslapp.services.intake.take_in_evidence import look_at
from dslapp.services.matters import hand_over_matter as hand_over_module
from dslapp.services.matters.hand_over_matter import hand_over_matter
from dslapp.services.matters.take_in_matter import take_in_matter
from dslapp.services.purge.shut_away import shut_away
from dslapp.services.session import Session
from tests.cases import bare_case, coach
from tests.copies import make_copy
from tests.pictures import SAMPLES, sample

TAUNTS = SAMPLES / "chatnest-taunts-1.png"
BOX = [Box(left=1, top=1, width=9, height=9)]


def attached(session: Session, case: str) -> Exhibit:
    return attach_file(session, case, TAUNTS, ExhibitAnswers(), image_answer="no")


def shut(session: Session, case: str) -> None:
    session.casebook.commit(list(image_possible(session.casebook.get(Incident, case))))


def must_not_be_called(*_: object, **__: object) -> NoReturn:
    raise AssertionError("it was read")


def kept(session: Session) -> int:
    return len(list(session.evidence.folder.rglob("*.age")))


def test_it_is_not_shown_in_another_case(session: Session) -> None:
    home, _ = bare_case(session), bare_case(session, ref="OSI-2026-0099")
    exhibit = attached(session, home)
    shut(session, home)
    with pytest.raises(GateClosed, match="stays as it is"):
        link_exhibit(session, exhibit.id, "OSI-2026-0099", because="The same account wrote to both")
    assert session.casebook.select(ExhibitLink) == []


def test_no_copy_is_made_of_it(session: Session) -> None:
    home = bare_case(session)
    exhibit = attached(session, home)
    prepared = prepare_copy(session, exhibit, BOX, "redacted")
    shut(session, home)
    with pytest.raises(GateClosed):
        make_copy(session, exhibit.id, BOX, "redacted", "For the LADO")
    with pytest.raises(GateClosed):
        keep_copy(session, run_here, prepared, "For the LADO")
    assert (session.casebook.select(Derivative), kept(session)) == ([], 1)


def test_no_machine_reads_it(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    home = bare_case(session)
    exhibit = attached(session, home)
    monkeypatch.setattr(type(session.evidence), "read", must_not_be_called)
    school = msgspec.structs.replace(session.school, reads_by_machine=True)
    session.casebook.commit([school])
    shut(session, home)
    with pytest.raises(GateClosed):
        read_exhibit(session, run_here, exhibit)
    assert read_if_wanted(session, run_here, exhibit, Event()) is None


def test_a_matter_whose_own_gate_is_shut_stays_outside(
    session: Session, staff: Session, neighbours: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program on the other computer may be one that sealed it without asking."""
    monkeypatch.setattr(hand_over_module, "check_leaving", lambda *_: None)
    case = coach(session)
    attached(session, case)
    shut(session, case)
    hand_over_matter(session, case, neighbours, "It is about staff.")
    (file,) = waiting(staff.opened.folder)
    with pytest.raises(GateClosed, match="The case that comes says"):
        take_in_matter(staff, file.name, image_answer="no")
    assert (kept(staff), staff.casebook.select(Incident)) == (0, [])
    assert [each.name for each in waiting(staff.opened.folder)] == [file.name], "it still waits"


def test_a_case_that_nobody_could_take_in_is_not_sealed(session: Session, staff: Session, neighbours: str) -> None:
    """It would lie over there for good, with its files, and here everybody would think that it had gone."""
    case = coach(session)
    attached(session, case)
    shut(session, case)
    head = session.casebook.head
    with pytest.raises(GateClosed, match="Nothing was handed over") as refused:
        hand_over_matter(session, case, neighbours, "It is about staff.")
    assert "Ring the police, and the LADO" in refused.value.way_forward
    assert waiting(staff.opened.folder) == ()
    assert session.casebook.head == head, "no entry says that it was handed over"


@pytest.mark.parametrize("what", ["no file", "imagery not held", "no such image after all"])
def test_a_case_that_can_be_taken_in_is_sealed(
    session: Session, staff: Session, neighbours: str, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = coach(session)
    if what == "no such image after all":
        attached(session, case)
    shut(session, case)
    if what == "imagery not held":
        answers = ExhibitAnswers(held_by="The police", material="image of a child")
        record_without_file(session, case, "imagery not held", answers)
    if what == "no such image after all":
        logged = session.casebook.get(Incident, case)
        safety = msgspec.structs.replace(logged.safety, image="no")
        session.casebook.commit([msgspec.structs.replace(logged, safety=safety)], reason="The police looked: a meme.")
        monkeypatch.setattr(shut_cases, "evidence_rule", lambda *_: "one by one")  # their advice is logged
    hand_over_matter(session, case, neighbours, "It is about staff.")
    (file,) = waiting(staff.opened.folder)
    taken = take_in_matter(staff, file.name, image_answer="no").incident
    assert len(staff.casebook.of_incident(Exhibit, taken.id)) == (0 if what == "no file" else 1)


def test_what_is_hidden_is_not_drawn_again_before_it_is_refused(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, other = bare_case(session), bare_case(session, ref="OSI-2026-0099")
    shut_away(session, attached(session, case).id)
    monkeypatch.setattr(take_in_evidence, "waiting_thumbnail", must_not_be_called)
    with pytest.raises(MustNotBeHere):
        look_at(session, run_here, other, lambda: sample(TAUNTS.name), "no", Event(), name="again.png")
