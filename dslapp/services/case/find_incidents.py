"""Find incidents: the table of all cases, filtered and sorted."""

from dslapp.casebook.rows.incident_rows import incident_rows
from dslapp.domain.case.case_lists import IncidentFilter, IncidentRow, IncidentSort
from dslapp.domain.case.incident import Incident
from dslapp.domain.problems import UserProblem
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


def incident_by_ref(session: Session, ref: str) -> Incident:
    """The incident with that reference. Raises UserProblem when there is none."""
    session.require("read the record")
    found = session.casebook.select(Incident, "p.ref = ?", (ref.strip().upper(),))
    if not found:
        raise UserProblem(f"There is no case {ref}.", "List the cases to see their references.", field="ref")
    return found[0]
