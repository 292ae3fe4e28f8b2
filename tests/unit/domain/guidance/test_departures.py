"""Departing from the guidance: possible with a reason and a second person, on record for good, and never for images."""

from datetime import date, timedelta

import msgspec
import pytest

from dslapp.domain.guidance.clocks import Clock
from dslapp.domain.guidance.departures import DepartureForm, depart, departures, no_departure
from dslapp.domain.guidance.flows import Library, Lock, LockedThing, Stop
from dslapp.domain.guidance.path import Departed, Place, Walk
from dslapp.domain.guidance.reading import clocks, evidence_rule, locks, outcomes
from dslapp.domain.guidance.walk import answer, open_flow, replay, start
from dslapp.domain.problems import UserProblem
from tests.guidance import FRIDAY, action, answered, flow, library, outcome, question, shipped

FORM = DepartureForm(reason="The mother stood in the office and had seen the posts", second_person="Sam Ottrell")
WRITTEN = Clock(id="call", label="Ring the police", within="24 hours", since="concern_received")


def guarded(what: LockedThing = "parents_contacted", until: str = "advice_logged") -> Library:
    lock = Lock(what=what, until=until, reason="Don’t tell the parents until the police say you may.")
    stop = Stop(id="stop", text="Stop.", why="w", sources=("s",), next="call", locks=(lock,))
    call = msgspec.structs.replace(action("call", "end"), clocks=(WRITTEN,))
    return library(
        flow("a", 10, question("first", yes="stop", no="end"), stop, call, outcome("end")),
        flow("b", 5, question("urgent", yes="b-end", no="b-end"), outcome("b-end")),
    )


def at_the_call(lib: Library) -> Walk:
    walk = answer(lib, start(lib, "a", at=FRIDAY), "first", ["yes"], at=FRIDAY)
    return answer(lib, walk, "stop", at=FRIDAY)


def test_a_lock_is_lifted_with_a_reason_and_a_second_person_and_what_is_asked_stays() -> None:
    lib = guarded()
    walk = depart(lib, at_the_call(lib), FORM, at=FRIDAY, by="Jo Hartsedge", lock="parents_contacted")
    assert not locks(lib, walk)
    assert walk.current == Place(flow="a", step="call")
    made = departures(walk)[0]
    assert (made.by, made.at, made.second_person) == ("Jo Hartsedge", FRIDAY, "Sam Ottrell")
    assert made.asked == "Don’t tell the parents until the police say you may."


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (DepartureForm(reason=" ", second_person="Sam Ottrell"), "reason"),
        (DepartureForm(reason="Weighed", second_person=""), "second-person"),
        (DepartureForm(reason="Weighed", second_person="jo hartsedge"), "second-person"),
        (DepartureForm(reason="Weighed", second_person="Sam", agrees_by=date(2026, 11, 12)), "agrees-by"),
    ],
)
def test_nobody_departs_alone_or_without_saying_why(form: DepartureForm, field: str) -> None:
    lib = guarded()
    with pytest.raises(UserProblem) as refused:
        depart(lib, at_the_call(lib), form, at=FRIDAY, by="Jo Hartsedge", lock="parents_contacted")
    assert refused.value.field == field


def test_the_second_person_may_agree_tomorrow() -> None:
    lib = guarded()
    form = msgspec.structs.replace(FORM, agrees_by=date(2026, 11, 14))
    walk = depart(lib, at_the_call(lib), form, at=FRIDAY, by="Jo Hartsedge", lock="parents_contacted")
    assert walk.path[-1].answered[0].endswith("(Sam Ottrell is to agree)")


def test_no_sexual_image_is_ever_stored_whoever_agrees() -> None:
    lib = guarded("evidence_files", "never")
    with pytest.raises(UserProblem, match="No sexual image"):
        depart(lib, at_the_call(lib), FORM, at=FRIDAY, by="Jo Hartsedge", lock="evidence_files")
    real = shipped()
    walk = start(real, "nudes", at=FRIDAY, facts={"image": "yes", "danger": "no"})
    assert evidence_rule(real, walk) == "not yet"
    assert "before the police or social care advise" in no_departure(real, walk, "evidence_files")


def test_what_is_to_be_done_can_be_gone_past_and_its_clock_no_longer_runs() -> None:
    lib = guarded()
    walk = depart(lib, at_the_call(lib), FORM, at=FRIDAY, by="Jo Hartsedge", place=Place(flow="a", step="call"))
    assert walk.current == Place(flow="a", step="end")
    assert not clocks(lib, walk)
    assert [active.what for active in locks(lib, walk)] == ["parents_contacted"]


def test_departing_from_an_end_ends_the_flow_without_that_outcome() -> None:
    lib = guarded()
    walk = answer(lib, start(lib, "a", at=FRIDAY), "first", ["no"], at=FRIDAY)
    walk = depart(lib, walk, FORM, at=FRIDAY, by="Jo Hartsedge", place=walk.current)
    assert walk.current is None
    assert not outcomes(lib, walk)


def test_a_question_is_answered_and_never_departed_from() -> None:
    lib = guarded()
    walk = start(lib, "a", at=FRIDAY)
    with pytest.raises(UserProblem, match="only be answered"):
        depart(lib, walk, FORM, at=FRIDAY, by="Jo Hartsedge", place=walk.current)


def test_no_later_answer_takes_a_departure_back() -> None:
    lib = guarded()
    walk = depart(lib, at_the_call(lib), FORM, at=FRIDAY, by="Jo Hartsedge", lock="parents_contacted")
    walk = answer(lib, walk, "first", ["no"], at=FRIDAY + timedelta(hours=1))
    walk = answer(lib, walk, "first", ["yes"], at=FRIDAY + timedelta(hours=2))
    assert [visit.superseded for visit in walk.path if visit.status == "departed"] == [False]
    assert not locks(lib, walk)


def test_a_departure_from_one_lock_does_not_lift_another_that_comes_later() -> None:
    lib = guarded()
    walk = depart(lib, at_the_call(lib), FORM, at=FRIDAY, by="Jo Hartsedge", lock="parents_contacted")
    other = Stop(
        id="urgent", text="Stop.", why="w", sources=("s",), next="b-end",
        locks=(Lock(what="parents_contacted", until="social_care_agreed", reason="Social care asks you to wait."),),
    )  # fmt: skip
    lib = library(lib.flows["a"], flow("b", 5, other, outcome("b-end")))
    walk = open_flow(lib, replay(lib, walk.events), "b", at=FRIDAY)
    assert [active.until for active in locks(lib, walk)] == ["social_care_agreed"]


def test_departures_are_rebuilt_from_what_is_stored() -> None:
    lib = guarded()
    walk = depart(lib, at_the_call(lib), FORM, at=FRIDAY, by="Jo Hartsedge", lock="parents_contacted")
    walk = depart(lib, walk, FORM, at=FRIDAY, by="Jo Hartsedge", place=walk.current)
    assert replay(lib, walk.events) == walk
    later = library(flow("a", 10, question("other", yes="end"), outcome("end")))
    kept = replay(later, walk.events)
    assert [event.reason for event in kept.events if isinstance(event, Departed)] == [FORM.reason] * 2
    assert sum(visit.asked == "Do call." for visit in kept.path) == 1


def test_every_lock_of_the_shipped_guidance_can_be_departed_from_but_the_images() -> None:
    lib = shipped()
    walk = answered(lib, start(lib, "staff-concern", at=FRIDAY, facts={"image": "no", "danger": "no"}))
    for active in locks(lib, walk):
        assert bool(no_departure(lib, walk, active.what)) == active.for_good
