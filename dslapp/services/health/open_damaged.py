"""What can be done with a casebook whose database is damaged: see what is hit, read, mend, take over what is newer."""

from pathlib import Path

import msgspec

from dslapp.casebook.damage.assessment import Damage, Part
from dslapp.casebook.damage.damaged_folder import DamagedFolder, open_damaged_folder
from dslapp.casebook.damage.mending import Mended, can_mend, mend
from dslapp.casebook.damage.salvage import Salvage, in_ranges
from dslapp.casebook.database.connection import DamagedDatabase
from dslapp.casebook.keys.device_keys import kept_by
from dslapp.domain.case.case_words import count_of
from dslapp.domain.case.incident import Incident
from dslapp.domain.local_time import from_milliseconds, say_moment
from dslapp.domain.long_work import Progress
from dslapp.domain.problems import NotAllowed, Problem
from dslapp.domain.roles import Act, may
from dslapp.services.access.unlock_casebook import lock_casebook, unlock_casebook
from dslapp.services.backups.restore_backup import BackupToRestore, backups_known, restore_backup, say_restored
from dslapp.services.health.put_salvaged_back import put_salvaged_back, say_put_back
from dslapp.services.program import Program
from dslapp.services.session import Session

__all__ = [
    "BackupToRestore", "DamageReport", "DamagedDatabase", "DamagedFolder", "Mended", "backups_of", "mend_damaged",
    "open_damaged", "read_damaged", "report_damage", "restore_and_put_back", "say_mended",
]  # fmt: skip

_PARTS: dict[Part, str] = {
    "records": "records (what was written down)",
    "journal": "journal (who wrote what, and when)",
    "drafts": "unfinished typing",
    "lists and search": "lists and search: the program can make them anew",
    "table of contents": "the database’s own table of contents: the program can make it anew",
    "unused space": "unused space: nothing was there",
    "unknown": "parts of which nobody can tell any more what they held",
}
_MOST_CASES = 8


class DamageReport(msgspec.Struct, frozen=True, kw_only=True):
    """What the person is told, in plain words."""

    hit: tuple[str, ...]
    """What is damaged, a line each; empty when every page could be read."""
    safe: tuple[str, ...]
    """What is not touched, a line each."""
    lost: tuple[str, ...]
    """Which entries cannot be read, a line each; empty when all can."""
    reads: bool
    """Whether any record could be read."""
    mends: bool
    """Whether the casebook can be mended from itself."""
    loses_nothing: bool
    """Whether mending keeps every entry as it was signed."""
    may_mend: bool
    """Whether this member's role lets them mend it."""
    may_restore: bool
    """Whether this member's role lets them restore a backup."""


def open_damaged(
    program: Program, folder: Path, who: str, passphrase: str, progress: Progress | None = None
) -> DamagedFolder:
    """Hold the casebook and read what can be read; nothing is written. Close it, or let `read_damaged` take it over.

    Raises WrongPassphrase, or EnvironmentProblem when it is in use elsewhere or its keys cannot be read.
    """
    return open_damaged_folder(
        folder, who=who, passphrase=passphrase, clock=program.clock, device_key_of=kept_by(program.credentials),
        progress=progress,
    )  # fmt: skip


def report_damage(damaged: DamagedFolder) -> DamageReport:
    """Say what is hit, what is safe, and what can be done."""
    found = damaged.found
    loses_nothing = can_mend(damaged) and not found.lost
    act: Act = "restore a backup" if loses_nothing else "log and change the record"
    return DamageReport(
        hit=_hit(damaged.damage), safe=_safe(found), lost=_lost(found), reads=bool(found.versions),
        mends=can_mend(damaged), loses_nothing=loses_nothing, may_mend=may(damaged.member.role, act),
        may_restore=may(damaged.member.role, "restore a backup"),
    )  # fmt: skip


def read_damaged(program: Program, damaged: DamagedFolder) -> Session:
    """A sitting in which everything that could be read is shown and nothing is saved; locking gives up the casebook."""
    opened = damaged.read(program.clock)
    return Session(opened, damaged.member, program.library, program.files, program.clock, program.credentials)


def mend_damaged(program: Program, damaged: DamagedFolder, progress: Progress | None = None) -> Mended:
    """Put a database made of what could be read in the place of the damaged one, which goes into quarantine.

    Raises NotAllowed for a role that may not, EnvironmentProblem when it cannot be done: then nothing has changed.
    """
    if not report_damage(damaged).may_mend:
        raise NotAllowed(
            f"As {damaged.member.name} you cannot mend the casebook.",
            "Ask the designated safeguarding lead to unlock it. You can read it in the meantime.",
        )
    mended = mend(damaged, program.clock, progress)
    damaged.close()
    return mended


def backups_of(damaged: DamagedFolder) -> tuple[BackupToRestore, ...]:
    """The backups of this casebook that can be reached now, the newest first."""
    return backups_known(damaged.folder)


def restore_and_put_back(
    program: Program,
    damaged: DamagedFolder,
    backup: BackupToRestore,
    who: str,
    passphrase: str,
    progress: Progress | None = None,
) -> str:
    """Restore a backup in the place of the damaged casebook, put back what is newer, lock it; say what came of it.

    `passphrase` is the member's when the backup was made. Raises EnvironmentProblem only while nothing has changed:
    once the backup is restored it is told as that, also where not everything newer could be put back.
    """
    damaged.close()
    try:
        result = restore_backup(
            program, backup.home, backup.name, damaged.folder, who=who, passphrase=passphrase, progress=progress,
            reason="The database was damaged.",
        )  # fmt: skip
    except BaseException:
        damaged.hold_again(program.clock())
        raise
    quarantine = result.restored.quarantine
    try:
        session = unlock_casebook(program, damaged.folder, who, passphrase)
        try:
            outcome = put_salvaged_back(session, damaged.found, damaged.folder / quarantine, progress)
        finally:
            lock_casebook(session)
    except Problem as problem:
        return " ".join((*say_restored(result), _say_left_in(quarantine, problem)))
    return " ".join((*say_restored(result), say_put_back(outcome)))


def say_mended(mended: Mended) -> str:
    """What became of it, in a sentence or two."""
    kept = f"The damaged file is kept in the folder “quarantine/{mended.quarantine}” of the casebook."
    if mended.put_back is None:
        return f"The casebook is mended. All {mended.entries:,} entries are as they were signed. {kept}"
    return (
        f"The casebook is mended from what could be read: {say_put_back(mended.put_back)} Look at the members: whoever "
        f"joined or left in the entries that are lost has to be added or removed again. {kept}"
    )


def _say_left_in(quarantine: str, problem: Problem) -> str:
    folder = quarantine.rpartition("/")[2]
    return (
        f"Not everything newer was put back: {problem.message} The rest is still in quarantine: “salvage --from "
        f"{folder}” on the command line puts it back."
    )


def _hit(damage: Damage) -> tuple[str, ...]:
    if not damage.pages:
        return ("The database is missing, or it is empty.",)
    if not damage.broken:
        return ()
    lines = [f"{len(damage.broken):,} of the {damage.pages:,} pages of the database cannot be read:"]
    lines += [f"{_PARTS[hit.part]} ({hit.pages:,} {'page' if hit.pages == 1 else 'pages'})" for hit in damage.hits]
    return tuple(lines)


def _safe(found: Salvage) -> tuple[str, ...]:
    proved = sum(version.proved for version in found.versions)
    lines = [f"{proved:,} of {found.head:,} entries could be read, and each fits its signature."] if proved else []
    if unproved := len(found.versions) - proved:
        lines.append(f"{unproved:,} more records could be read, but the entry that proves them could not.")
    lines.append("The evidence files are not in the database: they are not touched by this.")
    return tuple(lines)


def _lost(found: Salvage) -> tuple[str, ...]:
    if not found.lost:
        return ()
    lines = [f"{len(found.lost):,} entries cannot be read whole, or not be checked: {_ranges(found.lost)}."]
    for first, last in list(in_ranges(found.lost))[:_MOST_CASES]:
        before, after = found.moment_before(first), found.moment_after(last)
        if before is not None and after is not None:
            number = f"Entry {first:,}" if first == last else f"Entries {first:,} to {last:,}"
            lines.append(f"{number}: written between {_say(before)} and {_say(after)}.")
    lines += _cases(found)
    return tuple(lines)


def _cases(found: Salvage) -> list[str]:
    """Which cases have something missing, as far as what is left of their entries tells."""
    cases = {each.value.id: each.value for each in found.versions if isinstance(each.value, Incident)}
    case_of = {each.value.id: each.value.about_incident() for each in found.versions} | {each: each for each in cases}
    hit: set[str | None] = set()
    for seq in found.lost:
        row, entry = found.rows.get(seq), found.entries.get(seq)
        hit.add(row.incident_id if row else case_of.get(_entity_of(entry.body)) if entry else None)
    named = sorted((cases[each] for each in hit if each in cases), key=lambda case: case.ref)
    lines = [f"Something is missing in {case.ref}: {case.headline}." for case in named[:_MOST_CASES]]
    if len(named) > _MOST_CASES:
        lines.append(f"And in {len(named) - _MOST_CASES:,} more cases.")
    if None in hit or not hit <= cases.keys():
        which = "Of other entries" if named else "Of these entries"
        lines.append(f"{which} nobody can say to which case they belong: look through the cases of those days.")
    if cases:
        lines.append(f"{count_of(len(cases), 'case')} could be read, at least in part.")
    return lines


class _About(msgspec.Struct, frozen=True):
    entity_id: str = ""


def _entity_of(body: str) -> str:
    try:
        return msgspec.json.decode(body, type=_About).entity_id
    except msgspec.DecodeError:
        return ""


def _ranges(numbers: list[int]) -> str:
    ranges = [f"{first:,}" if first == last else f"{first:,} to {last:,}" for first, last in in_ranges(numbers)]
    more = len(ranges) - _MOST_CASES
    return ", ".join(ranges[:_MOST_CASES]) + (f" and {more:,} more places" if more > 0 else "")


def _say(moment: int) -> str:
    return say_moment(from_milliseconds(moment))
