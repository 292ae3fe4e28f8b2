"""The safe ways for something to get here, to stand beside the form that asks how it comes."""

from PySide6.QtWidgets import QWidget

from dslapp.domain.evidence.safe_ways import NEVER_SENT, SAFE_WAYS
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.text import Words


def safe_ways(parent: QWidget | None = None) -> Card:
    """A card with the three ways, and what is never sent."""
    card = Card("Safe ways to get it here", parent)
    card.body.setSpacing(GRID // 2)
    for way in SAFE_WAYS:
        card.body.addWidget(Words(f"• {way}"))
    card.body.addWidget(Words(NEVER_SENT, "strong"))
    return card
