"""The checks bite: each kind of fault in the data is found, in the step where it is."""

import msgspec
import pytest

from dslapp.domain.guidance.checks import check_library
from dslapp.domain.guidance.clocks import Clock
from dslapp.domain.guidance.flows import (
    Answer,
    Choices,
    Flow,
    Goto,
    Library,
    Lock,
    Outcome,
    RecordField,
    Source,
    Step,
    required_record,
)
from tests.guidance import FRIDAY, action, flow, goto, outcome, question

SOURCES = {"s": Source(title="S", edition="1", checked_on=FRIDAY.date())}
ASK = msgspec.structs.replace(question("ask", yes="do", no="end"), certain=True)
SOUND = flow("triage", 1, ASK, action("do", "end"), outcome("end"))
RUNG = RecordField(id="rung", label="When?", type="datetime", moment="rung")


def problems(*flows: Flow) -> list[tuple[str, str]]:
    lib = Library(flows={each.flow: each for each in flows}, sources=SOURCES)
    return [(finding.step, finding.problem) for finding in check_library(lib, {"lado"})]


def with_step(name: str, **changes: object) -> Flow:
    steps = [msgspec.structs.replace(step, **changes) if step.id == name else step for step in SOUND.steps]
    return msgspec.structs.replace(SOUND, steps=tuple(steps))


def plus(*steps: Step, **leads: str) -> Flow:
    return flow("triage", 1, question("ask", **leads), *steps, outcome("end"))


def with_clock(name: str) -> Step:
    """Something to do by a clock that runs from when somebody rang."""
    clock = Clock(id="c", label="Confirm", within="24 hours", since="rung")
    return msgspec.structs.replace(action(name, "end"), clocks=(clock,))


def test_a_clock_may_run_from_what_every_way_here_has_recorded() -> None:
    ring, wait = action("ring", "wait", RUNG), with_clock("wait")
    ask = msgspec.structs.replace(question("ask", yes="ring", no="ring"), certain=True)
    assert problems(flow("triage", 1, ask, ring, wait, outcome("end"))) == []


def test_none_of_these_cannot_be_ticked_beside_others() -> None:
    ticks = Choices(
        id="ask", text="?", why="w", sources=("s",), next="end", certain=True,
        answers=(Answer(id="x", label="X"), Answer(id="none", label="None")),
    )  # fmt: skip
    assert ("ask", "lets “none” be ticked beside others") in problems(flow("triage", 1, ticks, outcome("end")))


def test_a_sound_flow_has_no_findings() -> None:
    assert problems(SOUND) == []


@pytest.mark.parametrize(
    ("broken", "step", "problem"),
    [
        (with_step("do", next="nowhere"), "do", "leads to “nowhere”"),
        (with_step("do", next=""), "do", "is a dead end"),
        (with_step("do", sources=()), "do", "has no source"),
        (with_step("do", sources=("x",)), "do", "names a source “x”"),
        (with_step("do", why=""), "do", "does not say why"),
        (with_step("do", contacts=("nobody",)), "do", "names a contact “nobody”"),
        (with_step("do", locks=(Lock(what="suspension", until="x", reason="r"),)), "do", "names a fact “x”"),
        (with_step("do", clocks=(Clock(id="c", label="", within="1 month", since="x"),)), "do", "names a moment “x”"),
        (with_step("do", text="By {latest}"), "do", "speaks of a limit"),
        (with_step("do", only_if={"image": ("yes",)}), "do", "condition without its other way"),
        (with_step("ask", safer="yes"), "ask", "“not sure” does not take the safer way"),
        (with_step("ask", answers=(Answer(id="yes", label="Y", next="do"),)), "ask", "fewer than two answers"),
        (with_step("ask", answers=(Answer(id="a", label="A"), Answer(id="b", label="B"))), "ask", "leads nowhere"),
        (with_step("ask", answers=(Answer(id="a", label="A", next="do"),) * 2), "ask", "two answers with one id"),
        (plus(action("lost", "end"), yes="end", no="end"), "lost", "cannot be reached"),
        (plus(action("x", "y"), action("y", "x"), yes="x", no="end"), "x", "circle without asking"),
        (plus(goto("go", "nowhere"), yes="go", no="end"), "go", "names a flow “nowhere”"),
        (plus(goto("go", "triage", "end"), yes="go", no="end"), "go", "mixes up jumping"),
        (plus(Goto(id="go", text="Go."), yes="go", no="end"), "go", "does not fit its flow"),
        (with_step("ask", certain=False), "ask", "no way to say “not sure”"),
        (with_step("ask", answers=(Answer(id="Yes!", label="Y", next="do"),) * 2), "ask", "has the id “Yes!”"),
        (with_step("do", only_if={"ask": ("maybe",)}, otherwise="end"), "do", "which no step says"),
        (
            with_step("do", sets={"said": "no"}, locks=(Lock(what="suspension", until="said", reason="r"),)),
            "do",
            "no step ever sets to yes",
        ),
        (
            plus(action("ring", "wait", RUNG), with_clock("wait"), yes="ring", no="wait"),
            "wait",
            "some way here does not set",
        ),
    ],
)
def test_each_fault_is_found_where_it_is(broken: Flow, step: str, problem: str) -> None:
    assert any(where == step and problem in what for where, what in problems(broken)), problems(broken)


def test_an_answer_carried_in_a_circle_is_found() -> None:
    circle = flow(
        "triage", 1, question("ask", fact="image", yes="end", no="again"), action("again", "ask"), outcome("end")
    )
    assert ("ask", "is asked again in a circle but its answer is carried") in problems(circle)


def test_a_flow_without_an_end_and_one_that_nobody_opens_are_found() -> None:
    endless = flow("other", 2, question("ask", yes="ask", no="ask"))
    found = problems(SOUND, endless)
    assert ("ask", "never comes to an end") in found
    assert ("ask", "no other flow leads here") in found


def test_not_sure_may_not_open_less_than_the_safer_answer() -> None:
    answers = (
        Answer(id="yes", label="Y", next="do", opens=("triage",)),
        Answer(id="no", label="N", next="end"),
        Answer(id="unsure", label="?", next="do"),
    )
    assert ("ask", "“not sure” does not take the safer way") in problems(with_step("ask", safer="yes", answers=answers))


def test_every_outcome_demands_a_decision_and_its_reason() -> None:
    known = [field.id for field in required_record(Outcome(id="o", text="t", code="C")) if field.must_be_known]
    assert {"decision", "reason"} <= set(known)
