"""What is said of material that must never be held: practice's sentences, numbers that exist, nothing over-claimed."""

import pytest

from dslapp.content.library import load_library
from dslapp.domain.case.incident import Incident, SafetyAnswers
from dslapp.domain.entity import IncidentId, MemberId
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.evidence.gate import QUESTION, STOP, GateClosed, check_gate
from dslapp.domain.evidence.never_held import DEVICE, NEVER_HELD, NeverHeld, about, is_an_image
from dslapp.domain.evidence.safe_ways import IN_SHORT, SAFE_WAYS
from tests.casebooks import FRIDAY_AFTERNOON


def incident() -> Incident:
    return Incident(
        id="0197a000-0000-7000-8000-000000000001",
        ref="OSI-2026-0001",
        owner=MemberId(""),
        logged_at=FRIDAY_AFTERNOON,
        logged_by=MemberId(""),
        reported_to_dsl_at=FRIDAY_AFTERNOON,
        summary="",
        safety=SafetyAnswers(image="no"),
    )


def test_the_sentences_are_those_of_practice() -> None:
    assert QUESTION.startswith("Could any part of this, even a small picture or profile photo,")
    assert STOP == "Stop. Don't look further, copy it or ask for it. Nothing has been saved. Write what you were told."
    assert DEVICE == "Leave the device as it is. Keep people away. Ask police before switching anything off."


@pytest.mark.parametrize("answer", ["yes", "unsure", ""])
def test_only_no_opens_the_gate(answer: str) -> None:
    with pytest.raises(GateClosed, match="Nothing has been saved"):
        check_gate(incident(), "files", answer)  # type: ignore[arg-type]  # no answer at all as well
    check_gate(incident(), "files", "no")


def test_what_was_recorded_once_keeps_the_gate_shut_until_advice() -> None:
    with pytest.raises(GateClosed, match="something that must never be held"):
        check_gate(incident(), "files", "no", once_possible=True)


@pytest.mark.parametrize("rule", NEVER_HELD, ids=lambda rule: rule.material or "not known")
def test_each_has_something_to_do_and_numbers_that_are_there(rule: NeverHeld) -> None:
    assert rule.do
    assert set(rule.contacts) <= load_library().contacts.keys
    assert any("999" in words for words in rule.do)


def test_what_is_not_known_counts_as_an_image_of_a_child() -> None:
    assert set(about("image of a child").do) < set(about("").do)
    assert is_an_image("")
    assert not is_an_image("terrorist material")


def test_a_stranger_is_for_the_police_and_whoever_works_with_children_for_the_lado_too() -> None:
    child, adult = about("image of a child"), about("intimate image of an adult")
    assert "Not sure counts as yes." in child.do[0]
    assert "children’s social care" in child.do[0]
    assert "If that adult works or helps with children: the LADO too. A stranger online: the police" in child.do[0]
    assert any("to somebody who works here" in words and "LADO" in words for words in adult.do)
    assert "lado" in adult.contacts
    assert any("unless they are the one who is suspected" in words for words in adult.do)


def test_a_cable_comes_last_and_only_where_the_police_will_not_want_the_phone() -> None:
    assert ["cable" in way for way in SAFE_WAYS] == [False, False, True]
    assert "Only if neither works, and not if the police may want the phone" in SAFE_WAYS[-1]
    assert "cable" not in IN_SHORT


def test_what_nobody_saw_at_its_source_says_check_locally() -> None:
    assert "check locally" in about("intimate image of an adult").why
    assert "check locally" in about("terrorist material").why
    named = " ".join(law.act for law in load_library().legislation.laws)
    assert "Protection of Children Act 1978, section 1" in named
    assert "section 66B" in named


def test_an_exhibit_of_it_has_no_file() -> None:
    held = Exhibit(
        id="x",
        incident_id=IncidentId("y"),
        ref="JH/1",
        producer="JH",
        number=1,
        exhibit_kind="imagery not held",
        attached_at=FRIDAY_AFTERNOON,
        attached_by="JH",
        material="terrorist material",
    )
    assert not held.has_file
    assert held.still_to_answer == ()
