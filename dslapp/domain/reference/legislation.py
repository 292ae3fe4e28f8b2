"""The acts that the schools' policies name: what they said, what holds now, and what may be picked for a case.

Whatever is picked is for the police or the CPS to decide; it is never a charge.
"""

from datetime import date
from typing import Literal

import msgspec

Standing = Literal["current", "changed", "part repealed", "repealed", "new", "start not known"]
Concerns = Literal["children", "adults", "both", "the school"]

FOR_POLICE = "Possible legislation – for the police or CPS to decide"
"""How the list is headed wherever it is shown or printed."""

HINT_ONLY = "Picked by the school as a hint. The police and the CPS decide which law applies; this is not a charge."
"""What stands below the acts wherever they are printed."""


class Law(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One act, or one section of it. `policy_said` is empty for what came after the policies.

    `concerns`: in whose cases it comes up. `for_police`: whether it is offered for a case.
    """

    key: str
    act: str
    policy_said: str = ""
    standing: Standing
    now: str
    replaced_by: str = ""
    note: str = ""
    concerns: Concerns = "both"
    for_police: bool = False
    source: str
    checked_on: date
    check_locally: bool = False


class LawList(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All acts, and the caveat that always stands with them."""

    edition: str
    caveat: str
    laws: tuple[Law, ...]

    @property
    def for_police(self) -> tuple[Law, ...]:
        """Those that may be picked for a case."""
        return tuple(law for law in self.laws if law.for_police)
