"""Guidance at the door: what each answer on the first screen asks for at once, and whom to ring.

Public: the values of `resources/guidance/door.yaml` (`Door`), and `at_the_door(door, facts, received) -> advice`.
The three questions are the first steps of the triage flow, with the same ids, so that answers are never asked twice.
"""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from dslapp.domain.guidance.clocks import Clock, Due, due
from dslapp.domain.guidance.flows import Lock


class DoorEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to do for some answers. `when` maps a fact to the values for which it holds; all must hold.

    `hides`: ids of other entries that this one replaces when both would be shown. Texts may hold `{latest}`.
    """

    id: str
    when: dict[str, tuple[str, ...]]
    heading: str
    do: tuple[str, ...]
    why: str
    sources: tuple[str, ...]
    contacts: tuple[str, ...] = ()
    clocks: tuple[Clock, ...] = ()
    locks: tuple[Lock, ...] = ()
    hides: tuple[str, ...] = ()
    urgent: bool = False


class Door(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The guidance of the first screen, in one edition; entries in the order in which they are shown."""

    edition: str
    entries: tuple[DoorEntry, ...]


class DoorClock(msgspec.Struct, frozen=True, kw_only=True):
    """A clock that an answer starts: what is to be done (`label`) and until when."""

    id: str
    label: str
    due: Due


class DoorAdvice(msgspec.Struct, frozen=True, kw_only=True):
    """What to show next to the answers: a heading, what to do, whom to ring (contact keys), until when, what is locked.

    `questions` are the facts whose answers brought it, so that it can stand next to the right question.
    """

    id: str
    questions: tuple[str, ...]
    heading: str
    do: tuple[str, ...]
    why: str
    sources: tuple[str, ...]
    contacts: tuple[str, ...]
    clocks: tuple[DoorClock, ...]
    locks: tuple[Lock, ...]
    urgent: bool


def at_the_door(
    door: Door, facts: Mapping[str, str], received: datetime, settings: Mapping[str, str] | None = None
) -> tuple[DoorAdvice, ...]:
    """Return what to do now for the answers so far, the most urgent first.

    `facts` are `danger`, `image` and `adult_here` as far as answered; `received` is when the school was told, an aware
    moment; `settings` may hold the school's own time limits, such as `lado_clock`.
    """
    held = [entry for entry in door.entries if all(facts.get(fact) in values for fact, values in entry.when.items())]
    hidden = {name for entry in held for name in entry.hides}
    return tuple(_advice(entry, received, settings or {}) for entry in held if entry.id not in hidden)


def _advice(entry: DoorEntry, received: datetime, settings: Mapping[str, str]) -> DoorAdvice:
    moments = {"concern_received": received, "allegation_received": received}
    clocks = tuple(
        DoorClock(id=clock.id, label=clock.label, due=limit)
        for clock in entry.clocks
        if (limit := due(clock, moments, settings))
    )
    latest = clocks[0].due.latest if clocks else ""
    return DoorAdvice(
        id=entry.id,
        questions=tuple(entry.when),
        heading=entry.heading.replace("{latest}", latest),
        do=tuple(line.replace("{latest}", latest) for line in entry.do),
        why=entry.why,
        sources=entry.sources,
        contacts=entry.contacts,
        clocks=clocks,
        locks=entry.locks,
        urgent=entry.urgent,
    )
