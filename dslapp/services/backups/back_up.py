"""Backups of the open casebook: where they go, when one is due, and making them. A failed one never stops anything."""

import contextlib
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from typing import NamedTuple

import msgspec

from dslapp.casebook.backups.notes import note_made, note_place, note_trouble
from dslapp.casebook.backups.of_open import back_up_open
from dslapp.casebook.backups.place import BackupHome, Found, PlaceNotThere, refuse_place
from dslapp.casebook.backups.pool import Pace
from dslapp.casebook.backups.pruning import prune
from dslapp.casebook.backups.purged_backups import remove_from_pool
from dslapp.casebook.backups.signers import signers_of
from dslapp.casebook.journal.changes import saved_since
from dslapp.casebook.purging.purged_record import own_erasures
from dslapp.casebook.store import Casebook
from dslapp.domain.entity import new_id
from dslapp.domain.long_work import OnCasebook, Progress, run_here
from dslapp.domain.problems import EnvironmentProblem, UserProblem
from dslapp.domain.trust.backup_state import AMBER_AFTER, HOURLY
from dslapp.domain.trust.entries import BackupPlace, Drill, PlaceKind
from dslapp.services.session import Session

__all__ = [
    "BackedUp", "OnCasebook", "Progress", "add_place", "back_up", "back_up_everywhere", "back_up_if_due",
    "backup_places", "home_of", "run_here", "withdraw_place",
]  # fmt: skip


CLOSING_SECONDS = 10.0
"""How long a lock or quit waits for backups; what was copied by then need not be copied again."""
AT_WORK_SECONDS = 60.0
"""How long those that are made by themselves may keep a picture waiting that somebody attaches meanwhile."""


class BackedUp(NamedTuple):
    """What came of one place: the backup's name and moment, or the problem."""

    place: BackupPlace
    name: str = ""
    at: datetime | None = None
    entries: int | None = None
    new_bytes: int = 0
    not_sound: int = 0
    """How many evidence files could not be backed up, since they are missing or damaged."""
    pruned: int = 0
    problem: EnvironmentProblem | None = None


def backup_places(session: Session) -> list[BackupPlace]:
    """The places in use, in the order in which they were added; none while a damaged casebook is only read."""
    if session.casebook.read_only:
        return []
    return session.casebook.select(BackupPlace, "p.withdrawn = 0")


def add_place(session: Session, label: str, folder: Path, place_kind: PlaceKind, remind_days: int = 7) -> BackupPlace:
    """Choose a folder for backups and set it up. Raises UserProblem with its field, EnvironmentProblem, NotAllowed."""
    session.require("back up")
    if not label.strip():
        raise UserProblem("Give the place a name that everybody here understands.", field="label")
    if not 1 <= remind_days <= 90:
        raise UserProblem("Choose between 1 and 90 days.", field="remind_days")
    refuse_place(folder, session.opened.folder)
    if any(_same_folder(Path(place.folder), folder) for place in backup_places(session)):
        raise UserProblem("Backups already go to this folder.", "Choose another one.", field="folder")
    BackupHome(folder, session.casebook.id).make()
    place = BackupPlace(
        id=new_id(), label=label.strip(), folder=str(folder.absolute()), place_kind=place_kind, remind_days=remind_days
    )
    session.casebook.commit([place], reason="A place for backups was added.")
    note_place(session.opened.folder, place)
    return place


def withdraw_place(session: Session, place_id: str) -> BackupPlace:
    """Make no more backups at a place; those that are there stay. Raises NotAllowed."""
    session.require("back up")
    place = msgspec.structs.replace(session.casebook.get(BackupPlace, place_id), withdrawn=True)
    session.casebook.commit([place], reason="No more backups are made at this place.")
    return place


def back_up(
    session: Session,
    place_id: str,
    on_casebook: OnCasebook | None = None,
    *,
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> BackedUp:
    """Make a backup at one place now. Raises EnvironmentProblem when it could not be made, NotAllowed."""
    session.require("back up")
    ask = on_casebook or run_here
    place = next((each for each in ask(backup_places, session) if each.id == place_id), None)
    if place is None:
        raise EnvironmentProblem("No backup can be made there now.", "Look at the list of places again.")
    return _back_up(session, place, Pace(progress, cancel), ask)


def back_up_everywhere(
    session: Session,
    on_casebook: OnCasebook | None = None,
    *,
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> tuple[BackedUp, ...]:
    """Make a backup at every place now; what went wrong at one is told with it and stops none of the others.

    Always before a restore, new keys or an erasure. Raises NotAllowed.
    """
    session.require("back up")
    ask = on_casebook or run_here
    pace = Pace(progress, cancel)
    return tuple(_tried(session, place, pace, ask) for place in ask(backup_places, session))


def back_up_if_due(
    session: Session, on_casebook: OnCasebook | None = None, *, closing: bool = False, cancel: Event | None = None
) -> tuple[BackedUp, ...]:
    """Make the backups that are due: hourly while in use, and after the last save when the casebook is `closing`.

    Never raises for a backup that fails: its place says so afterwards. A place that is not connected is passed over.
    """
    ask = on_casebook or run_here
    pace = Pace(cancelled=cancel, seconds=CLOSING_SECONDS if closing else AT_WORK_SECONDS)
    done = []
    for place in ask(backup_places, session):
        home, newest = home_of(session, place), None
        with contextlib.suppress(PlaceNotThere):
            newest = home.newest()
        if home.is_there and ask(_is_due, session, newest, closing):
            done.append(_tried(session, place, pace, ask))
    return tuple(done)


def home_of(session: Session, place: BackupPlace) -> BackupHome:
    """Where the backups of this casebook lie at a place."""
    return BackupHome(Path(place.folder), session.casebook.id)


def _is_due(session: Session, newest: Found | None, closing: bool) -> bool:
    if newest is None or newest.heading is None:
        return True
    age = session.clock() - newest.heading.manifest.made_at
    if not closing and timedelta(0) <= age < HOURLY:
        return False
    if age >= AMBER_AFTER:
        return True
    entries = newest.heading.manifest.entries
    return entries is None or entries > session.casebook.head[0] or saved_since(session.casebook, entries)


def _tried(session: Session, place: BackupPlace, pace: Pace, ask: OnCasebook) -> BackedUp:
    try:
        return _back_up(session, place, pace, ask)
    except EnvironmentProblem as problem:
        return BackedUp(place, problem=problem)


def _back_up(session: Session, place: BackupPlace, pace: Pace, ask: OnCasebook) -> BackedUp:
    home, now, folder = home_of(session, place), session.clock(), session.opened.folder
    try:
        made = back_up_open(session.opened, home, now=now, pace=pace, on_casebook=ask)
    except EnvironmentProblem as problem:
        note_trouble(folder, place, problem.message)
        raise
    with contextlib.suppress(OSError, EnvironmentProblem):  # the next backup tries again
        if session.evidence.purged:
            erasures = ask(own_erasures, session.casebook)
            remove_from_pool(home, frozenset(session.evidence.purged), session.opened.keys, erasures)
    note_made(folder, place, now, made.stored.manifest.entries)
    signers, proven = ask(signers_of, session.casebook), ask(_proven_snapshots, session.casebook, place)
    pruned = prune(home, made.name, now, signers, proven)
    return BackedUp(place, made.name, now, made.stored.manifest.entries, made.new_bytes, len(made.unsound), len(pruned))


def _proven_snapshots(casebook: Casebook, place: BackupPlace) -> tuple[str, ...]:
    """The backup from which a restore was last proved at a place: it stays, whatever its age."""
    sound = [drill for drill in casebook.select(Drill, "p.place = ?", (place.id,)) if not drill.faults]
    return (sound[-1].snapshot,) if sound else ()


def _same_folder(one: Path, other: Path) -> bool:
    try:
        return one.resolve() == other.resolve() or one.samefile(other)
    except OSError:
        return False
