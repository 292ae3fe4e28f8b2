"""The pieces of the drawn path that events make, and the place in it of those that no longer count.

Public: `visit_of`, `departure_visit`, `with_superseded`, `offers`.
"""

from collections.abc import Collection, Sequence

import msgspec

from dslapp.domain.guidance.flows import Library, Question, Step
from dslapp.domain.guidance.path import AnswerGiven, Departed, GuidanceEvent, Visit


def visit_of(number: int, event: AnswerGiven) -> Visit:
    """The piece of the path that an answer makes."""
    return Visit(
        flow=event.flow,
        step=event.step,
        status="answered",
        at=event.at,
        event=number,
        by=event.by,
        asked=event.asked,
        answers=event.answers,
        answered=event.answered,
        recorded=event.recorded,
        edition=event.edition,
    )


def departure_visit(number: int, event: Departed) -> Visit:
    """The piece of the path that a departure makes: what was asked, and why it was not done."""
    agreed = f"{event.second_person} agrees" if event.agrees_by is None else f"{event.second_person} is to agree"
    return Visit(
        flow=event.flow,
        step=event.step,
        status="departed",
        at=event.at,
        event=number,
        by=event.by,
        asked=event.asked,
        answered=(f"Departed from: {event.reason} ({agreed})",),
        edition=event.edition,
        lock=event.lock,
    )


def offers(step: Step, answer_ids: Collection[str]) -> bool:
    """Whether the step takes these answers: known ones, as many as it takes, and none that exclude each other."""
    known = step.options
    if not known or not answer_ids:
        return not known and not answer_ids
    for answer_id in answer_ids:
        if answer_id not in known:
            return False
    return len(answer_ids) == 1 or not (isinstance(step, Question) or any(known[i].alone for i in answer_ids))


def with_superseded(library: Library, live: Sequence[Visit], events: Sequence[GuidanceEvent]) -> tuple[Visit, ...]:
    """Put what no longer counts into the path, each before the first piece that came after it."""
    path = list(live)
    applied = {visit.event for visit in live if visit.status in ("answered", "opened", "departed")}
    for number, event in enumerate(events):
        if number in applied:
            continue
        if isinstance(event, AnswerGiven):
            step = library.step(event.flow, event.step)
            gone = step is None or not offers(step, event.answers)
            visit = msgspec.structs.replace(visit_of(number, event), superseded=not gone)
        elif isinstance(event, Departed):
            gone = library.step(event.flow, event.step) is None
            visit = msgspec.structs.replace(departure_visit(number, event), superseded=not gone)
        else:
            gone = True
            visit = Visit(flow=event.flow, step="", status="opened", at=event.at, event=number, by=event.by)
        if gone:
            visit = msgspec.structs.replace(visit, status="not in this edition")
        later = next((i for i, other in enumerate(path) if other.event > number), len(path))
        path.insert(later, visit)
    return tuple(path)
