"""The state of a walk through the guidance: what was opened and answered, the path so far, and where it stands.

Public: the stored events `FlowOpened` and `AnswerGiven` (`GuidanceEvent`), and the values `Walk`, `Position`, `Visit`
and `Place` that `guidance_walk` computes from them.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

import msgspec

from dslapp.domain.statements import Stated

VisitStatus = Literal["answered", "carried", "passed", "opened", "not in this edition"]


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


GuidanceEvent = FlowOpened | AnswerGiven


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A step in a flow."""

    flow: str
    step: str


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """All that decides how the walk goes on.

    `current` is None when nothing is left to ask. `pending` flows are walked when the current one ends, `entered` ones
    are not entered again, `returns` are the places to come back to, the last one first.
    """

    current: Place | None = None
    facts: Mapping[str, str] = {}
    moments: Mapping[str, datetime] = {}
    pending: tuple[str, ...] = ()
    entered: tuple[str, ...] = ()
    returns: tuple[Place, ...] = ()


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of the drawn path.

    `carried`: the answer was known and not asked again. `passed`: a jump to another flow. `opened`: a flow opened by
    hand. `superseded`: taken back later; it stays visible. `before` is the position in which the step was asked.
    """

    flow: str
    step: str
    status: VisitStatus
    at: datetime
    by: str = ""
    asked: str = ""
    answers: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    recorded: Mapping[str, Stated] = {}
    edition: str = ""
    facts: Mapping[str, str] = {}
    superseded: bool = False
    before: Position = Position()

    @property
    def place(self) -> Place:
        """Where on the map this piece of the path lies."""
        return Place(flow=self.flow, step=self.step)


class Walk(msgspec.Struct, frozen=True, kw_only=True):
    """A walk: its events as stored, the path they make, superseded pieces included, and where it stands now."""

    events: tuple[GuidanceEvent, ...] = ()
    path: tuple[Visit, ...] = ()
    position: Position = Position()

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

    @property
    def taken(self) -> tuple[Visit, ...]:
        """The path without what was taken back."""
        return tuple(visit for visit in self.path if not visit.superseded)
