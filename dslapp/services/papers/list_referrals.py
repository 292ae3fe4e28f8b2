"""List the referrals of all cases: what is in preparation, what was sent, and whose receipt is overdue."""

from dslapp.domain.case.incident import Incident
from dslapp.domain.referral.listed import RECIPIENTS, ReferralRow
from dslapp.domain.referral.referrals import Referral
from dslapp.domain.school import say_lado, short_lado
from dslapp.services.session import Session

SHOWN = 2_000
"""More than a school sends in a lifetime; those begun last are shown."""


def list_referrals(session: Session) -> tuple[ReferralRow, ...]:
    """Referrals of every case, those begun last first."""
    session.require("read the record")
    casebook, lado = session.casebook, short_lado(session.school.lado_label)
    referrals = casebook.select(Referral, order="p.started_at DESC", limit=SHOWN)
    in_cases = "p.id IN (SELECT incident_id FROM referral)"
    cases = {incident.id: incident for incident in casebook.select(Incident, in_cases)}
    return tuple(
        ReferralRow(
            referral,
            cases[referral.incident_id].ref,
            cases[referral.incident_id].headline,
            say_lado(RECIPIENTS[referral.recipient], lado),
        )
        for referral in referrals
    )
