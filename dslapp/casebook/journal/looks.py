"""Looks in the history: whether one was noted already in this sitting, and what one member looked at."""

from datetime import datetime

from dslapp.casebook.database.projections import milliseconds
from dslapp.casebook.store import Casebook

_SCAN = 50_000
"""More entries than a school writes in a week."""


def noted_in_this_sitting(casebook: Casebook, what: str, incident_id: str, subject: str) -> bool:
    """Whether an access of that kind to `subject` (kind and id) stands in the history of this sitting."""
    row = casebook.connection.execute(
        "SELECT 1 FROM version v JOIN journal j ON j.seq = v.seq WHERE v.incident_id = ? AND v.entity_type = 'access' "
        "AND json_extract(v.content, '$.entity.subject') = ? AND json_extract(v.content, '$.entity.what') = ? "
        "AND json_extract(j.body, '$.session') = ? LIMIT 1",
        (incident_id, subject, what, casebook.session_id),
    ).fetchone()
    return row is not None


def revealed_since(casebook: Casebook, member_id: str, moment: datetime) -> tuple[str, ...]:
    """The exhibits, by their id, at whose picture one member looked since a moment; each once."""
    rows = casebook.connection.execute(
        "SELECT DISTINCT json_extract(v.content, '$.entity.subject') FROM version v JOIN journal j ON j.seq = v.seq "
        "WHERE v.entity_type = 'access' AND v.seq > (SELECT max(seq) FROM journal) - ? "
        "AND json_extract(v.content, '$.entity.what') = 'revealed' "
        "AND json_extract(j.body, '$.actor') = ? AND json_extract(j.body, '$.at') >= ?",
        (_SCAN, member_id, milliseconds(moment)),
    )
    return tuple(row[0].removeprefix("exhibit ") for row in rows.fetchall())
