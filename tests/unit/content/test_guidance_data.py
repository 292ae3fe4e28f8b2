"""The guidance that ships: sound, sourced, in plain sentences, and read strictly."""

import re
from pathlib import Path

import pytest

from dslapp.content.data_files import UnreadableData, read_data
from dslapp.content.guidance import guidance_folder, load_contacts, load_indicators, read_flows
from dslapp.content.resources import resources_folder
from dslapp.domain.guidance.flows import Action, Flow, Outcome, Question, Stop, answers_of, cite, required_record
from dslapp.services.guidance.guidance_library import check_guidance
from tests.guidance import shipped

TWELVE = {
    "triage", "staff-concern", "cyberbullying", "nudes", "child-concern", "police", "staff-targeted",
    "extortion-fraud", "sexual-harassment-violence", "radicalisation", "cyber-offending", "content-removal",
}  # fmt: skip

GOOD = """
flow: small
title: Small
about: "A flow."
edition: "1"
rank: 1
start: ask
steps:
  - id: ask
    type: question
    text: "Yes or no?"
    answers:
      - {id: "yes", label: "Yes", next: end}
      - {id: "no", label: "No", next: end}
  - {id: end, type: outcome, text: "End.", code: END}
"""


def test_the_twelve_flows_are_sound() -> None:
    result = check_guidance()
    assert result.faults == ()
    assert set(shipped().flows) == TWELVE


def test_every_step_says_where_it_comes_from_and_when_that_was_checked() -> None:
    library = shipped()
    for flow in library.flows.values():
        for step in flow.steps:
            if isinstance(step, Action | Question | Stop | Outcome):
                citation = cite(library, step)
                assert citation.source, step.id
                assert citation.edition, step.id
                assert citation.checked_on is not None, step.id


def test_the_criteria_that_were_not_read_at_their_source_say_so() -> None:
    library = shipped()
    for flow, name in (("nudes", "criteria"), ("staff-concern", "written-reasons"), ("child-concern", "confirm")):
        step = library.step(flow, name)
        assert step is not None
        assert cite(library, step).check_locally


def test_every_safety_question_has_a_not_sure() -> None:
    for flow in shipped().flows.values():
        for step in flow.steps:
            if isinstance(step, Question) and step.fact in ("danger", "image", "adult_here"):
                assert step.safer, f"{flow.flow}/{step.id}"
                assert "unsure" in [answer.id for answer in answers_of(step)]


def test_sentences_are_short_enough_to_read_under_stress() -> None:
    for flow in shipped().flows.values():
        for step in flow.steps:
            for sentence in re.split(r"(?<=[.?!])\s", step.text):
                assert len(sentence.split()) <= 30, f"{flow.flow}/{step.id}: {sentence}"


def test_nobody_is_called_an_offender() -> None:
    for path in sorted(guidance_folder().glob("*.yaml")):
        words = path.read_text(encoding="utf-8").lower()
        for avoided in ("offender", "sexting", "child porn", "social services", "perpetrator"):
            assert avoided not in words.replace("cyber-offend", ""), f"{avoided} in {path.name}"


def test_every_field_of_a_choice_has_its_options() -> None:
    for flow in shipped().flows.values():
        for step in flow.steps:
            for field in required_record(step, [answer.id for answer in answers_of(step)]):
                assert (field.type == "choice") == bool(field.options)


def test_national_numbers_have_a_source_and_local_ones_are_left_to_the_school() -> None:
    contacts = load_contacts()
    assert all(contact.source and (contact.phone or contact.address) for contact in contacts.national)
    assert {"lado", "lado_out_of_hours", "mash", "prevent", "head", "chair"} <= {c.key for c in contacts.local}
    assert len(contacts.keys) == len(contacts.national) + len(contacts.local)


def test_the_fourteen_indicators_stop_hard_on_four_under_the_fixed_caveat() -> None:
    indicators = load_indicators()
    assert [each.code for each in indicators.indicators] == [f"CRIM-{n:02}" for n in range(1, 15)]
    assert [each.code for each in indicators.indicators if each.hard_stop] == [
        "CRIM-09", "CRIM-10", "CRIM-11", "CRIM-13",
    ]  # fmt: skip
    assert [part.code for part in indicators.indicators[2].parts] == [f"CRIM-03{letter}" for letter in "abcdef"]
    assert indicators.caveat == "Indicator from school policy. Not a finding that a crime was committed."


@pytest.mark.parametrize(
    ("old", "new", "said", "mend"),
    [
        ('id: "yes"', "id: yes", "small.yaml, step “ask”: answers[0].id: Expected `str`, got `bool`", "in quotes"),
        ('label: "No"', "lable: No", "step “ask”: answers[1]: Object contains unknown field `lable`", "spelling"),
        ('text: "End.", ', "", "step “end”: Object missing required field `text`", "Add it"),
        ("type: outcome", "type: end", "step “end”: type: Invalid value 'end'", "question, choices, action"),
        ('edition: "1"', "edition: 1", "small.yaml: edition: Expected `str`, got `int`", "in quotes"),
        ("steps:", "steps: [", "small.yaml: is not YAML", "Mend the line"),
    ],
)
def test_a_fault_in_a_file_is_named_with_its_mend(tmp_path: Path, old: str, new: str, said: str, mend: str) -> None:
    assert old in GOOD
    path = tmp_path / "small.yaml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(UnreadableData) as refused:
        read_data(path, Flow)
    assert said in str(refused.value)
    assert mend in refused.value.way_forward


def test_a_missing_file_and_a_wrongly_named_one_are_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableData, match="cannot be opened"):
        read_data(tmp_path / "none.yaml", Flow)
    (tmp_path / "other.yaml").write_text(GOOD, encoding="utf-8")
    flows, failures = read_flows(tmp_path)
    assert (flows, [failure.problem for failure in failures]) == ({}, ["holds the flow “small”"])


def test_a_check_of_another_folder_reports_what_it_cannot_read(tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(GOOD.replace('id: "yes"', "id: yes"), encoding="utf-8")
    result = check_guidance(tmp_path)
    assert [(fault.file, fault.step) for fault in result.faults] == [("small.yaml", "ask"), ("sources.yaml", "")]


def test_the_resources_are_found_from_source_and_in_a_frozen_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert (resources_folder() / "guidance" / "triage.yaml").is_file()
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert resources_folder() == tmp_path / "resources"
