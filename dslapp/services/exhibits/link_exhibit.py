"""Show an exhibit in another case, too: one original, no second copy; that it was taken out again stays readable."""

import msgspec

from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import ExhibitId, IncidentId, new_id
from dslapp.domain.evidence.exhibits import Exhibit, ExhibitLink
from dslapp.domain.leaving_names import says_something
from dslapp.domain.problems import UserProblem
from dslapp.services.intake.attach_evidence import check_intake
from dslapp.services.intake.shut_cases import refuse_where_shut
from dslapp.services.session import Session


def link_exhibit(session: Session, exhibit_id: str, case_ref: str, *, because: str) -> ExhibitLink:
    """Show an exhibit in the case with that reference as well.

    The gates of both cases come first, as for a file that is attached: raises GateClosed where nothing may be taken in.
    Raises UserProblem for a case that is not there, one that has it, an exhibit without a file, one of a restricted
    case, and without a reason.
    """
    session.require("log and change the record")
    exhibit = session.casebook.get(Exhibit, exhibit_id)
    found = session.casebook.select(Incident, "p.ref = ?", (case_ref.strip().upper(),), limit=1)
    if not found:
        raise UserProblem("There is no case with that reference here.", "Write it like OSI-2026-0012.", field="case")
    other = found[0]
    _check(session, exhibit, other)
    if not says_something(because):
        raise UserProblem("Say why it belongs to that case, too.", field="because")
    refuse_where_shut(session, exhibit)
    check_intake(session, other.id, "no")
    link = ExhibitLink(
        id=new_id(), incident_id=IncidentId(other.id), exhibit_id=ExhibitId(exhibit.id), because=because.strip(),
        linked_at=session.clock(), linked_by=session.member.name,
    )  # fmt: skip
    session.casebook.commit([link], reason=because.strip())
    return link


def unlink_exhibit(session: Session, incident_id: str, exhibit_id: str, *, because: str) -> ExhibitLink:
    """Take an exhibit of another case out of this one; the exhibit itself stays where it belongs.

    Raises UserProblem without a reason, and when it is not shown there.
    """
    session.require("log and change the record")
    if not because.strip():
        raise UserProblem("Say why it does not belong to this case.", field="because")
    found = _links(session, incident_id, exhibit_id)
    if not found:
        raise UserProblem("This exhibit is not shown in that case any more.")
    withdrawn = msgspec.structs.replace(found[0], withdrawn=True, withdrawn_because=because.strip())
    session.casebook.commit([withdrawn], reason=because.strip())
    return withdrawn


def _check(session: Session, exhibit: Exhibit, other: Incident) -> None:
    home = session.casebook.get(Incident, exhibit.incident_id)
    if exhibit.withdrawn or not exhibit.file_id:
        raise UserProblem(
            f"Exhibit {exhibit.ref} has no file that could be shown there.", "Write in that case what is known of it."
        )
    if home.restricted and not other.restricted:
        raise UserProblem(
            "This exhibit belongs to a restricted case: who works with the other one need not see it.",
            "Write in the other case what must be known there.", field="case",
        )  # fmt: skip
    if other.id == home.id or _links(session, other.id, exhibit.id):
        raise UserProblem(f"Exhibit {exhibit.ref} is in {other.ref} already.", field="case")


def _links(session: Session, incident_id: str, exhibit_id: str) -> list[ExhibitLink]:
    return session.casebook.select(
        ExhibitLink, "p.incident_id = ? AND p.exhibit_id = ? AND p.withdrawn = 0", (incident_id, exhibit_id)
    )
