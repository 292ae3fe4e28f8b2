"""Walking the flows: a pure fold over what was opened and answered, from which the state can always be rebuilt.

Public, all without side effects:

* `start(library, flow, at=…, facts=…, moments=…) -> Walk`; `open_flow(library, walk, flow, at=…) -> Walk` for another
  flow at any time, coming back afterwards
* `answer(library, walk, step_id, answer_ids, recorded, at=…) -> Walk`: strict; at an earlier step it changes the
  answer
* `supersede(library, walk, step_id) -> Walk`: stand at an earlier step again; its answer and what followed stay in the
  path, marked superseded
* `replay(library, events) -> Walk`: the same state from the stored events alone, also under a later edition
* `current_step`, `missing_record`, `earlier_answer`, `worded`: what to show

To store a walk, store `walk.events`: each call of `start`, `open_flow` and `answer` adds exactly one at its end.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import msgspec

from dslapp.domain.guidance import Choices, Library, Question, RecordField, Step, answers_of, required_record
from dslapp.domain.guidance_clocks import due
from dslapp.domain.guidance_path import AnswerGiven, FlowOpened, GuidanceEvent, Place, Visit, Walk
from dslapp.domain.guidance_travel import Traveller, read_moment
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
    return _opened(library, walk, event)


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
        asked="\n".join((worded(step, walk), *step.points)),
        answered=tuple(option.label for option in answers_of(step) if option.id in answer_ids),
        edition=flow.edition,
    )
    return _answered(library, walk, event)


def supersede(library: Library, walk: Walk, step_id: str, flow: str = "") -> Walk:
    """Stand at an earlier step again. Nothing is erased: its answer and all that followed are marked superseded.

    Flows that were opened by hand stay open and are walked later. This is not an event: only the new answer is.
    Raises UserProblem when the step was never answered.
    """
    place = _find(walk, step_id, flow)
    return walk if place == walk.current else _taken_back(library, walk, place)


def replay(library: Library, events: Sequence[GuidanceEvent]) -> Walk:
    """Rebuild a walk from its stored events. Never fails: what this edition no longer asks stays in the path."""
    walk = Walk()
    for event in events:
        walk = _opened(library, walk, event) if isinstance(event, FlowOpened) else _answered(library, walk, event)
    return walk


def current_step(library: Library, walk: Walk) -> Step | None:
    """The step that is being asked, or None when nothing is left to ask."""
    return library.step(walk.current.flow, walk.current.step) if walk.current else None


def earlier_answer(walk: Walk) -> Visit | None:
    """What was answered and written at the current step before it was taken back, to be offered again."""
    return next((v for v in reversed(walk.path) if v.status == "answered" and v.place == walk.current), None)


def worded(step: Step, walk: Walk) -> str:
    """The step's text with the limit of its first clock in words."""
    if "{latest}" not in step.text:
        return step.text
    limit = due(step.clocks[0], walk.moments, walk.facts) if step.clocks else None
    return step.text.replace("{latest}", limit.latest if limit else "the end of the next working day")


def check_answers(step: Step, answer_ids: Sequence[str]) -> None:
    """Raise UserProblem, naming the possible ids, unless these are answers that the step takes."""
    known = {option.id: option for option in answers_of(step)}
    possible = f"Possible: {', '.join(known)}." if known else "It is only done, not answered."
    for answer_id in answer_ids:
        if answer_id not in known:
            raise UserProblem(f"“{answer_id}” is no answer to “{step.id}”.", possible)
    if known and not answer_ids:
        raise UserProblem(f"“{step.id}” has not been answered.", possible)
    if isinstance(step, Question) and len(answer_ids) > 1:
        raise UserProblem(f"“{step.id}” takes one answer.", possible)
    if isinstance(step, Choices) and len(answer_ids) > 1 and any(known[i].alone for i in answer_ids):
        raise UserProblem(f"One of these answers to “{step.id}” excludes the others.", possible)


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
    """The current step by that id, else the last one on the path that was answered or carried."""
    places = [visit.place for visit in walk.taken if visit.status in ("answered", "carried")]
    for place in ([walk.current] if walk.current else []) + places[::-1]:
        if place.step == step_id and flow in ("", place.flow):
            return place
    asked = f"Being asked now: “{walk.current.step}”." if walk.current else "Nothing is left to ask."
    raise UserProblem(f"“{step_id}” is not being asked.", asked)


def _opened(library: Library, walk: Walk, event: FlowOpened) -> Walk:
    events = (*walk.events, event)
    if event.flow not in library.flows:
        gone = Visit(flow=event.flow, step="", status="not in this edition", at=event.at, by=event.by)
        return msgspec.structs.replace(walk, events=events, path=(*walk.path, gone))
    traveller = Traveller(library, walk, event.at, event.by)
    traveller.open_now(event)
    return Walk(events=events, path=tuple(traveller.path), position=traveller.position)


def _answered(library: Library, walk: Walk, event: AnswerGiven) -> Walk:
    place = Place(flow=event.flow, step=event.step)
    events = (*walk.events, event)
    step = library.step(event.flow, event.step)
    on_path = any(v.place == place and v.status in ("answered", "carried") for v in walk.taken)
    if step is None or not _still_offered(step, event.answers) or not (place == walk.current or on_path):
        gone = Visit(
            flow=event.flow, step=event.step, status="not in this edition", at=event.at, by=event.by,
            asked=event.asked, answers=event.answers, answered=event.answered, recorded=event.recorded,
            edition=event.edition, before=walk.position,
        )  # fmt: skip
        return msgspec.structs.replace(walk, events=events, path=(*walk.path, gone))
    if place != walk.current:
        walk = _taken_back(library, walk, place)
    traveller = Traveller(library, walk, event.at, event.by)
    traveller.do(step, event)
    return Walk(events=events, path=tuple(traveller.path), position=traveller.position)


def _still_offered(step: Step, answer_ids: tuple[str, ...]) -> bool:
    try:
        check_answers(step, answer_ids)
    except UserProblem:
        return False
    return True


def _taken_back(library: Library, walk: Walk, place: Place) -> Walk:
    index = max(
        i
        for i, v in enumerate(walk.path)
        if not v.superseded and v.place == place and v.status in ("answered", "carried")
    )
    after = [msgspec.structs.replace(v, superseded=True) for v in walk.path[index:]]
    restored = Walk(events=walk.events, path=(*walk.path[:index], *after), position=walk.path[index].before)
    traveller = Traveller(library, restored, walk.path[index].at, walk.path[index].by)
    for visit, old in zip(after, walk.path[index:], strict=True):
        if visit.status == "opened" and not old.superseded:
            traveller.reopen_later(visit)
    return msgspec.structs.replace(restored, position=traveller.position)
