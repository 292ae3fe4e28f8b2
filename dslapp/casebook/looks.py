"""Whether a look was noted already: what the history is told once a sitting."""

from dslapp.casebook.store import Casebook


def noted_in_this_sitting(casebook: Casebook, what: str, incident_id: str, subject: str) -> bool:
    """Whether an access of that kind to `subject` (kind and id) stands in the history of this sitting."""
    row = casebook.connection.execute(
        "SELECT 1 FROM version v JOIN journal j ON j.seq = v.seq WHERE v.incident_id = ? AND v.entity_type = 'access' "
        "AND json_extract(v.content, '$.entity.subject') = ? AND json_extract(v.content, '$.entity.what') = ? "
        "AND json_extract(j.body, '$.session') = ? LIMIT 1",
        (incident_id, subject, what, casebook.session_id),
    ).fetchone()
    return row is not None
