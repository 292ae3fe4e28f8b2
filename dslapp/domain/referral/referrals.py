"""A referral to an agency: what it was asked, what it was sent, and what it answered."""

from datetime import datetime
from typing import Literal

from dslapp.domain.entity import Entity, IncidentId
from dslapp.domain.statements import Stated

Recipient = Literal["lado", "police"]


class Referral(Entity, frozen=True, kw_only=True):
    """One referral. `fields` holds what was written for it alone, keyed by the form's field id."""

    incident_id: IncidentId
    recipient: Recipient
    status: Literal["preparing", "sent", "answered"] = "preparing"
    fields: dict[str, Stated] = {}
    exhibits: tuple[str, ...] | None = None
    """Ids of the exhibits that go with it; None means all."""
    copies: tuple[str, ...] = ()
    """Ids of the copies that are shown in place of their originals."""
    copies_say_where: bool = False
    """Beside such a copy stands, too, where the original was seen: an account or an address may name whom it hides."""
    started_at: datetime
    sent_answers: dict[str, Stated] = {}
    """Every answer as it was when it was sent, whatever the case says later."""
    sent_at: datetime | None = None
    sent_how: str = ""
    sent_to: str = ""
    sent_by: str = ""
    password_told_how: str = ""
    document_sha256: str = ""
    plain_because: str = ""
    receipt_at: datetime | None = None
    receipt_from: str = ""
    receipt_how: str = ""
    agency_ref: str = ""
    answer: str = ""

    def search_text(self) -> str:
        """References and answers of the agency."""
        return "\n".join(filter(None, (self.agency_ref, self.sent_to, self.receipt_from, self.answer)))
