"""The guidance from the command line: checked, listed, walked."""

import json
from pathlib import Path
from typing import Any

import pytest

from dslapp.cli.app import run
from dslapp.services.program import Program
from tests.casebooks import SettableClock


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(clock=SettableClock(), settings=tmp_path, casebooks=tmp_path)


def as_data(program: Program, capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> Any:
    assert run(program, ["guidance", *arguments, "--json"]) == 0
    return json.loads(capfdbinary.readouterr().out)


def test_the_shipped_guidance_is_sound(program: Program, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    checked = as_data(program, capfdbinary, "check")
    assert (checked["sound"], checked["flows"], checked["problems"]) == (True, 12, [])


def test_unsound_guidance_ends_with_1_and_says_where(
    program: Program, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "triage.yaml").write_text("flow: triage\nsteps: no\n", encoding="utf-8")
    assert run(program, ["guidance", "check", "--folder", str(tmp_path)]) == 1
    assert "triage.yaml" in capfdbinary.readouterr().out.decode()


def test_the_flows_are_listed_the_most_urgent_first(
    program: Program, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    flows = as_data(program, capfdbinary, "list")
    assert [flow["flow"] for flow in flows][:3] == ["triage", "staff-concern", "extortion-fraud"]
    assert all(flow["edition"] for flow in flows)


def test_a_walk_through_two_flows_says_path_clocks_locks_documents(
    program: Program, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    answers = "no,no,accused,nothing-else,staff,no,no,limb-2+limb-3+limb-4"
    walked = as_data(program, capfdbinary, "walk", "triage", "--answers", answers, "--at", "2026-11-13T16:50")
    assert {visit["flow"] for visit in walked["path"]} == {"triage", "staff-concern"}
    assert [visit["step"] for visit in walked["path"] if visit["status"] == "carried"] == ["danger", "image"]
    lado = next(clock for clock in walked["clocks"] if clock["clock"] == "lado")
    assert lado["due_on"] == "2026-11-16"
    assert "by the out-of-hours number" in lado["due_in_words"]
    assert {"person_spoken_to", "parents_contacted"} <= {lock["what"] for lock in walked["locks"]}
    assert walked["documents"] == ["police", "lado"]
    assert walked["next"]["answers"] == ["yes", "no", "unsure"]
    assert walked["outcome"] is None
    assert any(field["field"] == "next-contact" for field in walked["record"])


def test_a_walk_to_its_end_names_the_outcome_and_demands_a_reason(
    program: Program, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    walked = as_data(program, capfdbinary, "walk", "cyberbullying", "--answers", "none,no,ex-pupil,told,yes")
    assert (walked["outcome"], walked["next"]) == ("BULLYING_RESOLVED", None)
    assert {"decision", "reason"} <= {field["field"] for field in walked["record"] if field["must_be_known"]}


def test_a_walk_in_lines_is_for_reading(program: Program, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    arguments = ["guidance", "walk", "nudes", "--answers", "unsure", "--at", "2026-11-12T10:00"]
    assert run(program, arguments) == 0
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert "  Ring the police: now" in lines
    assert any(line.startswith("Next: nudes/parents-agencies") for line in lines)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["walk", "nudes", "--answers", "perhaps"], "Possible: yes, unsure, no"),
        (["walk", "nowhere"], "There are: child-concern, content-removal"),
        (["walk", "nudes", "--at", "2026-10-25T01:30"], "happened twice: at 01:30 BST and at 01:30 GMT"),
        (["walk", "nudes", "--at", "2027-03-28T01:30"], "never happened"),
        (["walk", "nudes", "--at", "Friday"], "Write it as 2026-11-13T16:50"),
    ],
)
def test_what_cannot_be_walked_is_said_in_words(
    program: Program, capfdbinary: pytest.CaptureFixture[bytes], arguments: list[str], said: str
) -> None:
    assert run(program, ["guidance", *arguments]) == 2
    assert said in capfdbinary.readouterr().err.decode()
