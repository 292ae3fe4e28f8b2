"""Whether an exhibit is locked: its file was found damaged, changed or missing, and nobody has put that right yet."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal

import msgspec

from dslapp.domain.evidence.exhibits import CustodyEvent, Exhibit
from dslapp.domain.local_time import say_moment
from dslapp.domain.problems import UserProblem

BROUGHT_BACK = "the stored file was damaged or missing; a whole copy was brought back from"
"""How the purpose of an exhibit's repair begins in its continuity."""
_FOUND = {"hash mismatch": "was not the one that was attached", "missing": "was missing"}


class EvidenceLock(msgspec.Struct, frozen=True, kw_only=True):
    """Why an exhibit may not be shown, exported, copied or packed just now."""

    what: Literal["hash mismatch", "missing"]
    since: datetime
    by: str
    """Who was at the keyboard when it was found."""

    def in_words(self) -> str:
        """One sentence, for beside the exhibit and for the case file."""
        return f"Locked: on {say_moment(self.since)} its file {_FOUND[self.what]}."


class ExhibitLocked(UserProblem):
    """The file is whole by now, but nobody has said yet why it may be used again."""

    def __init__(self, ref: str, lock: EvidenceLock) -> None:
        super().__init__(
            f"Exhibit {ref} is locked: on {say_moment(lock.since)} its file {_FOUND[lock.what]}.",
            "It is whole now. Open it, and write why it may be used again; that stays in its continuity.",
        )


def locks_in(custody: Iterable[CustodyEvent]) -> Mapping[str, EvidenceLock]:
    """The locked exhibits by their id, from all steps of their continuity: the one place that says what locks.

    A mismatch or a missing file locks; a copy that was brought back, or a member's written reason, lifts it again. The
    steps come in the order in which the record has them: by a clock that went back, a lock would seem lifted.
    """
    found: dict[str, EvidenceLock] = {}
    for event in custody:
        if event.what in ("hash mismatch", "missing"):
            what: Literal["hash mismatch", "missing"] = "missing" if event.what == "missing" else "hash mismatch"
            found.setdefault(event.exhibit_id, EvidenceLock(what=what, since=event.at, by=event.by))
        elif lifts(event):
            found.pop(event.exhibit_id, None)
    return found


def lifts(event: CustodyEvent) -> bool:
    """Whether this step of continuity ends a lock."""
    return event.what == "lock lifted" or (event.what == "checked" and event.purpose.startswith(BROUGHT_BACK))


def refuse(exhibit: Exhibit, lock: EvidenceLock | None) -> None:
    """Raise ExhibitLocked where there is a lock."""
    if lock is not None:
        raise ExhibitLocked(exhibit.ref, lock)
