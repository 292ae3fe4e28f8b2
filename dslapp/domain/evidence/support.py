"""Support for whoever saw what must never be here: what to say to them, whom they can ring, and the action for it.

No source sets a day for it; the next working day is ours, so that it stands on Today.
"""

import re

TITLE = "Support for whoever saw it"
WORDS = (
    "Seeing such a thing can stay with anybody, also with those who are used to it. Today: a word with their line "
    "manager or supervisor, and the school’s counselling, if it has one. Nobody has to describe it again. A child who "
    "saw it has somebody they trust beside them; their parents are told, where that is safe."
)
CONTACTS = {"posh": "Advice on the case", "education_support": "For staff", "childline": "For a child"}
"""Keys of the contact list, and for whom each is."""
_WHOEVER = "whoever saw it"
_NOBODY = re.compile(r"(nobody|no one|none|not known|unknown|not seen)\b", re.IGNORECASE)
_MARK = re.compile(r"[,;:(\n–]|(?<=\w\w)\.")
"""Ends the name; the point of an initial, as in "Callum B.", does not."""
_LONGEST = 60


def who_saw(seen_by: str) -> str:
    """The person in what stands under "seen by": the words before the first mark; empty where nobody saw it."""
    first = _MARK.split(seen_by.strip(), maxsplit=1)[0].strip()
    if not first or _NOBODY.match(first):
        return ""
    return first if len(first) <= _LONGEST else _WHOEVER


def support_action(who: str) -> str:
    """What stands among the actions."""
    return f"Support for {who or _WHOEVER}: line manager, counselling, somebody to talk to"
