"""What follows from a walk: locks, clocks, evidence, documents, a second person."""

from datetime import timedelta

import pytest

from dslapp.domain.guidance.clocks import Clock
from dslapp.domain.guidance.reading import (
    ALREADY_SEEN,
    clocks,
    evidence_rule,
    locks,
    outcomes,
    second_person_needed,
)
from dslapp.domain.guidance.walk import answer, open_flow, start
from tests.guidance import FRIDAY, answered, done, shipped

LIBRARY = shipped()


def test_files_come_in_freely_then_not_yet_then_one_by_one() -> None:
    calm = answered(LIBRARY, start(LIBRARY, "triage", at=FRIDAY), "no", "no", "none", "bullying", "none")
    assert evidence_rule(LIBRARY, calm) == "files"
    image = answered(LIBRARY, start(LIBRARY, "triage", at=FRIDAY), "no", "unsure")
    assert evidence_rule(LIBRARY, image) == "not yet"
    advised = open_flow(LIBRARY, image, "police", at=FRIDAY)
    advised = answered(LIBRARY, advised, "unsure", "no")
    assert advised.facts["files_agreed"] == "yes"
    assert evidence_rule(LIBRARY, advised) == "one by one"


def test_a_lock_always_leaves_the_way_to_record_what_has_already_happened() -> None:
    walk = start(LIBRARY, "nudes", at=FRIDAY)
    alternatives = {lock.what: lock.alternative for lock in locks(LIBRARY, walk)}
    assert alternatives["evidence_files"] == ALREADY_SEEN
    assert alternatives["delete_content"] == "It has already happened – record it"


def test_what_was_taken_back_locks_nothing() -> None:
    walk = answered(LIBRARY, start(LIBRARY, "triage", at=FRIDAY), "no", "yes")
    assert locks(LIBRARY, walk)
    assert not locks(LIBRARY, answer(LIBRARY, walk, "image", ["no"], at=FRIDAY))


def test_the_same_lock_stands_once() -> None:
    walk = answered(LIBRARY, start(LIBRARY, "triage", at=FRIDAY), "no", "yes", "accused", "child", "adult-here")
    walk = answered(LIBRARY, walk, "nothing-else", "staff")
    found = [(lock.what, lock.until) for lock in locks(LIBRARY, walk)]
    assert len(found) == len(set(found))


def test_a_clock_runs_until_its_step_is_done_and_a_review_runs_from_then_on() -> None:
    walk = start(LIBRARY, "child-concern", at=FRIDAY, facts={"csc_referred": "yes"})
    written = {running.clock.id: running for running in clocks(LIBRARY, walk)}["csc-written"]
    assert (written.due, written.met_at) == (None, None)
    walk = start(
        LIBRARY,
        "child-concern",
        at=FRIDAY,
        facts={"csc_referred": "yes"},
        moments={"csc_referral_made": FRIDAY - timedelta(hours=1)},
    )
    written = {running.clock.id: running for running in clocks(LIBRARY, walk)}["csc-written"]
    assert written.due is not None
    assert written.due.words == "by 15:50 GMT on Saturday 14 November 2026"
    walk = answered(LIBRARY, done(LIBRARY, walk), "nobody", "s47")
    running = {each.clock.id: each for each in clocks(LIBRARY, walk)}
    assert running["csc-written"].met_at == FRIDAY
    assert running["plan-review"].met_at is None
    assert running["plan-review"].due is not None


def test_the_clock_of_a_flow_that_waits_runs_on() -> None:
    walk = answered(LIBRARY, start(LIBRARY, "staff-concern", at=FRIDAY), "staff", "no", "no", "no", "no", "limb-4")
    assert "lado-answer" in [running.clock.id for running in clocks(LIBRARY, walk) if running.met_at is None]
    walk = open_flow(LIBRARY, walk, "cyberbullying", at=FRIDAY)
    assert "lado-answer" in [running.clock.id for running in clocks(LIBRARY, walk) if running.met_at is None]


def test_a_second_person_is_needed_only_to_end_a_mandatory_route_in_school() -> None:
    extremism = answered(
        LIBRARY, start(LIBRARY, "radicalisation", at=FRIDAY), "no", "pupil", "yes", "told", "no", "no", "police-lead"
    )
    assert not second_person_needed(LIBRARY, extremism)
    other = answered(
        LIBRARY, start(LIBRARY, "radicalisation", at=FRIDAY), "no", "pupil", "no", "no", "no", "yes", "no", "school",
        "nobody", "yes",
    )  # fmt: skip
    assert second_person_needed(LIBRARY, answered(LIBRARY, other, "no"))


def test_an_outcome_is_decided_only_once_it_was_written() -> None:
    walk = answered(
        LIBRARY, start(LIBRARY, "cyber-offending", at=FRIDAY), "no", "no", "no", "login", "no", "no", "told", "no"
    )
    assert [reached.decided for reached in outcomes(LIBRARY, walk)] == [True]
    assert walk.current is None


def test_locks_and_clocks_read_like_the_data() -> None:
    step = LIBRARY.step("staff-concern", "ring-lado")
    assert step is not None
    assert [(type(clock), clock.setting) for clock in step.clocks] == [(Clock, "lado_clock")]
    held = LIBRARY.step("staff-concern", "hold")
    assert held is not None
    assert all(lock.reason for lock in held.locks)


def test_an_image_and_an_adult_here_mean_no_files_from_the_first_screen_on() -> None:
    known = {"danger": "no", "image": "unsure", "adult_here": "unsure"}
    assert evidence_rule(LIBRARY, start(LIBRARY, "triage", at=FRIDAY, facts=known)) == "no files"
    assert evidence_rule(LIBRARY, start(LIBRARY, "police", at=FRIDAY, facts=known)) == "no files"


@pytest.mark.parametrize("flow", sorted(LIBRARY.flows))
def test_no_guidance_opens_the_gate_before_advice_where_an_image_is_possible(flow: str) -> None:
    for image in ("yes", "unsure"):
        known = {"danger": "no", "image": image, "adult_here": "none"}
        assert evidence_rule(LIBRARY, start(LIBRARY, flow, at=FRIDAY, facts=known)) == "not yet"
        agreed = start(LIBRARY, flow, at=FRIDAY, facts={**known, "files_agreed": "yes"})
        assert evidence_rule(LIBRARY, agreed) == "one by one"
