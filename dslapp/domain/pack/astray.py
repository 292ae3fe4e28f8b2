"""Something of a case went to the wrong person: what to do, in order, and by when.

UK GDPR, Article 33: a personal data breach is notified to the Information Commissioner without undue delay and, where
feasible, not later than 72 hours after the school became aware of it, unless it is unlikely to put people at risk.
"""

from datetime import datetime, timedelta

import msgspec

from dslapp.domain.pack.chosen import FORM_WORDS
from dslapp.domain.statements import TriState

ICO_HOURS = timedelta(hours=72)
ICO_DUE = "within 72 hours of becoming aware (UK GDPR, Article 33)"
DPO_DUE = "now: the 72 hours run from becoming aware"
RING_DUE = "now: before anybody contacts them"
DELETED_DUE = "within 1 working day"
AGAIN_DUE = "now: whoever it was meant for still waits"
MAY_TELL = "Is it the person whom it is about, their family, or somebody who may tell them?"


class WentAstray(msgspec.Struct, frozen=True, kw_only=True):
    """What went where, and since when the school knows."""

    key: str
    """Of what left."""
    what: str
    who: str
    may_tell: TriState = ""
    """Whether whoever got it is the one it is about, or may tell them."""
    happened: str
    aware_at: datetime


def ring_first(lado: str) -> str:
    """Whom to ring where contacting them may warn somebody; `lado` with the number."""
    return f"the police (101; 999 if a child could be hurt today) or {lado}"


def steps(dpo: str, lado: str, may_tell: TriState = "") -> tuple[str, ...]:
    """What to do; `dpo` is the data protection officer with the number or empty, `lado` the LADO with the number."""
    whom = f": {dpo}" if dpo else " (nobody is entered under Whom to ring)"
    contact = {
        "no": "Ask whoever got it not to open it or pass it on, to delete it, and to confirm that in writing. Don’t "
        "tell them a password.",
        "": "Don’t contact whoever got it before you have answered the question below.",
    }.get(may_tell, f"Don’t contact them. Ring {ring_first(lado)} now: a call or a message may warn somebody.")
    return (
        "Could anybody be in danger because of who has it now? Ring 999, or children’s social care, first.",
        contact,
        f"Tell the data protection officer now{whom}.",
        "If it puts people at risk, the ICO must be told within 72 hours of the school becoming aware of it. The data "
        "protection officer decides that, and whether the family is told.",
        "Write below what happened: it stands in the chronology, and what is to be done becomes actions with a time.",
    )


def protection_of(what: str) -> str:
    """Whether what left was encrypted, as the record says; empty where it does not say."""
    if FORM_WORDS["folder"] in what or "not encrypted" in what or "unencrypted" in what:
        return "It was not encrypted: whoever got it can read it."
    if "encrypted" in what or any(words in what for words in FORM_WORDS.values()):
        return "It was encrypted. Does anybody there have the password?"
    return ""
