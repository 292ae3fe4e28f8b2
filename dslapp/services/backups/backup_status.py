"""How the backups stand, for the pages that say so: the places in colours, and what lies at each."""

from datetime import datetime
from typing import NamedTuple

from dslapp.casebook.backups.notes import PlaceNote, read_notes
from dslapp.casebook.backups.place import BackupHome, Found, PlaceNotThere
from dslapp.domain.local_time import to_local
from dslapp.domain.long_work import OnCasebook, run_here
from dslapp.domain.trust.backup_state import BackupOverview, PlaceState, colour_of, remind_on
from dslapp.domain.trust.entries import BackupPlace
from dslapp.services.backups.back_up import backup_places, home_of
from dslapp.services.backups.drill_backup import drills_of, is_due
from dslapp.services.session import Session


class ListedBackup(NamedTuple):
    """One backup at a place, as the list shows it."""

    name: str
    at: datetime | None
    """None where it cannot be read; then `trouble` says why."""
    entries: int | None
    proven: bool
    """Whether a drill has opened it and found nothing wrong."""
    trouble: str = ""


def backup_overview(session: Session, on_casebook: OnCasebook | None = None) -> BackupOverview:
    """How every place stands. Looks at the places themselves, so run it on the thread for files."""
    ask = on_casebook or run_here
    notes = read_notes(session.opened.folder)
    places = ask(backup_places, session)
    return BackupOverview(
        places=tuple(_state(session, place, notes.get(place.id, PlaceNote()), ask) for place in places)
    )


def listed_backups(session: Session, place_id: str, on_casebook: OnCasebook | None = None) -> tuple[ListedBackup, ...]:
    """The backups at a place, newest first. Raises EnvironmentProblem when it cannot be reached."""
    ask = on_casebook or run_here
    place = ask(session.casebook.get, BackupPlace, place_id)
    proven = {drill.snapshot for drill in ask(drills_of, session.casebook, place.id) if not drill.faults}
    return list_home(home_of(session, place), proven)


def list_home(home: BackupHome, proven: set[str]) -> tuple[ListedBackup, ...]:
    """The backups in one home, newest first. Raises EnvironmentProblem when it cannot be reached."""
    return tuple(_listed(found, found.name in proven) for found in reversed(home.listed()))


def _listed(found: Found, proven: bool) -> ListedBackup:
    if found.heading is None:
        return ListedBackup(found.name, None, None, proven=False, trouble=found.trouble)
    return ListedBackup(found.name, found.heading.manifest.made_at, found.heading.signed_entries, proven)


def _state(session: Session, place: BackupPlace, note: PlaceNote, ask: OnCasebook) -> PlaceState:
    home, now = home_of(session, place), session.clock()
    try:
        newest, reachable = home.newest(), True
    except PlaceNotThere:
        newest, reachable = None, False
    last, entries = note.last, note.entries
    if reachable:
        heading = newest.heading if newest is not None else None
        last, entries = (heading.manifest.made_at, heading.manifest.entries) if heading is not None else (None, None)
    drills = ask(drills_of, session.casebook, place.id)
    return PlaceState(
        place=place, colour=colour_of(last, now), reachable=reachable, last=last, entries=entries,
        remind_on=remind_on(place, last, to_local(now).date()), proven=drills[-1] if drills else None,
        to_prove=newest is not None and is_due(newest, drills, session), trouble=note.trouble,
    )  # fmt: skip
