"""What the table of all exhibits shows."""

from datetime import datetime
from typing import NamedTuple

from dslapp.domain.evidence.exhibits import ExhibitKind


class ExhibitRow(NamedTuple):
    """One exhibit with the case that it belongs to."""

    id: str
    incident_id: str
    ref: str
    producer: str
    number: int
    case_ref: str
    headline: str
    exhibit_kind: ExhibitKind
    description: str
    place: str
    captured: str
    captured_at: datetime | None
    to_answer: tuple[str, ...]
    withdrawn: bool
    attached_at: datetime

    @property
    def state(self) -> str:
        """What is still to be done about it, or how it stands, in a few words."""
        if self.withdrawn:
            return "Withdrawn"
        if self.exhibit_kind == "not here yet":
            return "Not here yet"
        if self.exhibit_kind == "imagery not held":
            return "Not held: in words"
        if len(self.to_answer) == 1:
            return f"To answer: {self.to_answer[0]}"
        return f"{len(self.to_answer)} questions to answer" if self.to_answer else "Complete"
