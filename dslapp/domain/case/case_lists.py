"""What the lists of cases show: the rows of the incidents table, what is due today, the hits of a search."""

from datetime import datetime
from typing import Literal, NamedTuple

IncidentSort = Literal["ref", "logged", "headline", "route", "status", "next due", "owner"]


class IncidentFilter(NamedTuple):
    """Which incidents are wanted; the default is all of them."""

    status: Literal["open", "closed", "all"] = "all"
    staff_concern: bool = False
    imagery: bool = False
    without_route: bool = False
    overdue: bool = False
    owner: str = ""
    """A member's id."""


class IncidentRow(NamedTuple):
    """One incident in the table. Times are milliseconds since 1970 in UTC, so that 100,000 rows cost little."""

    id: str
    ref: str
    logged_at: int
    headline: str
    route: str
    status: str
    next_due: int | None
    owner: str
    staff_concern: bool
    imagery: bool


class DueAction(NamedTuple):
    """An open action with the case that it belongs to."""

    id: str
    incident_id: str
    ref: str
    headline: str
    what: str
    owner: str
    due: datetime | None
    due_in_words: str


class Changed(NamedTuple):
    """A case in which somebody else did something since the reader last signed in."""

    incident_id: str
    ref: str
    headline: str
    entries: int
    last_at: datetime


class Today(NamedTuple):
    """The first page: what is due, what changed, what is unfinished. Counts stop at `COUNT_LIMIT`."""

    overdue: tuple[DueAction, ...]
    today: tuple[DueAction, ...]
    this_week: tuple[DueAction, ...]
    undated: tuple[DueAction, ...]
    overdue_count: int
    changed: tuple[Changed, ...]
    last_signed_in: datetime | None
    without_route: tuple[IncidentRow, ...]
    without_route_count: int
    drafts: int
    open_incidents: int


COUNT_LIMIT = 1000
"""Where counting stops; the page then says "1,000 or more"."""


class SearchHit(NamedTuple):
    """One thing that a search found: what it is, the case it stands in, and the words around the match."""

    entity_type: str
    entity_id: str
    incident_id: str | None
    title: str
    before: str
    match: str
    after: str
