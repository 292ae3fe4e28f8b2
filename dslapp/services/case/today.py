"""Read the first page: what is due, what others did, which cases have no route yet."""

from datetime import datetime, time, timedelta

from dslapp.casebook.journal.changes import changed_since, last_sign_in
from dslapp.casebook.rows.due_actions import count_due, due_actions, undated_actions
from dslapp.casebook.rows.incident_rows import count_incidents, incident_rows
from dslapp.casebook.store import Casebook
from dslapp.domain.case.case_lists import COUNT_LIMIT, IncidentFilter, Today
from dslapp.domain.local_time import LONDON
from dslapp.services.session import Session

_SHOWN = 50


def today(session: Session) -> Today:
    """What the member needs to see on signing in."""
    session.require("read the record")
    return first_page(session.casebook, session.member.id, session.clock())


def first_page(casebook: Casebook, member_id: str, now: datetime) -> Today:
    """The same for one member of a casebook. Reads a bounded number of rows, however large the casebook."""
    midnight, week = _end_of_day(now, days=0), _end_of_day(now, days=7)
    signed_in = last_sign_in(casebook, member_id, before_session=casebook.session_id)
    no_route = IncidentFilter(status="open", without_route=True)
    return Today(
        overdue=due_actions(casebook, before=now, limit=_SHOWN),
        today=due_actions(casebook, after=now, before=midnight, limit=_SHOWN),
        this_week=due_actions(casebook, after=midnight, before=week, limit=_SHOWN),
        undated=undated_actions(casebook, limit=_SHOWN),
        overdue_count=count_due(casebook, before=now, limit=COUNT_LIMIT),
        changed=changed_since(casebook, signed_in[0], not_by=member_id, limit=_SHOWN) if signed_in else (),
        last_signed_in=signed_in[1] if signed_in else None,
        without_route=tuple(incident_rows(casebook, no_route, now=now, limit=_SHOWN)),
        without_route_count=count_incidents(casebook, no_route, now=now, limit=COUNT_LIMIT),
        drafts=len(casebook.drafts()),
        open_incidents=count_incidents(casebook, IncidentFilter(status="open"), now=now, limit=COUNT_LIMIT),
    )


def _end_of_day(now: datetime, *, days: int) -> datetime:
    day = now.astimezone(LONDON).date() + timedelta(days=days + 1)
    return datetime.combine(day, time(), LONDON)
