"""The gate before any file: no naked or sexual image of anyone is ever taken in, nor terrorist material; no override.

Source: product rule 1; practice.md, corrections 2 and 10; rules-from-the-policies.md A.3.
"""

from collections.abc import Iterable

from dslapp.domain.case.casework import LogEntry
from dslapp.domain.case.incident import Incident
from dslapp.domain.guidance.reading import EvidenceRule
from dslapp.domain.problems import UserProblem
from dslapp.domain.statements import TriState

QUESTION = "Could any part of this, even a small picture or profile photo, show a naked or sexual image of anyone?"
STOP = "Stop. Don't look further, copy it or ask for it. Nothing has been saved. Write what you were told."
"""Both in the words of practice.md, "Sentences that work"."""
_INSTEAD = "Record it in words: who has it, where it is, who has seen it."
_RING = (
    "Ring the police: 999 if anyone could be hurt today, else 101. Could an adult who works or helps with children be "
    "involved? Ring the LADO too"
)


WHAT_HAS_CHANGED = "You answered Yes a moment ago. What has changed? Who looked, and why?"


def whom_to_ring(lado: str | None) -> str:
    """The numbers, before anything else is done; `lado` is that of the LADO, empty where none is saved, None unread."""
    if lado is None:
        return f"{_RING}."
    return f"{_RING}: {lado}." if lado else f"{_RING} (no number is saved yet: the council’s website, or Contacts)."


def question_about(files: int) -> str:
    """The question, about one file or about several whose names are shown with it."""
    if files < 2:
        return QUESTION
    return (
        f"Could any of these {files} files, even a small picture or profile photo in one of them, show a naked or "
        "sexual image of anyone?"
    )


class GateClosed(UserProblem):
    """No file may be taken in here; `message` says why, `way_forward` what to do instead."""


class YesBefore(GateClosed):
    """A no after a yes or not sure, of which nobody has said what has changed."""

    def __init__(self) -> None:
        super().__init__(
            "Yes, or not sure, was answered at the gate of this case. Nothing has been read.",
            "What has changed? Who looked, and why? Say it in a line, at the gate or with --what-changed: it is kept "
            "in the history. Not certain? Leave it out and ring the police.",
        )


def stopped_at_gate(entries: Iterable[LogEntry]) -> bool:
    """Whether the last answer of a case that was kept is a yes or not sure without a word on what has changed."""
    last = max((each for each in entries if each.gate), key=lambda each: each.id, default=None)
    return last is not None and last.gate == "stopped"


def check_gate(
    incident: Incident,
    rule: EvidenceRule,
    answer: TriState,
    *,
    once_possible: bool = False,
    yes_before: bool = False,
) -> None:
    """Raise GateClosed unless this one file may be taken in.

    `rule` is what the guidance walked so far allows; `answer` is the person's answer to QUESTION for this very file.
    `once_possible`: the record has said at some time that there may be such an image or material. Writing "no" over it
    later does not open the gate; advice does, logged in the guidance. `yes_before`: the last answer here was yes or not
    sure, and nobody has said what has changed.
    """
    safety = incident.safety
    if rule == "no files" or (safety.imagery_possible and safety.staff_concern):
        raise GateClosed("No file is taken in this case: the police and the LADO decide about the material.", _INSTEAD)
    if rule == "not yet" or ((safety.imagery_possible or once_possible) and rule == "files"):
        raise GateClosed(
            "No file is taken yet: something that must never be held may be among them.",
            "Answer the guidance and log the advice first; then files are decided one by one. " + _INSTEAD,
        )
    if answer != "no":
        raise GateClosed(STOP, _INSTEAD)
    if yes_before:
        raise YesBefore
