"""Note that somebody looked, printed or exported: looks once a sitting for each thing, the rest every time."""

from typing import Literal

from dslapp.domain.entity import new_id
from dslapp.domain.school import Access
from dslapp.services.session import Session


def note_look(session: Session, what: Literal["viewed", "revealed"], incident_id: str, subject: str) -> None:
    """Note a look at `subject` (kind and id) unless this sitting has noted it already."""
    casebook = session.casebook
    noted = casebook.connection.execute(
        "SELECT 1 FROM version v JOIN journal j ON j.seq = v.seq WHERE v.incident_id = ? AND v.entity_type = 'access' "
        "AND json_extract(v.content, '$.entity.subject') = ? AND json_extract(v.content, '$.entity.what') = ? "
        "AND json_extract(j.body, '$.session') = ? LIMIT 1",
        (incident_id, subject, what, casebook.session_id),
    ).fetchone()
    if noted is None:
        casebook.commit([Access(id=new_id(), what=what, incident_id=incident_id, subject=subject)])
