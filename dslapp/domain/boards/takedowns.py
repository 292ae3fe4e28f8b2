"""What was reported to a platform so that it is taken down, and whether it is still up."""

from datetime import datetime
from typing import Literal

import msgspec

from dslapp.domain.entity import Entity, IncidentId
from dslapp.domain.local_time import say_moment
from dslapp.domain.statements import TriState

TakedownStatus = Literal["to report", "reported", "still up", "removed", "refused", "given up"]
Seen = Literal["still up", "removed", "could not be seen"]


class TakedownReport(msgspec.Struct, frozen=True, kw_only=True):
    """One report to one place: the platform, Report Remove, the Report Harmful Content service, the police."""

    to: str
    at: datetime
    by: str
    reference: str = ""
    answer: str = ""
    """What they answered; a later answer stands after the first, with its moment."""
    answered_at: datetime | None = None

    def answered(self, words: str, at: datetime) -> "TakedownReport":
        """The report with one more answer; none that was written down before is lost."""
        answer = f"{self.answer}; then, {say_moment(at)}: {words}" if self.answer else words
        return msgspec.structs.replace(self, answer=answer, answered_at=at)

    @property
    def name(self) -> str:
        """To whom and when, as one chooses it among others."""
        return f"{self.to}, {say_moment(self.at)}"

    def in_words(self) -> str:
        """To whom, when, under which reference, and what they answered."""
        ref = f", reference {self.reference}" if self.reference else ", no reference"
        answer = f". They answered: {self.answer}" if self.answer else ""
        return f"{say_moment(self.at)}: reported to {self.to}{ref}{answer}"


class TakedownCheck(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody looked whether it is still up (or asked whoever may look)."""

    at: datetime
    by: str
    seen: Seen
    note: str = ""

    def in_words(self) -> str:
        """When, what was seen or told, and by whom."""
        return f"{say_moment(self.at)}: {self.seen}, by {self.by}" + (f" – {self.note}" if self.note else "")


class Takedown(Entity, frozen=True, kw_only=True):
    """One live address or account, what was done to have it removed, and what became of it."""

    incident_id: IncidentId
    platform: str
    address: str = ""
    """The whole address of the post or profile; never one of an image that nobody may look at."""
    handle: str = ""
    what: str = ""
    """What is there, in words."""
    imagery: TriState = ""
    """Whether it might show a naked or sexual image, or terrorist material: nobody opens it, no address is kept."""
    exhibit_id: str = ""
    """The exhibit that preserves it: preserve, then report."""
    not_kept_because: str = ""
    """Why it was reported although nothing here preserves it."""
    status: TakedownStatus = "to report"
    reports: tuple[TakedownReport, ...] = ()
    checks: tuple[TakedownCheck, ...] = ()
    look_again: datetime | None = None
    noted_at: datetime
    noted_by: str
    closed_because: str = ""
    withdrawn: bool = False

    @property
    def may_be_opened(self) -> bool:
        """Whether a person may look at it: only where it is known to show no such image."""
        return self.imagery == "no"

    @property
    def where(self) -> str:
        """Platform and account, in a few words; never the address."""
        return " ".join(filter(None, (self.platform, self.handle))) or "Something online"

    def search_text(self) -> str:
        """Where it is and what it is."""
        return "\n".join(filter(None, (self.platform, self.address, self.handle, self.what)))
