"""What once spoke of a naked image keeps the gate shut in the casebook to which the case moves, too."""

from collections.abc import Callable

import msgspec
import pytest

from dslapp.casebook.matters.inbox import waiting
from dslapp.domain.case.incident import Incident
from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.gate import GateClosed
from dslapp.domain.matters.moved_matter import Matter
from dslapp.domain.trust.entries import Moved
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file, why_closed
from dslapp.services.intake.record_without_file import image_possible
from dslapp.services.matters import hand_over_matter as handing_over
from dslapp.services.matters.hand_over_matter import hand_over_matter
from dslapp.services.matters.take_in_matter import take_in_matter
from dslapp.services.session import Session
from tests.cases import coach
from tests.pictures import SAMPLES

PICTURE = SAMPLES / "chatnest-taunts-1.png"


@pytest.fixture
def case(session: Session) -> IncidentId:
    """The coach's case."""
    return coach(session)


def say_and_unsay(session: Session, case: str) -> None:
    """The first screen said possible, and later no."""
    before = session.casebook.get(Incident, case)
    session.casebook.commit(list(image_possible(before)))
    said = session.casebook.get(Incident, case)
    session.casebook.commit([msgspec.structs.replace(said, safety=before.safety)], reason="A slip.")


def silent(matter_of: Callable[..., Matter]) -> Callable[..., Matter]:
    return lambda *args: msgspec.structs.replace(matter_of(*args), once_possible=False)


def test_a_case_with_files_is_not_handed_over(session: Session, case: IncidentId, neighbours: str) -> None:
    attach_file(session, case, PICTURE, ExhibitAnswers(), image_answer="no")
    say_and_unsay(session, case)
    with pytest.raises(GateClosed, match="Nothing was handed over"):
        hand_over_matter(session, case, neighbours, "It is about staff.")


def test_nor_taken_in_where_it_only_stands_in_its_history(
    session: Session, staff: Session, case: IncidentId, neighbours: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    attach_file(session, case, PICTURE, ExhibitAnswers(), image_answer="no")
    say_and_unsay(session, case)
    monkeypatch.setattr(handing_over, "_matter", silent(handing_over._matter))
    hand_over_matter(session, case, neighbours, "It is about staff.")
    [sealed] = waiting(staff.opened.folder)
    with pytest.raises(GateClosed, match="Nothing was taken in"):
        take_in_matter(staff, sealed.name, image_answer="no")


def test_without_files_it_moves_and_the_gate_stays_shut_there(
    session: Session, staff: Session, case: IncidentId, neighbours: str
) -> None:
    say_and_unsay(session, case)
    hand_over_matter(session, case, neighbours, "It is about staff.")
    [sealed] = waiting(staff.opened.folder)
    arrived = take_in_matter(staff, sealed.name).incident
    assert not staff.casebook.get(Incident, arrived.id).safety.imagery_possible
    assert why_closed(staff, arrived.id) is not None
    with pytest.raises(GateClosed):
        attach_file(staff, arrived.id, PICTURE, ExhibitAnswers(), image_answer="no")


def test_a_case_that_never_spoke_of_one_moves_as_before(
    session: Session, staff: Session, case: IncidentId, neighbours: str
) -> None:
    attach_file(session, case, PICTURE, ExhibitAnswers(), image_answer="no")
    hand_over_matter(session, case, neighbours, "It is about staff.")
    [sealed] = waiting(staff.opened.folder)
    arrived = take_in_matter(staff, sealed.name, image_answer="no").incident
    [moved] = staff.casebook.select(Moved)
    assert not moved.once_possible
    assert why_closed(staff, arrived.id) is None
