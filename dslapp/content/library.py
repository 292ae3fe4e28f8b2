"""Everything that ships as data and that a school may read: guidance, contacts, platforms, legislation, words."""

from functools import cached_property
from pathlib import Path

from dslapp.content import guidance
from dslapp.content.data_files import read_data
from dslapp.content.resources import resources_folder
from dslapp.domain.guidance.contacts import ContactList
from dslapp.domain.guidance.door import Door
from dslapp.domain.guidance.flows import Library as GuidanceLibrary
from dslapp.domain.guidance.indicators import IndicatorList
from dslapp.domain.made_up import MadeUpSchool
from dslapp.domain.reference.glossary import Glossary
from dslapp.domain.reference.legislation import LawList
from dslapp.domain.reference.platforms import PlatformList


class Library:
    """Each part is read when it is first asked for. Raises UnreadableData when a file is wrong."""

    @cached_property
    def guidance(self) -> GuidanceLibrary:
        """All flows and the sources that they cite."""
        return guidance.load_library()

    @cached_property
    def guidance_when_named(self) -> GuidanceLibrary:
        """The same flows without sources, each read when a walk comes to it."""
        return guidance.library_when_named()

    @cached_property
    def door(self) -> Door:
        """What is said beside the answers of the first screen."""
        return guidance.load_door()

    @cached_property
    def contacts(self) -> ContactList:
        """The national numbers, each with the day on which it was checked."""
        return guidance.load_contacts()

    @cached_property
    def indicators(self) -> IndicatorList:
        """The indicators of a possible offence, with the caveat that belongs to them."""
        return guidance.load_indicators()

    @cached_property
    def platforms(self) -> PlatformList:
        """The platform cards."""
        return guidance.load_platforms()

    @cached_property
    def legislation(self) -> LawList:
        """The acts, then and now, with the caveat that belongs to them."""
        return guidance.load_legislation()

    @cached_property
    def glossary(self) -> Glossary:
        """The words of the field."""
        return guidance.load_glossary()

    @cached_property
    def made_up(self) -> MadeUpSchool:
        """The school of the demonstration."""
        return read_data(resources_folder() / "made-up-school.yaml", MadeUpSchool)

    @property
    def samples(self) -> Path:
        """The folder of the demonstration's pictures; the tests use them too."""
        return resources_folder().parent / "tests" / "samples"


def load_library() -> Library:
    """Return the library; nothing is read yet."""
    return Library()
