"""The scenario files come out as they say, give every answer of every flow, and can fail."""

import json
from pathlib import Path

import msgspec
import pytest

from dslapp.content.data_files import UnreadableData
from dslapp.content.scenarios import read_scenarios, shipped_scenarios
from dslapp.domain.guidance.flows import Library
from dslapp.domain.guidance.scenarios import Expected, Scenario, answers_not_tried, try_scenario
from dslapp.services.program import Program
from tests.casebooks import SettableClock
from tests.guidance import shipped

LIBRARY = shipped()
FILES = read_scenarios(shipped_scenarios())
ALL = {scenario.id: scenario for file in FILES.values() for scenario in file.scenarios}


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_scenario_comes_out_as_it_says(name: str) -> None:
    tried = [try_scenario(LIBRARY, scenario) for scenario in FILES[name].scenarios]
    assert {each.scenario: each.differs for each in tried if each.differs} == {}


def test_every_answer_of_every_flow_is_given_by_some_scenario() -> None:
    assert answers_not_tried(LIBRARY, [try_scenario(LIBRARY, scenario) for scenario in ALL.values()]) == []


def test_the_twelve_cases_and_the_table_of_the_lados_clock_are_there() -> None:
    numbers = {name[:2] for name in FILES if name[:2].isdigit()}
    assert numbers == {"01", "02", "03", "05", "06", "07", "08", "10", "11", "13", "14", "16"}
    assert len(FILES["lado-clock.yaml"].scenarios) == 5
    assert sum(len(file.scenarios) for name, file in FILES.items() if name.startswith("rows/")) >= 60


def differing(scenario: Scenario, library: Library = LIBRARY, **expected: object) -> str:
    changed = msgspec.structs.replace(scenario, expect=Expected(**expected)) if expected else scenario  # type: ignore[arg-type]  # named fields
    return "\n".join(try_scenario(library, changed).differs)


def test_each_kind_of_expectation_can_fail() -> None:
    coach, laptop = ALL["coach"], ALL["staff-laptop"]
    assert "not the end of Tuesday" in differing(
        coach, clocks={"staff-concern/ring-lado/lado": "the end of Tuesday 17 November 2026"}
    )
    assert "does not run" in differing(coach, clocks={"staff-concern/ring-lado/nothing": "now"})
    assert "is not late" in differing(coach, late=("staff-concern/ring-lado/lado",))
    assert "not finished" in differing(coach, asks="finished")
    assert "does not pass nudes/criteria" in differing(coach, passes=("nudes/criteria",))
    assert "does not pass staff-concern/threshold" in differing(
        coach, passes=("staff-concern/ring-lado", "staff-concern/threshold")
    )
    assert "never should" in differing(laptop, never=("staff-concern/stop-images",))
    assert "is not locked" in differing(ALL["former-pupil"], locks=("suspension",))
    assert "is locked" in differing(laptop, lifted=("suspension",))
    assert "locks: " in differing(laptop, all_locks=("suspension",))
    assert "files: no files, not files" in differing(laptop, files="files")
    assert "documents: lado, police, not police" in differing(laptop, documents=("police",))
    assert "mandatory routes" in differing(laptop, mandatory=())
    assert "outcome" in differing(ALL["former-pupil"], outcome=())
    assert "second person: no, not yes" in differing(ALL["former-pupil"], second_person="yes")
    assert "flows that wait" in differing(laptop, opened=("police", "nudes", "triage"))
    assert "is not taken back" in differing(coach, taken_back=("staff-concern/threshold",))
    assert "does not say" in differing(laptop, says={"staff-concern/stop-images": "Have a look at it."})


def test_a_limit_that_a_school_loosens_and_a_lock_that_it_loses_are_seen() -> None:
    flow = LIBRARY.flows["staff-concern"]
    steps = tuple(
        msgspec.structs.replace(
            step,
            locks=(),
            clocks=tuple(msgspec.structs.replace(clock, within="5 working days") for clock in step.clocks),
        )
        for step in flow.steps
    )
    looser = Library(
        flows={**LIBRARY.flows, "staff-concern": msgspec.structs.replace(flow, steps=steps)}, sources=LIBRARY.sources
    )
    said = differing(ALL["coach"], looser)
    assert "person_spoken_to is not locked" in said
    assert "the end of Friday 20 November 2026" in said


def test_a_step_or_an_answer_that_is_not_there_is_named() -> None:
    where = msgspec.structs.replace(ALL["coach"], answers=({"staff-concern/threshold": "limb-1"},))
    assert "staff-concern/threshold is answered, but this is asked: triage/" in differing(where)
    what = msgspec.structs.replace(ALL["friday-afternoon"], answers=({"staff-concern/about-whom": "a-dragon"},))
    assert "“a-dragon” is no answer to" in differing(what)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"known": {"lado_clok": "24 hours"}}, "nothing is called lado_clok"),
        ({"writes": {"staff-concern/lado-advice/may-tell": "no"}}, "there is nothing to write called"),
        ({"writes": {"staff-concern/lado-advice/may-tell-adult": "nope"}}, "cannot be “nope”"),
        ({"expect": Expected(never=("staff-concern/tel-head",))}, "there is no step staff-concern/tel-head"),
        ({"expect": Expected()}, "nothing is expected"),
        ({"expect": Expected(says={"nudes/delete": "Delete"})}, "does not come to nudes/delete"),
        ({"expect": Expected(contacts={"staff-concern/ring-lado": ("bank_159",)})}, "does not name bank_159"),
        ({"told": "13 November"}, "Write it as 2026-11-13T16:50"),
        ({"told": "2026-10-25T01:30"}, "not one moment"),
        ({"told": "2026-11-13T16:50", "logged": "2026-11-12T09:00"}, "logged before the school was told"),
    ],
)
def test_a_mistake_in_a_scenario_does_not_pass_in_silence(change: dict[str, object], said: str) -> None:
    assert said in differing(msgspec.structs.replace(ALL["coach-advice"], **change))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: Mine\nscenarios:\n  - {id: a, expect: {asks: yes}}\n", "Put yes and no in quotes"),
        ("title: Mine\nscenarios:\n  - {id: a, expects: {}}\n", "a"),
        ("title: Mine\nscenarios:\n  - {id: a, expect: {}}\n  - {id: a, expect: {}}\n", "two scenarios have this id"),
    ],
    ids=["a bare yes", "a wrong word", "an id twice"],
)
def test_a_file_that_does_not_fit_is_named_with_the_scenario_and_the_mend(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableData) as refused:
        read_scenarios(tmp_path)
    assert (refused.value.file, refused.value.step) == ("mine.yaml", "a")
    assert said in str(refused.value)


def test_a_schools_own_scenarios_are_tried_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from dslapp.cli.app import run

    folder = tmp_path / "ours"
    (folder / "scenarios").mkdir(parents=True)
    (folder / "scenarios" / "ours.yaml").write_text(
        "title: Ours\nscenarios:\n  - {id: our-friday, begin: police, known: {danger: unsure}, "
        "expect: {passes: [police/call-999], outcome: [NOTHING]}}\n",
        encoding="utf-8",
    )
    program = Program(clock=SettableClock(), settings=tmp_path, casebooks=tmp_path)
    assert run(program, ["guidance", "test", "--folder", str(folder), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert [(each["file"], each["scenario"]) for each in said["failed"]] == [("ours/ours.yaml", "our-friday")]
    assert said["passed"] == len(ALL)
    assert run(program, ["guidance", "test", "--coverage"]) == 0
    assert "all as expected" in capsys.readouterr().out
