"""Try scenarios against the guidance: those that ship, and a school's own, and say which answers none of them gives."""

from pathlib import Path

import msgspec

from dslapp.content.scenarios import read_scenarios, shipped_scenarios
from dslapp.domain.guidance.flows import Library
from dslapp.domain.guidance.scenarios import GivenAnswer, ScenarioFile, Tried, answers_not_tried, try_scenario


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """One scenario of one file, and what differs; fine when nothing does."""

    file: str
    scenario: str
    differs: tuple[str, ...]


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """All results, and the answers that no scenario gives."""

    results: tuple[Result, ...]
    not_tried: tuple[GivenAnswer, ...]

    @property
    def failed(self) -> tuple[Result, ...]:
        """The scenarios that came out otherwise than they should."""
        return tuple(result for result in self.results if result.differs)


def try_scenarios(library: Library, folder: Path | None = None) -> Trial:
    """Try the shipped scenarios and those under `folder`/scenarios. Raises UnreadableData for a file that is wrong."""
    files = read_scenarios(shipped_scenarios())
    if folder is not None:
        files |= {f"{folder.name}/{name}": file for name, file in read_scenarios(folder / "scenarios").items()}
    return try_files(library, files)


def try_files(library: Library, files: dict[str, ScenarioFile]) -> Trial:
    """Try scenarios that were read before."""
    tried: list[tuple[str, Tried]] = [
        (name, try_scenario(library, scenario)) for name, file in files.items() for scenario in file.scenarios
    ]
    return Trial(
        results=tuple(Result(file=name, scenario=each.scenario, differs=each.differs) for name, each in tried),
        not_tried=tuple(answers_not_tried(library, (each for _, each in tried))),
    )
