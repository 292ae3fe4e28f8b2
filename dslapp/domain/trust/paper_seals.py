"""The seal in the bound book: when the next one is due, and what somebody typed from paper."""

import re
from datetime import date, timedelta

import msgspec

from dslapp.domain.local_time import say_day
from dslapp.domain.trust.entries import PaperSeal

EVERY = timedelta(days=7)
LENGTH = 12
"""Characters of a seal: 60 bits."""
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
"""Crockford's rule: these letters are in no seal, and what they are taken for."""
_MOST_DIGITS = 12
_ALPHABET = re.compile(r"[0-9A-HJKMNP-TV-Z]*")
_AT_THE_END = re.compile(r"(?:[0-9a-z]{4}[\s·–-]*){3}$", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")


class SealToWrite(msgspec.Struct, frozen=True, kw_only=True):
    """What goes into the book."""

    entry: int
    seal: str
    day: date

    @property
    def line(self) -> str:
        """The line to copy by hand."""
        return f"{say_day(self.day)} – entry {self.entry} – {self.seal}"


class SealStatus(msgspec.Struct, frozen=True, kw_only=True):
    """How the weekly seal stands."""

    last: PaperSeal | None
    due_on: date
    is_due: bool
    last_check_fits: bool | None = None
    """What came of the newest comparison with paper; None when there was none."""

    @property
    def in_words(self) -> str:
        """One sentence."""
        due = "It is due now." if self.is_due else f"The next one is due on {say_day(self.due_on)}."
        if self.last is None:
            return f"No seal was written into the bound book yet. {due}"
        return f"The last one, of entry {self.last.entry}, was written on {say_day(self.last.written_on)}. {due}"


class SealChecked(msgspec.Struct, frozen=True, kw_only=True):
    """What comparing a seal from paper with the journal said."""

    entry: int
    head: int
    fits: bool
    in_book: PaperSeal | None = None
    """What was recorded when that entry's seal was written into the book."""

    @property
    def title(self) -> str:
        """The answer."""
        if self.fits:
            return "The seal fits"
        return "Entries are missing here" if self.entry > self.head else "The seal does not fit"

    @property
    def meaning(self) -> str:
        """What it means and what to do."""
        if self.fits:
            return f"The record up to entry {self.entry} is the one that was there when the seal was written."
        if self.entry > self.head:
            return (
                f"The paper knows entry {self.entry}; this casebook ends at entry {self.head}. Check what you typed "
                "first, and type the line again. If it is right, an older copy of the casebook was put here: write "
                "nothing in it, and ask the other members."
            )
        return (
            "Check what you typed first: a slip of the pen is likely. Type the line again; if it fits, this goes away. "
            "If the number and each letter are right, the record up to "
            f"entry {self.entry} is not the one that was sealed: write nothing in it, keep every copy, and tell "
            "the other members."
        )


def due_on(last: PaperSeal | None, made_on: date) -> date:
    """The day on which the next seal is to be written: a week after the last one, or after the casebook was made."""
    return (last.written_on if last is not None else made_on) + EVERY


def plain_seal(typed: str) -> str:
    """A seal as it was typed, in its one form "K7QD-M2X9-4HTB"; empty when it is none.

    Capitals, spaces and dashes do not matter; O is read as 0, I and L as 1, since no seal has them.
    """
    letters = "".join(each for each in typed.upper() if each.isalnum()).translate(_READ_AS)
    if len(letters) != LENGTH or not _ALPHABET.fullmatch(letters):
        return ""
    return "-".join(letters[start : start + 4] for start in range(0, LENGTH, 4))


def read_footer(typed: str) -> tuple[int, str] | None:
    """The entry and the seal out of the foot of a page or a line of the book; None when they are not both there.

    E.g. "Journal entry 412 · seal K7QD-M2X9-4HTB", or "412 k7qd m2x9 4htb".
    """
    line = typed.strip()
    found = _AT_THE_END.search(line)
    if found is None:
        return None
    seal = plain_seal(found[0])
    numbers = re.findall(r"\d+", _THOUSANDS.sub("", line[: found.start()]))
    return (int(numbers[-1]), seal) if seal and numbers and len(numbers[-1]) <= _MOST_DIGITS else None
