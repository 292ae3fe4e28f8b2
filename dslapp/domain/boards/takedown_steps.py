"""The order of a takedown: preserve, decide, report; what is refused meanwhile, what comes next, and by when."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from dslapp.domain.boards.takedowns import Seen, Takedown
from dslapp.domain.evidence.exhibits import Exhibit
from dslapp.domain.guidance.clocks import STEP_DONE, Clock, Due, due
from dslapp.domain.guidance.flows import Library
from dslapp.domain.guidance.reading import ActiveLock
from dslapp.domain.problems import UserProblem
from dslapp.domain.reference.platforms import Platform
from dslapp.domain.school import School

POLICE = "The police"
"""The one report that no lock on removal forbids: it takes nothing away."""
NEVER_THE_ADDRESS = (
    "An address that leads to an image nobody may look at is not written down here, nor copied into an e-mail: each "
    "copy of it is one more way to the image. Whoever reports it types it into the form of the IWF, or tells the "
    "police, and nowhere else. Here stand the platform, who saw it, and the reference of the report."
)
REPORT_UNOPENED = (
    "Tell the police by word of mouth where it is. A child’s own image: the child makes the report at Report Remove. "
    "Nobody here opens it, also not to find the report button."
)
_AN_ADDRESS = re.compile(r"https?:|www\.|\b[\w-]+\.[a-z]{2,}/\S", re.IGNORECASE)
_FLOW = "content-removal"
_CLOCK_AFTER: dict[Seen, str] = {"still up": "re-check", "could not be seen": "re-check", "removed": "look-again"}


class Suggested(NamedTuple):
    """By when one looks again, and where that length of time comes from."""

    label: str
    due: Due
    source: str


def refuse_address(takedown: Takedown) -> None:
    """Raise UserProblem where an address is written of what nobody may look at, in whichever field."""
    if takedown.may_be_opened:
        return
    for field, text in (("address", takedown.address), ("handle", takedown.handle), ("what", takedown.what)):
        if (field == "address" and text.strip()) or _AN_ADDRESS.search(text):
            raise UserProblem("Take the address out.", NEVER_THE_ADDRESS, field=field)


def preserving(takedown: Takedown, exhibits: Sequence[Exhibit]) -> Exhibit | None:
    """The exhibit that preserves it, with its file or in words; one that is not here yet preserves nothing."""
    return next(
        (
            each
            for each in exhibits
            if each.id == takedown.exhibit_id and not each.withdrawn and each.exhibit_kind != "not here yet"
        ),
        None,
    )


def refuse_report(
    takedown: Takedown, exhibits: Sequence[Exhibit], locks: Sequence[ActiveLock], *, to: str, already: bool
) -> ActiveLock | None:
    """Raise UserProblem while it must not be reported yet: nothing preserves it, or the guidance says to wait.

    What has already happened is never refused: then the lock that was on is returned, for the reason of the entry.
    """
    lock = next((each for each in locks if each.what == "delete_content"), None) if to != POLICE else None
    if already:
        return lock
    if lock is not None:
        raise UserProblem(
            f"The guidance says: not yet. {lock.reason}",
            "Ring whoever it names first. If it has already been reported, say so, and it is recorded.",
            field="to",
        )
    if preserving(takedown, exhibits) is None and not takedown.not_kept_because.strip() and takedown.may_be_opened:
        raise UserProblem(
            "Nothing preserves it yet, and what is reported may be gone within the hour.",
            "Preserve, then decide, then report: choose the exhibit that shows it, or write why there is none.",
            field="exhibit_id",
        )
    return None


def clocks_after_report(at: datetime, platform: Platform | None, school: School) -> tuple[Suggested, ...]:
    """When the platform should have said that it has the report, and when it should have answered."""
    own = "the platform’s card"
    setting = "this school’s settings"
    found = (
        ("It should say that it has the report", platform.acknowledges_within if platform else "", school.platform_ack),
        ("It should answer", platform.answers_within if platform else "", school.platform_reply),
    )
    return tuple(
        Suggested(label, _counted(at, words or ours), own if words else setting) for label, words, ours in found
    )


def clock_after_look(at: datetime, seen: Seen, library: Library) -> Suggested | None:
    """When to look, or ask, again: as the guidance on removal has it in this school; None if it has no such clock."""
    flow = library.flows.get(_FLOW)
    clocks = (clock for step in (flow.steps if flow else ()) for clock in getattr(step, "clocks", ()))
    clock = next((each for each in clocks if each.id == _CLOCK_AFTER[seen]), None)
    return Suggested(clock.label, _counted(at, clock.within), "the guidance on removal") if clock else None


def next_step(takedown: Takedown) -> str:
    """What is to be done next, for the action that stands for it; empty when nothing is."""
    where = takedown.where
    match takedown.status:
        case "to report":
            harmless = "Preserve, decide, then report"
            never = "Ring the police (101; 999 if anyone could be hurt today) before anything is reported"
            return f"{harmless if takedown.may_be_opened else never}: {where}"
        case "refused":
            return f"They refused to take it down. Decide who asks next: {where}"
        case "removed":
            return f"Ask whether it has come back: {where}" if takedown.look_again else ""
        case "given up":
            return ""
    if takedown.may_be_opened:
        return f"Look, or ask, whether it has gone: {where}"
    return f"Ask the IWF, the police or the platform whether it has gone. Nobody opens it: {where}"


def _counted(at: datetime, within: str) -> Due:
    found = due(Clock(id="again", label="", within=within, since=STEP_DONE), {STEP_DONE: at})
    assert found is not None
    return found
