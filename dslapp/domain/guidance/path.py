"""The state of a walk through the guidance: what was opened and answered, the path so far, and where it stands.

Public: the stored events `FlowOpened`, `AnswerGiven` and `Departed` (`GuidanceEvent`), and the values `Walk`,
`Position`, `Visit` and `Place` that `walk` computes from them.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Literal

import msgspec

from dslapp.domain.guidance.clocks import Clock, Due, due
from dslapp.domain.guidance.flows import LockedThing
from dslapp.domain.guidance.flows import Place as Place
from dslapp.domain.statements import Stated

VisitStatus = Literal["answered", "carried", "passed", "opened", "departed", "not in this edition"]


class FlowOpened(msgspec.Struct, frozen=True, kw_only=True, tag="opened"):
    """Somebody opened a flow: the first one, or another at any time (police and 999 are always on the screen).

    `facts` are what is known already (`danger: no`), `moments` aware datetimes by name (`allegation_received`).
    """

    flow: str
    at: datetime
    by: str = ""
    facts: dict[str, str] = {}
    moments: dict[str, datetime] = {}


class AnswerGiven(msgspec.Struct, frozen=True, kw_only=True, tag="answer"):
    """A step was answered or done. An answer to a step that was answered before changes that earlier answer.

    `asked` and `answered` are the words as shown, in the flow's `edition`, so that an old case reads as it was asked.
    `recorded` is keyed by field id; a datetime is ISO 8601 with its offset, yes/no is "yes" or "no".
    """

    flow: str
    step: str
    at: datetime
    by: str = ""
    answers: tuple[str, ...] = ()
    recorded: dict[str, Stated] = {}
    asked: str = ""
    answered: tuple[str, ...] = ()
    edition: str = ""


class Departed(msgspec.Struct, frozen=True, kw_only=True, tag="departed"):
    """Somebody departed from the guidance: went past a step, or lifted what was locked (`lock`) without advice.

    `until` are the lifting facts that are waived; a lock that comes on later, for another reason, stays on. It always
    has a reason and a second person, who agrees now or, if `agrees_by` is given, by that day. No later answer takes it
    back. `asked` are the words departed from, in the flow's `edition`.
    """

    flow: str
    step: str
    at: datetime
    by: str
    reason: str
    second_person: str
    agrees_by: date | None = None
    lock: LockedThing | None = None
    until: tuple[str, ...] = ()
    asked: str = ""
    edition: str = ""


GuidanceEvent = FlowOpened | AnswerGiven | Departed


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """Where the walk stands. Flows run side by side: one is being asked, others wait where they were left.

    `current` is None when nothing is left to ask. `waiting` are flows that were begun and interrupted, the next to come
    back to last; `pending` were opened and not begun; `finished` came to their end. `open_flow` goes to any of them.
    `waived` are the locked things, with the fact that would have lifted each, that a departure lifted.
    """

    current: Place | None = None
    waiting: tuple[Place, ...] = ()
    pending: tuple[str, ...] = ()
    finished: tuple[str, ...] = ()
    facts: Mapping[str, str] = {}
    moments: Mapping[str, datetime] = {}
    waived: tuple[tuple[LockedThing, str], ...] = ()

    @property
    def places(self) -> tuple[Place, ...]:
        """The steps that can be answered: the one that is being asked first, then those of the flows that wait."""
        return (self.current, *reversed(self.waiting)) if self.current else ()

    @property
    def entered(self) -> tuple[str, ...]:
        """The flows that were begun, finished or not."""
        return tuple(dict.fromkeys((*self.finished, *(place.flow for place in self.places))))


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of the drawn path.

    `carried`: the answer was known and not asked again. `passed`: a jump to another flow. `opened`: a flow opened by
    hand. `departed`: gone past, or with a `lock` lifted, against the guidance. `superseded`: taken back by a later
    change; it stays visible. `event` is the number, from 0, of the stored event that brought the walk here.
    """

    flow: str
    step: str
    status: VisitStatus
    at: datetime
    event: int
    by: str = ""
    asked: str = ""
    answers: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    recorded: Mapping[str, Stated] = {}
    edition: str = ""
    superseded: bool = False
    lock: LockedThing | None = None

    @property
    def place(self) -> Place:
        """Where on the map this piece of the path lies."""
        return Place(flow=self.flow, step=self.step)


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """One effective event, by its number in the stored events; `place` is None for a flow that was opened.

    `event` is None while an answer has been taken back and its new one is not given yet.
    """

    event: int | None
    place: Place | None = None


class Walk(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A walk: its events as stored, the path they make, superseded pieces included, and where it stands now.

    `slots` are the events that count, in their order: the change of an answer takes the place of the old one.
    `promised` are the limits that the case has stored, by `clock_key`: they hold, whatever edition or setting comes,
    as long as the moment from which they run stays.
    """

    events: tuple[GuidanceEvent, ...] = ()
    slots: tuple[Slot, ...] = ()
    path: tuple[Visit, ...] = ()
    position: Position = Position()
    promised: Mapping[str, Due] = {}

    @property
    def current(self) -> Place | None:
        """The step that is being asked, or None when the walk is finished."""
        return self.position.current

    @property
    def facts(self) -> Mapping[str, str]:
        """What is known: by the first screen, by answers, by what was recorded."""
        return self.position.facts

    @property
    def moments(self) -> Mapping[str, datetime]:
        """The named moments from which clocks run."""
        return self.position.moments

    @cached_property
    def taken(self) -> tuple[Visit, ...]:
        """The path without what was taken back."""
        return tuple(visit for visit in self.path if not visit.superseded)

    def due_of(self, place: Place, clock: Clock, moments: Mapping[str, datetime]) -> Due | None:
        """When a clock of that step ends: as it was promised while its moment stays, else by this edition."""
        now = due(clock, moments, self.facts)
        promised = self.promised.get(clock_key(place, clock))
        return promised if now and promised and promised.started == now.started else now


def clock_key(place: Place, clock: Clock) -> str:
    """The name of a clock in a case, as its action keeps it."""
    return f"{place.flow}/{place.step}/{clock.id}"
