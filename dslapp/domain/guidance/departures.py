"""Departing from the guidance: a person may, with a reason and a second person, and it stands in the walk for good.

Public: `depart(library, walk, …) -> Walk`, `may_depart_from_step(step)`, `no_departure(library, walk, lock)`,
`departures(walk)`. A departure never delays a referral: the second person may agree later, by a day that is written
down. Nothing departs from "no sexual image is ever stored".
"""

from datetime import date, datetime

import msgspec

from dslapp.domain.guidance.flows import Library, LockedThing, Step
from dslapp.domain.guidance.path import Departed, Place, Walk
from dslapp.domain.guidance.reading import evidence_rule, locks
from dslapp.domain.guidance.traveller import may_go_past
from dslapp.domain.guidance.walk import with_event, worded
from dslapp.domain.local_time import to_local
from dslapp.domain.problems import UserProblem

NO_IMAGE_EVER = "No sexual image of a child is ever stored here, whoever agrees."
NOT_BEFORE_ADVICE = "While an image may be part of this, no file is taken in before the police or social care advise."


class DepartureForm(msgspec.Struct, frozen=True, kw_only=True):
    """What a person writes who departs from the guidance. `agrees_by`: the day by which the second person agrees."""

    reason: str
    second_person: str
    agrees_by: date | None = None


def may_depart_from_step(step: Step) -> bool:
    """Whether one can go past the step undone: what is to be done, and how it is to end. A question is answered."""
    return may_go_past(step)


def no_departure(library: Library, walk: Walk, lock: LockedThing) -> str:
    """Why this lock cannot be lifted against the guidance; empty where it can."""
    if lock != "evidence_files":
        for_good = any(active.for_good for active in locks(library, walk) if active.what == lock)
        return "This stays locked, whoever agrees." if for_good else ""
    if evidence_rule(library, walk) == "no files":
        return NO_IMAGE_EVER
    return NOT_BEFORE_ADVICE if walk.facts.get("image") in ("yes", "unsure") else ""


def depart(
    library: Library,
    walk: Walk,
    form: DepartureForm,
    *,
    at: datetime,
    by: str,
    place: Place | None = None,
    lock: LockedThing | None = None,
) -> Walk:
    """Go past the step at `place`, which is being asked or waits, or lift `lock`; exactly one of the two.

    Raises UserProblem without a reason, without a second person other than `by`, and where nothing can be departed
    from.
    """
    _require_both(form, at, by)
    if lock is not None:
        return with_event(library, walk, _lifting(library, walk, form, lock, at, by))
    step = library.step(place.flow, place.step) if place else None
    if place is None or step is None or place not in walk.position.places:
        raise UserProblem("This step is not being asked.", "Open the guidance afresh.")
    if not may_depart_from_step(step):
        raise UserProblem("A question can only be answered.", "Answer it; depart from what it then asks you to do.")
    return with_event(library, walk, _event(library, walk, form, place, at, by))


def departures(walk: Walk) -> tuple[Departed, ...]:
    """All departures of a walk in their order. None is ever taken back."""
    return tuple(event for event in walk.events if isinstance(event, Departed))


def _require_both(form: DepartureForm, at: datetime, by: str) -> None:
    if not form.reason.strip():
        raise UserProblem(
            "Write why you depart from the guidance.", "Say what was weighed, and what you do instead.", field="reason"
        )
    second = form.second_person.strip()
    if not second:
        raise UserProblem(
            "One person alone cannot depart from the guidance.", "Write who agrees, or who will, and by when.",
            field="second-person",
        )  # fmt: skip
    if second.casefold() == by.strip().casefold():
        raise UserProblem("The second person must be somebody other than you.", field="second-person")
    if form.agrees_by is not None and form.agrees_by < to_local(at).date():
        raise UserProblem("The day by which they agree is past.", "Write today or a later day.", field="agrees-by")


def _lifting(library: Library, walk: Walk, form: DepartureForm, lock: LockedThing, at: datetime, by: str) -> Departed:
    never = no_departure(library, walk, lock)
    if never:
        raise UserProblem(never)
    on = [active for active in locks(library, walk) if active.what == lock]
    if not on:
        raise UserProblem("This is not locked.", "There is nothing to depart from.")
    place = Place(flow=on[0].flow, step=on[0].step)
    event = _event(library, walk, form, place, at, by)
    until = tuple(active.until for active in on)
    return msgspec.structs.replace(event, lock=lock, until=until, asked=on[0].reason)


def _event(library: Library, walk: Walk, form: DepartureForm, place: Place, at: datetime, by: str) -> Departed:
    step = library.flows[place.flow].by_id[place.step]
    return Departed(
        flow=place.flow,
        step=place.step,
        at=at,
        by=by,
        reason=form.reason.strip(),
        second_person=form.second_person.strip(),
        agrees_by=form.agrees_by,
        asked=worded(step, walk, place.flow),
        edition=library.flows[place.flow].edition,
    )
