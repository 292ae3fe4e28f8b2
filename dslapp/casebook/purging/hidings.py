"""The steps of continuity by which somebody hid an exhibit, and who has looked at each since."""

from datetime import datetime

from dslapp.casebook.database.projections import milliseconds
from dslapp.casebook.store import Casebook
from dslapp.domain.evidence.exhibits import CustodyEvent

_SHOWN = 50


def hidings_to_see(casebook: Casebook, member_id: str, since: datetime) -> list[CustodyEvent]:
    """Those by other members since a moment at which this member has not looked yet, oldest first."""
    rows = casebook.connection.execute(
        "SELECT c.id FROM custody_event c JOIN journal j ON j.seq = c.seq WHERE c.what = 'shut away' AND c.at >= ? "
        "AND j.body ->> 'actor' <> ? AND NOT EXISTS ("
        "SELECT 1 FROM version v JOIN journal k ON k.seq = v.seq WHERE v.incident_id = c.incident_id "
        "AND v.entity_type = 'access' AND v.content ->> '$.entity.subject' = 'hiding ' || c.id "
        "AND k.body ->> 'actor' = ?) ORDER BY c.seq LIMIT ?",
        (milliseconds(since), member_id, member_id, _SHOWN),
    ).fetchall()
    return [casebook.get(CustodyEvent, row[0]) for row in rows]
