"""The table of the reference data's tabs: which part of the Guidance page shows which file, and what it is for."""

from dataclasses import dataclass

from dslapp.domain.reference.shown import ReferenceFile
from dslapp.gui.reference.rows_tab import RowsTab
from dslapp.gui.routes import GuidancePart


@dataclass(frozen=True)
class ReferenceEntry:
    """One tab; `add` are the words of the button that adds a row of the school's own."""

    part: GuidancePart
    file: ReferenceFile
    title: str
    about: str
    add: str

    def makes(self) -> RowsTab:
        """Build the tab; it shows nothing yet."""
        return RowsTab(self.title, self.about, self.add)


REFERENCE_TABS: tuple[ReferenceEntry, ...] = (
    ReferenceEntry(
        "platforms", "platforms", "Platforms", "How to report something, which rule to name, from what age, and what "
        "to keep first. Menus change often: so none is described.", "A&dd a platform",
    ),
    ReferenceEntry(
        "law", "legislation", "Law", "The acts that old policies name, and what holds now. Only the police and the "
        "CPS decide which law applies.", "Add an act",
    ),
    ReferenceEntry("words", "glossary", "Words", "What the words mean, in short.", "Add a word"),
    ReferenceEntry(
        "numbers", "contacts", "Numbers", "The same everywhere in England. Your own numbers stand in "
        "Settings.", "Add a n&umber",
    ),
)  # fmt: skip
"""In the order in which they stand."""
