"""When the whole casebook was last checked, and what was found, read off the journal."""

from datetime import datetime
from typing import NamedTuple

from dslapp.casebook.store import Casebook
from dslapp.domain.local_time import from_milliseconds


class LastVerified(NamedTuple):
    """The check, by its moment in UTC and its words in the journal ("412 entries, sound")."""

    at: datetime
    found: str

    @property
    def was_sound(self) -> bool:
        """Whether everything was as it was written."""
        return self.found.endswith("sound")


def last_verified(casebook: Casebook) -> LastVerified | None:
    """The newest check; None before the first."""
    row = casebook.connection.execute(
        "SELECT json_extract(j.body, '$.at'), json_extract(v.content, '$.entity.detail') FROM version v "
        "JOIN journal j ON j.seq = v.seq WHERE v.entity_type = 'access' "
        "AND json_extract(j.body, '$.action') = 'verified' ORDER BY v.seq DESC LIMIT 1"
    ).fetchone()
    return None if row is None else LastVerified(from_milliseconds(row[0]), row[1] or "")
