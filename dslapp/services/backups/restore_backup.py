"""Restores a casebook from a backup: from the first page, from inside an open casebook, or onto a new computer."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import NamedTuple

from dslapp.casebook.backups.notes import read_notes
from dslapp.casebook.backups.place import BackupHome, Found, PlaceNotThere, homes_in
from dslapp.casebook.backups.pool import Pace
from dslapp.casebook.backups.restore_from import RestoreResult, restore
from dslapp.casebook.backups.restore_keys import AtTheKeyboard, Passphrase, Sheet
from dslapp.casebook.keys.device_keys import kept_by
from dslapp.casebook.keys.key_files import read_members
from dslapp.domain.case.case_words import count_of
from dslapp.domain.entity import MemberId
from dslapp.domain.long_work import Progress
from dslapp.domain.problems import EnvironmentProblem, UserProblem
from dslapp.domain.trust.entries import BackupPlace
from dslapp.services.access.unlock_casebook import Door
from dslapp.services.backups.back_up import back_up_if_due, home_of
from dslapp.services.backups.check_place import check_place
from dslapp.services.program import Program
from dslapp.services.session import Session

__all__ = [
    "BackupToRestore", "RestoreResult", "backups_at", "backups_known", "restore_backup", "restore_in_session",
    "say_restored", "who_may_restore",
]  # fmt: skip

_MOST_NAMED = 5


class BackupToRestore(NamedTuple):
    """One backup that could be restored, as the list shows it."""

    casebook: str
    """The casebook's id."""
    place: str
    """The folder that was chosen: what it is called stands in the casebook, which need not open."""
    home: Path
    """The folder at the place in which it lies: what `restore_backup` is given."""
    name: str
    at: datetime
    entries: int | None
    """None for one that no member signed: it was made without a passphrase, and never proved since."""


def backups_at(place: Path) -> tuple[BackupToRestore, ...]:
    """The backups in a folder that somebody chose, newest first. Raises EnvironmentProblem when there are none."""
    found = [each for home in homes_in(place) for each in _readable(home, str(place))]
    if not found:
        raise EnvironmentProblem(
            "There is no backup in that folder.",
            "Choose the stick or the folder where backups were made: inside it is a folder whose name ends in -backup.",
        )
    return _newest_first(found)


def backups_known(casebook: Path) -> tuple[BackupToRestore, ...]:
    """The backups of the casebook at `casebook` that this computer remembers and can reach now, newest first.

    Needs no key: it is for a casebook that does not open.
    """
    found: list[BackupToRestore] = []
    try:
        casebook_id = read_members(casebook).casebook
    except EnvironmentProblem:
        casebook_id = ""
    for note in read_notes(casebook).values():
        try:
            homes = [BackupHome(Path(note.folder), casebook_id)] if casebook_id else homes_in(Path(note.folder))
            found += [each for home in homes for each in _readable(home, note.folder)]
        except PlaceNotThere:
            continue
    return _newest_first(found)


def who_may_restore(backup: BackupToRestore) -> tuple[Door, ...]:
    """Who were members when a backup was made. Raises EnvironmentProblem when the backup is damaged."""
    slots = read_members(_found(backup.home, backup.name)[1].folder).slots
    return tuple(Door(MemberId(slot.member), slot.label) for slot in slots)


def restore_backup(
    program: Program,
    home: Path,
    name: str,
    into: Path,
    *,
    reason: str,
    who: str = "",
    passphrase: str = "",
    sheet: str = "",
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> RestoreResult:
    """Restore the backup called `name` into the casebook's folder `into`, which may be new.

    Opened with a member's passphrase, or with the key of the recovery `sheet`. Raises EnvironmentProblem, UserProblem
    or NotAllowed; then nothing was changed.
    """
    _check_reason(reason)
    check_place(into, program.casebooks)
    at, found = _found(home, name)
    key = Sheet(sheet) if sheet else Passphrase(who, passphrase, kept_by(program.credentials))
    return restore(into, at, found, key, reason=reason.strip(), clock=program.clock, pace=Pace(progress, cancel))


def restore_in_session(
    session: Session,
    place_id: str,
    name: str,
    reason: str,
    *,
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> RestoreResult:
    """Restore a backup over the casebook that is open; backs it up first where a place is connected.

    Runs on the casebook's thread. Raises UserProblem or NotAllowed before anything happens. From then on the casebook
    is closed, whether it could be restored or not, and nothing may be done with the session any more; raises
    EnvironmentProblem when nothing was changed.
    """
    session.require("restore a backup")
    _check_reason(reason)
    at, found = _found(home_of(session, session.casebook.get(BackupPlace, place_id)).folder, name)
    back_up_if_due(session, closing=True)
    opened = session.opened
    key = AtTheKeyboard(opened.casebook.identity)
    try:
        opened.casebook.close()
        return restore(
            opened.folder, at, found, key, reason=reason.strip(), clock=session.clock, pace=Pace(progress, cancel)
        )
    finally:
        opened.close()


def say_restored(result: RestoreResult) -> tuple[str, ...]:
    """What the person must know now, a sentence each."""
    restored = result.restored
    entries = count_of(restored.from_entry, "journal entry", "journal entries")
    if result.is_signed:
        said = [f"Restored: the casebook has {entries}, and one more that says that it was restored."]
    elif not result.is_noted:
        said = [
            f"Restored: the casebook has {entries}. This recovery sheet is of an older version and signs nothing, so "
            "the record does not say that it was restored. Tell the other members."
        ]
    else:
        said = [f"Restored: the casebook has {entries}. The next member who unlocks it signs that it was restored."]
    if restored.quarantine:
        lost = "" if restored.to_entry is None else f" It went up to entry {restored.to_entry}."
        said.append(f"What was there is kept, unchanged, in {result.folder.name}/{restored.quarantine}.{lost}")
    if missing := set(result.missing) - set(result.hidden):
        files = "1 exhibit’s file is" if len(missing) == 1 else f"{len(missing)} exhibits’ files are"
        said.append(f"{files} missing: in this backup as well. The case says which.")
    if result.purged:
        files = "1 file that was" if len(result.purged) == 1 else f"{len(result.purged)} files that were"
        said.append(
            f"{files} purged since this backup did not come back. What was written about it did: open its exhibit, and "
            "purge it again."
        )
    if result.hidden:
        one = len(result.hidden) == 1
        said.append(
            f"{'1 file is' if one else f'{len(result.hidden)} files are'} hidden from everybody: a list says that "
            f"{'it was' if one else 'they were'} purged, and what was restored does not say by whom. Nobody looks to "
            "find out. Whoever leads decides on Today: purge it again, or say that it was hidden by mistake."
        )
    if result.back_again:
        said.append(f"Can open it again since they could then: {_named(result.back_again)}. Remove them again.")
    if result.left_out:
        said.append(f"Cannot open it any more since they joined later: {_named(result.left_out)}. Add them again.")
    return tuple(said)


def _named(labels: Sequence[str]) -> str:
    more = f" and {len(labels) - _MOST_NAMED} more" if len(labels) > _MOST_NAMED else ""
    return ", ".join(labels[:_MOST_NAMED]) + more


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise UserProblem("Write why it is restored: it stands in the record.", field="reason")


def _readable(home: BackupHome, place: str) -> list[BackupToRestore]:
    headings = [(each.name, each.heading) for each in home.listed() if each.heading is not None]
    return [
        BackupToRestore(home.casebook_id, place, home.folder, name, heading.manifest.made_at, heading.signed_entries)
        for name, heading in headings
    ]


def _newest_first(found: Sequence[BackupToRestore]) -> tuple[BackupToRestore, ...]:
    return tuple(sorted(found, key=lambda each: (each.at, each.name), reverse=True))


def _found(home: Path, name: str) -> tuple[BackupHome, Found]:
    for each in homes_in(home):
        for found in each.listed():
            if found.name == name:
                return each, found
    raise EnvironmentProblem("There is no backup of that name any more.", "Choose another one.")
