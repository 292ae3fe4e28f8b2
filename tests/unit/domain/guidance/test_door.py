"""At the door: each answer brings what to do and whom to ring, at once."""

import itertools

import pytest

from dslapp.content.guidance import load_contacts, load_door
from dslapp.domain.case.incident import SafetyAnswers
from dslapp.domain.guidance.door import at_the_door
from dslapp.domain.guidance.flows import Question, answers_of
from tests.guidance import FRIDAY, shipped


def ids(**facts: str) -> list[str]:
    return [advice.id for advice in at_the_door(load_door(), facts, FRIDAY)]


def test_the_three_questions_are_the_first_of_triage_with_the_same_ids() -> None:
    flow = shipped().flows["triage"]
    questions = {step.id: step for step in flow.steps if isinstance(step, Question)}
    assert [flow.start, questions["danger"].fact, questions["image"].fact] == ["danger", "danger", "image"]
    assert questions["adult-here"].fact == "adult_here"
    offered = {name: [a.id for a in answers_of(questions[name])] for name in ("danger", "image", "adult-here")}
    assert offered["danger"] == offered["image"] == ["yes", "no", "unsure"]
    assert offered["adult-here"] == ["none", "accused", "targeted", "both", "unsure"]
    assert set(SafetyAnswers.__struct_fields__) == {"danger", "image", "adult_here"}


@pytest.mark.parametrize("question", ["danger", "image"])
def test_not_sure_brings_the_same_as_yes(question: str) -> None:
    assert ids(**{question: "unsure"}) == ids(**{question: "yes"}) == [question]


def test_not_sure_about_an_adult_here_counts_as_accused() -> None:
    assert ids(adult_here="unsure") == ids(adult_here="accused") == ["adult-accused"]
    assert ids(adult_here="both") == ["adult-accused", "adult-targeted"]


def test_an_image_and_an_adult_together_replace_the_advice_for_each() -> None:
    assert ids(danger="yes", image="yes", adult_here="accused") == ["danger", "image-and-adult"]


def test_nothing_is_said_before_an_answer_and_something_for_every_set_of_answers() -> None:
    assert ids() == []
    answers = (["yes", "no", "unsure"], ["yes", "no", "unsure"], ["none", "accused", "targeted", "both", "unsure"])
    for danger, image, adult in itertools.product(*answers):
        assert ids(danger=danger, image=image, adult_here=adult)


def test_the_schools_own_limit_is_said() -> None:
    advice = at_the_door(load_door(), {"adult_here": "accused"}, FRIDAY, {"lado_clock": "24 hours"})
    assert advice[0].heading.startswith("Ring the LADO now. The latest is 16:50 GMT on Saturday 14 November 2026.")


def test_everyone_to_ring_has_a_name() -> None:
    labels = load_contacts().labels
    for entry in load_door().entries:
        assert set(entry.contacts) <= set(labels)
