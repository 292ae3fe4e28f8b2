"""A yes at the gate stands in the history; a no after it is taken only with a word on what has changed."""

from threading import Event

import pytest

from dslapp.domain.case.casework import LogEntry
from dslapp.domain.evidence.gate import STOP, GateClosed, YesBefore
from dslapp.domain.long_work import run_here
from dslapp.domain.problems import UserProblem
from dslapp.domain.statements import TriState
from dslapp.services.intake.answer_gate import is_stopped, note_stop, say_what_changed
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file, check_intake, why_closed
from dslapp.services.intake.look_at_file import look_at_source
from dslapp.services.intake.take_in_evidence import attach
from dslapp.services.session import Session
from tests.cases import bare_case
from tests.pictures import SAMPLES

TAUNTS = SAMPLES / "chatnest-taunts-1.png"
WHY = "PC 4410 looked at it with me at 17:05: it is a meme."


def entries(session: Session, case: str) -> list[tuple[str, str, str]]:
    found = sorted(session.casebook.of_incident(LogEntry, case), key=lambda each: each.id)
    return [(each.gate, each.what, each.who) for each in found]


@pytest.mark.parametrize(("answer", "words"), [("yes", "Yes"), ("unsure", "Not sure")])
def test_a_yes_is_one_entry_and_says_nothing_of_a_file(session: Session, answer: TriState, words: str) -> None:
    case = bare_case(session)
    for _ in range(2):
        with pytest.raises(GateClosed) as refused:
            attach_file(session, case, TAUNTS, ExhibitAnswers(), image_answer=answer)
        assert refused.value.message == STOP
    said = f"“{words}” was answered at the gate before a file: nothing was taken."
    assert entries(session, case) == [("stopped", said, session.member.name)]


def test_a_no_after_it_is_refused_until_somebody_says_what_has_changed(session: Session) -> None:
    case = bare_case(session)
    waits = look_at_source(session, TAUNTS)
    note_stop(session, case, "yes")
    with pytest.raises(YesBefore):
        attach_file(session, case, TAUNTS, ExhibitAnswers(), image_answer="no")
    with pytest.raises(YesBefore):
        attach(session, run_here, case, waits, Event())
    assert why_closed(session, case) is None, "each may still be decided on"
    for empty in ("", "  ", "-", "n/a"):
        with pytest.raises(UserProblem) as refused:
            say_what_changed(session, case, empty)
        assert refused.value.field == "because"
    say_what_changed(session, case, WHY)
    assert entries(session, case)[-1][:2] == ("explained", f"“No” at the gate, after a yes or not sure: {WHY}")
    assert attach_file(session, case, TAUNTS, ExhibitAnswers(), image_answer="no").ref


def test_a_second_yes_stops_it_again_and_another_case_is_free(session: Session) -> None:
    case, other = bare_case(session), bare_case(session, ref="OSI-2026-0099")
    note_stop(session, case, "unsure")
    check_intake(session, other, "no")
    say_what_changed(session, case, WHY)
    note_stop(session, case, "yes")
    assert is_stopped(session, case)
    with pytest.raises(YesBefore):
        check_intake(session, case, "no")


def test_nothing_is_written_where_nothing_was_stopped(session: Session) -> None:
    case = bare_case(session)
    say_what_changed(session, case, WHY)
    assert entries(session, case) == []
