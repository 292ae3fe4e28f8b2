"""List the people and accounts of all cases, and the cases in which one of them stands."""

from dslapp.casebook.rows.everybody import everybody
from dslapp.domain.case.incident import Incident
from dslapp.domain.case.people import Involvement
from dslapp.domain.case.people_lists import Everybody, PartInCase
from dslapp.services.session import Session


def list_people(session: Session) -> Everybody:
    """Everybody who stands in a case; who was taken out of all of them is left out."""
    session.require("read the record")
    return everybody(session.casebook)


def cases_of(session: Session, person_or_account_id: str) -> tuple[PartInCase, ...]:
    """The cases in which a person or an account stands, the newest first, with the part played in each."""
    session.require("read the record")
    parts = session.casebook.select(
        Involvement, "(p.person_id = ? OR p.account_id = ?) AND NOT p.withdrawn",
        (person_or_account_id, person_or_account_id),
    )  # fmt: skip
    found = [(session.casebook.get(Incident, part.incident_id), part) for part in parts]
    found.sort(key=lambda pair: pair[0].logged_at, reverse=True)
    return tuple(
        PartInCase(incident.id, incident.ref, incident.headline, incident.status, part.role) for incident, part in found
    )
