"""A case of which something was purged goes to another casebook with its history; what is hidden goes nowhere."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from dslapp.casebook.evidence.files import EvidenceShutAway
from dslapp.casebook.matters.inbox import waiting
from dslapp.domain.case.casework import Action
from dslapp.domain.entity import IncidentId
from dslapp.domain.evidence.derivatives import Box
from dslapp.domain.trust.entries import Erasure, Moved
from dslapp.services.case.read_case import read_case
from dslapp.services.health.verify_casebook import verify_casebook
from dslapp.services.intake.attach_evidence import ExhibitAnswers, attach_file
from dslapp.services.matters import take_in_matter as taking_in
from dslapp.services.matters.earlier_history import earlier_histories
from dslapp.services.matters.hand_over_matter import hand_over_matter
from dslapp.services.matters.take_in_matter import MatterMustNotBeHere, take_in_matter
from dslapp.services.purge.kept_elsewhere import kept_elsewhere
from dslapp.services.purge.purge_exhibit import purge_exhibit
from dslapp.services.purge.shut_away import shut_away
from dslapp.services.session import Session
from tests.casebooks import SettableClock
from tests.cases import bare_case, coach
from tests.copies import make_copy
from tests.purges import POLICE, attach_canary, found_in, picture, traces


def purged(staff: Session, exhibit_id: str) -> None:
    purge_exhibit(staff, exhibit_id, POLICE)


def hidden(staff: Session, exhibit_id: str) -> None:
    shut_away(staff, exhibit_id)


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


@pytest.mark.parametrize("what_became", [purged, hidden])
def test_what_was_purged_or_hidden_does_not_come_in_with_a_matter(
    session: Session,
    staff: Session,
    case: IncidentId,
    neighbours: str,
    what_became: Callable[[Session, str], object],
) -> None:
    there = attach_file(staff, bare_case(staff), picture(), ExhibitAnswers(), image_answer="no")
    what_became(staff, there.id)
    attach_canary(session, case)
    hand_over_matter(session, case, neighbours, "It is about staff.")
    [sealed] = waiting(staff.opened.folder)
    kept, head = set(staff.evidence.folder.rglob("*.age")), staff.casebook.head
    with pytest.raises(MatterMustNotBeHere, match="One of the files in this matter must not be here") as refused:
        take_in_matter(staff, sealed.name, image_answer="no")
    assert "zzy" not in str(refused.value)
    assert (set(staff.evidence.folder.rglob("*.age")), staff.casebook.head) == (kept, head)


def test_a_copy_that_was_hidden_with_its_original_does_not_come_in_with_a_matter(
    session: Session, staff: Session, case: IncidentId, neighbours: str
) -> None:
    there = attach_file(staff, bare_case(staff), picture(), ExhibitAnswers(), image_answer="no")
    box = Box(page=0, left=1, top=1, width=5, height=5)
    copy = make_copy(staff, there.id, [box], "redacted", "for the parents")
    data = staff.evidence.read(copy.file_id, copy.sha256)
    shut_away(staff, there.id)
    attach_file(session, case, data, ExhibitAnswers(), image_answer="no")
    hand_over_matter(session, case, neighbours, "It is about staff.")
    [sealed] = waiting(staff.opened.folder)
    with pytest.raises(MatterMustNotBeHere):
        take_in_matter(staff, sealed.name, image_answer="no")


def test_the_history_that_came_with_a_case_goes_with_what_it_tells_of(
    session: Session, staff: Session, case: IncidentId, neighbours: str
) -> None:
    exhibit = attach_canary(session, case)
    hand_over_matter(session, case, neighbours, "It is about staff.")
    [sealed] = waiting(staff.opened.folder)
    taken = take_in_matter(staff, sealed.name, image_answer="no").incident
    later = attach_file(staff, IncidentId(taken.id), b"a,b\n", ExhibitAnswers(), image_answer="no")
    purge_exhibit(staff, later.id, POLICE)
    assert len(earlier_histories(staff, taken.id)[0].lines) > 1, "it tells nothing of what was attached here"
    [arrived] = [each for each in read_case(staff, IncidentId(taken.id)).exhibits if each.file_id]

    purge_exhibit(staff, arrived.id, POLICE)

    assert found_in(staff.opened.folder, staff.opened.keys, traces(exhibit)) == set()
    [moved] = staff.casebook.of_incident(Moved, taken.id)
    assert moved.digest
    assert not staff.evidence.is_there(moved.file_id)
    [line] = earlier_histories(staff, taken.id)[0].lines
    assert "removed here, because it told of a purged exhibit" in line.what
    erasure = next(each for each in staff.casebook.select(Erasure) if moved.file_id in {f.file_id for f in each.files})
    assert "because it told of a purged exhibit" in erasure.because
    assert verify_casebook(staff).faults == ()


def test_what_is_hidden_is_not_handed_over(session: Session, case: IncidentId, neighbours: str) -> None:
    exhibit = attach_canary(session, case)
    shut_away(session, exhibit.id)
    with pytest.raises(EvidenceShutAway):
        hand_over_matter(session, case, neighbours, "It is about staff.")


@pytest.mark.parametrize("what_became", [hidden, purged])
def test_a_sealed_copy_that_waits_elsewhere_is_named_first_and_somebody_is_asked_to_ring(
    session: Session, staff: Session, case: IncidentId, neighbours: str,
    what_became: Callable[[Session, str], object],
) -> None:  # fmt: skip
    exhibit = attach_canary(session, case)
    assert "inbox" not in kept_elsewhere(session, exhibit.id)[0].name
    hand_over_matter(session, case, neighbours, "It is about staff.")
    hidden(session, exhibit.id)
    what_became(session, exhibit.id)
    first = kept_elsewhere(session, exhibit.id)[0]
    assert first.name == f"The inbox of “{staff.opened.folder.stem}”"
    assert "must not take it in" in first.do
    [action] = [each for each in session.casebook.of_incident(Action, case) if "sealed copy" in each.what]
    assert (action.due, action.owner) == (session.clock(), session.member.id)


def test_what_was_attached_after_it_was_handed_over_is_not_in_the_sealed_copy(
    session: Session, case: IncidentId, neighbours: str, clock: SettableClock
) -> None:
    hand_over_matter(session, case, neighbours, "It is about staff.")
    clock.now += timedelta(minutes=1)
    exhibit = attach_canary(session, case)
    hidden(session, exhibit.id)
    assert not [each for each in kept_elsewhere(session, exhibit.id) if "inbox" in each.name]


def test_an_exhibit_that_says_itself_that_it_is_hidden_goes_nowhere_and_comes_in_nowhere(
    session: Session, staff: Session, case: IncidentId, neighbours: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    exhibit = attach_canary(session, case)
    said = msgspec.structs.replace(exhibit, shut_away_by="Somebody")
    session.casebook.commit([said])
    with pytest.raises(EvidenceShutAway):
        hand_over_matter(session, case, neighbours, "It is about staff.")
    session.casebook.commit([exhibit])
    hand_over_matter(session, case, neighbours, "It is about staff.")
    [sealed] = waiting(staff.opened.folder)
    opened = taking_in._opened

    def flagged(*args: Any) -> Any:
        arrived = opened(*args)
        return arrived._replace(matter=msgspec.structs.replace(arrived.matter, exhibits=(said,)))

    monkeypatch.setattr(taking_in, "_opened", flagged)
    with pytest.raises(MatterMustNotBeHere):
        take_in_matter(staff, sealed.name, image_answer="no")
