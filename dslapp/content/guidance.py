"""Loads the guidance: flows, sources, what is said at the door, contacts, indicators and the reference data.

Public: `load_library`, `load_door`, `load_contacts`, `load_indicators`, `load_platforms`, `load_legislation`,
`load_glossary`, and `read_flows` which also reports what it could not read. Each is read once; none checks links, which
`guidance.checks` does.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from dslapp.content.data_files import UnreadableData, read_data
from dslapp.content.resources import resources_folder
from dslapp.domain.guidance.contacts import ContactList
from dslapp.domain.guidance.door import Door
from dslapp.domain.guidance.flows import Flow, Library, Source
from dslapp.domain.guidance.indicators import IndicatorList
from dslapp.domain.reference.glossary import Glossary
from dslapp.domain.reference.legislation import LawList
from dslapp.domain.reference.platforms import PlatformList

_NOT_FLOWS = {"sources.yaml", "door.yaml"}


def guidance_folder() -> Path:
    """Return the folder of the flows that ship with the program."""
    return resources_folder() / "guidance"


def read_flows(folder: Path) -> tuple[dict[str, Flow], tuple[UnreadableData, ...]]:
    """Read every flow of a folder, by its id, and say which files could not be read. A flow is named as its file."""
    flows: dict[str, Flow] = {}
    failures: list[UnreadableData] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name in _NOT_FLOWS:
            continue
        try:
            flow = read_data(path, Flow)
            if flow.flow != path.stem:
                raise UnreadableData(path.name, "", f"holds the flow “{flow.flow}”", "Name the file as its flow.")
            flows[flow.flow] = flow
        except UnreadableData as failure:
            failures.append(failure)
    return flows, tuple(failures)


def read_sources(folder: Path) -> dict[str, Source]:
    """Read the sources that the flows cite. Raises UnreadableData."""
    return read_data(folder / "sources.yaml", dict[str, Source])


@cache
def load_library() -> Library:
    """Return the flows and sources that ship with the program. Raises UnreadableData for the first bad file."""
    flows, failures = read_flows(guidance_folder())
    if failures:
        raise failures[0]
    return Library(flows=flows, sources=read_sources(guidance_folder()))


class _ReadWhenNamed(Mapping[str, Flow]):
    """The flows of a folder, of which each is read when it is first named."""

    def __init__(self, folder: Path) -> None:
        self._files = {path.stem: path for path in sorted(folder.glob("*.yaml")) if path.name not in _NOT_FLOWS}
        self._read: dict[str, Flow] = {}

    def __getitem__(self, name: str) -> Flow:
        if name not in self._read:
            self._read[name] = read_data(self._files[name], Flow)
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def library_when_named() -> Library:
    """Return the shipped flows, each read when a walk comes to it: for a command that ends after one walk.

    Sources are left out. A flow that cannot be read raises UnreadableData only then.
    """
    return Library(flows=_ReadWhenNamed(guidance_folder()), sources={})


@cache
def load_door() -> Door:
    """Return what is said on the first screen. Raises UnreadableData."""
    return read_data(guidance_folder() / "door.yaml", Door)


@cache
def load_contacts() -> ContactList:
    """Return whom to ring. Raises UnreadableData."""
    return read_data(resources_folder() / "contacts.yaml", ContactList)


@cache
def load_indicators() -> IndicatorList:
    """Return the indicators of a possible offence. Raises UnreadableData."""
    return read_data(resources_folder() / "indicators.yaml", IndicatorList)


@cache
def load_platforms() -> PlatformList:
    """Return the platform cards. Raises UnreadableData."""
    return read_data(resources_folder() / "platforms.yaml", PlatformList)


@cache
def load_legislation() -> LawList:
    """Return the acts, then and now. Raises UnreadableData."""
    return read_data(resources_folder() / "legislation.yaml", LawList)


@cache
def load_glossary() -> Glossary:
    """Return the words of the field. Raises UnreadableData."""
    return read_data(resources_folder() / "glossary.yaml", Glossary)
