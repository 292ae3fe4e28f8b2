"""How a place and a backup are said on the pages, in words, tones and icons."""

from datetime import datetime

from dslapp.domain.case.case_words import count_of
from dslapp.domain.local_time import say_day, say_moment, to_local
from dslapp.domain.trust.backup_state import Colour, PlaceState, say_age
from dslapp.gui.theme.tokens import Tone
from dslapp.services.backups.backup_status import ListedBackup

CHIPS: dict[Colour, tuple[str, Tone, str]] = {
    "green": ("Up to date", "success", "circle-check"),
    "amber": ("More than a day old", "warning", "hourglass"),
    "red": ("More than a week old", "danger", "triangle-alert"),
    "never": ("No backup yet", "danger", "triangle-alert"),
}


OVERDUE_DAYS = 7
NOT_PROVED = "not yet proved, so nobody vouches for its day"
"""Of a backup that no member signed."""


def chip_of(state: PlaceState, now: datetime) -> tuple[str, Tone, str]:
    """What the chip of a place says. A stick is not behind while it lies in the safe: it has its own day."""
    if state.remind_on is None or state.colour == "never":
        return CHIPS[state.colour]
    late = (to_local(now).date() - state.remind_on).days
    if late < 0:
        return "Not due yet", "success", "circle-check"
    return ("Due", "warning", "hourglass") if late < OVERDUE_DAYS else ("Overdue", "danger", "triangle-alert")


def say_last(state: PlaceState, now: datetime) -> str:
    """When the last backup at a place was made, and how much it holds."""
    if state.last is None:
        return "No backup has been made here yet." if state.reachable else "This place cannot be reached now."
    entries = f", {count_of(state.entries, 'entry', 'entries')}" if state.entries is not None else ""
    away = "" if state.reachable else " It is not connected now."
    return f"Last backup {say_age(state.last, now)}{entries}.{away}"


def say_reminder(state: PlaceState, now: datetime) -> str:
    """When the stick is wanted; empty for other places."""
    if state.remind_on is None:
        return ""
    if state.remind_on <= to_local(now).date():
        return "Plug it in today and make a backup. Then take it out and lock it away again."
    return f"Plug it in again by {say_day(state.remind_on)}. Until then keep it apart from this computer."


def say_backup(backup: ListedBackup) -> str:
    """One backup in a list."""
    if backup.at is None:
        return f"{backup.name}: cannot be used, {backup.trouble}"
    entries = NOT_PROVED if backup.entries is None else count_of(backup.entries, "entry", "entries")
    return f"{say_moment(backup.at)}: {entries}{', restore proved' if backup.proven else ''}"
