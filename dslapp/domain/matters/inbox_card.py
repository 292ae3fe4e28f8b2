"""The card of a casebook's inbox: the public address to which anybody may seal a note, and who reads it."""

import hashlib
from typing import Literal

import msgspec

from dslapp.domain.school import Holds
from dslapp.domain.trust.entries import NeighbourOpener

CARD_SUFFIX = ".inbox"


class InboxCard(msgspec.Struct, frozen=True, kw_only=True):
    """What members give to those who may leave notes for them. Nothing on it is secret."""

    format: Literal["dsl-casebook/inbox-card/1"] = "dsl-casebook/inbox-card/1"
    casebook: str
    label: str
    holds: Holds
    recipient: str
    """The age recipient of the inbox."""
    openers: tuple[NeighbourOpener, ...] = ()
    signing_keys: tuple[str, ...] = ()

    @property
    def check_words(self) -> str:
        """Three groups by which two people compare the address on the telephone: "7F3A-09C2-B511"."""
        return check_words(self.recipient)


def check_words(recipient: str) -> str:
    """The same for the address alone."""
    digits = hashlib.sha256(f"dsl-casebook/inbox/v1\0{recipient}".encode()).hexdigest()[:12].upper()
    return "-".join(digits[start : start + 4] for start in range(0, 12, 4))
