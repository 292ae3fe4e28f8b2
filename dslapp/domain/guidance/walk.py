"""Walking the flows: a pure fold over what was opened and answered, from which the state can always be rebuilt.

Public, all without side effects:

* `start(library, flow, at=…, facts=…, moments=…) -> Walk`
* `open_flow(library, walk, flow, at=…) -> Walk`: go to a flow at any time; the one that was being asked waits
* `answer(library, walk, step_id, answer_ids, recorded, at=…) -> Walk`: strict. Any of `walk.position.places` can be
  answered; an earlier step changes that answer (`changes_earlier` says so beforehand), and what followed from it is
  superseded, unless it still fits
* `replay(library, events) -> Walk`: the same state from the stored events alone, also under a later edition
* `with_event(library, walk, event) -> Walk`: the walk with one more event, which was checked (`departures`)
* `current_step`, `missing_record`, `worded`: what to show

To store a walk, store `walk.events`: each call of `start`, `open_flow` and `answer` adds exactly one at its end, and
`visit.event` is its number from 0. An answer that was superseded may count again after a further change.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from dslapp.domain.guidance.clocks import read_moment
from dslapp.domain.guidance.flows import Library, RecordField, Step, answers_of, required_record
from dslapp.domain.guidance.path import AnswerGiven, FlowOpened, GuidanceEvent, Place, Slot, Walk
from dslapp.domain.guidance.superseded import offers
from dslapp.domain.guidance.travel import fold, fold_on
from dslapp.domain.problems import UserProblem
from dslapp.domain.statements import Stated


def start(
    library: Library,
    flow: str,
    *,
    at: datetime,
    by: str = "",
    facts: Mapping[str, str] | None = None,
    moments: Mapping[str, datetime] | None = None,
) -> Walk:
    """Begin a walk in a flow.

    `facts` are the answers that are known: `danger`, `image` and `adult_here` of the first screen, and the school's
    settings such as `lado_clock`. `moments`: `concern_received` and `allegation_received` are `at` unless given.
    Raises UserProblem for an unknown flow.
    """
    return open_flow(
        library,
        Walk(),
        flow,
        at=at,
        by=by,
        facts=facts,
        moments={"concern_received": at, "allegation_received": at, **(moments or {})},
    )


def open_flow(
    library: Library,
    walk: Walk,
    flow: str,
    *,
    at: datetime,
    by: str = "",
    facts: Mapping[str, str] | None = None,
    moments: Mapping[str, datetime] | None = None,
) -> Walk:
    """Open another flow now, whatever is being asked; afterwards the walk comes back. One that was entered stays."""
    if flow not in library.flows:
        raise UserProblem(f"There is no guidance called “{flow}”.", f"There are: {', '.join(sorted(library.flows))}.")
    event = FlowOpened(flow=flow, at=at, by=by, facts=dict(facts or {}), moments=dict(moments or {}))
    return with_event(library, walk, event)


def answer(
    library: Library,
    walk: Walk,
    step_id: str,
    answer_ids: Sequence[str] = (),
    recorded: Mapping[str, Stated] | None = None,
    *,
    at: datetime,
    by: str = "",
    flow: str = "",
) -> Walk:
    """Answer a step, or mark it done, and go on.

    `answer_ids`: one for a question, one or more for choices, none otherwise. `recorded`: by field id. `flow` is needed
    only to change an earlier answer where two flows use the same step id. Raises UserProblem when the step is not being
    asked and never was, for an answer that it does not have, and when something that must be written is missing.
    """
    place = _find(walk, step_id, flow)
    step = library.step(place.flow, place.step)
    if step is None:
        raise UserProblem("This step is not in this edition of the guidance.", "Open the guidance afresh.")
    check_answers(step, answer_ids)
    written = dict(recorded or {})
    missing = missing_record(step, answer_ids, written)
    if missing:
        labels = "; ".join(field.label for field in missing)
        raise UserProblem(
            f"Write this before going on: {labels}", "Or say “not known yet” and why.", field=missing[0].id
        )
    return advance(library, walk, place, tuple(answer_ids), written, at=at, by=by)


def advance(
    library: Library,
    walk: Walk,
    place: Place,
    answer_ids: tuple[str, ...],
    recorded: Mapping[str, Stated],
    *,
    at: datetime,
    by: str = "",
) -> Walk:
    """As `answer`, for a place and answers that were checked, without demanding the record (a rehearsal does that)."""
    flow = library.flows[place.flow]
    step = flow.by_id[place.step]
    event = AnswerGiven(
        flow=place.flow,
        step=place.step,
        at=at,
        by=by,
        answers=answer_ids,
        recorded=dict(recorded),
        asked=_asked(step, walk, flow.flow),
        answered=tuple([option.label for name, option in step.options.items() if name in answer_ids]),
        edition=flow.edition,
    )
    return with_event(library, walk, event)


def changes_earlier(walk: Walk, step_id: str, flow: str = "") -> bool:
    """Whether answering this step now would change an earlier answer, rather than answer what is being asked."""
    return _find(walk, step_id, flow) not in walk.position.places


def replay(library: Library, events: Sequence[GuidanceEvent]) -> Walk:
    """Rebuild a walk from its stored events. Never fails: what this edition no longer asks stays in the path."""
    walk = Walk()
    for event in events:
        walk = with_event(library, walk, event)
    return walk


def current_step(library: Library, walk: Walk) -> Step | None:
    """The step that is being asked, or None when nothing is left to ask."""
    return library.step(walk.current.flow, walk.current.step) if walk.current else None


def worded(step: Step, walk: Walk, flow: str = "") -> str:
    """The step's text with the limit of its first clock in words; `flow` finds what the case was promised."""
    if "{latest}" not in step.text:
        return step.text
    place = Place(flow=flow, step=step.id)
    limit = walk.due_of(place, step.clocks[0], walk.moments) if step.clocks else None
    return step.text.replace("{latest}", limit.latest if limit else "the end of the next working day")


def check_answers(step: Step, answer_ids: Sequence[str]) -> None:
    """Raise UserProblem, naming the possible ids, unless these are answers that the step takes."""
    if offers(step, answer_ids):
        return
    known = [option.id for option in answers_of(step)]
    possible = f"Possible: {', '.join(known)}." if known else "It is only done, not answered."
    for answer_id in answer_ids:
        if answer_id not in known:
            raise UserProblem(f"“{answer_id}” is no answer to “{step.id}”.", possible)
    if not answer_ids:
        raise UserProblem(f"“{step.id}” has not been answered.", possible)
    raise UserProblem(f"“{step.id}” does not take these answers together.", possible)


def missing_record(step: Step, answer_ids: Collection[str], recorded: Mapping[str, Stated]) -> tuple[RecordField, ...]:
    """The fields that must still be written: neither a readable value nor, where allowed, a reason for its absence."""
    fields = required_record(step, answer_ids)
    return tuple(field for field in fields if not _is_written(field, recorded.get(field.id, Stated())))


def _is_written(field: RecordField, stated: Stated) -> bool:
    text = stated.text.strip()
    if not text:
        return bool(stated.unknown_because.strip()) and not field.must_be_known
    if field.type == "datetime":
        return read_moment(text) is not None
    if field.type == "yes/no":
        return text in ("yes", "no")
    if field.type == "choice":
        return text in {option.id for option in field.options}
    return True


def _find(walk: Walk, step_id: str, flow: str) -> Place:
    """The step by that id: the one being asked, else one that waits, else the last that was answered or carried."""
    answered = [visit.place for visit in walk.taken if visit.status in ("answered", "carried")]
    for place in (*walk.position.places, *reversed(answered)):
        if place.step == step_id and flow in ("", place.flow):
            return place
    asked = f"Being asked now: “{walk.current.step}”." if walk.current else "Nothing is left to ask."
    raise UserProblem(f"“{step_id}” is not being asked.", asked)


def _asked(step: Step, walk: Walk, flow: str) -> str:
    return "\n".join((worded(step, walk, flow), *step.points)) if "{latest}" in step.text else step.words


def with_event(library: Library, walk: Walk, event: GuidanceEvent) -> Walk:
    """The walk with one more event: gone on with where it counts at the end, else folded afresh from the first.

    A departure always counts, and takes the place of no answer.
    """
    number = len(walk.events)
    if not isinstance(event, AnswerGiven):
        slot = Slot(event=number)
        return fold_on(library, walk, event, slot) or fold(library, (*walk.events, event), (*walk.slots, slot))
    place = Place(flow=event.flow, step=event.step)
    slot = Slot(event=number, place=place)
    if place == walk.position.current or place in walk.position.waiting:
        gone_on = fold_on(library, walk, event, slot)
        if gone_on is not None:
            return gone_on
    return fold(library, (*walk.events, event), _put(walk, place, slot))


def _put(walk: Walk, place: Place, slot: Slot) -> tuple[Slot, ...]:
    """Put a slot where it belongs: for a change, in the place of the old answer; else at the end."""
    slots = walk.slots
    taken_back = next((i for i, other in enumerate(slots) if other.event is None and other.place == place), None)
    if taken_back is not None:
        return (*slots[:taken_back], slot, *slots[taken_back + 1 :])
    earlier = [v for v in walk.taken if v.place == place and v.status in ("answered", "carried")]
    if place in walk.position.places or not earlier:
        return (*slots, slot)
    at = next(i for i, other in enumerate(slots) if other.event == earlier[-1].event)
    if earlier[-1].status == "carried":
        return (*slots[: at + 1], slot, *slots[at + 1 :])
    return (*slots[:at], slot, *slots[at + 1 :])
