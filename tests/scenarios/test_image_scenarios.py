"""The made-up scenarios with images, extortion and extremism reach their route, clock and trap."""

import pytest

from dslapp.domain.guidance.flows import Outcome, required_record
from dslapp.domain.guidance.path import Place
from dslapp.domain.guidance.reading import (
    evidence_rule,
    mandatory_routes,
    second_person_needed,
)
from dslapp.domain.guidance.walk import advance, answer, current_step, missing_record, start
from dslapp.domain.problems import UserProblem
from tests.guidance import answered, path_of
from tests.scenarios.walks import LIBRARY, asked, codes, locked, told, triage

NUDES_IN_SCHOOL = ("child", "children", "nothing-else", "none", "no", "no", "told")


def test_11_nudes_between_two_fifteen_year_olds_report_before_deleting() -> None:
    walk = triage(told(12), "no", "yes", "none", *NUDES_IN_SCHOOL)
    path = path_of(walk, "nudes")
    assert path == [
        "~adult:no", "criteria:none", "first-review", "viewing:no", "talk", "escalate:no", "parents:told",
        "report-remove", "delete", "support", "out-school",
    ]  # fmt: skip
    assert codes(walk) == ["NUDES_SCHOOL"]


def test_11_the_reason_for_not_referring_is_required() -> None:
    step = LIBRARY.step("nudes", "out-school")
    assert isinstance(step, Outcome)
    reason = next(field for field in required_record(step) if field.id == "reason")
    assert reason.label == "You have decided not to refer. Why, who did you ask, and what would change your mind?"
    assert reason.must_be_known
    walk = start(LIBRARY, "nudes", at=told(12), facts={"image_described": "yes", "adult_involved": "no"})
    with pytest.raises(UserProblem, match="Who met, and when"):
        answer(LIBRARY, answered(LIBRARY, walk, "none"), "first-review", at=told(12), flow="nudes")


def test_11_looking_leaves_a_signed_form_and_no_place_for_a_picture() -> None:
    walk = triage(told(12), "no", "yes", "none", *NUDES_IN_SCHOOL[:4])
    assert asked(walk) == "nudes/viewing"
    assert asked(answered(LIBRARY, walk, "unsure")) == "nudes/escalate"
    assert "viewing-form" not in path_of(answered(LIBRARY, walk, "yes", "none"))
    assert "viewing-form" in path_of(answered(LIBRARY, walk, "yes", "unavoidable"))
    form = LIBRARY.step("nudes", "viewing-form")
    assert form is not None
    wanted = {
        "view-who", "view-why", "view-agreed-by", "view-agreed-at", "view-at", "view-where", "view-second",
        "view-sex", "view-followed", "view-signed", "view-signed-at",
    }  # fmt: skip
    assert wanted <= {field.id for field in form.record if field.must_be_known}
    adult = LIBRARY.step("nudes", "viewing")
    assert adult is not None
    assert adult.only_if == {"adult_involved": ("no",)}


def test_11_deleting_is_locked_until_the_report_was_offered() -> None:
    before = triage(told(12), "no", "yes", "none", *NUDES_IN_SCHOOL[:-1])
    after = triage(told(12), "no", "yes", "none", *NUDES_IN_SCHOOL)
    assert "delete_content" in locked(before)
    assert "delete_content" not in locked(after)
    assert evidence_rule(LIBRARY, after) == "not yet"


def test_11_an_unknown_adult_counts_and_only_a_named_agency_hands_it_back() -> None:
    walk = triage(told(12), "no", "yes", "none", "child", "unknown", "nothing-else", "not-known", "no")
    assert asked(walk) == "nudes/parents-agencies"  # while the police are waited for, the child is looked after
    nudes = start(LIBRARY, "nudes", at=told(12), facts={"image_described": "yes"})
    walk = answered(LIBRARY, nudes, "unsure", "not-told")
    assert asked(walk) == "nudes/agency-decision"
    assert second_person_needed(LIBRARY, walk) is False
    step = current_step(LIBRARY, walk)
    assert step is not None
    assert [field.id for field in missing_record(step, ["handed-back"], {})] == ["handed-back-by"]
    walk = answered(LIBRARY, walk, "handed-back", "no", "not-told")
    assert asked(walk) == "nudes/keep-asked"
    kept = answered(LIBRARY, walk, "unsure")
    assert "delete" not in path_of(kept)
    assert codes(kept) == ["NUDES_SCHOOL"]
    walk = answered(LIBRARY, walk, "no")
    assert "delete" in path_of(walk)
    assert "viewing:no" not in path_of(walk)
    assert second_person_needed(LIBRARY, walk) is True


def test_11_report_remove_is_offered_while_the_agencies_lead_too() -> None:
    walk = start(LIBRARY, "nudes", at=told(12), facts={"image_described": "yes", "adult_involved": "no"})
    walk = answered(LIBRARY, walk, "risk-now", "unsure", "lead")
    path = path_of(walk, "nudes")
    assert path.index("report-remove-lead") < path.index("support-lead") < path.index("out-agencies")
    assert "delete" not in path


def test_13_it_is_fake_leads_to_the_same_route_and_to_no_capture() -> None:
    walk = triage(told(12), "no", "yes", "none", "child", "children", "sexual-children", "without-agreement")
    assert "sexual-harassment-violence" in walk.position.pending
    assert evidence_rule(LIBRARY, walk) == "not yet"
    walk = answered(LIBRARY, walk, "no", "unsure", "told", "lead")
    assert {"police_told", "csc_referred"} <= {fact for fact, value in walk.facts.items() if value == "yes"}
    assert asked(walk) == "sexual-harassment-violence/still-going-on"
    assert path_of(walk, "sexual-harassment-violence") == ["believe", "~danger:no", "separate"]
    walk = answered(LIBRARY, walk, "no", "image", "no")
    assert path_of(walk, "police")[-1] == "advice"
    assert "contact" not in path_of(walk, "police")


def test_14_sextortion_asks_about_suicide_first_and_reaches_nudes_as_well() -> None:
    walk = triage(told(16), "no", "yes", "none", "child", "unknown", "threats-money")
    assert {"extortion-fraud", "nudes"} <= set(walk.position.pending)
    assert asked(walk) == "triage/suicide"
    at_risk = answered(LIBRARY, walk, "unsure")
    assert "stay" in path_of(at_risk, "triage")
    assert "child-concern" in at_risk.position.pending
    walk = answered(LIBRARY, walk, "no")
    assert asked(walk) == "extortion-fraud/money-gone"
    walk = answered(LIBRARY, walk, "yes", "told", "no")
    assert asked(walk) == "police/young"
    walk = answered(LIBRARY, walk, "not-known", "yes")
    assert "contact" not in path_of(walk, "police")
    path = path_of(walk, "extortion-fraud")
    assert path[:3] == ["never-to-blame", "~suicide:no", "~image:yes"]
    assert "stop-money" in path
    assert "EXTORTION_REFERRED" in codes(walk)
    assert asked(walk) == "nudes/parents-agencies"
    assert "refer-police" not in path_of(walk, "nudes")
    step = LIBRARY.step("extortion-fraud", "sextortion")
    assert step is not None
    assert any("Type the messages: don't capture the screen" in point for point in step.points)
    assert "report_remove" in step.contacts


def test_14_with_the_police_is_said_only_where_it_is_so() -> None:
    walk = start(LIBRARY, "extortion-fraud", at=told(16), facts={"image": "no"})
    walk = answered(LIBRARY, walk, "no", "account", "no", "stranger", "told", "no")
    assert codes(answered(LIBRARY, walk, "no")) == ["EXTORTION_SCHOOL"]
    assert codes(answered(LIBRARY, walk, "unsure", "yes")) == ["EXTORTION_REFERRED"]
    assert codes(answered(LIBRARY, walk, "unsure", "no")) == ["EXTORTION_SCHOOL"]


def test_14_a_child_who_moves_money_is_protected_first() -> None:
    walk = start(LIBRARY, "extortion-fraud", at=told(16), facts={"image": "no", "danger": "no"})
    walk = answered(LIBRARY, walk, "no", "mule")
    assert walk.current is not None
    assert walk.current.flow == "police"
    assert "child-concern" in walk.position.pending


def test_16_asking_for_a_knife_is_an_emergency_until_the_police_say_otherwise() -> None:
    walk = triage(told(12), "no", "no", "none", "extremism")
    assert asked(walk) == "radicalisation/danger"
    sure = answered(LIBRARY, walk, "unsure")
    assert "call-999" in path_of(sure)
    assert asked(sure) == "radicalisation/who-about"
    calm = answered(LIBRARY, walk, "no", "pupil", "yes", "told", "yes", "no", "police-lead")
    assert codes(calm) == ["PREVENT_REFERRED"]
    assert evidence_rule(LIBRARY, answered(LIBRARY, walk, "no", "pupil")) == "not yet"
    step = LIBRARY.step("radicalisation", "refer")
    assert step is not None
    assert "form-edition" in [field.id for field in step.record]
    assert mandatory_routes(LIBRARY, calm) == ("radicalisation",)
    told_nobody = advance(LIBRARY, walk, Place(flow="radicalisation", step="danger"), ("unsure",), {}, at=told(12))
    assert {"evidence_files", "person_spoken_to", "parents_contacted", "delete_content"} <= locked(told_nobody)


def test_16_material_without_a_person_is_reported_by_its_address_and_an_explained_word_is_recorded() -> None:
    walk = triage(told(12), "no", "no", "none", "extremism", "no")
    assert codes(answered(LIBRARY, walk, "nobody", "no")) == ["PREVENT_MATERIAL_REPORTED"]
    explained = answered(LIBRARY, walk, "pupil", "unsure", "no-concern")
    assert path_of(explained, "radicalisation")[-2:] == ["advised:no-concern", "out-no-concern"]
    assert second_person_needed(LIBRARY, explained)


def test_16_channel_is_a_choice_and_a_refusal_ends_no_worry() -> None:
    walk = triage(told(12), "no", "no", "none", "extremism", "no", "pupil", "yes", "told", "no", "no", "channel")
    assert asked(walk) == "radicalisation/channel-consent"
    assert codes(answered(LIBRARY, walk, "agreed")) == ["PREVENT_REFERRED"]
    refused = answered(LIBRARY, walk, "refused")
    assert "consent-refused" in path_of(refused)
    assert walk.current is not None
    assert any(visit.flow == "child-concern" for visit in refused.taken)
