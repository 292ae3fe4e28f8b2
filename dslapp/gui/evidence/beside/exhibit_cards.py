"""The cards that stand below what may be done with an exhibit, and their order."""

from collections.abc import Sequence

from dslapp.gui.desk import Desk
from dslapp.gui.evidence.beside.alike_card import AlikeCard
from dslapp.gui.evidence.beside.continuity_card import ContinuityCard
from dslapp.gui.evidence.beside.copies_card import CopiesCard
from dslapp.gui.evidence.beside.exhibit_card import ExhibitCard
from dslapp.gui.evidence.beside.links_card import LinksCard
from dslapp.gui.evidence.beside.machine_text import MachineTextCard
from dslapp.gui.evidence.beside.parts_card import PartsCard
from dslapp.gui.evidence.beside.series_card import SeriesCard
from dslapp.gui.evidence.beside.shield_card import ShieldCard
from dslapp.gui.evidence.beside.written_card import WrittenCard
from dslapp.gui.evidence.never_here.not_here_card import NotHereCard
from dslapp.gui.evidence.questions.clocks_card import ClocksCard


def cards_for(desk: Desk) -> Sequence[ExhibitCard]:
    """The cards of every exhibit, in the order in which they stand; the first one above all that may be done."""
    return (
        NotHereCard(desk),  # in reach at once: what must not be here
        ContinuityCard(desk),
        ClocksCard(desk),
        PartsCard(desk),
        WrittenCard(desk),
        CopiesCard(desk),
        SeriesCard(),
        AlikeCard(desk),
        LinksCard(desk),
        MachineTextCard(desk),
        ShieldCard(desk),
    )
