"""Look at the guidance without a casebook: check its data, list its flows, walk one to see where it leads."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from dslapp.content.data_files import UnreadableData
from dslapp.content.guidance import guidance_folder, load_contacts, load_door, load_indicators, read_flows, read_sources
from dslapp.content.library import load_library as load_shipped
from dslapp.domain.guidance.checks import check_door, check_library
from dslapp.domain.guidance.flows import Flow, Library, RecordField, answers_of, required_record
from dslapp.domain.guidance.path import Visit, Walk
from dslapp.domain.guidance.reading import (
    ActiveLock,
    EvidenceRule,
    OutcomeReached,
    RunningClock,
    clocks,
    documents,
    evidence_rule,
    locks,
    mandatory_routes,
    outcomes,
    second_person_needed,
)
from dslapp.domain.guidance.rehearsal import rehearse
from dslapp.domain.guidance.walk import current_step, worded
from dslapp.domain.local_time import OneInstant, TwoInstants, resolve_local, say_time
from dslapp.domain.problems import UserProblem
from dslapp.domain.reference.checks import check_reference


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to mend in the data: in which file and step, what, and how."""

    file: str
    step: str
    problem: str
    mend: str


class GuidanceCheck(msgspec.Struct, frozen=True, kw_only=True):
    """What was checked, and what is wrong; sound when there are no faults."""

    flows: int
    steps: int
    faults: tuple[Fault, ...]


class ToRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that the path demands in writing."""

    flow: str
    step: str
    field: RecordField


class NextStep(msgspec.Struct, frozen=True, kw_only=True):
    """Where a walk stopped for want of an answer, and the ids of the possible ones."""

    flow: str
    step: str
    question: str
    answers: tuple[str, ...]


class GuidanceWalk(msgspec.Struct, frozen=True, kw_only=True):
    """Where a flow leads with some answers. `next` is None when nothing is left to ask."""

    walk: Walk
    to_record: tuple[ToRecord, ...]
    clocks: tuple[RunningClock, ...]
    locks: tuple[ActiveLock, ...]
    evidence: EvidenceRule
    documents: tuple[str, ...]
    contacts: tuple[str, ...]
    mandatory: tuple[str, ...]
    second_person: bool
    outcomes: tuple[OutcomeReached, ...]
    next: NextStep | None


def check_guidance(folder: Path | None = None) -> GuidanceCheck:
    """Check all guidance data; `folder` holds other flows than those that ship with the program."""
    flows, failures = read_flows(folder or guidance_folder())
    faults = [_unreadable(failure) for failure in failures]
    try:
        library = Library(flows=flows, sources=read_sources(folder or guidance_folder()))
        contacts = load_contacts()
        load_indicators()
        found = check_library(library, contacts.keys)
        if folder is None:
            found += check_door(library, load_door(), contacts.keys)
            found += check_reference(load_shipped())
        faults += [Fault(file=f"{f.flow}.yaml", step=f.step, problem=f.problem, mend=f.mend) for f in found]
    except UnreadableData as failure:
        faults.append(_unreadable(failure))
    return GuidanceCheck(flows=len(flows), steps=sum(len(flow.steps) for flow in flows.values()), faults=tuple(faults))


def list_guidance(library: Library) -> tuple[Flow, ...]:
    """All flows, the most urgent first."""
    return tuple(sorted(library.flows.values(), key=lambda flow: flow.rank))


def walk_guidance(library: Library, flow: str, answers: Sequence[str], at: datetime) -> GuidanceWalk:
    """Walk a flow, and those that it opens, with answers in their order; `at` is when the school was told.

    Raises UserProblem, naming the possible ids, for an unknown flow or an answer that is not offered.
    """
    walk = rehearse(library, flow, answers, at=at)
    return GuidanceWalk(
        walk=walk,
        to_record=tuple(_to_record(library, walk.taken)),
        clocks=clocks(library, walk),
        locks=locks(library, walk),
        evidence=evidence_rule(library, walk),
        documents=documents(library, walk),
        contacts=tuple(dict.fromkeys(key for visit in walk.taken for key in _contacts(library, visit))),
        mandatory=mandatory_routes(library, walk),
        second_person=second_person_needed(library, walk),
        outcomes=outcomes(library, walk),
        next=_next(library, walk),
    )


def read_local_time(text: str) -> datetime:
    """Read a time as a clock in England shows it, such as "2026-11-13T16:50"; an offset may be added.

    Raises UserProblem for what is no time, for the hour that happens twice, and for the hour that never happened.
    """
    try:
        wall = datetime.fromisoformat(text)
    except ValueError:
        raise UserProblem(f"“{text}” is not a time.", "Write it as 2026-11-13T16:50.") from None
    if wall.tzinfo is not None:
        return wall
    meaning = resolve_local(wall)
    if isinstance(meaning, OneInstant):
        return meaning.utc
    if isinstance(meaning, TwoInstants):
        raise UserProblem(
            f"{text} happened twice: at {say_time(meaning.first)} and at {say_time(meaning.second)}.",
            f"Write {text}+01:00 for BST or {text}+00:00 for GMT.",
        )
    raise UserProblem(f"{text} never happened: the clocks went forward.", f"Perhaps {say_time(meaning.meant)}?")


def _unreadable(failure: UnreadableData) -> Fault:
    return Fault(file=failure.file, step=failure.step, problem=failure.problem, mend=failure.way_forward)


def _to_record(library: Library, visits: Sequence[Visit]) -> list[ToRecord]:
    found: dict[tuple[str, str, str], ToRecord] = {}
    for visit in visits:
        step = library.step(visit.flow, visit.step)
        if step is not None and visit.status == "answered":
            for field in required_record(step, visit.answers):
                found[visit.flow, visit.step, field.id] = ToRecord(flow=visit.flow, step=visit.step, field=field)
    return list(found.values())


def _contacts(library: Library, visit: Visit) -> tuple[str, ...]:
    step = library.step(visit.flow, visit.step)
    return step.contacts if step else ()


def _next(library: Library, walk: Walk) -> NextStep | None:
    step = current_step(library, walk)
    if step is None or walk.current is None:
        return None
    return NextStep(
        flow=walk.current.flow,
        step=step.id,
        question=worded(step, walk),
        answers=tuple(answer.id for answer in answers_of(step)),
    )
