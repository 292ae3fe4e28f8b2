"""An unlocked casebook and the person at the keyboard: what every act of `services` is given first."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from dslapp.domain.problems import NotAllowed
from dslapp.domain.roles import Act, may
from dslapp.domain.school import Member, School

if TYPE_CHECKING:
    from dslapp.casebook.evidence_files import EvidenceStore
    from dslapp.casebook.opening import Opened
    from dslapp.casebook.pictures.reader import PictureReader
    from dslapp.casebook.store import Casebook
    from dslapp.content.library import Library

Clock = Callable[[], datetime]
"""Returns the present moment in UTC."""


class Session(NamedTuple):
    """One sitting: from unlock to lock. Used by the casebook's own thread."""

    opened: "Opened"
    member: Member
    library: "Library"
    pictures: "PictureReader"
    clock: Clock

    @property
    def casebook(self) -> "Casebook":
        """The open casebook."""
        return self.opened.casebook

    @property
    def evidence(self) -> "EvidenceStore":
        """The encrypted evidence files."""
        return self.opened.evidence

    @property
    def school(self) -> School:
        """The school and its settings as they are now."""
        return self.casebook.select(School)[0]

    def require(self, act: Act) -> None:
        """Raise NotAllowed when the member's role does not include `act`."""
        if not may(self.member.role, act):
            raise NotAllowed(
                f"As {self.member.name} you cannot {act}.", "Ask the designated safeguarding lead to do it."
            )
