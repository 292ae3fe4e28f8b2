"""Copies made of an exhibit: redacted, cropped, or the first picture of a film; the original is left as it is."""

import math
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

    @property
    def part(self) -> tuple[int, int, int, int]:
        """Left, top, width and height, without the page."""
        return self.left, self.top, self.width, self.height


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
    description: str = ""
    """What it shows, in words that may go with it: those of the exhibit may name whom the copy hides."""
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

    @property
    def made_for_somebody(self) -> bool:
        """Whether a person made it to be given away; the first picture of a film is drawn by the program."""
        return self.derivative_kind != "poster"

    def search_text(self) -> str:
        """The reference, the reason and what it shows."""
        return f"{self.ref}\n{self.because}\n{self.description}"

    def title_of(self, exhibit_ref: str) -> str:
        """What it is called on paper, such as "redacted copy JH/1-A of JH/1"."""
        return f"{self.derivative_kind} copy {self.ref} of {exhibit_ref}"


def copy_ref(exhibit_ref: str, number: int) -> str:
    """The reference of the copy with that number, from 0: JH/1-A, …, JH/1-Z, JH/1-AA."""
    letters = ""
    number += 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{exhibit_ref}-{letters}"


def whole_dots(left: float, top: float, right: float, bottom: float, page: int = 0) -> Box:
    """A box that covers every dot which the four edges touch, whichever way they were drawn."""
    left, right, top, bottom = min(left, right), max(left, right), min(top, bottom), max(top, bottom)
    x, y = math.floor(left), math.floor(top)
    return Box(left=x, top=y, width=max(1, math.ceil(right) - x), height=max(1, math.ceil(bottom) - y), page=page)
