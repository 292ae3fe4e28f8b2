"""The made-up scenarios reach the route, the clock and the trap that the field expects of them."""

from datetime import datetime

import pytest

from dslapp.domain.guidance.reading import (
    ALREADY_HAPPENED,
    documents,
    evidence_rule,
    locks,
    mandatory_routes,
)
from dslapp.domain.guidance.walk import answer, current_step, missing_record, start, worded
from dslapp.domain.local_time import LONDON
from dslapp.domain.statements import Stated
from dslapp.services.guidance.guidance_library import walk_guidance
from tests.guidance import answered, filled, path_of
from tests.scenarios.walks import LIBRARY, asked, codes, door, locked, told, triage, words_of


def test_1_a_former_pupils_taunts_go_to_the_other_dsl_and_the_child_is_supported() -> None:
    walk = triage(told(10), "no", "no", "none", "bullying", "none", "ex-pupil", "told", "yes")
    path = path_of(walk, "cyberbullying")
    assert codes(walk) == ["BULLYING_RESOLVED"]
    assert path.index("harm:none") < path.index("preserve") < path.index("former-pupil") < path.index("parents:told")
    step = LIBRARY.step("cyberbullying", "former-pupil")
    assert step is not None
    assert any("not a school responsibility" in point for point in step.points)
    assert "What does your own pupil get?" in [field.label for field in step.record]
    assert words_of(walk, "check-4") == "by the end of Friday 11 December 2026"


def test_2_a_weekend_does_not_reduce_the_route() -> None:
    walk = triage(told(9), "no", "no", "none", "bullying", "none", "pupils", "no", "told", "yes")
    assert codes(walk) == ["BULLYING_RESOLVED"]
    step = LIBRARY.step("cyberbullying", "look-into")
    assert step is not None
    assert "s.89(5)" in " ".join(step.points)
    assert {"how-often", "accounts", "support-both"} <= {field.id for field in step.record}
    assert "preserve" in path_of(walk, "cyberbullying")


def test_2_taunts_that_go_on_are_tested_for_harm_again_before_more_is_done() -> None:
    walk = triage(told(9), "no", "no", "none", "bullying", "none", "pupils", "no", "told", "continues", "self-harm")
    assert path_of(walk, "child-concern")[-1] == "stay"
    assert asked(walk) == "child-concern/seen"
    walk = answered(LIBRARY, walk, "yes", "no", "school", "nobody", "yes", "no")
    assert asked(walk) == "cyberbullying/stopped"


def test_2_parents_who_refuse_lead_to_the_police_as_harassment() -> None:
    walk = triage(told(9), "no", "no", "none", "bullying", "none", "pupils", "no", "told", "refuse")
    assert path_of(walk, "cyberbullying")[-1] == "course-of-conduct"
    assert asked(walk) == "cyberbullying/two-or-more"
    assert asked(answered(LIBRARY, walk, "no")) == "cyberbullying/harm-again"
    walk = answered(LIBRARY, walk, "yes")
    assert path_of(walk, "cyberbullying")[-1] == "to-police"
    assert walk.current is not None
    assert walk.current.flow == "police"
    assert "police" in documents(LIBRARY, walk)


def test_3_the_under_age_letter_goes_to_the_families_involved_and_nobody_is_refused() -> None:
    walk = triage(told(11), "no", "no", "none", "bullying", "none", "pupils", "yes", "no")
    assert "letter" in path_of(walk, "cyberbullying")
    letter = LIBRARY.step("cyberbullying", "letter")
    assert letter is not None
    assert letter.record[0].label.startswith("Earlier letter: to whom, when")
    assert any("not refused because a letter was sent" in point for point in letter.points)
    assert asked(walk) == "cyberbullying/parents"
    held = triage(told(11), "no", "no", "none", "bullying", "none", "pupils", "yes", "yes")
    assert "letter" not in path_of(held, "cyberbullying")
    assert "letter-later" in path_of(held, "cyberbullying")


def test_5_a_threat_goes_to_the_police_against_a_wish_only_with_a_reason_and_a_second_name() -> None:
    walk = triage(told(10), "no", "no", "targeted", "nothing-else", "yes")
    assert asked(walk) == "staff-targeted/wish"
    step = current_step(LIBRARY, walk)
    assert step is not None
    missing = missing_record(step, ["no-but-report"], {})
    assert [field.id for field in missing] == ["override-reason", "override-second"]
    walk = answered(LIBRARY, walk, "no-but-report", "no")
    assert asked(walk) == "police/released"
    assert documents(LIBRARY, walk) == ("police",)


def test_5_an_allegation_inside_the_insult_opens_the_staff_guidance_before_anybody_meets_the_parent() -> None:
    walk = triage(told(10), "no", "no", "targeted", "nothing-else", "no", "yes")
    assert asked(walk) == "staff-concern/about-whom"
    assert "meet" not in path_of(walk)
    both = triage(told(10), "no", "no", "both", "nothing-else")
    assert asked(both) == "staff-concern/about-whom"
    assert both.position.pending == ("staff-targeted",)


def test_5_no_meeting_while_the_police_or_the_lado_advise() -> None:
    calm = ("no", "no", "no", "no", "person", "parent")
    walk = answered(LIBRARY, start(LIBRARY, "staff-targeted", at=told(10)), *calm)
    walk = answer(LIBRARY, walk, "advising", ["unsure"], at=told(10))
    step = current_step(LIBRARY, walk)
    assert step is not None
    assert step.id == "wait-advice"
    assert "person_spoken_to" in locked(walk)
    not_yet = {**filled(step), "meeting-agreed": Stated(text="no")}
    waiting = answer(LIBRARY, walk, "wait-advice", (), not_yet, at=told(10))
    assert asked(waiting) == "staff-targeted/support"
    assert "person_spoken_to" in locked(waiting)
    agreed = answer(LIBRARY, walk, "wait-advice", (), filled(step), at=told(10))
    assert asked(agreed) == "staff-targeted/meet"


def test_5_every_post_that_harms_a_name_is_answered_and_first_searched_for_an_allegation() -> None:
    walk = triage(told(10), "no", "no", "none", "reputation", "no", "no")
    path = path_of(walk, "staff-targeted")
    assert path.index("allegation:no") < path.index("keep") < path.index("~what:reputation") < path.index("reputation")
    assert asked(walk) == "staff-targeted/who"
    walk = answered(LIBRARY, walk, "parent", "no")
    assert "meet" in path_of(walk)
    walk = answered(LIBRARY, walk, "no")
    assert codes(walk) == ["STAFF_TARGET_ESCALATED"]


def test_5_a_pupils_friend_request_is_recorded_and_an_answer_to_it_is_looked_at() -> None:
    walk = triage(told(10), "no", "no", "none", "contact-attempt", "no", "no")
    assert asked(walk) == "staff-targeted/contact-answered"
    assert codes(answered(LIBRARY, walk, "no", "no", "told")) == ["CONTACT_RECORDED"]
    assert asked(answered(LIBRARY, walk, "unsure")) == "staff-concern/about-whom"


def test_6_images_on_a_staff_laptop_are_for_police_and_lado_at_once() -> None:
    at = told(12, 16, 10)
    advice = door(at, danger="no", image="yes", adult_here="accused")
    assert list(advice) == ["image-and-adult"]
    assert {clock.due.words for clock in advice["image-and-adult"].clocks} == {"now"}
    assert {"police_999", "lado", "lado_out_of_hours"} <= set(advice["image-and-adult"].contacts)

    walk = triage(at, "no", "yes", "accused", "child", "adult-here", "nothing-else", "staff")
    assert "nudes" not in walk.position.pending
    path = path_of(walk, "staff-concern")
    assert path[path.index("stop-images") :] == ["stop-images", "next-with-children", "ring-lado"]
    assert (words_of(walk, "police-images"), words_of(walk, "lado-images")) == ("now", "now")
    assert documents(LIBRARY, walk) == ("lado", "police")
    assert mandatory_routes(LIBRARY, walk) == ("csa-images",)


def test_6_the_lado_is_never_behind_a_hold_of_the_police() -> None:
    walk = triage(told(13, 16, 50), "no", "unsure", "unsure", "unsure", "unsure", "threats-money", "no")
    assert asked(walk) == "staff-concern/about-whom"
    walk = answered(LIBRARY, walk, "staff")
    assert {"stop-images", "ring-lado"} <= set(path_of(walk, "staff-concern"))


def test_6_no_file_comes_in_ever_and_what_has_happened_is_recorded_rather_than_greyed_out() -> None:
    walk = triage(told(12, 16, 10), "no", "yes", "accused", "child", "adult-here", "nothing-else", "staff", "no")
    assert "chase-lado" in path_of(walk)
    assert evidence_rule(LIBRARY, walk) == "no files"
    spoken = next(lock for lock in locks(LIBRARY, walk) if lock.what == "person_spoken_to")
    assert spoken.alternative == ALREADY_HAPPENED
    step = LIBRARY.step("staff-concern", "stop-images")
    assert step is not None
    assert "seen-by-accident" in [field.id for field in step.record]
    assert "Ask police before switching anything off." in " ".join(step.points)


def test_6_after_the_police_were_rung_nothing_leads_to_low_level_but_the_lados_own_word() -> None:
    walk = triage(told(12), "no", "yes", "accused", "child", "adult-here", "nothing-else", "staff", "yes", "no")
    assert asked(walk) == "staff-concern/decision"
    assert "threshold" not in path_of(walk)
    step = current_step(LIBRARY, walk)
    assert step is not None
    assert [field.label for field in missing_record(step, ["not-threshold"], {})] == ["Who decided that, and when?"]


def test_what_the_policies_always_send_to_the_police_makes_its_route_mandatory() -> None:
    racist = triage(told(12), "no", "no", "none", "bullying+racist", "no", "no")
    assert "criminally-racist" in mandatory_routes(LIBRARY, racist)
    obscene = triage(told(12), "no", "no", "none", "obscene", "no", "no")
    assert "obscene-publications" in mandatory_routes(LIBRARY, obscene)
    assert "police" in documents(LIBRARY, obscene)


def test_a_testimony_is_taken_up_whatever_else_is_ticked() -> None:
    walk = triage(told(12), "no", "no", "none", "bullying+testimony")
    assert "testimony" in path_of(walk, "triage")
    assert {"child-concern", "cyberbullying"} <= {*walk.position.pending, *(visit.flow for visit in walk.taken)}


def test_a_breach_of_data_has_72_hours_and_cyber_choices_is_asked_without_names() -> None:
    walk = start(LIBRARY, "cyber-offending", at=told(13, 16, 50))
    walk = answered(LIBRARY, walk, "unsure", "unsure")
    assert asked(walk) == "cyber-offending/ico"
    assert words_of(walk, "ico") == "by 16:50 GMT on Monday 16 November 2026"
    assert asked(answered(LIBRARY, walk, "unsure")) == "cyber-offending/ico"
    walk = answered(LIBRARY, walk, "told", "no", "curious")
    assert asked(walk) == "cyber-offending/choices-consent"
    step = LIBRARY.step("cyber-offending", "cyber-choices")
    assert step is not None
    assert "without names first" in step.text
    assert codes(answered(LIBRARY, walk, "refused", "no", "told", "no")) == ["CYBER_DONE"]
    assert codes(answered(LIBRARY, walk, "agreed", "no", "told", "yes")) == ["CYBER_AGENCIES"]
    assert asked(answered(LIBRARY, start(LIBRARY, "cyber-offending", at=told(13)), "no", "no", "no", "staff")) == (
        "staff-concern/about-whom"
    )


FRIDAY_1650 = told(13, 16, 50)
COACH = ("staff", "no", "no", "limb-2+limb-3+limb-4")


def test_7_friday_1650_means_tonight_and_monday_is_the_limit() -> None:
    advice = door(FRIDAY_1650, danger="no", image="no", adult_here="accused")["adult-accused"]
    assert advice.heading == (
        "Ring the LADO now. The latest is the end of Monday 16 November 2026. Don't wait for more facts."
    )
    assert "tonight" in advice.clocks[0].due.words

    walk = triage(FRIDAY_1650, "no", "no", "accused", "nothing-else", *COACH)
    path = path_of(walk, "staff-concern")
    assert path[-4:] == ["threshold:limb-2+limb-3+limb-4", "police-limb-2", "next-with-children", "ring-lado"]
    assert words_of(walk, "lado") == (
        "now – tonight, by the out-of-hours number if the office is closed; "
        "the latest is the end of Monday 16 November 2026"
    )


def test_7_the_step_says_the_limit_and_names_the_out_of_hours_number() -> None:
    walk = start(LIBRARY, "staff-concern", at=FRIDAY_1650, facts={"danger": "no", "image": "no"})
    for ids in ((("staff",)), (), (), (("no",)), (("no",)), (), (("limb-4",)), ()):
        step = current_step(LIBRARY, walk)
        assert step is not None
        walk = answer(LIBRARY, walk, step.id, ids, filled(step, ids), at=FRIDAY_1650)
    step = current_step(LIBRARY, walk)
    assert step is not None
    assert worded(step, walk) == (
        "Ring the LADO now. The latest is the end of Monday 16 November 2026. Don't wait for more facts."
    )
    assert step.contacts == ("lado", "lado_out_of_hours")


def test_7_nobody_is_told_until_the_advice_is_logged_and_says_so() -> None:
    walk = triage(FRIDAY_1650, "no", "no", "accused", "nothing-else", *COACH, "no")
    assert {"person_spoken_to", "parents_contacted", "suspension", "agency_told"} <= locked(walk)
    walk = answer(LIBRARY, walk, "lado-answered", ["yes"], at=FRIDAY_1650)
    step = current_step(LIBRARY, walk)
    assert step is not None
    advice = {**filled(step), "may-tell-adult": Stated(text="no"), "may-tell-parents": Stated(text="yes")}
    advice["agency-may-be-told"] = Stated(unknown_because="There is no agency")
    walk = answer(LIBRARY, walk, "lado-advice", (), advice, at=FRIDAY_1650)
    assert "person_spoken_to" in locked(walk)
    assert not {"parents_contacted", "suspension"} & locked(walk)


def test_7_a_former_pupil_under_18_counts_and_a_resignation_ends_nothing() -> None:
    step = LIBRARY.step("staff-concern", "threshold")
    assert step is not None
    assert any("former pupil who is under 18 is a child" in point for point in step.points)
    walk = triage(FRIDAY_1650, "no", "no", "accused", "nothing-else", *COACH, "yes", "no", "employer", "suspend", "yes")
    assert "go-on-anyway" in path_of(walk)
    assert asked(walk) == "staff-concern/finding"
    assert words_of(walk, "suspension-letter").startswith("by the end of Monday 16 November 2026")


def test_8_a_second_small_thing_is_a_pattern_and_the_agency_waits_for_the_lado() -> None:
    walk = triage(told(11), "no", "no", "accused", "nothing-else", "supply", "no", "no", "none", "low-level")
    path = path_of(walk, "staff-concern")
    assert path[-4:] == ["threshold:none", "record-kind:low-level", "low-level", "agency"]
    assert asked(walk) == "staff-concern/pattern"
    assert codes(answered(LIBRARY, walk, "pattern")) == ["STAFF_CONDUCT"]
    assert asked(answered(LIBRARY, walk, "unsure")) == "staff-concern/lado-answered"
    assert codes(answered(LIBRARY, walk, "none")) == ["LOW_LEVEL_RECORDED"]


def test_8_what_an_adult_declares_about_themselves_is_recorded_without_a_lock_on_speaking_to_them() -> None:
    walk = triage(told(11), "no", "no", "none", "self-report", "staff", "no", "no", "none")
    assert "self-told" in path_of(walk, "staff-concern")
    assert "keep-quiet" not in path_of(walk, "staff-concern")
    assert "person_spoken_to" not in locked(walk)
    accused = triage(told(11), "no", "no", "accused", "self-report", "staff")
    assert "say-no-more" in path_of(accused, "staff-concern")
    assert "person_spoken_to" in locked(accused)
    declared = answered(LIBRARY, walk, "declared", "no-concern")
    assert codes(declared) == ["STAFF_NO_CONCERN"]
    misread = answered(LIBRARY, walk, "misread", "no-concern")
    assert codes(misread) == ["STAFF_NO_CONCERN"]
    assert "low-level" in path_of(answered(LIBRARY, walk, "unsure"), "staff-concern")


def test_8_below_the_threshold_the_head_may_speak_until_a_pattern_says_otherwise() -> None:
    walk = triage(told(11), "no", "no", "accused", "nothing-else", "staff", "no", "no", "none")
    assert "person_spoken_to" in locked(walk)
    walk = answered(LIBRARY, walk, "low-level")
    assert "person_spoken_to" not in locked(walk)
    assert "person_spoken_to" in locked(answered(LIBRARY, walk, "threshold"))


def test_8_an_agency_is_told_once_the_lado_agrees_and_an_adult_elsewhere_is_for_the_lado() -> None:
    walk = triage(told(11), "no", "no", "accused", "nothing-else", "supply", "no", "no", "limb-1", "yes", "no")
    assert "agency-now" in path_of(walk, "staff-concern")
    walk = triage(told(11), "no", "no", "none", "adult-elsewhere", "elsewhere", "no", "no", "none", "yes", "no")
    assert codes(walk) == ["LADO_OTHER_EMPLOYER"]


def test_10_a_concern_about_the_head_is_led_by_the_chair() -> None:
    walk = triage(told(11), "no", "no", "accused", "nothing-else", "head")
    assert "tell-chair" in path_of(walk)
    assert "tell-head" not in path_of(walk)
    step = LIBRARY.step("staff-concern", "tell-chair")
    assert step is not None
    assert step.contacts == ("chair",)


@pytest.mark.parametrize(
    ("received", "due_on"),
    [
        pytest.param(told(13, 16, 50), "Monday 16 November 2026", id="Friday 16:50"),
        pytest.param(told(14), "Monday 16 November 2026", id="Saturday"),
        pytest.param(datetime(2026, 12, 24, 9, tzinfo=LONDON), "Tuesday 29 December 2026", id="Christmas"),
        pytest.param(datetime(2026, 12, 23, 9, tzinfo=LONDON), "Thursday 24 December 2026", id="school closed"),
        pytest.param(datetime(2027, 3, 25, 9, tzinfo=LONDON), "Tuesday 30 March 2027", id="Easter"),
    ],
)
def test_the_lados_clock(received: datetime, due_on: str) -> None:
    walk = walk_guidance(LIBRARY, "staff-concern", ["staff", "no", "no", "no", "no", "limb-1"], received)
    lado = next(running for running in walk.clocks if running.clock.id == "lado")
    assert lado.due is not None
    assert lado.due.latest == f"the end of {due_on}"
