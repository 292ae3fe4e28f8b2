"""The tone in which each state of a referral is shown, beside its words."""

from dslapp.domain.referral.listed import ReferralState
from dslapp.gui.theme.tokens import Tone

TONES: dict[ReferralState, Tone] = {
    "preparing": "information", "waiting": "warning", "overdue": "danger", "received": "success",
    "answered": "success",
}  # fmt: skip
