"""Scenarios: made-up cases as data, with what the guidance must answer to each, so that a harmful change is seen.

Public: `Scenario`, `Expected`, `ScenarioFile`; `try_scenario(library, scenario) -> Tried`;
`answers_not_tried(library, tried)`. The form is explained in resources/scenarios/README.md.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from dslapp.domain.guidance.checks import GIVEN_FACTS, facts_set
from dslapp.domain.guidance.flows import Library, LockedThing, Step, answers_of, required_record
from dslapp.domain.guidance.path import Place, Walk
from dslapp.domain.guidance.reading import (
    EvidenceRule,
    clocks,
    documents,
    evidence_rule,
    locks,
    mandatory_routes,
    outcomes,
    second_person_needed,
)
from dslapp.domain.guidance.walk import advance, check_answers, current_step, start
from dslapp.domain.local_time import LONDON, OneInstant, resolve_local
from dslapp.domain.problems import UserProblem
from dslapp.domain.statements import Stated

FINISHED = "finished"
"""What `asks` says when nothing is left to ask."""
_MOST_STEPS = 200

GivenAnswer = tuple[str, str, str]
"""A flow, a step and the id of one of its answers."""


class Expected(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the guidance must say. What is left out is not looked at, but something must be expected.

    `passes`: these steps in this order, others between them; `step:answer` also says what counted there. `never`: not
    on the path. `clocks`: by flow/step/clock, the whole promise or only its limit in words. `locks`: among those that
    are on; `all_locks`: exactly these. `files`: what may be kept. `says`: by a flow/step on the path, words that stand
    there. `contacts`: by flow/step, who must be named. `outcome`: all ends, in order. `opened`: flows that still wait.
    """

    asks: str = ""
    passes: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    clocks: dict[str, str] = {}
    late: tuple[str, ...] = ()
    locks: tuple[LockedThing, ...] = ()
    all_locks: tuple[LockedThing, ...] | None = None
    lifted: tuple[LockedThing, ...] = ()
    files: EvidenceRule | Literal[""] = ""
    documents: tuple[str, ...] | None = None
    mandatory: tuple[str, ...] | None = None
    second_person: Literal["", "yes", "no"] = ""
    outcome: tuple[str, ...] | None = None
    opened: tuple[str, ...] | None = None
    taken_back: tuple[str, ...] = ()
    says: dict[str, str] = {}
    contacts: dict[str, tuple[str, ...]] = {}


class Scenario(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One made-up case. `told`: when the school was told; `logged`: when it was written down, if later.

    `known` are the answers of the first screen and settings of the school. `answers` are given in their order: by
    flow/step, several ticks joined by +. `writes`: by flow/step/field, what is written down where that matters.
    `changes` are given at the end, each in the place of an earlier answer.
    """

    id: str
    story: str = ""
    trap: str = ""
    told: str = "2026-11-09T09:00"
    logged: str = ""
    begin: str = "triage"
    known: dict[str, str] = {}
    answers: tuple[dict[str, str], ...] = ()
    writes: dict[str, str] = {}
    changes: tuple[dict[str, str], ...] = ()
    expect: Expected


class ScenarioFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of scenarios."""

    title: str
    scenarios: tuple[Scenario, ...]


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one scenario: what differs, in words, and which answers were given. Fine when nothing differs."""

    scenario: str
    differs: tuple[str, ...]
    given: frozenset[GivenAnswer] = frozenset()


def try_scenario(library: Library, scenario: Scenario) -> Tried:
    """Walk a scenario and compare. Never raises for what a scenario says: that is told as a difference."""
    unknown = tuple(_unknown_names(library, scenario))
    if unknown:
        return Tried(scenario=scenario.id, differs=unknown)
    try:
        walk = _walked(library, scenario)
    except UserProblem as problem:
        return Tried(scenario=scenario.id, differs=(str(problem),))
    given = {(visit.flow, visit.step, answer) for visit in walk.path for answer in visit.answers}
    return Tried(scenario=scenario.id, differs=tuple(_differences(library, scenario, walk)), given=frozenset(given))


def answers_not_tried(library: Library, tried: Iterable[Tried]) -> list[GivenAnswer]:
    """The answers that no scenario gives."""
    given = {each for result in tried for each in result.given}
    return [
        (flow.flow, step.id, answer.id)
        for flow in library.flows.values()
        for step in flow.steps
        for answer in answers_of(step)
        if (flow.flow, step.id, answer.id) not in given
    ]


def _unknown_names(library: Library, scenario: Scenario) -> Iterable[str]:
    """Misspelt names would otherwise pass in silence: nothing is ever found under them."""
    expected = scenario.expect
    if expected == Expected():
        yield "nothing is expected"
    steps = {f"{flow.flow}/{step.id}": step for flow in library.flows.values() for step in flow.steps}
    named = [
        *expected.passes, *expected.never, *expected.taken_back, *expected.says, *expected.contacts,
        *(name.rpartition("/")[0] for name in (*expected.clocks, *expected.late, *scenario.writes)),
        *(name for each in (*scenario.answers, *scenario.changes) for name in each),
    ]  # fmt: skip
    if expected.asks not in ("", FINISHED):
        named.append(expected.asks)
    for name in dict.fromkeys(each.partition(":")[0] for each in named):
        if name not in steps:
            yield f"there is no step {name}"
    if scenario.known.keys() - GIVEN_FACTS:
        settings = {clock.setting for step in steps.values() for clock in step.clocks}
        for name in scenario.known.keys() - facts_set(library) - settings:
            yield f"nothing is called {name} that can be known"
    for name, said in scenario.writes.items():
        place, _, field_id = name.rpartition("/")
        step = steps.get(place)
        fields = required_record(step, [answer.id for answer in answers_of(step)]) if step else ()
        field = next((each for each in fields if each.id == field_id), None)
        possible = {"yes/no": {"yes", "no"}, "choice": {each.id for each in field.options}} if field else {}
        if step and field is None:
            yield f"there is nothing to write called {name}"
        elif field and said not in possible.get(field.type, {said}):
            yield f"{name} cannot be “{said}”"


def _walked(library: Library, scenario: Scenario) -> Walk:
    told, logged = _moment(scenario.told), _moment(scenario.logged or scenario.told)
    if logged < told:
        raise UserProblem("It is logged before the school was told.", "Mend `told` or `logged`.")
    moments = {"concern_received": told, "allegation_received": told}
    walk = start(library, scenario.begin, at=logged, facts=scenario.known, moments=moments)
    walk = _done(library, walk, scenario, logged)
    for place, ids in _steps(scenario.answers):
        here = walk.current
        if here is None or here != place:
            found = f"{here.flow}/{here.step}" if here else FINISHED
            raise UserProblem(f"{place.flow}/{place.step} is answered, but this is asked: {found}.")
        walk = _done(library, _answered(library, walk, place, ids, scenario, logged), scenario, logged)
    for place, ids in _steps(scenario.changes):
        walk = _done(library, _answered(library, walk, place, ids, scenario, logged), scenario, logged)
    return walk


def _done(library: Library, walk: Walk, scenario: Scenario, at: datetime) -> Walk:
    """Do what is only to be done, up to the next question."""
    for _ in range(_MOST_STEPS):
        step = current_step(library, walk)
        if step is None or walk.current is None or answers_of(step):
            return walk
        walk = _answered(library, walk, walk.current, (), scenario, at)
    raise UserProblem("The guidance goes round in a circle without asking.")


def _answered(
    library: Library, walk: Walk, place: Place, ids: tuple[str, ...], scenario: Scenario, at: datetime
) -> Walk:
    step = library.step(place.flow, place.step)
    if step is None:
        raise UserProblem(f"There is no step {place.flow}/{place.step}.")
    check_answers(step, ids)
    return advance(library, walk, place, ids, _written(step, place, ids, scenario.writes), at=at)


def _written(step: Step, place: Place, ids: Collection[str], writes: Mapping[str, str]) -> dict[str, Stated]:
    return {
        field.id: Stated(text=writes[name])
        for field in required_record(step, ids)
        if (name := f"{place.flow}/{place.step}/{field.id}") in writes
    }


def _steps(given: Sequence[Mapping[str, str]]) -> list[tuple[Place, tuple[str, ...]]]:
    found = []
    for each in given:
        for where, said in each.items():
            flow, _, step = where.partition("/")
            found.append((Place(flow=flow, step=step), tuple(said.split("+"))))
    return found


def _moment(text: str) -> datetime:
    """A time by the clock on the wall. Raises UserProblem for another form, and for an hour that is not clear."""
    try:
        wall = datetime.fromisoformat(text)
    except ValueError:
        raise UserProblem(f"“{text}” is not a time.", "Write it as 2026-11-13T16:50.") from None
    if wall.tzinfo is not None or not isinstance(resolve_local(wall), OneInstant):
        raise UserProblem(
            f"“{text}” is not one moment by the clock on the wall.", "Choose another hour, without a zone."
        )
    return wall.replace(tzinfo=LONDON)


def _differences(library: Library, scenario: Scenario, walk: Walk) -> Iterable[str]:
    expected, here = scenario.expect, walk.current
    asked = f"{here.flow}/{here.step}" if here else FINISHED
    if expected.asks and expected.asks != asked:
        yield f"asks {asked}, not {expected.asks}"
    yield from _path_differences(expected, walk)
    yield from _clock_differences(library, scenario, walk)
    locked = {lock.what for lock in locks(library, walk)}
    yield from (f"{what} is not locked" for what in expected.locks if what not in locked)
    yield from (f"{what} is locked" for what in expected.lifted if what in locked)
    if expected.all_locks is not None and set(expected.all_locks) != locked:
        yield f"locks: {_in_words(tuple(sorted(locked)))}, not {_in_words(tuple(sorted(expected.all_locks)))}"
    second = "yes" if second_person_needed(library, walk) else "no"
    for name, wanted, found in (
        ("files", expected.files, evidence_rule(library, walk)),
        ("documents", expected.documents, documents(library, walk)),
        ("mandatory routes", expected.mandatory, mandatory_routes(library, walk)),
        ("second person", expected.second_person, second),
        ("outcome", expected.outcome, tuple(end.code for end in outcomes(library, walk))),
        ("flows that wait", expected.opened, walk.position.pending),
    ):
        if wanted not in ("", None) and wanted != found:
            yield f"{name}: {_in_words(found)}, not {_in_words(wanted)}"
    yield from _words_missing(library, expected, walk)


def _path_differences(expected: Expected, walk: Walk) -> Iterable[str]:
    taken = [(f"{v.flow}/{v.step}", f"{v.flow}/{v.step}:{'+'.join(v.answers)}") for v in walk.taken if v.step]
    waiting = [(f"{place.flow}/{place.step}", "") for place in walk.position.places]
    ahead = iter([*taken, *waiting])
    for wanted in expected.passes:
        if not any(wanted in names for names in ahead):
            yield f"does not pass {wanted} where it should"
            break
    passed = {name for names in (*taken, *waiting) for name in names}
    yield from (f"passes {name}, which it never should" for name in expected.never if name in passed)
    gone = {f"{visit.flow}/{visit.step}" for visit in walk.path if visit.superseded}
    yield from (f"{name} is not taken back" for name in expected.taken_back if name not in gone)


def _clock_differences(library: Library, scenario: Scenario, walk: Walk) -> Iterable[str]:
    running = {f"{clock.flow}/{clock.step}/{clock.clock.id}": clock for clock in clocks(library, walk)}
    now = _moment(scenario.logged or scenario.told)
    for name, wanted in scenario.expect.clocks.items():
        clock = running.get(name)
        found = (clock.due.words, clock.due.latest) if clock and clock.due else ()
        if wanted not in found:
            yield f"clock {name}: {found[0] if found else 'does not run'}, not {wanted}"
    for name in scenario.expect.late:
        clock = running.get(name)
        if clock is None or clock.due is None or clock.due.limit >= now:
            yield f"clock {name} is not late"


def _words_missing(library: Library, expected: Expected, walk: Walk) -> Iterable[str]:
    passed = {f"{visit.flow}/{visit.step}" for visit in walk.taken}
    passed |= {f"{place.flow}/{place.step}" for place in walk.position.places}
    for where in (*expected.says, *expected.contacts):
        if where not in passed:
            yield f"does not come to {where}"
            continue
        flow, _, name = where.partition("/")
        step = library.flows[flow].by_id[name]
        words = expected.says.get(where, "")
        if words not in _all_words(step):
            yield f"{where} does not say “{words}”"
        for contact in expected.contacts.get(where, ()):
            if contact not in step.contacts:
                yield f"{where} does not name {contact}"


def _all_words(step: Step) -> str:
    answers = [part for answer in answers_of(step) for part in (answer.label, answer.note)]
    labels = [field.label for field in required_record(step, [answer.id for answer in answers_of(step)])]
    return "\n".join((step.text, *step.points, step.why, *answers, *labels))


def _in_words(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(each) for each in value) or "none"
    return str(value)
