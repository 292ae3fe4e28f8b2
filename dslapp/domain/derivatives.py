"""Copies made of an exhibit: redacted, cropped, or the first picture of a film; the original is left as it is."""

from datetime import datetime
from typing import Literal

import msgspec

from dslapp.domain.entity import Entity, ExhibitId, IncidentId

DerivativeKind = Literal["redacted", "cropped", "poster"]


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a page, in dots of the upright picture (or of the page as it was drawn); the page counts from 0."""

    left: int
    top: int
    width: int
    height: int
    page: int = 0


class Derivative(Entity, frozen=True, kw_only=True):
    """A copy with its own file and hash. What was blackened is not in its bytes any more."""

    incident_id: IncidentId
    exhibit_id: ExhibitId
    """The exhibit of which it is a copy."""
    ref: str
    """The exhibit's reference with a letter for each copy, e.g. JH/1-A; never reused."""
    derivative_kind: DerivativeKind
    because: str
    """For whom or for what it was made."""
    boxes: tuple[Box, ...] = ()
    """What was blackened; of a crop, the one part that stayed."""
    file_id: str
    size: int
    sha256: str
    stored_sha256: str
    media_type: str
    width: int = 0
    height: int = 0
    pages: int = 1
    checked: str = ""
    """What the search for anything left behind in the copy found, in words."""
    made_at: datetime
    made_by: str
    withdrawn: bool = False
    withdrawn_because: str = ""

    def search_text(self) -> str:
        """The reference and the reason."""
        return f"{self.ref}\n{self.because}"
