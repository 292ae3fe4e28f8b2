"""What no school can take out of the guidance, whatever it writes; and what it may freely change."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from dslapp.content.guidance import load_contacts, load_door, load_library
from dslapp.content.library import load_library as load_everything
from dslapp.domain.guidance.checks import GIVEN_FACTS, Finding
from dslapp.domain.guidance.door import Door
from dslapp.domain.guidance.flows import (
    NEVER,
    Action,
    Answer,
    Choices,
    Goto,
    Library,
    Outcome,
    Question,
    Step,
    answers_of,
)
from dslapp.domain.own_guidance.judged import door_faults, faults_of
from dslapp.domain.own_guidance.safety_floors import check_floors, why_it_stays
from dslapp.domain.own_guidance.safety_floors_around import check_contact_floors

replace = msgspec.structs.replace
SHIPPED = load_library()
KEYS = load_contacts().keys


def steps(wanted: Callable[[Step], object]) -> list[Any]:
    """Every shipped step of that kind, as a case of its own."""
    return [
        pytest.param(flow.flow, step, id=f"{flow.flow}/{step.id}")
        for flow in SHIPPED.flows.values()
        for step in flow.steps
        if wanted(step)
    ]


def laid_over(flow: str, *own: Step, without: str = "") -> Library:
    """The school's own steps in place of shipped ones of a flow, or beside them."""
    rows = {**SHIPPED.flows[flow].by_id, **{step.id: step for step in own}}
    rows.pop(without, None)
    laid = replace(SHIPPED.flows[flow], steps=tuple(rows.values()))
    return replace(SHIPPED, flows={**SHIPPED.flows, flow: laid})


def faults(flow: str, *own: Step, without: str = "") -> tuple[Finding, ...]:
    """What no longer keeps a child safe."""
    return check_floors(SHIPPED, laid_over(flow, *own, without=without))


def all_faults(flow: str, *own: Step) -> tuple[Finding, ...]:
    """The same, and all that could not be followed."""
    return faults_of(SHIPPED, laid_over(flow, *own), KEYS)


def problems(found: tuple[Finding, ...], step: str) -> list[str]:
    assert all(finding.mend for finding in found)
    return [finding.problem for finding in found if finding.step == step]


def test_the_shipped_guidance_has_no_fault_of_its_own_kind() -> None:
    assert all(all_faults(flow) == () for flow in SHIPPED.flows)


@pytest.mark.parametrize(("flow", "step"), steps(lambda step: why_it_stays(SHIPPED, step)))
def test_a_step_that_keeps_a_child_safe_cannot_be_taken_out(flow: str, step: Step) -> None:
    assert "cannot be taken out" in problems(faults(flow, without=step.id), step.id)


@pytest.mark.parametrize(("flow", "step"), steps(lambda step: step.mandatory))
def test_a_mandatory_route_stays_mandatory_and_is_not_made_conditional(flow: str, step: Step) -> None:
    assert "is no longer a mandatory route" in problems(faults(flow, replace(step, mandatory=None)), step.id)
    never_asked = replace(step, only_if={"danger": ("never",)}, otherwise=step.otherwise or step.next)
    assert "is asked under other conditions" in problems(faults(flow, never_asked), step.id)


@pytest.mark.parametrize(("flow", "step"), steps(lambda step: any(lock.until == NEVER for lock in step.locks)))
def test_a_lock_for_good_on_files_stays_for_good(flow: str, step: Step) -> None:
    softened = tuple(replace(lock, until="advice_logged") for lock in step.locks)
    for own in (replace(step, locks=()), replace(step, locks=softened)):
        assert "no longer locks evidence_files for good" in problems(faults(flow, own), step.id)


@pytest.mark.parametrize(("flow", "step"), steps(lambda step: step.locks))
def test_no_lock_is_taken_out_but_its_reason_may_be_put_in_the_schools_words(flow: str, step: Step) -> None:
    assert any("no longer locks" in problem for problem in problems(faults(flow, replace(step, locks=())), step.id))
    reworded = tuple(replace(lock, reason="Ask first.") for lock in step.locks)
    assert faults(flow, replace(step, locks=reworded)) == ()


@pytest.mark.parametrize(("flow", "step"), steps(lambda step: getattr(step, "safer", "")))
def test_the_safer_answer_and_not_sure_keep_their_way(flow: str, step: Question | Choices) -> None:
    end = next(each for each in reversed(SHIPPED.flows[flow].steps) if not each.next and not answers_of(each))
    elsewhere = tuple(replace(answer, next=end.id, opens=()) for answer in step.answers)
    assert faults(flow, replace(step, answers=elsewhere))
    assert "no longer names the safer answer" in problems(faults(flow, replace(step, safer="")), step.id)
    without_unsure = tuple(answer for answer in step.answers if answer.id != "unsure")
    assert faults(flow, replace(step, answers=without_unsure))


@pytest.mark.parametrize(("flow", "step"), steps(lambda step: getattr(step, "fact", "") in GIVEN_FACTS))
def test_the_questions_about_danger_are_those_of_the_first_screen(flow: str, step: Question) -> None:
    more = (*step.answers, Answer(id="perhaps", label="Perhaps", next=step.answers[0].next))
    assert "has other answers than the first screen" in problems(faults(flow, replace(step, answers=more)), step.id)
    assert any("no longer settles" in problem for problem in problems(faults(flow, replace(step, fact="")), step.id))


@pytest.mark.parametrize(("flow", "step"), steps(lambda step: isinstance(step, Outcome)))
def test_every_end_still_asks_for_the_decision_and_its_reason(flow: str, step: Outcome) -> None:
    other = Action(id=step.id, text=step.text, why=step.why, sources=step.sources, next=SHIPPED.flows[flow].start)
    assert "has become another kind of step" in problems(faults(flow, other), step.id)
    for flag in ("in_school", "not_referred"):
        if getattr(step, flag):
            softer = replace(step, **{flag: False})
            assert f"is no longer `{flag}`" in problems(faults(flow, softer), step.id)


def test_a_mandatory_route_cannot_end_by_an_end_of_the_schools_own_that_nobody_else_agrees_to() -> None:
    end = Outcome(id="ours", text="We deal with it.", why="w", sources=("practice",), code="OURS")
    device = replace(SHIPPED.flows["nudes"].by_id["device"], next="ours")
    assert problems(faults("nudes", end, device), "ours") == [
        "is an end of the school's own that nobody else agrees to"
    ]


def test_nothing_of_the_schools_own_lifts_a_lock_by_itself() -> None:
    device = SHIPPED.flows["nudes"].by_id["device"]
    found = problems(faults("nudes", replace(device, sets={"files_agreed": "yes"})), "device")
    assert found == ["now settles “files_agreed”"]


def test_the_police_cannot_be_gone_round_but_a_step_of_the_schools_own_may_come_before_them() -> None:
    adult = SHIPPED.flows["nudes"].by_id["adult-stop"]
    round_about = problems(faults("nudes", replace(adult, next="device")), "adult-stop")
    assert round_about == ["this step no longer leads to “Ring the police now.”"]
    ours = Action(
        id="tell-head", text="Tell the head.", why="They stand in.", sources=("practice",), next="refer-police"
    )
    assert all_faults("nudes", ours, replace(adult, next="tell-head")) == ()


@pytest.mark.parametrize(("flow", "step"), steps(lambda step: step.mandatory and step.clocks))
def test_a_mandatory_limit_may_be_shorter_but_not_longer(flow: str, step: Step) -> None:
    longer = tuple(replace(clock, within="3 months") for clock in step.clocks)
    shorter = tuple(replace(clock, within="immediately") for clock in step.clocks)
    assert "gives more time than the rules" in problems(faults(flow, replace(step, clocks=longer)), step.id)
    assert "gives more time than the rules" in problems(faults(flow, replace(step, clocks=())), step.id)
    assert faults(flow, replace(step, clocks=shorter)) == ()


@pytest.mark.parametrize("flow", SHIPPED.flows)
def test_every_word_may_be_the_schools_own(flow: str) -> None:
    """Texts, points, why, notes, labels, sources and contacts of all steps at once."""
    own = []
    for step in SHIPPED.flows[flow].steps:
        changed = replace(step, text=f"{step.text} (here)", points=("As we do it.",), check_locally=True)
        if answers_of(step) and not isinstance(step, Goto):
            told = tuple(replace(each, label=f"{each.label}!", note="Ring the head.") for each in answers_of(step))
            changed = replace(changed, answers=told)
        own.append(changed)
    assert all_faults(flow, *own) == ()


@pytest.mark.parametrize("entry", load_door().entries, ids=lambda entry: entry.id)
def test_what_the_first_screen_says_may_be_reworded_and_not_taken_out(entry: Any) -> None:
    shipped = load_everything()

    def found(*own: Any) -> list[str]:
        others = [each for each in shipped.door.entries if each.id != entry.id]
        door = Door(edition="x", entries=(*others, *own))
        return [each.problem for each in door_faults(shipped, shipped.guidance, door, KEYS) if each.step == entry.id]

    assert "cannot be taken out" in found()
    assert found(replace(entry, heading="Now.", do=("Do it.",))) == []
    if entry.locks:
        assert "no longer has its locks" in found(replace(entry, locks=()))
    if entry.urgent:
        assert "is no longer urgent" in found(replace(entry, urgent=False))


def test_999_stays_999() -> None:
    shipped = load_contacts()
    own = tuple(replace(c, phone="998") if c.key == "police_999" else c for c in shipped.national)
    assert [f.problem for f in check_contact_floors(shipped, replace(shipped, national=own))] == ["has another number"]
    assert check_contact_floors(shipped, shipped) == ()
