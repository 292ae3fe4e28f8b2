"""Open actions in the order of their due time, with the case that each belongs to."""

from datetime import datetime

from dslapp.casebook.database.projections import milliseconds
from dslapp.casebook.database.stored_versions import content_of
from dslapp.casebook.store import Casebook
from dslapp.domain.case.case_lists import DueAction
from dslapp.domain.case.casework import Action


def due_actions(
    casebook: Casebook, *, after: datetime | None = None, before: datetime | None = None, limit: int
) -> tuple[DueAction, ...]:
    """Open actions due from `after` (included) to `before` (not included), soonest first."""
    return _read(
        casebook,
        "p.due >= ? AND p.due < ?",
        (0 if after is None else milliseconds(after), 2**62 if before is None else milliseconds(before), limit),
    )


def undated_actions(casebook: Casebook, *, limit: int) -> tuple[DueAction, ...]:
    """Open actions that have no due time, newest first."""
    return _read(casebook, "p.due IS NULL", (limit,), order="p.id DESC")


def count_due(casebook: Casebook, *, before: datetime, limit: int) -> int:
    """How many open actions were due before a moment; counting stops at `limit`."""
    row = casebook.connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM action WHERE status = 'open' AND due < ? LIMIT ?)",
        (milliseconds(before), limit),
    ).fetchone()
    return int(row[0])


def _read(
    casebook: Casebook, condition: str, parameters: tuple[object, ...], order: str = "p.due"
) -> tuple[DueAction, ...]:
    rows = casebook.connection.execute(
        "SELECT v.content, i.ref, i.headline, coalesce(m.name, p.owner) FROM action p JOIN version v ON v.seq = p.seq "
        "JOIN incident i ON i.id = p.incident_id LEFT JOIN member m ON m.id = p.owner "
        f"WHERE p.status = 'open' AND {condition} ORDER BY {order} LIMIT ?",
        parameters,
    )
    found = ((content_of(content, Action), *shown) for content, *shown in rows.fetchall())
    return tuple(
        DueAction(each.id, each.incident_id, ref, headline, each.what, owner, each.due, each.due_in_words)
        for each, ref, headline, owner in found
    )
