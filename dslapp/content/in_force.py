"""The library in force in one casebook: what ships with the program, with the school's own rows laid over it."""

from collections.abc import Sequence
from functools import cached_property

import msgspec

from dslapp.content.library import Library
from dslapp.domain.guidance.contacts import ContactList
from dslapp.domain.guidance.door import Door
from dslapp.domain.guidance.flows import Library as GuidanceLibrary
from dslapp.domain.own_guidance.judged import door_faults, faults_of
from dslapp.domain.own_guidance.laid_over import (
    Conflict,
    LaidGuidance,
    lay_door,
    lay_guidance,
    lay_rows,
    local_edition,
    rows_of,
)
from dslapp.domain.own_guidance.local_rows import LocalRow
from dslapp.domain.reference.glossary import Glossary
from dslapp.domain.reference.legislation import LawList
from dslapp.domain.reference.platforms import PlatformList


class LibraryInForce(Library):
    """Each part is laid over when it is first asked for. Never changed: after a change there is a new one.

    `unchecked` lays rows over even where a flow could then not be followed, to find out what is wrong with it.
    """

    def __init__(self, shipped: Library, own: Sequence[LocalRow], *, unchecked: bool = False) -> None:
        self.shipped = shipped
        self.unchecked = unchecked
        self.own = tuple(own)

    @cached_property
    def guidance(self) -> GuidanceLibrary:
        """All flows and the sources that they cite; an own edition where a step is the school's."""
        return self._laid_guidance.library

    @cached_property
    def door(self) -> Door:
        """What is said beside the answers of the first screen."""
        return self._laid_door[0]

    @cached_property
    def contacts(self) -> ContactList:
        """The national numbers with the school's corrections."""
        shipped, rows = self.shipped.contacts, self._laid("contacts")
        edition = local_edition(shipped.edition, "contacts", self.own)
        return msgspec.structs.replace(shipped, edition=edition, national=rows)

    @cached_property
    def platforms(self) -> PlatformList:
        """The platform cards."""
        shipped, rows = self.shipped.platforms, self._laid("platforms")
        edition = local_edition(shipped.edition, "platforms", self.own)
        return msgspec.structs.replace(shipped, edition=edition, platforms=rows)

    @cached_property
    def legislation(self) -> LawList:
        """The acts, then and now."""
        shipped, rows = self.shipped.legislation, self._laid("legislation")
        edition = local_edition(shipped.edition, "legislation", self.own)
        return msgspec.structs.replace(shipped, edition=edition, laws=rows)

    @cached_property
    def glossary(self) -> Glossary:
        """The words of the field."""
        shipped, rows = self.shipped.glossary, self._laid("glossary")
        edition = local_edition(shipped.edition, "glossary", self.own)
        return msgspec.structs.replace(shipped, edition=edition, words=rows)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The local rows that somebody must look at."""
        lists = (
            conflict
            for file in ("contacts", "platforms", "legislation", "glossary")
            for conflict in lay_rows(file, rows_of(self.shipped, file), self.own).conflicts
        )
        return (*self._laid_guidance.conflicts, *self._laid_door[1], *lists)

    @cached_property
    def _laid_guidance(self) -> LaidGuidance:
        shipped, keys = self.shipped.guidance, self.contacts.keys
        if self.unchecked:
            return lay_guidance(shipped, self.own, lambda _: ())
        return lay_guidance(shipped, self.own, lambda laid: {each.flow for each in faults_of(shipped, laid, keys)})

    @cached_property
    def _laid_door(self) -> tuple[Door, tuple[Conflict, ...]]:
        door, conflicts = lay_door(self.shipped.door, self.own)
        own = [row.row for row in self.own if row.file == "door" and not row.withdrawn]
        if own and not self.unchecked and door_faults(self.shipped, self.guidance, door, self.contacts.keys):
            aside = tuple(Conflict(file="door", row=row, flag="set aside") for row in own)
            return self.shipped.door, (*conflicts, *aside)
        return door, conflicts

    def _laid(self, file: str) -> tuple[msgspec.Struct, ...]:
        return tuple(lay_rows(file, rows_of(self.shipped, file), self.own).rows.values())
