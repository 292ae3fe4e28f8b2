"""A case that goes from one casebook to another."""

import pytest

from dslapp.domain.case.casework import Review
from dslapp.domain.entity import IncidentId, MemberId
from dslapp.services.session import Session
from tests.cases import coach


@pytest.fixture
def case(session: Session) -> IncidentId:
    """The coach's case with a review."""
    incident_id = coach(session)
    session.casebook.commit(
        [
            Review(
                id="01990000-0000-7000-8000-000000000001",
                incident_id=incident_id,
                at=session.clock(),
                reviewer=MemberId(session.member.id),
                review_kind="decision",
                text="Keep her away from the pool.",
            )
        ]
    )
    return incident_id
