"""Answers that may honestly be missing: a text or a time is either stated, or not known *with the reason*."""

from datetime import datetime
from typing import Literal

import msgspec

Certainty = Literal["confirmed", "admitted", "believed", "unknown"]
TriState = Literal["yes", "no", "unsure", ""]


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """A text, or the reason why it is not known. Both empty means: not answered yet."""

    text: str = ""
    unknown_because: str = ""

    @property
    def answered(self) -> bool:
        """Whether there is a text or a reason for its absence."""
        return bool(self.text.strip() or self.unknown_because.strip())

    def in_words(self) -> str:
        """The text, or "Not known – reason", or "Not answered yet"."""
        if self.text.strip():
            return self.text
        if self.unknown_because.strip():
            return f"Not known – {self.unknown_because}"
        return "Not answered yet"


class When(msgspec.Struct, frozen=True, kw_only=True):
    """When something happened, in UTC: exactly, between two moments, or not known with a reason.

    `exact` uses `start`; `between` uses `start` and `end`; `unknown` uses `unknown_because`;
    an empty precision means: not answered yet.
    """

    precision: Literal["exact", "between", "unknown", ""] = ""
    start: datetime | None = None
    end: datetime | None = None
    unknown_because: str = ""

    @property
    def answered(self) -> bool:
        """Whether a time or a reason for its absence is given."""
        return bool(self.start) if self.precision in ("exact", "between") else bool(self.unknown_because.strip())
