"""Packs that were begun and of which the record knows no end: the program was killed, or the computer went off."""

from datetime import datetime
from typing import Literal

import msgspec

from dslapp.domain.case.case_file import CaseFile
from dslapp.domain.case.casework import Action
from dslapp.domain.local_time import say_moment
from dslapp.domain.pack.chosen import FORM_WORDS
from dslapp.domain.school import Access

PackStep = Literal["pack begun", "exported", "not made"]
SUBJECT = "pack "
"""What the subject of a pack's entries begins with; its id follows."""


class UnfinishedPack(msgspec.Struct, frozen=True, kw_only=True):
    """A pack without an end."""

    subject: str
    incident_id: str
    to: str
    begun: str
    """Its names, its exhibits and its form, as noted before the first byte."""
    begun_at: datetime

    def to_do(self) -> str:
        """What somebody does about it, as an action says it."""
        in_plain = FORM_WORDS["folder"] in self.begun
        danger = "Anybody who finds it can read it." if in_plain else "Nobody was shown its password."
        return (
            f"Look for an unfinished evidence pack for {self.to}, begun on {say_moment(self.begun_at)}, and delete it: "
            f"{self.begun}. Look in the folder where it was to go, also for what has “.part” behind that name. "
            f"{danger} Then make the pack again."
        )


def waiting_packs(case: CaseFile) -> tuple[Action, ...]:
    """The open actions of this case about packs that were begun and have no end."""
    accesses = [entry.entity for entry in case.history if isinstance(entry.entity, Access)]
    ended = {each.subject for each in accesses if each.what in ("exported", "not made")}
    begun = {each.subject for each in accesses if each.what == "pack begun"} - ended
    return tuple(each for each in case.open_actions if each.source_id in begun)
