"""Something of a case went to the wrong person: what to do, in order, and by when.

UK GDPR, Article 33: a personal data breach is notified to the Information Commissioner without undue delay and, where
feasible, not later than 72 hours after the school became aware of it, unless it is unlikely to put people at risk.
"""

from datetime import datetime, timedelta

import msgspec

ICO_HOURS = timedelta(hours=72)
ICO_DUE = "within 72 hours of becoming aware (UK GDPR, Article 33)"
DPO_DUE = "now: the 72 hours run from becoming aware"
DELETED_DUE = "within 1 working day"


class WentAstray(msgspec.Struct, frozen=True, kw_only=True):
    """What went where, and since when the school knows."""

    key: str
    """Of what left."""
    what: str
    who: str
    happened: str
    aware_at: datetime


def steps(dpo: str) -> tuple[str, ...]:
    """What to do; `dpo` is the data protection officer with the number, or empty."""
    whom = f": {dpo}" if dpo else " (nobody is entered under Whom to ring)"
    return (
        "Could anybody be in danger because of who has it now? Ring 999, or children’s social care, first.",
        f"Tell the data protection officer now{whom}.",
        "If it puts people at risk, the ICO must be told within 72 hours of the school becoming aware of it. The data "
        "protection officer decides that, and whether the family is told.",
        "Ask whoever got it not to open it or pass it on, to delete it, and to confirm that in writing. Don’t tell "
        "them a password.",
        "Write below what happened: it stands in the chronology, and what is to be done becomes actions with a time.",
    )
