"""The incidents table: every case in one row, filtered and sorted by the database."""

from datetime import datetime

from dslapp.casebook.database.projections import milliseconds
from dslapp.casebook.store import Casebook
from dslapp.domain.case.case_lists import IncidentFilter, IncidentRow, IncidentSort

_ROUTES = "FROM guidance_run WHERE incident_id = i.id AND flow <> 'triage' AND NOT superseded"
_ROUTE = f"coalesce((SELECT group_concat(title, ', ') {_ROUTES}), '')"
_NEXT_DUE = "(SELECT min(due) FROM action WHERE incident_id = i.id AND status = 'open' AND due IS NOT NULL)"
_NO_ROUTE = f"NOT EXISTS (SELECT 1 {_ROUTES})"
_ORDER: dict[IncidentSort, str] = {
    "ref": "i.ref", "logged": "i.logged_at", "headline": "i.headline COLLATE NOCASE", "route": "route",
    "status": "i.status", "next due": "next_due", "owner": "m.name",
}  # fmt: skip


def incident_rows(
    casebook: Casebook,
    wanted: IncidentFilter,
    *,
    sort: IncidentSort = "logged",
    descending: bool = True,
    now: datetime,
    limit: int = -1,
) -> list[IncidentRow]:
    """The incidents that fit `wanted`, in order; empty routes and due times stand last."""
    conditions, parameters = _conditions(wanted, now)
    column = _ORDER[sort]
    empty_last = f"{column} IS NULL OR {column} = '', " if sort in ("route", "next due") else ""
    rows = casebook.connection.execute(
        f"SELECT i.id, i.ref, i.logged_at, i.headline, {_ROUTE} AS route, i.status, {_NEXT_DUE} AS next_due, "
        f"coalesce(m.name, ''), i.staff_concern, i.imagery FROM incident i LEFT JOIN member m ON m.id = i.owner "
        f"WHERE {conditions} ORDER BY {empty_last}{column} {'DESC' if descending else 'ASC'}, i.id LIMIT ?",
        (*parameters, limit),
    )
    return [IncidentRow(*row) for row in rows.fetchall()]


def count_incidents(casebook: Casebook, wanted: IncidentFilter, *, now: datetime, limit: int) -> int:
    """How many incidents fit `wanted`; counting stops at `limit`."""
    conditions, parameters = _conditions(wanted, now)
    row = casebook.connection.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM incident i WHERE {conditions} LIMIT ?)", (*parameters, limit)
    ).fetchone()
    return int(row[0])


def _conditions(wanted: IncidentFilter, now: datetime) -> tuple[str, list[object]]:
    conditions, parameters = ["1"], list[object]()
    if wanted.status != "all":
        conditions.append("i.status = ?")
        parameters.append(wanted.status)
    if wanted.staff_concern:
        conditions.append("i.staff_concern")
    if wanted.imagery:
        conditions.append("i.imagery")
    if wanted.without_route:
        conditions.append(_NO_ROUTE)
    if wanted.overdue:
        conditions.append(f"{_NEXT_DUE} < ?")
        parameters.append(milliseconds(now))
    if wanted.owner:
        conditions.append("i.owner = ?")
        parameters.append(wanted.owner)
    return " AND ".join(conditions), parameters
