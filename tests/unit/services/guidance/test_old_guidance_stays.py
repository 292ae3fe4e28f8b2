"""What a case was told stays as it was: after a changed answer, a later edition and a changed setting."""

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest

from dslapp.domain.case.case_words import days_late
from dslapp.domain.case.casework import Action
from dslapp.domain.case.chronology import chronology
from dslapp.domain.case.incident import SafetyAnswers
from dslapp.domain.entity import Entity
from dslapp.domain.guidance.flows import Action as Act
from dslapp.domain.guidance.flows import Flow, Library, Step
from dslapp.domain.guidance.reading import clocks
from dslapp.domain.guidance.route import GuidanceAnswer, GuidanceRun
from dslapp.domain.school import School
from dslapp.services.case.read_case import load_case
from dslapp.services.guidance.answer_guidance import answer_step, open_route, read_walk
from dslapp.services.session import Session
from tests.cases import bare_case
from tests.routes import go_on, go_until

LADO = "staff-concern/ring-lado"


def begun(session: Session, ref: str = "OSI-2026-0001") -> str:
    """A coach's messages, told on Friday at 16:50; the LADO is to be rung."""
    case = bare_case(session, safety=SafetyAnswers(danger="no", image="no", adult_here="accused"), ref=ref)
    open_route(session, case)
    go_until(session, case, "staff-concern", "ring-lado")
    return case


def lado_action(session: Session, case: str) -> Action:
    return next(a for a in session.casebook.of_incident(Action, case) if a.source_id.startswith(LADO))


def stored(session: Session, case: str) -> list[Entity]:
    """All that stood in the case before: answers, runs and actions."""
    kinds = (GuidanceAnswer, GuidanceRun, Action)
    return [each for kind in kinds for each in session.casebook.of_incident(kind, case)]


def another_edition(session: Session, monkeypatch: pytest.MonkeyPatch, change: Callable[[Step], Step | None]) -> None:
    """The library in force as a later edition has it; None takes a step out and leads past it."""
    library = session.library.guidance
    flows = {}
    for name, flow in library.flows.items():
        steps = {step.id: change(step) for step in flow.steps}
        gone = {step.id: step.next for step in flow.steps if steps[step.id] is None}
        kept = tuple(_leading_past(step, gone) for step in steps.values() if step is not None)
        flows[name] = Flow(
            flow=name, title=f"{flow.title} (new)", about=flow.about, edition="2027.1", rank=flow.rank,
            start=flow.start, steps=kept,
        )  # fmt: skip
    monkeypatch.setattr(session.library, "guidance", Library(flows=flows, sources=library.sources), raising=False)


def _leading_past(step: Step, gone: dict[str, str]) -> Step:
    changed = {"next": gone.get(step.next, step.next), "otherwise": gone.get(step.otherwise, step.otherwise)}
    if hasattr(step, "answers"):
        changed["answers"] = tuple(
            msgspec.structs.replace(each, next=gone.get(each.next, each.next)) for each in step.answers
        )  # type: ignore[assignment]
    return msgspec.structs.replace(step, **changed)


def reworded(step: Step) -> Step:
    return msgspec.structs.replace(step, text=f"New words: {step.text}")


def looser(step: Step) -> Step:
    slow = tuple(msgspec.structs.replace(clock, within="9 working days", setting="") for clock in step.clocks)
    return msgspec.structs.replace(step, clocks=slow)


def without_ringing(step: Step) -> Step | None:
    return None if step.id == "ring-lado" else step


def with_more_clocks(step: Step) -> Step:
    from dslapp.domain.guidance.clocks import Clock

    if not isinstance(step, Act) or step.id == "ring-lado":
        return step
    extra = Clock(id="extra", label="A new duty", within="1 working day", since="step_done")
    return msgspec.structs.replace(step, clocks=(*step.clocks, extra))


@pytest.mark.parametrize("change", [reworded, looser, without_ringing, with_more_clocks])
def test_a_later_edition_leaves_the_old_record_as_it_was(
    session: Session, monkeypatch: pytest.MonkeyPatch, change: Callable[[Step], Step | None]
) -> None:
    case = begun(session)
    was, told = stored(session, case), chronology(load_case(session, case))
    another_edition(session, monkeypatch, change)
    assert chronology(load_case(session, case)) == told
    open_route(session, case, "police")
    for entity in was:
        assert entity in stored(session, case)
    assert set(told) <= set(chronology(load_case(session, case)))
    assert not [a for a in session.casebook.of_incident(Action, case) if a.what == "A new duty"]


def test_the_limit_that_was_promised_is_shown_under_a_later_edition(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = begun(session)
    another_edition(session, monkeypatch, looser)
    running = [c for c in clocks(session.library.guidance, read_walk(session, case)) if c.step == "ring-lado"]
    assert [c.due.latest for c in running if c.due] == ["the end of Monday 16 November 2026"]


def test_a_changed_setting_leaves_the_limit_of_a_case_that_was_begun(session: Session) -> None:
    case = begun(session)
    promised = lado_action(session, case)
    [school] = session.casebook.select(School)
    session.casebook.commit([msgspec.structs.replace(school, lado_clock="24 hours")])
    open_route(session, case, "police")
    assert lado_action(session, case) == promised
    later = begun(session, "OSI-2026-0002")
    assert lado_action(session, later).due_in_words != promised.due_in_words


def test_a_changed_answer_leaves_the_old_one_with_its_words_and_due_dates_that_still_run(
    session: Session,
) -> None:
    case = begun(session)
    old = next(a for a in session.casebook.of_incident(GuidanceAnswer, case) if a.flow == "triage")
    promised = lado_action(session, case)
    other = [a for a in session.casebook.of_incident(GuidanceAnswer, case) if a.step == "what-else"]
    answer_step(session, case, "what-else", ["bullying"], flow="triage", reason="It is about bullying too")
    kept = session.casebook.get(GuidanceAnswer, other[0].id)
    assert kept.superseded
    assert msgspec.structs.replace(kept, superseded=False, superseded_because="") == other[0]
    assert session.casebook.get(GuidanceAnswer, old.id).question == old.question
    assert lado_action(session, case).due == promised.due


def test_logged_four_days_late_the_clock_still_runs_from_when_the_school_was_told(session: Session) -> None:
    told = session.clock() - timedelta(days=4)
    case = bare_case(
        session, safety=SafetyAnswers(danger="no", image="no", adult_here="accused"), reported_to_dsl_at=told
    )
    open_route(session, case)
    go_until(session, case, "staff-concern", "ring-lado")
    action = lado_action(session, case)
    assert action.clock_from == told
    assert action.due is not None
    assert action.due < session.clock()
    assert days_late(action.due, session.clock()).endswith("late")


def test_a_clock_that_is_met_stays_met_under_a_later_edition(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    case = begun(session)
    go_on(session, case)
    done = lado_action(session, case)
    assert done.status == "done"
    another_edition(session, monkeypatch, looser)
    open_route(session, case, "police")
    assert lado_action(session, case) == done
