"""A school's own guidance in a folder, from the command line: compared, checked, listed, walked."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dslapp.cli.app import run
from dslapp.services.guidance.change_guidance import change_row
from dslapp.services.program import Program
from dslapp.services.session import Session
from tests.casebooks import DSL, PASSPHRASES, SettableClock

OURS = """
flow: nudes
steps:
  - id: adult
    type: question
    fact: adult_involved
    safer: "yes"
    text: "Is a grown-up involved, or somebody nobody knows?"
    why: "An adult sharing or asking for images of under-18s is child sexual abuse."
    sources: [ukcis-overview]
    because: "Our words."
    answers:
      - {id: "yes", label: "Yes", next: adult-stop}
      - {id: unsure, label: "Not sure", next: adult-stop}
      - {id: "no", label: "No", next: criteria}
"""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(clock=SettableClock(), settings=tmp_path, casebooks=tmp_path)


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "nudes.yaml").write_text(OURS, encoding="utf-8")
    return folder


def as_data(program: Program, printed: pytest.CaptureFixture[bytes], *arguments: str, code: int = 0) -> Any:
    assert run(program, ["guidance", *arguments, "--json"]) == code
    return json.loads(printed.readouterr().out)


def test_what_differs_is_shown_word_by_word(
    program: Program, ours: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(program, ["guidance", "diff", "--folder", str(ours)]) == 0
    printed = capfdbinary.readouterr().out.decode()
    assert "Nudes and semi-nudes of under-18s (nudes.yaml)" in printed
    assert "adult: changed on 13 Nov 2026: Our words." in printed
    assert "What it says: Is [-an adult-]{+a grown-up+} involved, or somebody nobody" in printed
    assert "1 row of the school's own, 0 to compare, 0 to mend." in printed


def test_the_comparison_can_be_read_by_another_program(
    program: Program, ours: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    found = as_data(program, capfdbinary, "diff", "--folder", str(ours))
    (change,) = found["changes"]
    assert (found["sound"], found["to_compare"]) == (True, 0)
    assert (change["file"], change["row"], change["kind"], change["flag"]) == ("nudes", "adult", "Changed", None)
    assert change["own"]["text"] == "Is a grown-up involved, or somebody nobody knows?"
    assert change["differences"][0]["part"] == "What it says"


def test_a_row_that_rests_on_another_edition_is_to_be_compared(
    program: Program, ours: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    older = OURS.replace('because: "Our', 'based_on: "0123"\n    because: "Our')
    (ours / "nudes.yaml").write_text(older, encoding="utf-8")
    found = as_data(program, capfdbinary, "diff", "--folder", str(ours))
    assert (found["to_compare"], found["changes"][0]["flag"]) == (1, "shipped text changed")


def test_the_list_names_the_schools_edition(
    program: Program, ours: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    editions = {f["flow"]: f["edition"] for f in as_data(program, capfdbinary, "list", "--folder", str(ours))}
    assert editions["nudes"].endswith(" + school, 13 Nov 2026")
    assert "school" not in editions["police"]


def test_a_walk_asks_in_the_schools_words(
    program: Program, ours: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    walked = as_data(program, capfdbinary, "walk", "nudes", "--answers", "unsure", "--folder", str(ours))
    assert "Is a grown-up involved, or somebody nobody knows?" in [visit["question"] for visit in walked["path"]]


def test_a_sound_folder_is_sound(program: Program, ours: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert as_data(program, capfdbinary, "check", "--folder", str(ours))["sound"] is True


@pytest.mark.parametrize(
    ("wrong", "step", "problem", "mend"),
    [
        (OURS.replace('safer: "yes"', ""), "adult", "no longer names the safer answer", "Keep `safer: yes`"),
        (OURS.replace('"yes", label', "yes, label"), "adult", "answers[0].id: Expected", "Put yes and no in quotes"),
        (OURS.replace("next: criteria", "next: nowhere"), "adult", "leads to “nowhere”", "Mend the link."),
        (OURS.replace("    type: question\n", ""), "adult", "missing required field `type`", "Add it."),
        (OURS.replace("steps:", "steps: {"), "", "is not YAML", "Mend the line"),
        (OURS.replace("flow: nudes", "flow: police"), "", "holds the flow “police”", "Name the file as its flow."),
        (OURS + "rank: 3\n", "", "holds “rank”", "Write steps."),
    ],
    ids=["without safer", "yes without quotes", "astray", "no kind", "not YAML", "other flow", "more than rows"],
)
def test_a_mistake_is_named_with_file_step_and_mend(
    program: Program, ours: Path, capfdbinary: pytest.CaptureFixture[bytes],
    wrong: str, step: str, problem: str, mend: str,
) -> None:  # fmt: skip
    (ours / "nudes.yaml").write_text(wrong, encoding="utf-8")
    found = as_data(program, capfdbinary, "check", "--folder", str(ours), code=1)["problems"][0]
    assert (found["file"], found["step"]) == ("nudes.yaml", step)
    assert problem in found["problem"]
    assert mend in found["mend"]
    assert run(program, ["guidance", "walk", "nudes", "--folder", str(ours)]) == 2
    assert "nudes.yaml" in capfdbinary.readouterr().err.decode()


def test_a_file_that_is_no_guidance_is_named(
    program: Program, ours: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (ours / "recipes.yaml").write_text("steps: []\n", encoding="utf-8")
    found = as_data(program, capfdbinary, "check", "--folder", str(ours), code=1)["problems"][0]
    assert (found["file"], found["problem"]) == ("recipes.yaml", "is no guidance that can be changed")


def test_whole_flows_in_place_of_the_shipped_ones_are_checked_too(
    program: Program, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "triage.yaml").write_text("flow: triage\nsteps: no\n", encoding="utf-8")
    assert run(program, ["guidance", "check", "--flows", str(tmp_path)]) == 1
    assert "triage.yaml" in capfdbinary.readouterr().out.decode()


def test_a_casebook_is_compared_too(
    program: Program, casebook_folder: Path, session: Session, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    posh = next(contact for contact in session.library.contacts.national if contact.key == "posh")
    ours = msgspec.structs.replace(posh, phone="01632 960999")
    change_row(session, "contacts", "posh", ours, "Their new number.")
    session.opened.close()
    secret = casebook_folder.parent / "passphrase"
    secret.write_text(PASSPHRASES[DSL], encoding="utf-8")
    secret.chmod(0o600)
    found = as_data(
        program, capfdbinary, "diff", "--casebook", str(casebook_folder), "--member", DSL,
        "--passphrase-file", str(secret),
    )  # fmt: skip
    (change,) = found["changes"]
    assert (change["file"], change["row"], change["reason"]) == ("contacts", "posh", "Their new number.")


def test_something_must_be_named_to_compare(program: Program, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(program, ["guidance", "diff"]) == 2
    assert "Name a folder or a casebook." in capfdbinary.readouterr().err.decode()
