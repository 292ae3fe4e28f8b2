"""Find incidents: the table of all cases, filtered and sorted."""

from dslapp.casebook.incident_rows import incident_rows
from dslapp.domain.case_lists import IncidentFilter, IncidentRow, IncidentSort
from dslapp.services.session import Session

EVERYTHING = IncidentFilter()


def find_incidents(
    session: Session,
    wanted: IncidentFilter = EVERYTHING,
    *,
    sort: IncidentSort = "logged",
    descending: bool = True,
) -> list[IncidentRow]:
    """All incidents that fit `wanted`, in the order asked for."""
    session.require("read the record")
    return incident_rows(session.casebook, wanted, sort=sort, descending=descending, now=session.clock())
