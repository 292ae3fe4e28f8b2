"""Loads scenario files: those that ship with the program, and those of a school's own folder."""

from pathlib import Path

from dslapp.content.data_files import UnreadableData, read_data
from dslapp.content.resources import resources_folder
from dslapp.domain.guidance.scenarios import ScenarioFile


def shipped_scenarios() -> Path:
    """The folder of the scenarios that ship with the program."""
    return resources_folder() / "scenarios"


def read_scenarios(folder: Path) -> dict[str, ScenarioFile]:
    """Every file of a folder and of the folders in it, by its name from there.

    Raises UnreadableData for the first file that does not fit, or that uses the id of a scenario twice.
    """
    found: dict[str, ScenarioFile] = {}
    for path in sorted(folder.rglob("*.yaml")):
        file = read_data(path, ScenarioFile)
        ids = [scenario.id for scenario in file.scenarios]
        for doubled in sorted({each for each in ids if ids.count(each) > 1}):
            raise UnreadableData(path.name, doubled, "two scenarios have this id", "Give each an id of its own.")
        found[path.relative_to(folder).as_posix()] = file
    return found
