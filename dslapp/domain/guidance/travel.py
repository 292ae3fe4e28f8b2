"""Moving through the flows: which step comes next when answers, known facts, jumps and urgency are taken into account.

`fold(library, events, slots)` computes the path and the position from the events that count; `fold_on(library, walk,
event, slot)` gives the same for one more event at the end, without going through the others again. Several flows run
side by side, each with its own place. An answer that does not fit the place of its flow is kept back; when the flow
comes to that step again, and nothing else was kept back before it, it counts again. So a change early on, which only
puts a step in between, does not make anybody answer everything twice, and one that leads elsewhere supersedes what
followed.
"""

from dslapp.domain.guidance.flows import Library, Place, Question
from dslapp.domain.guidance.path import GuidanceEvent, Position, Slot, Walk
from dslapp.domain.guidance.traveller import LEFT_OFF, LeftOff, Traveller


def fold(library: Library, events: tuple[GuidanceEvent, ...], slots: tuple[Slot, ...]) -> Walk:
    """Return the walk that these events make, of which `slots` are those that count.

    The links in the data must hold (`checks`); a broken one raises KeyError.
    """
    answered = frozenset(slot.place for slot in slots if slot.place and _is_carried_when_known(library, slot.place))
    taken_back = any(slot.event is None for slot in slots)
    begun = LeftOff(library, (), 0, answered, {}, -1, taken_back)
    traveller = Traveller(begun, Position(), events)
    for slot in slots:
        if slot.event is not None:
            traveller.feed(slot.event, events[slot.event])
    return traveller.walk(slots)


def fold_on(library: Library, walk: Walk, event: GuidanceEvent, slot: Slot) -> Walk | None:
    """Return the walk with one more event that counts at its end; None where only the whole fold is sure of it.

    That is so after an answer was taken back, and for a question that was carried further up: it now has an answer.
    """
    left: LeftOff | None = walk.__dict__.get(LEFT_OFF)
    if left is None or left.library is not library or left.taken_back:
        return None
    if slot.place is not None and _is_carried_when_known(library, slot.place):
        if any(visit.status == "carried" and visit.place == slot.place for visit in left.live):
            return None
        left = left._replace(answered=left.answered | {slot.place})
    events = (*walk.events, event)
    traveller = Traveller(left, walk.position, events)
    traveller.feed(len(walk.events), event)
    return traveller.walk((*walk.slots, slot))


def _is_carried_when_known(library: Library, place: Place) -> bool:
    step = library.step(place.flow, place.step)
    return isinstance(step, Question) and bool(step.fact)
