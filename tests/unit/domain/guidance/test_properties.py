"""Whatever is answered, in whatever order: the guidance never breaks, never forgets, and is the same when replayed."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dslapp.domain.guidance.departures import (
    DepartureForm,
    depart,
    departures,
    may_depart_from_step,
    no_departure,
)
from dslapp.domain.guidance.flows import Choices, Library, Question, Step, answers_of
from dslapp.domain.guidance.path import AnswerGiven, Walk
from dslapp.domain.guidance.reading import clocks, documents, evidence_rule, locks, outcomes
from dslapp.domain.guidance.travel import fold
from dslapp.domain.guidance.walk import advance, current_step, open_flow, replay, start
from tests.guidance import FRIDAY, filled, shipped

FLOWS = sorted(shipped().flows)
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "danger": st.sampled_from(["yes", "no", "unsure"]),
        "image": st.sampled_from(["yes", "no", "unsure"]),
        "adult_here": st.sampled_from(["none", "accused", "targeted", "both", "unsure"]),
    },
)


def some_answer(data: st.DataObject, step: Step) -> tuple[str, ...]:
    options = answers_of(step)
    if isinstance(step, Choices):
        ticks = [option.id for option in options if not option.alone]
        several = st.lists(st.sampled_from(ticks), min_size=1, max_size=3, unique=True)
        alone = [option.id for option in options if option.alone]
        choices = st.one_of(several, st.sampled_from(alone).map(lambda i: [i])) if alone else several
        return tuple(data.draw(choices))
    return (data.draw(st.sampled_from(options)).id,) if options else ()


def random_walk(data: st.DataObject, library: Library, steps: int) -> Walk:
    walk = start(library, data.draw(st.sampled_from(FLOWS)), at=FRIDAY, facts=data.draw(FACTS))
    for number in range(steps):
        at = FRIDAY + timedelta(minutes=number)
        answered = [v.place for v in walk.taken if v.status in ("answered", "carried")]
        act = data.draw(st.sampled_from(["answer"] * 8 + ["change", "open", "elsewhere", "depart", "lift"]))
        if act in ("depart", "lift"):
            walk = departed(library, walk, at, lift=act == "lift")
            continue
        if act == "open":
            walk = open_flow(library, walk, data.draw(st.sampled_from(FLOWS)), at=at)
            continue
        places = answered if act == "change" else list(walk.position.places)
        if act == "answer":
            places = places[:1]
        if not places:
            continue
        place = data.draw(st.sampled_from(places))
        step = library.step(place.flow, place.step)
        assert step is not None
        chosen = some_answer(data, step)
        walk = advance(library, walk, place, chosen, filled(step, chosen), at=at)
    return walk


def departed(library: Library, walk: Walk, at: datetime, *, lift: bool) -> Walk:
    """Depart from what is locked, or go past what is to be done; the same walk where neither can be departed from."""
    form = DepartureForm(reason="The head weighed it", second_person="Sam Ottrell")
    on = [active.what for active in locks(library, walk) if not no_departure(library, walk, active.what)]
    step = current_step(library, walk)
    if lift and on:
        return depart(library, walk, form, at=at, by="Jo Hartsedge", lock=on[0])
    if not lift and step is not None and may_depart_from_step(step):
        return depart(library, walk, form, at=at, by="Jo Hartsedge", place=walk.current)
    return walk


@given(data=st.data(), steps=st.integers(1, 40))
def test_going_on_from_where_it_stands_is_the_same_as_walking_it_all_again(data: st.DataObject, steps: int) -> None:
    library = shipped()
    walk = random_walk(data, library, steps)
    assert fold(library, walk.events, walk.slots) == walk
    assert replay(library, walk.events[:-1]) != walk
    assert len(departures(walk)) == sum(visit.status == "departed" for visit in walk.path)


@given(data=st.data(), steps=st.integers(1, 20))
def test_two_ways_on_from_the_same_place_do_not_touch_each_other(data: st.DataObject, steps: int) -> None:
    library = shipped()
    walk = random_walk(data, library, steps)
    before = (walk.path, walk.position, dict(walk.facts), dict(walk.moments))
    for flow in ("police", "triage"):
        on = open_flow(library, walk, flow, at=FRIDAY, facts={"image": "unsure"}, moments={"rung": FRIDAY})
        assert fold(library, on.events, on.slots) == on
    assert (walk.path, walk.position, dict(walk.facts), dict(walk.moments)) == before


@given(data=st.data(), steps=st.integers(1, 40))
def test_random_walks_never_break_and_replay_to_the_same_state(data: st.DataObject, steps: int) -> None:
    library = shipped()
    walk = random_walk(data, library, steps)
    assert replay(library, walk.events) == walk
    for read in (clocks, locks, documents, outcomes, evidence_rule):
        read(library, walk)


@given(data=st.data(), steps=st.integers(1, 40))
def test_no_answer_is_ever_lost(data: st.DataObject, steps: int) -> None:
    walk = random_walk(data, shipped(), steps)
    given_numbers = {n for n, event in enumerate(walk.events) if isinstance(event, AnswerGiven)}
    shown = [visit.event for visit in walk.path if visit.status == "answered"]
    assert sorted(shown) == sorted(given_numbers)


@given(data=st.data(), steps=st.integers(1, 40))
def test_flows_are_in_one_state_only_and_known_questions_are_not_asked(data: st.DataObject, steps: int) -> None:
    library = shipped()
    walk = random_walk(data, library, steps)
    position = walk.position
    named = [*(place.flow for place in position.places), *position.pending, *position.finished]
    assert len(named) == len(set(named))
    assert bool(position.current) or not (position.waiting or position.pending)
    step = current_step(library, walk)
    if isinstance(step, Question) and step.fact and walk.current not in [slot.place for slot in walk.slots]:
        assert walk.facts.get(step.fact) not in [option.id for option in step.answers]


@given(data=st.data())
def test_from_any_step_an_end_is_within_reach(data: st.DataObject) -> None:
    library = shipped()
    walk = random_walk(data, library, 10)
    for number in range(400):
        step = current_step(library, walk)
        if step is None or walk.current is None:
            return
        options = answers_of(step)
        ids = (options[(number // 7) % len(options)].id,) if options else ()
        walk = advance(library, walk, walk.current, ids, {}, at=FRIDAY)
    raise AssertionError(f"still walking at {walk.current}")
