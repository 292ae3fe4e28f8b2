"""A case of which something was purged goes to another casebook with its history; what is hidden goes nowhere."""

import pytest

from dslapp.casebook.evidence.files import EvidenceShutAway
from dslapp.casebook.inbox import waiting
from dslapp.domain.entity import IncidentId
from dslapp.services.hand_over_matter import hand_over_matter
from dslapp.services.purge_exhibit import purge_exhibit
from dslapp.services.read_case import read_case
from dslapp.services.session import Session
from dslapp.services.shut_away import shut_away
from dslapp.services.take_in_matter import take_in_matter
from dslapp.services.verify_casebook import verify_casebook
from tests.cases import coach
from tests.purges import POLICE, attach_canary, found_in, traces


@pytest.fixture
def case(session: Session) -> IncidentId:
    """The coach's case."""
    return coach(session)


def test_what_was_purged_is_not_in_the_other_casebook(
    session: Session, staff: Session, case: IncidentId, neighbours: str
) -> None:
    exhibit = attach_canary(session, case)
    purge_exhibit(session, exhibit.id, POLICE)
    hand_over_matter(session, case, neighbours, "It is about staff.")
    [sealed] = waiting(staff.opened.folder)
    taken = take_in_matter(staff, sealed.name, image_answer="no")
    [arrived] = read_case(staff, taken.incident.id).exhibits
    assert (arrived.exhibit_kind, arrived.file_id) == ("imagery not held", "")
    assert found_in(staff.opened.folder, staff.opened.keys, traces(exhibit)) == set()
    assert verify_casebook(staff).faults == ()


def test_what_is_hidden_is_not_handed_over(session: Session, case: IncidentId, neighbours: str) -> None:
    exhibit = attach_canary(session, case)
    shut_away(session, exhibit.id)
    with pytest.raises(EvidenceShutAway):
        hand_over_matter(session, case, neighbours, "It is about staff.")
