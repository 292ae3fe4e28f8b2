"""Note that somebody looked: once a sitting for each thing."""

from typing import Literal

from dslapp.casebook.journal.looks import noted_in_this_sitting
from dslapp.domain.entity import new_id
from dslapp.domain.school import Access
from dslapp.services.session import Session


def note_look(session: Session, what: Literal["viewed", "revealed"], incident_id: str, subject: str) -> None:
    """Note a look at `subject` (kind and id) unless this sitting has noted it already."""
    if not noted_in_this_sitting(session.casebook, what, incident_id, subject):
        session.casebook.commit([Access(id=new_id(), what=what, incident_id=incident_id, subject=subject)])
