"""How the backups of a casebook stand, in colours and words: what is fresh, what is overdue, what was proved."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal

import msgspec

from dslapp.domain.case.case_words import count_of
from dslapp.domain.local_time import say_day, say_day_without_year, say_moment, say_time, to_local
from dslapp.domain.trust.entries import BackupPlace, Drill, PlaceKind

Colour = Literal["green", "amber", "red", "never"]

AMBER_AFTER, RED_AFTER = timedelta(hours=24), timedelta(days=7)
"""How old the newest backup at a place may be."""
HOURLY = timedelta(hours=1)
"""While the casebook is in use, no place gets a backup more often."""
DRILL_AFTER = timedelta(days=30)
"""How long a proven restore counts."""
DRILL_PARTS = 4
"""A drill decrypts one part of the evidence; so many months, about a term, cover all of it."""

PLACE_KINDS: dict[PlaceKind, str] = {
    "this computer": "A folder on this computer",
    "another device": "Another computer or a shared drive",
    "stick": "A USB stick that is kept offline",
}


class PlaceState(msgspec.Struct, frozen=True, kw_only=True):
    """How the backups at one place stand. Moments are in UTC."""

    place: BackupPlace
    colour: Colour
    reachable: bool
    last: datetime | None = None
    """When the newest backup there was made."""
    entries: int | None = None
    """How many journal entries the newest backup has; None where it was made without a passphrase."""
    remind_on: date | None = None
    """The day from which the person is reminded of a stick."""
    proven: Drill | None = None
    """The last proof that a backup of this place can be restored."""
    to_prove: bool = False
    """Whether a proof is due: the last one is a month old, or the newest backup has never been opened."""
    trouble: str = ""
    """Why the last attempt failed; empty once one has succeeded."""


class BackupOverview(msgspec.Struct, frozen=True, kw_only=True):
    """All places of a casebook, in the order in which they were added."""

    places: tuple[PlaceState, ...] = ()

    @property
    def colour(self) -> Colour:
        """How well the casebook is backed up: as its best place."""
        order: tuple[Colour, ...] = ("green", "amber", "red", "never")
        return min((state.colour for state in self.places), key=order.index, default="never")

    @property
    def proven(self) -> Drill | None:
        """The last proof without a fault, at any place."""
        found = [state.proven for state in self.places if state.proven is not None and not state.proven.faults]
        return max(found, key=lambda drill: drill.at, default=None)

    def say(self, now: datetime) -> str:
        """The whole in one sentence, for a card or a banner."""
        if not self.places:
            return "There is no backup: nobody has chosen a place for one."
        last = max((state.last for state in self.places if state.last is not None), default=None)
        if last is None:
            return "There is no backup yet."
        return f"Last backup {say_age(last, now)}."


def colour_of(last: datetime | None, now: datetime) -> Colour:
    """Green up to a day, amber up to a week, red beyond; a backup from the future is nothing to rely on."""
    if last is None:
        return "never"
    age = now - last
    if age < -AMBER_AFTER or age > RED_AFTER:
        return "red"
    return "amber" if age > AMBER_AFTER else "green"


def remind_on(place: BackupPlace, last: datetime | None, today: date) -> date | None:
    """The day on which the person is asked to bring a stick; None for places that are always there."""
    if place.place_kind != "stick":
        return None
    return today if last is None else to_local(last).date() + timedelta(days=place.remind_days)


def drill_is_due(drills: Sequence[Drill], now: datetime) -> bool:
    """Whether nobody has proved a restore from a place for a month; `drills` are those of the place."""
    newest = max((drill.at for drill in drills), default=None)
    return newest is None or not timedelta(0) <= now - newest < DRILL_AFTER


def say_age(moment: datetime, now: datetime) -> str:
    """How long ago something was, as one says it: "today, 16:50 GMT", "3 days ago, on Tuesday 10 November 2026"."""
    then, today = to_local(moment).date(), to_local(now).date()
    days = (today - then).days
    if days < 0:
        return say_moment(moment)
    if days <= 1:
        return f"{'yesterday' if days else 'today'}, {say_time(moment)}"
    return f"{days} days ago, on {say_day(then)}"


def say_proven(drill: Drill | None, now: datetime) -> str:
    """The line that everybody should know: "Last proven restore: 3 November, 412 entries, 96 files"."""
    if drill is None:
        return "No restore has been proved yet."
    day, today = to_local(drill.at).date(), to_local(now).date()
    said = say_day_without_year(day) + (f" {day.year}" if day.year != today.year else "")
    counted = f"{count_of(drill.entries, 'entry', 'entries')}, {count_of(drill.files, 'file')}"
    return f"Last proven restore: {said}, {counted}"
