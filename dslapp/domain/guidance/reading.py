"""What follows from a walk: what is locked, which clocks run, which documents are wanted, how it ended.

Public: `locks(library, walk)`, `evidence_rule(library, walk)`, `clocks(library, walk)`, `documents(library, walk)`,
`outcomes(library, walk)`, `mandatory_routes(library, walk)`, `second_person_needed(...)`,
`record_wanted(...)`.
Only the live path counts: what was taken back locks nothing.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Literal

import msgspec

from dslapp.domain.case.incident import MandatoryRoute
from dslapp.domain.guidance.clocks import STEP_DONE, Clock, Due
from dslapp.domain.guidance.flows import NEVER, Library, Lock, LockedThing, Outcome, RecordField, Step, required_record
from dslapp.domain.guidance.path import Place, Visit, Walk
from dslapp.domain.referral.referrals import Recipient

EvidenceRule = Literal["no files", "not yet", "one by one", "files"]

ALREADY_HAPPENED = "It has already happened – record it"
ALREADY_SEEN = "It has already been seen or copied – record who, when, and where it is now"

SECOND_PERSON = RecordField(
    id="second-person",
    label="Who agrees, as the second person?",
    type="person",
    help="One person alone cannot end this in school. If they agree later, say who it will be, and by when.",
)
"""Wanted beside the decision where a mandatory route is to end in school; they may confirm later (practice.md)."""


class ActiveLock(msgspec.Struct, frozen=True, kw_only=True):
    """A lock that is on: what, why, which fact lifts it (or never), and where it was set."""

    what: LockedThing
    reason: str
    until: str
    flow: str
    step: str

    @property
    def for_good(self) -> bool:
        """Whether nothing lifts it."""
        return self.until == NEVER

    @property
    def alternative(self) -> str:
        """The way that is always open."""
        return ALREADY_SEEN if self.what == "evidence_files" else ALREADY_HAPPENED


class RunningClock(msgspec.Struct, frozen=True, kw_only=True):
    """A clock on the path. `due` is None while its moment is not known; `met_at` is set once its step was done."""

    clock: Clock
    flow: str
    step: str
    due: Due | None
    met_at: datetime | None = None

    @property
    def place(self) -> Place:
        """The step that has the clock."""
        return Place(flow=self.flow, step=self.step)


class OutcomeReached(msgspec.Struct, frozen=True, kw_only=True):
    """How one flow ended. `decided` is false while the decision and its reason are still to be written."""

    flow: str
    step: str
    code: str
    text: str
    in_school: bool
    not_referred: bool
    decided: bool


def locks(library: Library, walk: Walk) -> tuple[ActiveLock, ...]:
    """The locks that are on now, each thing and lifting fact once; what nothing lifts is locked by nothing else."""
    found: dict[tuple[str, str], ActiveLock] = {}
    for visit, step in _steps(library, walk):
        for lock in step.locks:
            if not _lifted(lock, walk):
                active = ActiveLock(what=lock.what, reason=lock.reason, until=lock.until, flow=visit.flow, step=step.id)
                found.setdefault((lock.what, lock.until), active)
    for_good = {active.what for active in found.values() if active.for_good}
    return tuple(active for active in found.values() if active.for_good or active.what not in for_good)


def evidence_rule(library: Library, walk: Walk) -> EvidenceRule:
    """Whether files may be attached: never; not before advice; one by one after advice; or freely.

    An image and an adult here who may have done wrong: never, from the moment that both are known (practice.md 2).
    """
    image = walk.facts.get("image") in ("yes", "unsure")
    if image and walk.facts.get("adult_here") in ("accused", "both", "unsure"):
        return "no files"
    active = [lock for lock in locks(library, walk) if lock.what == "evidence_files"]
    if any(lock.for_good for lock in active):
        return "no files"
    if active:
        return "not yet"
    was_locked = any(lock.what == "evidence_files" for _, step in _steps(library, walk) for lock in step.locks)
    if was_locked or walk.facts.get("files_agreed") == "yes":
        return "one by one"
    return "not yet" if image else "files"  # an image, and guidance that has not come to it yet: nobody gave advice


def clocks(library: Library, walk: Walk) -> tuple[RunningClock, ...]:
    """All clocks on the path, in its order: running, met, or waiting for their moment. A repeated step counts once."""
    found: dict[tuple[str, str, str], RunningClock] = {}
    for visit, step in _steps(library, walk):
        if visit.status == "departed":
            continue
        done = visit.at if visit.status == "answered" else None
        for clock in step.clocks:
            if clock.begins_when_done and done is None:
                continue
            moments = {**walk.moments, STEP_DONE: visit.at}
            found[visit.flow, step.id, clock.id] = RunningClock(
                clock=clock,
                flow=visit.flow,
                step=step.id,
                due=walk.due_of(visit.place, clock, moments),
                met_at=None if clock.begins_when_done else done,
            )
    return tuple(found.values())


def documents(library: Library, walk: Walk) -> tuple[Recipient, ...]:
    """The summaries that the path asks for, each once."""
    return tuple(dict.fromkeys(document for _, step in _steps(library, walk) for document in step.documents))


def outcomes(library: Library, walk: Walk) -> tuple[OutcomeReached, ...]:
    """How each flow ended, outcomes that are still to be decided included."""
    return tuple(
        OutcomeReached(
            flow=visit.flow,
            step=step.id,
            code=step.code,
            text=step.text,
            in_school=step.in_school,
            not_referred=step.not_referred,
            decided=visit.status == "answered",
        )
        for visit, step in _steps(library, walk)
        if isinstance(step, Outcome) and visit.status != "departed"
    )


def mandatory_routes(library: Library, walk: Walk) -> tuple[MandatoryRoute, ...]:
    """The mandatory routes that the path has touched, each once (rules-from-the-policies A.2)."""
    return tuple(dict.fromkeys(step.mandatory for _, step in _steps(library, walk) if step.mandatory))


def second_person_needed(library: Library, walk: Walk) -> bool:
    """Whether a second person must agree: a mandatory route is to end in school. It never delays a referral."""
    return bool(mandatory_routes(library, walk)) and any(o.in_school for o in outcomes(library, walk))


def record_wanted(
    library: Library, walk: Walk, step: Step, answer_ids: Collection[str] = ()
) -> tuple[RecordField, ...]:
    """What must be written at a step of this walk: what the step demands, and a second person where one is needed."""
    wanted = required_record(step, answer_ids)
    if isinstance(step, Outcome) and step.in_school and mandatory_routes(library, walk):
        return (*wanted, SECOND_PERSON)
    return wanted


def _lifted(lock: Lock, walk: Walk) -> bool:
    if lock.until == NEVER:
        return False
    return walk.facts.get(lock.until) == "yes" or (lock.what, lock.until) in walk.position.waived


def _steps(library: Library, walk: Walk) -> Iterator[tuple[Visit, Step]]:
    """The live path with its steps, at its end those that are asked or wait; older editions' steps are left out.

    Lifting a lock is no visit of the step that set it, and leaves no trace here.
    """
    visits = list(walk.taken)
    for place in walk.position.places:
        visits.append(Visit(flow=place.flow, step=place.step, status="passed", at=visits[-1].at, event=-1))
    for visit in visits:
        step = library.step(visit.flow, visit.step)
        if step is not None and visit.status != "not in this edition" and visit.lock is None:
            yield visit, step
