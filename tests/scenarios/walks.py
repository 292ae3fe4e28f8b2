"""Short ways to walk the shipped guidance as a scenario tells it."""

from datetime import datetime

from dslapp.content.guidance import load_door
from dslapp.domain.guidance.door import DoorAdvice, at_the_door
from dslapp.domain.guidance.path import Walk
from dslapp.domain.guidance.reading import (
    clocks,
    locks,
    outcomes,
)
from dslapp.domain.guidance.walk import current_step, start
from dslapp.domain.local_time import LONDON
from tests.guidance import answered, shipped

LIBRARY = shipped()


def told(day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A day of November 2026, as the school's clock shows it."""
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


def triage(at: datetime, danger: str, image: str, adult: str, *answers: str) -> Walk:
    """The first screen's three answers carried into triage, then the answers in order."""
    facts = {"danger": danger, "image": image, "adult_here": adult}
    return answered(LIBRARY, start(LIBRARY, "triage", at=at, facts=facts), *answers)


def codes(walk: Walk) -> list[str]:
    return [reached.code for reached in outcomes(LIBRARY, walk)]


def words_of(walk: Walk, clock: str) -> str:
    found = next(running for running in clocks(LIBRARY, walk) if running.clock.id == clock)
    assert found.due is not None
    return found.due.words


def locked(walk: Walk) -> set[str]:
    return {lock.what for lock in locks(LIBRARY, walk)}


def asked(walk: Walk) -> str:
    step = current_step(LIBRARY, walk)
    return f"{walk.current.flow}/{step.id}" if step and walk.current else "finished"


def door(at: datetime, **facts: str) -> dict[str, DoorAdvice]:
    return {advice.id: advice for advice in at_the_door(load_door(), facts, at)}
