"""Trails through the guidance that together come to every step: which flow to begin, and what to answer."""

import random
from collections.abc import Iterator
from typing import NamedTuple

from dslapp.domain.guidance.flows import Goto, Library, Step, answers_of, required_record
from dslapp.domain.guidance.path import Place, Walk
from dslapp.domain.guidance.walk import advance, start
from dslapp.domain.statements import Stated
from tests.casebooks import FRIDAY_AFTERNOON

TRIED = 12_000
LONGEST = 45
TO_BEGIN = 6
"""What beginning a rehearsal costs, counted in answers: a trail should come to many new steps."""


class Stop(NamedTuple):
    """One step on a trail, the answers that are given to it, and the labels of what is answered with yes below it."""

    place: Place
    answers: tuple[str, ...]
    agreed: tuple[str, ...] = ()


class Trail(NamedTuple):
    """A rehearsal of one flow, from its first step."""

    flow: str
    stops: tuple[Stop, ...]


def all_places(library: Library) -> set[Place]:
    """Every step that a person can be asked."""
    return {
        Place(flow=flow.flow, step=step.id)
        for flow in library.flows.values()
        for step in flow.steps
        if not isinstance(step, Goto)
    }


def trails(library: Library, *, seed: int = 1) -> tuple[list[Trail], set[Place]]:
    """Few trails, and the steps to which none of them came.

    First those that need answers alone; for what is left, an agency agrees to everything that it is asked.
    """
    chance, left, chosen = random.Random(seed), all_places(library), []
    for agreeing in (False, True):
        tried = list(_wander(library, chance, agreeing=agreeing)) if left else []
        while left:
            short = _up_to_the_last_new(max(tried, key=lambda trail: _worth(trail, left)), left)
            if not short.stops:
                break
            chosen.append(short)
            left -= {stop.place for stop in short.stops}
    return chosen, left


def _wander(library: Library, chance: random.Random, *, agreeing: bool) -> Iterator[Trail]:
    for number in range(TRIED):
        flow = sorted(library.flows)[number % len(library.flows)]
        stops: list[Stop] = []
        walk = start(library, flow, at=FRIDAY_AFTERNOON)
        while walk.current is not None and len(stops) < LONGEST:
            step = _asked(library, walk)
            answers = _any_answer(step, chance)
            fields = [
                each for each in required_record(step, answers) if agreeing and each.fact and each.type == "yes/no"
            ]
            stops.append(Stop(walk.current, answers, tuple(each.label for each in fields)))
            recorded = {each.id: Stated(text="yes") for each in fields}
            walk = advance(library, walk, walk.current, answers, recorded, at=FRIDAY_AFTERNOON)
        yield Trail(flow, tuple(stops))


def _asked(library: Library, walk: Walk) -> Step:
    assert walk.current is not None
    return library.flows[walk.current.flow].by_id[walk.current.step]


def _any_answer(step: Step, chance: random.Random) -> tuple[str, ...]:
    answers = answers_of(step)
    return (chance.choice(answers).id,) if answers else ()


def _worth(trail: Trail, left: set[Place]) -> float:
    short = _up_to_the_last_new(trail, left)
    return len({stop.place for stop in short.stops} & left) / (len(short.stops) + TO_BEGIN)


def _up_to_the_last_new(trail: Trail, left: set[Place]) -> Trail:
    new = [number for number, stop in enumerate(trail.stops) if stop.place in left]
    return Trail(trail.flow, trail.stops[: new[-1] + 1] if new else ())
