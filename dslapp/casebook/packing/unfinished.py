"""Which packs were begun in an earlier sitting and have no end in the record, read off the journal."""

from dslapp.casebook.store import Casebook
from dslapp.domain.local_time import from_milliseconds
from dslapp.domain.pack.unfinished import UnfinishedPack


def unfinished_packs(casebook: Casebook) -> tuple[UnfinishedPack, ...]:
    """Those of which nobody was told yet, oldest first; none of a case that has moved away with what was told of it."""
    rows = casebook.connection.execute(
        "SELECT v.content ->> '$.entity.subject', v.incident_id, v.content ->> '$.entity.to', "
        "v.content ->> '$.entity.detail', j.body ->> '$.at' FROM version v JOIN journal j ON j.seq = v.seq "
        "WHERE v.entity_type = 'access' "
        "AND instr(v.content, '\"what\":\"pack begun\"') AND j.body ->> '$.session' <> ? AND NOT EXISTS ("
        "SELECT 1 FROM version e WHERE e.incident_id = v.incident_id AND e.seq > v.seq AND e.entity_type = 'access' "
        "AND e.content ->> '$.entity.subject' = v.content ->> '$.entity.subject') AND NOT EXISTS ("
        "SELECT 1 FROM action a WHERE a.incident_id = v.incident_id "
        "AND a.source_id = v.content ->> '$.entity.subject') AND NOT EXISTS ("
        "SELECT 1 FROM moved m WHERE m.incident_id = v.incident_id AND m.direction = 'out') ORDER BY v.seq",
        (casebook.session_id,),
    ).fetchall()
    return tuple(
        UnfinishedPack(subject=subject, incident_id=case, to=to or "", begun=begun, begun_at=from_milliseconds(at))
        for subject, case, to, begun, at in rows
    )
