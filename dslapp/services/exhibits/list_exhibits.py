"""List the exhibits of all cases, with what is still to be answered about each."""

from dslapp.casebook.rows.exhibit_rows import exhibit_rows
from dslapp.domain.evidence.listed import ExhibitRow
from dslapp.services.session import Session

SHOWN = 20_000
"""More than a school collects in a lifetime; the newest are shown."""


def list_exhibits(session: Session) -> tuple[ExhibitRow, ...]:
    """Exhibits of every case, those attached last first, withdrawn ones included."""
    session.require("read the record")
    return exhibit_rows(session.casebook, limit=SHOWN)
