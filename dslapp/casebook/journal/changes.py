"""What others did since a member last signed in, read off the journal."""

from datetime import datetime

from dslapp.casebook.store import Casebook
from dslapp.domain.case.case_lists import Changed
from dslapp.domain.local_time import from_milliseconds

_SCAN = 5000


def last_sign_in(casebook: Casebook, member_id: str, *, before_session: str) -> tuple[int, datetime] | None:
    """The journal entry and time of the member's latest unlock in an earlier sitting, if that is not too long ago."""
    rows = casebook.connection.execute(
        "SELECT j.seq, json_extract(j.body, '$.at') FROM version v JOIN journal j ON j.seq = v.seq "
        "WHERE v.entity_type = 'access' AND v.seq > (SELECT max(seq) FROM journal) - ? "
        "AND json_extract(j.body, '$.action') = 'unlocked' AND json_extract(j.body, '$.actor') = ? "
        "AND json_extract(j.body, '$.session') <> ? ORDER BY v.seq DESC LIMIT 1",
        (_SCAN, member_id, before_session),
    ).fetchone()
    return None if rows is None else (rows[0], from_milliseconds(rows[1]))


def changed_since(casebook: Casebook, seq: int, *, not_by: str, limit: int) -> tuple[Changed, ...]:
    """The cases in which somebody else wrote something after journal entry `seq`, latest first; looks do not count."""
    rows = casebook.connection.execute(
        "SELECT i.id, i.ref, i.headline, count(*), max(json_extract(j.body, '$.at')) FROM version v "
        "JOIN journal j ON j.seq = v.seq JOIN incident i ON i.id = v.incident_id "
        "WHERE v.seq > ? AND v.entity_type <> 'access' AND json_extract(j.body, '$.actor') <> ? "
        "GROUP BY i.id ORDER BY max(v.seq) DESC LIMIT ?",
        (seq, not_by, limit),
    )
    return tuple(
        Changed(case, ref, headline, entries, from_milliseconds(at))
        for case, ref, headline, entries, at in rows.fetchall()
    )


def saved_since(casebook: Casebook, seq: int) -> bool:
    """Whether anything was written after journal entry `seq` that a backup must have: looks and proofs are not."""
    row = casebook.connection.execute(
        "SELECT 1 FROM version WHERE seq > ? AND entity_type NOT IN ('access', 'drill') LIMIT 1", (seq,)
    ).fetchone()
    return row is not None
