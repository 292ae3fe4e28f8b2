"""What closing needs: records.md C.1, a second person on a mandatory route, and no lock that can still be lifted."""

from datetime import date

import pytest

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.casework import Action
from dslapp.domain.case.closing import Closing, closing_gaps, closing_mistakes
from dslapp.domain.case.incident import Classification, Incident, SafetyAnswers
from dslapp.domain.guidance.reading import ActiveLock
from dslapp.domain.referral.referrals import Referral
from tests.unit.domain.cases import CASE, FRIDAY, case_file, handled_in_school, incident

MANDATORY = incident(classification=Classification(mandatory_routes=("csa-images",)))
CLOSING = Closing(outcome="It stopped.", rationale="Four quiet weeks.", told="Ellis", review_on=date(2027, 1, 12))


def gaps(case: CaseFile) -> list[str]:
    return [gap.what for gap in closing_gaps(case)]


def test_a_bare_case_lacks_what_was_deferred_at_the_door_and_anything_done() -> None:
    missing = gaps(case_file())
    assert {"When it happened", "The matrix", "Find the route", "What was done"} <= set(missing)


def test_every_gap_leads_somewhere() -> None:
    for gap in closing_gaps(case_file()):
        assert gap.why.endswith((".", "?"))
        assert gap.tab


@pytest.mark.parametrize(
    "incident_of_two",
    [
        MANDATORY,
        incident(safety=SafetyAnswers(danger="no", image="no", adult_here="unsure")),
        incident(safety=SafetyAnswers(danger="no", image="unsure", adult_here="none")),
    ],
    ids=["mandatory route", "perhaps an adult here", "perhaps an image"],
)
def test_a_mandatory_route_needs_a_decision_and_a_second_person(incident_of_two: Incident) -> None:
    assert "The decision on the route, and its reason" in gaps(case_file(incident=incident_of_two))
    alone = case_file(incident=incident_of_two, decisions=(handled_in_school(),))
    assert "A second person for the decision" in gaps(alone)
    both = case_file(incident=incident_of_two, decisions=(handled_in_school(second_person="Mr P. Vane"),))
    assert "A second person for the decision" not in gaps(both)


def test_an_ordinary_case_needs_no_second_person() -> None:
    assert not any("second person" in gap.lower() for gap in gaps(case_file(decisions=(handled_in_school(),))))


def test_a_lock_that_can_be_lifted_keeps_the_case_open_and_one_for_good_does_not() -> None:
    hold = ActiveLock(what="parents_contacted", reason="The LADO says when.", until="lado_advice", flow="f", step="s")
    never = ActiveLock(what="evidence_files", reason="No image is ever stored.", until="never", flow="f", step="s")
    missing = gaps(case_file(locks=(hold, never)))
    assert "Still locked: contact the parents" in missing
    assert not any("files" in gap for gap in missing)


def test_open_actions_and_unanswered_referrals_are_gaps() -> None:
    waiting = Action(id="a", incident_id=CASE, what="Ring MASH", created_at=FRIDAY)
    sent = Referral(id="r", incident_id=CASE, recipient="police", status="sent", started_at=FRIDAY, sent_at=FRIDAY)
    missing = gaps(case_file(actions=(waiting,), referrals=(sent,)))
    assert "Open action: Ring MASH" in missing
    assert "The answer of the police" in missing


def test_a_complete_form_has_no_mistakes() -> None:
    assert closing_mistakes(case_file(), CLOSING, "Jo Hartsedge", FRIDAY) == ()


@pytest.mark.parametrize("second", ["", "jo hartsedge "], ids=["nobody", "oneself"])
def test_the_second_person_of_a_mandatory_route_is_somebody_else(second: str) -> None:
    closing = Closing(outcome="x", rationale="x", told="x", second_person=second, review_on=date(2027, 1, 12))
    mistakes = closing_mistakes(case_file(incident=MANDATORY), closing, "Jo Hartsedge", FRIDAY)
    assert [mistake.field for mistake in mistakes] == ["second_person"]


def test_a_review_day_in_the_past_is_a_mistake() -> None:
    closing = Closing(outcome="x", rationale="x", told="x", review_on=date(2026, 11, 13))
    assert [mistake.field for mistake in closing_mistakes(case_file(), closing, "JH", FRIDAY)] == ["review_on"]
