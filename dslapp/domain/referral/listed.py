"""A referral as lists show it: for whom, how it stands, and whether the agency has confirmed that it has it."""

from datetime import datetime
from typing import Literal

import msgspec

from dslapp.domain.case.case_words import due_words
from dslapp.domain.local_time import say_moment
from dslapp.domain.referral.referrals import Recipient, Referral
from dslapp.domain.working_days import end_of_working_day

RECIPIENTS: dict[Recipient, str] = {"lado": "LADO", "police": "Police"}
ReferralState = Literal["preparing", "waiting", "overdue", "received", "answered"]
STATES: dict[ReferralState, str] = {
    "preparing": "In preparation", "waiting": "Sent, no receipt yet", "overdue": "Receipt overdue",
    "received": "Received", "answered": "Answered",
}  # fmt: skip


class ReferralRow(msgspec.Struct, frozen=True):
    """One referral with the reference and headline of its case."""

    referral: Referral
    ref: str
    headline: str
    reader: str
    """The agency in short, as the school calls it."""


def receipt_due(sent_at: datetime) -> datetime:
    """By when the agency should have confirmed that it has it: within 1 working day of sending."""
    return end_of_working_day(sent_at, working_days=1)


def state_of(referral: Referral, now: datetime) -> ReferralState:
    """How it stands at `now` (UTC)."""
    if referral.status == "preparing" or referral.sent_at is None:
        return "preparing"
    if referral.answer.strip():
        return "answered"
    if referral.receipt_at:
        return "received"
    return "overdue" if receipt_due(referral.sent_at) < now else "waiting"


def sent_in_words(referral: Referral) -> str:
    """When it was sent, to whom and how; empty while it is in preparation."""
    if referral.sent_at is None:
        return ""
    return ", ".join(filter(None, (say_moment(referral.sent_at), referral.sent_to, referral.sent_how)))


def receipt_in_words(referral: Referral, now: datetime) -> str:
    """Who confirmed it and when, with the reference; or by when the receipt is due."""
    if referral.receipt_at:
        ref = f"their reference {referral.agency_ref}" if referral.agency_ref else ""
        return ", ".join(filter(None, (referral.receipt_from, say_moment(referral.receipt_at), ref)))
    if referral.sent_at is None:
        return ""
    due = due_words(receipt_due(referral.sent_at))
    return f"Overdue: it was due {due}" if state_of(referral, now) == "overdue" else f"Due {due}"
