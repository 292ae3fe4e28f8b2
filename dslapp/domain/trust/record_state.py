"""Whether the record is the one that was left: what outside it remembers, and what that says in plain words."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from dslapp.domain.local_time import say_moment
from dslapp.domain.trust.entries import Restored

AnchorSource = Literal["folder", "computer", "backup", "book"]
"""Weakest first: the casebook's own folder, the computer's key store, a backup elsewhere, paper."""

Outcome = Literal[
    "fits", "entries missing", "gone on differently", "does not fit", "older list of members", "explained"
]

RecordState = Literal[
    "as it was left", "unknown", "the key store remembers another record", "an older copy was put back",
    "another history", "restored, to be countersigned", "restored",
]  # fmt: skip


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody or something outside the journal remembers of it: at `at` its entry `entry` had this hash."""

    source: AnchorSource
    entry: int
    fingerprint: str
    """The entry's hash, 64 hexadecimal digits; the short seal when it comes from paper."""
    at: datetime | None = None
    members: int = 0
    """How often the list of members had been changed by then; 0 when that is not remembered."""
    where: str = ""
    """In words: "this computer", "the backup on the blue stick"."""


class FoundEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the journal now under a number."""

    fingerprint: str
    seal: str
    at: datetime


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody put on record that a copy was put back, and what a second member says of that."""

    restored: Restored
    countersigned: bool
    disputed: bool = False
    """A second member says that it is not right: then it explains nothing."""


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """One anchor beside the journal."""

    anchor: Anchor
    outcome: Outcome

    @property
    def in_words(self) -> str:
        """One sentence for the list of what was compared."""
        when = f", {say_moment(self.anchor.at)}" if self.anchor.at else ""
        return f"{_capital(self.anchor.where)}: entry {self.anchor.entry}{when} – {_OUTCOMES[self.outcome]}"


_OUTCOMES: dict[Outcome, str] = {
    "fits": "fits.",
    "entries missing": "this casebook ends before that entry.",
    "gone on differently": "that entry is another one here, written later.",
    "does not fit": "that entry is another one here.",
    "older list of members": "the list of members is older than it was then.",
    "explained": "differs, and it is on record why.",
}


class RecordJudged(msgspec.Struct, frozen=True, kw_only=True):
    """What comparing said."""

    state: RecordState
    head: int
    compared: tuple[Compared, ...] = ()

    @property
    def is_clear(self) -> bool:
        """Whether nothing speaks against writing on."""
        return self.state not in (
            "the key store remembers another record", "an older copy was put back", "another history"
        )  # fmt: skip

    @property
    def title(self) -> str:
        """The state as a heading."""
        return _TITLES[self.state]

    @property
    def meaning(self) -> str:
        """What it means, and what innocent reason it may have."""
        if self.is_clear or self.state == "the key store remembers another record":
            return _MEANINGS[self.state]
        return f"{self._what_differs} {_MEANINGS[self.state]}"

    @property
    def next_step(self) -> str:
        """What to do; empty when there is nothing to do."""
        typed = self.differing and all(each.anchor.source == "book" for each in self.differing)
        return f"{_TYPED_WRONG} {_NEXT_STEPS[self.state]}" if typed else _NEXT_STEPS[self.state]

    @property
    def differing(self) -> tuple[Compared, ...]:
        """What does not fit, and nobody has explained."""
        return tuple(each for each in self.compared if each.outcome not in ("fits", "explained"))

    @property
    def _what_differs(self) -> str:
        if not self.differing:
            return "A second member says that what is on record about it is not right."
        worst = max(self.differing, key=lambda each: each.anchor.entry)
        anchor = worst.anchor
        when = f" on {say_moment(anchor.at)}" if anchor.at else ""
        if anchor.source == "book" and worst.outcome == "entries missing":
            return f"The paper has the seal of entry {anchor.entry}; here the last is entry {self.head}."
        if anchor.source == "book":
            return f"The seal of entry {anchor.entry} on paper is not the one that this casebook has."
        if worst.outcome == "entries missing":
            return f"{_capital(anchor.where)} saw entry {anchor.entry}{when}; here the last is entry {self.head}."
        if worst.outcome == "older list of members":
            return f"The list of members is older than it was{when}."
        return f"Entry {anchor.entry} is not the one that {anchor.where} saw{when}."


_TITLES: dict[RecordState, str] = {
    "as it was left": "The record is as it was left",
    "unknown": "Nothing outside the casebook could be asked",
    "the key store remembers another record": "This computer’s key store remembers another record",
    "an older copy was put back": "This looks like an older copy of the casebook",
    "another history": "This casebook has another history than the one that was left",
    "restored, to be countersigned": "An older copy was put back, and a second member has not agreed yet",
    "restored": "An older copy was put back, and it is on record why",
}
_MEANINGS: dict[RecordState, str] = {
    "as it was left": "What is remembered outside the casebook fits its entries.",
    "unknown": (
        "That is usual on a computer where the casebook was not opened before, or that keeps nothing for programs. "
        "It does not mean that anything is wrong. The seal in the bound book answers the question."
    ),
    "the key store remembers another record": (
        "What it keeps for this casebook was not written with the keys that open it now. It may be innocent: the key "
        "store is damaged, or keeps what another program left. It may also mean that somebody put an older copy of the "
        "casebook here and sealed its keys anew, so that nobody should notice."
    ),
    "an older copy was put back": (
        "It may be innocent: somebody put a backup back, copied the folder, or wrote in another copy on another "
        "computer. It may also mean that somebody wants later entries to be forgotten."
    ),
    "another history": (
        "It may be innocent: two copies of the casebook were written in side by side, or the book has a slip of the "
        "pen. It may also mean that somebody wrote the record anew."
    ),
    "restored, to be countersigned": (
        "A member has written down why. What stands here is sound; what came after the older copy is missing."
    ),
    "restored": "A member has written down why. What came after the older copy is missing here.",
}
_TYPED_WRONG = "Check what you typed first. Type the line again. If it fits, this goes away. If not:"
_UNTIL_THEN = (
    "Write nothing in it until you know, with one exception. What cannot wait about a child: log it, and write it on "
    "paper too. Ring as always."
)
_NEXT_STEPS: dict[RecordState, str] = {
    "as it was left": "",
    "unknown": "Compare the last line of the bound book, under Safety.",
    "the key store remembers another record": (
        f"{_UNTIL_THEN} Compare the last line of the bound book under Safety, and the newest backup. If both fit, say "
        "under Safety what came of it. If not, tell the other members, and keep the folder as it is."
    ),
    "an older copy was put back": (
        f"{_UNTIL_THEN} Ask the other members who put it there; keep every copy that you find. If it was put back on "
        "purpose, say why under Safety. If nobody knows, keep the folder as it is, and look at the newest backup."
    ),
    "another history": (
        f"{_UNTIL_THEN} Ask the other members whether there is a second copy, and keep both. Compare the last lines of "
        "the bound book under Safety; change nothing if nobody can explain it."
    ),
    "restored, to be countersigned": "Another member reads the reason and countersigns it, on the Members page.",
    "restored": "",
}


def judge(
    head: int,
    entry: Callable[[int], FoundEntry | None],
    anchors: Sequence[Anchor],
    *,
    members: int = 0,
    explanations: Sequence[Explanation] = (),
    foreign_note: str = "",
) -> RecordJudged:
    """Compare the journal that ends at `head` with what is remembered of it.

    `entry` gives what stands there now; `members` is how often the list of members was changed; `foreign_note` is the
    SHA-256 of what the key store keeps if that was not written with this casebook's keys. Only what is kept
    outside the casebook's own folder can say that it is as it was left: the folder is put back as a whole.
    """
    compared = tuple(
        Compared(anchor=anchor, outcome=_outcome(anchor, entry(anchor.entry), members, explanations))
        for anchor in anchors
    )
    return RecordJudged(state=_state(compared, explanations, foreign_note), head=head, compared=compared)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _outcome(anchor: Anchor, found: FoundEntry | None, members: int, explanations: Sequence[Explanation]) -> Outcome:
    outcome: Outcome = "fits"
    if found is None:
        outcome = "entries missing"
    elif anchor.fingerprint not in (found.fingerprint, found.seal):
        later = anchor.at is not None and found.at > anchor.at
        outcome = "gone on differently" if later else "does not fit"
    elif anchor.members > members:
        outcome = "older list of members"
    valid = (each for each in explanations if not each.disputed)
    if outcome != "fits" and any(_explains(each.restored, anchor, outcome) for each in valid):
        return "explained"
    return outcome


def _explains(restored: Restored, anchor: Anchor, outcome: Outcome) -> bool:
    """Whether what was put back is what this anchor misses: entries after the copy's last, up to the last replaced."""
    if anchor.at is not None and restored.at < anchor.at:
        return False
    if outcome == "older list of members":
        return True
    return restored.from_entry < anchor.entry and (restored.to_entry is None or anchor.entry <= restored.to_entry)


def _state(compared: Sequence[Compared], explanations: Sequence[Explanation], foreign_note: str) -> RecordState:
    outcomes = {each.outcome for each in compared}
    if "does not fit" in outcomes:
        return "another history"
    missing = outcomes & {"entries missing", "gone on differently", "older list of members"}
    if missing or any(each.disputed for each in explanations):
        return "an older copy was put back"
    if foreign_note and not any(each.restored.foreign_note == foreign_note for each in explanations):
        return "the key store remembers another record"
    if any(not each.countersigned for each in explanations):
        return "restored, to be countersigned"
    if "explained" in outcomes:
        return "restored"
    if any(each.anchor.source != "folder" for each in compared):
        return "as it was left"
    return "unknown"


class AnchorsSeen(msgspec.Struct, frozen=True, kw_only=True):
    """What was learnt from outside the casebook since it was unlocked."""

    outside: tuple[Anchor, ...] = ()
    key_store: str = "This computer’s key store was not asked yet."
    """What came of asking it, in words."""
    key_store_answers: bool = False
    foreign_note: str = ""
    """The SHA-256 of what it keeps for this casebook, where that was not written with the casebook's keys."""
    clock: str = ""
    """A remark when this computer's clock is behind the record."""


class AnchorReport(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the record from outside it, for the window and the command line."""

    judged: RecordJudged
    key_store: str = ""
    """What this computer's key store said, in words."""
    clock: str = ""
    """A remark when this computer's clock is behind the record; empty when it is not."""
