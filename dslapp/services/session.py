"""An unlocked casebook and the person at the keyboard: what every act of `services` is given first."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from dslapp.domain.evidence.lock import EvidenceLock
from dslapp.domain.own_guidance.local_rows import LocalRow
from dslapp.domain.problems import NotAllowed
from dslapp.domain.roles import Act, may
from dslapp.domain.school import Member, School
from dslapp.domain.trust.record_state import AnchorsSeen

if TYPE_CHECKING:
    from dslapp.casebook.evidence.files import EvidenceStore
    from dslapp.casebook.keys.credentials import CredentialStore
    from dslapp.casebook.opening import Opened
    from dslapp.casebook.pictures.reader import PictureReader
    from dslapp.casebook.reading.reader import FileReader
    from dslapp.casebook.store import Casebook
    from dslapp.content.library import Library

Clock = Callable[[], datetime]
"""Returns the present moment in UTC."""

_OF_A_DAMAGED_CASEBOOK = frozenset({"read the record", "refer to an agency", "check the record"})
"""What can be done without writing: a paper for an agency may be urgent."""


@dataclass(frozen=True)
class Session:
    """One sitting: from unlock to lock. Used by the casebook's own thread."""

    opened: "Opened"
    member: Member
    shipped: "Library"
    """What came with the program; `library` is what holds in this casebook."""
    files: "FileReader"
    """Reads files of every kind in child processes: `look`, `part`, `pages`, `frames`, `sound`."""
    clock: Clock
    credentials: "CredentialStore | None" = None
    """The computer's own key store, where there is one."""
    locks: dict[str, EvidenceLock] = field(default_factory=dict, init=False, repr=False)
    """Which exhibits are locked, by their ids, as far as this sitting knows; `exhibit_locks` keeps it."""
    _anchors: list[AnchorsSeen] = field(default_factory=lambda: [AnchorsSeen()], init=False, repr=False)
    _runners: list[Callable[..., Any]] = field(default_factory=list, init=False, repr=False)
    _in_force: "list[Library]" = field(default_factory=list, init=False, repr=False)

    def __post_init__(self) -> None:
        """Lay the school's own rows over what came with the program, and learn what is locked."""
        from dslapp.services.exhibits.exhibit_locks import learn_locks

        self.renew_library()
        learn_locks(self)

    @property
    def library(self) -> "Library":
        """The guidance, contacts, platforms, acts and words in force here: the shipped ones with the school's own."""
        return self._in_force[0]

    def renew_library(self) -> None:
        """Read the school's own rows again, after a change of them."""
        own = self.casebook.select(LocalRow)
        library = self.shipped
        if own:
            from dslapp.content.in_force import LibraryInForce

            library = LibraryInForce(self.shipped, own)
        self._in_force[:] = [library]

    @property
    def pictures(self) -> "PictureReader":
        """What decodes pictures: the part of `files` that every picture shown goes through."""
        return self.files

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

    @property
    def anchors(self) -> AnchorsSeen:
        """What was learnt of the record from outside it since the unlock."""
        return self._anchors[0]

    def learn_of_anchors(self, seen: AnchorsSeen) -> None:
        """Keep what was learnt, for the sitting."""
        self._anchors[:] = [seen]

    def on_casebook(self, work: Callable[..., Any], *args: Any) -> Any:
        """Run `work` where the casebook may be used: on its thread in the window, at once elsewhere. Wait for it."""
        run = self._runners[0] if self._runners else None
        return work(*args) if run is None else run(work, *args)

    def reach_casebook_by(self, run: Callable[..., Any]) -> None:
        """From now on `run(work, *args)` is what brings work to the casebook's thread."""
        self._runners[:] = [run]

    def require(self, act: Act) -> None:
        """Raise NotAllowed when the member's role does not include `act`, or a damaged casebook takes no writing."""
        if not may(self.member.role, act):
            raise NotAllowed(
                f"As {self.member.name} you cannot {act}.", "Ask the designated safeguarding lead to do it."
            )
        if self.casebook.read_only and act not in _OF_A_DAMAGED_CASEBOOK:
            raise NotAllowed(
                "This casebook is damaged: it can be read, and nothing is saved into it.",
                "Keep a record on paper. Lock the casebook and unlock it again: the first page says how to mend it.",
            )
