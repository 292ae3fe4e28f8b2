"""Walking the guidance: one question a step, nothing asked twice, nothing erased."""

from datetime import timedelta

import msgspec
import pytest

from dslapp.domain.guidance.flows import Answer, Choices, Library, RecordField
from dslapp.domain.guidance.path import AnswerGiven, FlowOpened, Place
from dslapp.domain.guidance.rehearsal import rehearse
from dslapp.domain.guidance.walk import (
    answer,
    changes_earlier,
    current_step,
    open_flow,
    replay,
    start,
)
from dslapp.domain.problems import UserProblem
from dslapp.domain.statements import Stated
from tests.guidance import FRIDAY, action, answered, filled, flow, goto, library, outcome, path_of, question, shipped

WORDS = RecordField(id="words", label="The words", type="long text")
RUNG = RecordField(id="rung", label="When?", type="datetime", moment="rung")
AGREED = RecordField(id="agreed", label="Agreed?", type="yes/no", fact="agreed")


def small() -> Library:
    return library(
        flow("a", 10, question("first", yes="write", no="end"), action("write", "end", WORDS, RUNG), outcome("end")),
        flow("b", 5, question("urgent", yes="b-end", no="b-end"), outcome("b-end")),
    )


def test_a_step_that_demands_writing_is_not_passed_without_it() -> None:
    walk = answer(small(), start(small(), "a", at=FRIDAY), "first", ["yes"], at=FRIDAY)
    with pytest.raises(UserProblem, match="The words; When") as refused:
        answer(small(), walk, "write", at=FRIDAY)
    assert refused.value.field == "words"


def test_not_known_with_a_reason_is_writing_and_a_decision_is_never_not_known() -> None:
    walk = answer(small(), start(small(), "a", at=FRIDAY), "first", ["yes"], at=FRIDAY)
    unknown = Stated(unknown_because="The child has gone home; Sam asks tomorrow")
    walk = answer(small(), walk, "write", recorded={"words": unknown, "rung": unknown}, at=FRIDAY)
    assert walk.current == Place(flow="a", step="end")
    step = current_step(small(), walk)
    assert step is not None
    with pytest.raises(UserProblem, match="What was decided"):
        answer(small(), walk, "end", recorded={**filled(step), "decision": unknown}, at=FRIDAY)


@pytest.mark.parametrize("written", ["yesterday", "2026-11-13T16:50"])
def test_a_time_without_its_zone_is_no_time(written: str) -> None:
    walk = answer(small(), start(small(), "a", at=FRIDAY), "first", ["yes"], at=FRIDAY)
    with pytest.raises(UserProblem, match="When"):
        answer(small(), walk, "write", recorded={"words": Stated(text="w"), "rung": Stated(text=written)}, at=FRIDAY)


def test_a_recorded_time_becomes_the_moment_that_starts_clocks() -> None:
    earlier = FRIDAY - timedelta(hours=2)
    walk = answer(small(), start(small(), "a", at=FRIDAY), "first", ["yes"], at=FRIDAY)
    recorded = {"words": Stated(text="w"), "rung": Stated(text=earlier.isoformat())}
    assert answer(small(), walk, "write", recorded=recorded, at=FRIDAY).moments["rung"] == earlier


def test_a_wrong_answer_names_the_possible_ones() -> None:
    with pytest.raises(UserProblem, match="Possible: yes, no"):
        answer(small(), start(small(), "a", at=FRIDAY), "first", ["perhaps"], at=FRIDAY)
    with pytest.raises(UserProblem, match="has not been answered"):
        answer(small(), start(small(), "a", at=FRIDAY), "first", at=FRIDAY)
    with pytest.raises(UserProblem, match="not being asked"):
        answer(small(), start(small(), "a", at=FRIDAY), "end", at=FRIDAY)


def test_none_of_these_excludes_the_others() -> None:
    ticks = Choices(
        id="ticks", text="?", why="w", sources=("s",), next="end",
        answers=(Answer(id="x", label="X"), Answer(id="y", label="Y"), Answer(id="none", label="None", alone=True)),
    )  # fmt: skip
    only = library(flow("a", 1, ticks, outcome("end")))
    assert path_of(answer(only, start(only, "a", at=FRIDAY), "ticks", ["x", "y"], at=FRIDAY)) == ["ticks:x+y"]
    with pytest.raises(UserProblem, match="together"):
        answer(only, start(only, "a", at=FRIDAY), "ticks", ["x", "none"], at=FRIDAY)


def test_what_is_known_is_carried_and_not_asked_again() -> None:
    two = library(
        flow("a", 1, question("danger", fact="danger", yes="jump", no="jump"), goto("jump", "b")),
        flow("b", 2, question("danger", fact="danger", yes="loud", no="quiet"), outcome("loud"), outcome("quiet")),
    )
    walk = answer(two, start(two, "a", at=FRIDAY), "danger", ["no"], at=FRIDAY)
    assert path_of(walk) == ["danger:no", "jump", "~danger:no"]
    assert walk.current == Place(flow="b", step="quiet")
    given = start(two, "b", at=FRIDAY, facts={"danger": "yes"})
    assert (path_of(given), given.current) == (["~danger:yes"], Place(flow="b", step="loud"))


def test_a_carried_answer_can_be_changed_and_then_counts_from_there_on() -> None:
    asked = flow("a", 1, question("danger", fact="danger", yes="end", no="other"), outcome("end"), outcome("other"))
    walk = start(library(asked), "a", at=FRIDAY, facts={"danger": "no"})
    walk = answer(library(asked), walk, "danger", ["yes"], at=FRIDAY)
    assert walk.facts["danger"] == "yes"
    assert walk.current == Place(flow="a", step="end")


def test_an_urgent_flow_is_walked_first_and_a_calm_one_afterwards() -> None:
    def opening(opened: str) -> Library:
        ask = msgspec.structs.replace(
            question("ask", yes="then"), answers=(Answer(id="yes", label="Yes", next="then", opens=(opened,)),)
        )
        return library(
            flow("middle", 50, ask, question("then", yes="end"), outcome("end")),
            flow("urgent", 1, question("now", yes="now-end"), outcome("now-end")),
            flow("calm", 99, question("later", yes="later-end"), outcome("later-end")),
        )

    urgent, calm = opening("urgent"), opening("calm")
    walk = answered(urgent, start(urgent, "middle", at=FRIDAY), "yes", "yes", "yes")
    assert path_of(walk) == ["ask:yes", "now:yes", "now-end", "then:yes", "end"]
    walk = answered(calm, start(calm, "middle", at=FRIDAY), "yes", "yes", "yes")
    assert path_of(walk) == ["ask:yes", "then:yes", "end", "later:yes", "later-end"]


def test_police_can_be_opened_at_any_time_and_the_walk_comes_back() -> None:
    walk = open_flow(small(), start(small(), "a", at=FRIDAY), "b", at=FRIDAY)
    assert walk.current == Place(flow="b", step="urgent")
    assert walk.position.waiting == (Place(flow="a", step="first"),)
    walk = answered(small(), walk, "no", "no")
    assert path_of(walk) == ["urgent:no", "b-end", "first:no", "end"]
    assert walk.current is None


def test_a_flow_that_waits_can_be_answered_without_going_to_it_first() -> None:
    walk = open_flow(small(), start(small(), "a", at=FRIDAY), "b", at=FRIDAY)
    assert not changes_earlier(walk, "first")
    walk = answer(small(), walk, "first", ["no"], at=FRIDAY)
    assert walk.current == Place(flow="a", step="end")
    assert walk.position.waiting == (Place(flow="b", step="urgent"),)


def test_opening_a_flow_that_waits_goes_back_to_where_it_was_left() -> None:
    walk = open_flow(small(), start(small(), "a", at=FRIDAY), "b", at=FRIDAY)
    walk = open_flow(small(), walk, "a", at=FRIDAY)
    assert walk.current == Place(flow="a", step="first")
    assert walk.position.waiting == (Place(flow="b", step="urgent"),)


def test_changing_an_answer_keeps_the_old_one_with_its_words() -> None:
    walk = answered(small(), start(small(), "a", at=FRIDAY), "yes")
    later = FRIDAY + timedelta(hours=1)
    assert changes_earlier(walk, "first")
    walk = answer(small(), walk, "first", ["no"], at=later, by="Sam Ottrell")
    old = [visit for visit in walk.path if visit.superseded]
    assert [(v.step, v.answers, v.by, v.asked) for v in old][:1] == [("first", ("yes",), "Jo Hartsedge", "first?")]
    assert [v.recorded["words"].text for v in old if v.step == "write"] == ["as written"]
    assert path_of(walk) == ["first:no"]
    assert walk.current == Place(flow="a", step="end")


def test_a_change_that_only_puts_a_step_in_between_does_not_ask_everything_again() -> None:
    danger = question("danger", yes="call", no="next")
    steps = (danger, action("call", "next"), question("next", yes="more"), question("more", yes="end"), outcome("end"))
    only = library(flow("a", 1, *steps))
    walk = answered(only, start(only, "a", at=FRIDAY), "no", "yes", "yes")
    walk = answer(only, walk, "danger", ["yes"], at=FRIDAY)
    assert walk.current == Place(flow="a", step="call")
    walk = answer(only, walk, "call", at=FRIDAY)
    assert path_of(walk) == ["danger:yes", "call", "next:yes", "more:yes", "end"]
    assert walk.current is None


def test_a_change_in_one_flow_leaves_the_answers_of_another_alone() -> None:
    lib = shipped()
    walk = answered(lib, start(lib, "cyberbullying", at=FRIDAY), "none", "no", "ex-pupil")
    walk = open_flow(lib, walk, "cyber-offending", at=FRIDAY)
    walk = answered(lib, walk, "no", "no", "no", "login", "no")
    walk = answer(lib, walk, "who", ["unknown"], at=FRIDAY)
    assert path_of(walk, "cyber-offending") == [
        "contain", "still-going:no", "data:no", "ransom:no", "how-serious:login", "before:no", "in-school",
    ]  # fmt: skip
    assert path_of(walk, "cyberbullying")[-1] == "who:unknown"


def test_a_mistaken_yes_to_an_image_takes_back_the_guidance_that_it_opened() -> None:
    lib = shipped()
    walk = answered(lib, start(lib, "triage", at=FRIDAY), "no", "yes", "none", "child", "children", "bullying", "none")
    assert {visit.flow for visit in walk.taken} >= {"triage", "nudes"}
    walk = answer(lib, walk, "image", ["no"], at=FRIDAY, flow="triage")
    assert {visit.flow for visit in walk.taken} == {"triage"}
    assert {visit.flow for visit in walk.path if visit.superseded} == {"triage", "nudes"}


def test_the_state_is_rebuilt_from_the_stored_events_alone() -> None:
    lib = shipped()
    walk = answered(lib, start(lib, "triage", at=FRIDAY, by="Jo"), "no", "no", "accused", "bullying", "supply", "no")
    walk = answer(lib, walk, "about-whom", ["staff"], filled_by(lib, "staff-concern", "about-whom"), at=FRIDAY)
    stored = msgspec.json.encode(walk.events)
    events = msgspec.json.decode(stored, type=list[FlowOpened | AnswerGiven])
    assert replay(lib, events) == walk


def filled_by(lib: Library, flow_id: str, step_id: str) -> dict[str, Stated]:
    step = lib.step(flow_id, step_id)
    assert step is not None
    return filled(step)


def test_answers_keep_the_words_and_the_edition_as_asked() -> None:
    lib = shipped()
    walk = answered(lib, start(lib, "triage", at=FRIDAY), "no")
    given = walk.events[1]
    assert isinstance(given, AnswerGiven)
    assert given.asked.startswith("Could anyone be hurt today?")
    assert (given.answered, given.edition) == (("No",), lib.flows["triage"].edition)


def test_an_old_case_opens_under_an_edition_that_no_longer_asks_the_question() -> None:
    walk = answered(small(), start(small(), "a", at=FRIDAY), "yes")
    later = library(flow("a", 10, question("other", yes="end"), outcome("end")))
    old = replay(later, walk.events)
    assert old.current == Place(flow="a", step="other")
    assert {visit.status for visit in old.path if visit.step in ("first", "write")} == {"not in this edition"}
    assert [visit.asked for visit in old.path if visit.step == "first"] == ["first?"]


def test_an_unknown_flow_names_those_that_exist() -> None:
    with pytest.raises(UserProblem, match="There are: a, b"):
        start(small(), "c", at=FRIDAY)


def test_a_rehearsal_stops_at_the_first_question_without_an_answer() -> None:
    walk = rehearse(shipped(), "nudes", ["no"], at=FRIDAY)
    assert walk.current == Place(flow="nudes", step="criteria")
    with pytest.raises(UserProblem, match="Nothing is left to ask"):
        rehearse(small(), "a", ["no", "no"], at=FRIDAY)
