"""Restores a casebook from a backup: everything is staged and checked first, and only then put in place by renaming.

The database, the members and the keys are the backup's. Evidence that the backup names stays where it is if it is
whole, and comes from the pool if not; what was attached since goes to the quarantine with the old database.
"""

import contextlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from pyrage import x25519

from dslapp.casebook.backups.manifest import DamagedBackup, Manifest
from dslapp.casebook.backups.of_open import evidence_paths, path_of
from dslapp.casebook.backups.place import EVIDENCE, INBOX, BackupHome, Found
from dslapp.casebook.backups.pool import Pace, copy_file, hash_of, pool_paths
from dslapp.casebook.backups.proof import PartOfPool, copy_in
from dslapp.casebook.backups.restore_keys import (
    AtTheKeyboard,
    Key,
    NotInThisBackup,
    Sheet,
    refuse_stranger,
    sheet_that_signs,
    who_restores,
    with_present_passphrases,
)
from dslapp.casebook.backups.restore_note import NOTE, leave_note
from dslapp.casebook.backups.restoring import (
    STAGING,
    Plan,
    finish_interrupted_restore,
    old_files,
    put_in_place,
    read_plan,
)
from dslapp.casebook.backups.writing import check_snapshot
from dslapp.casebook.database.connection import UNDONE, damage_told, open_database
from dslapp.casebook.database.driver import DatabaseError
from dslapp.casebook.durable_files import free_name, move_into_place, replace_both_copies
from dslapp.casebook.folder_lock import let_go, take_lock
from dslapp.casebook.journal.entries import hash_of as hash_of_entry
from dslapp.casebook.journal.verify import verify
from dslapp.casebook.keys.key_files import (
    KEY_FILE,
    QUARANTINE,
    CasebookKeys,
    MembersFile,
    read_keys,
    read_members,
    write_members,
)
from dslapp.casebook.keys.member_keys import new_identity
from dslapp.casebook.links import names_in, refuse_links
from dslapp.casebook.opening import AnotherCasebook
from dslapp.casebook.purging.purged_list import remember, remembered
from dslapp.casebook.purging.purged_record import claimed, vouched_for
from dslapp.casebook.store import Casebook
from dslapp.domain.entity import new_id
from dslapp.domain.problems import EnvironmentProblem
from dslapp.domain.trust.entries import Restored

_SPARE = 64 << 20


class RestoreResult(NamedTuple):
    """What was restored, and what the person must know of it."""

    folder: Path
    restored: Restored
    missing: tuple[str, ...]
    """Evidence files that neither the casebook nor the backup has whole."""
    back_again: tuple[str, ...]
    """Labels of members who were removed since the backup, and can open the casebook again."""
    left_out: tuple[str, ...]
    """Labels of members who joined since, and can no longer open it."""
    is_signed: bool
    """Whether the restore stands in the journal; made with the sheet, the next member who unlocks it signs it."""
    is_noted: bool = True
    """Whether it does, or will: a sheet that an older program issued cannot sign it."""
    purged: tuple[str, ...] = ()
    """Evidence files that the backup names and that were purged since: they stay gone; words about them are back."""
    hidden: tuple[str, ...] = ()
    """Evidence files that only a list calls purged: back or not, nobody sees them until somebody decides."""


@dataclass
class _Work:
    """What every step of one restore needs."""

    folder: Path
    staging: Path
    home: BackupHome
    found: Found
    manifest: Manifest
    clock: Callable[[], datetime]
    pace: Pace
    pool: dict[str, str] = field(default_factory=dict)
    """The ciphertext's SHA-256 of each file that belongs to the backup, by its path: the journal's word comes first."""
    purged: tuple[str, ...] = ()
    """The paths of those that were purged since, and stay gone."""
    left_out: tuple[str, ...] = ()
    """Their ids: the entry of the restore names them."""
    hidden: tuple[str, ...] = ()
    """The paths of those that a list calls purged and for which nobody can vouch in this restore."""


def restore(
    folder: Path,
    home: BackupHome,
    found: Found,
    key: Key,
    *,
    reason: str,
    clock: Callable[[], datetime],
    pace: Pace | None = None,
) -> RestoreResult:
    """Put a backup in the place of the casebook at `folder`, or make a new folder there; nothing is deleted.

    Raises WrongPassphrase, NotInThisBackup, NoMemberAnyMore, NotAllowed, DamagedBackup, BackupStopped or another
    EnvironmentProblem; then the casebook that was there is as it was.
    """
    pace = pace or Pace()
    try:
        if not folder.exists():
            return _into_new_folder(folder, home, found, key, reason, clock, pace)
        if isinstance(key, AtTheKeyboard):
            return _over(folder, home, found, key, reason, clock, pace)
        finish_interrupted_restore(folder)
        lock = take_lock(folder, clock())
        try:
            return _over(folder, home, found, key, reason, clock, pace)
        finally:
            let_go(folder, lock)
    except OSError as error:
        raise EnvironmentProblem(
            "The backup could not be restored: a disk did not answer, or is full. Nothing was changed.",
            "Make room on this computer’s disk, look whether the stick or drive is connected, then try again.",
        ) from error


def _into_new_folder(
    folder: Path, home: BackupHome, found: Found, key: Key, reason: str, clock: Callable[[], datetime], pace: Pace
) -> RestoreResult:
    building = folder.with_name(folder.name + ".new")
    shutil.rmtree(building, ignore_errors=True)  # left by a restore that was cut short: the backup has all of it
    building.mkdir(mode=0o700, parents=True)
    try:
        work = _Work(building, building, home, found, check_snapshot(found.folder).manifest, clock, pace)
        (building / EVIDENCE).mkdir(mode=0o700)
        restored = _stage(work, key, reason, None, quarantine="")
        missing = [
            path for path, sha256 in work.pool.items() if copy_file(home.folder, building, path, sha256, pace) is None
        ]
        move_into_place(building, folder)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    is_signed = not isinstance(key, Sheet)
    return RestoreResult(
        folder, restored, tuple(missing), (), (), is_signed, is_signed or (folder / NOTE).exists(), work.purged,
        work.hidden,
    )  # fmt: skip


def _over(
    folder: Path, home: BackupHome, found: Found, key: Key, reason: str, clock: Callable[[], datetime], pace: Pace
) -> RestoreResult:
    manifest, live = check_snapshot(found.folder).manifest, _live_members(folder)
    if live is not None and live.casebook != manifest.casebook:
        raise EnvironmentProblem(
            "This backup belongs to another casebook.", "Choose the backups of this one, or another folder."
        )
    refuse_links(folder, STAGING, QUARANTINE, *names_in(folder, EVIDENCE), INBOX)
    staging = folder / STAGING
    staging.mkdir(mode=0o700)
    counts = False
    try:
        work = _Work(folder, staging, home, found, manifest, clock, pace)
        quarantine = f"{QUARANTINE}/{free_name(folder / QUARANTINE, clock())}"
        restored = _stage(work, key, reason, live, quarantine=quarantine)
        old_pool, new_pool, missing = _stage_pool(work)
        before, after = set(live.slots if live else ()), read_members(staging).slots
        staged = sorted(
            path.name for path in staging.iterdir() if path.is_file() and not path.name.endswith(("-journal", UNDONE))
        )
        counts = True
        put_in_place(folder, Plan(
            quarantine=quarantine, out=(*old_files(folder), *old_pool), into=(*staged, *new_pool)
        ))  # fmt: skip
    except OSError as error:
        if counts and read_plan(folder) is not None:
            raise EnvironmentProblem(
                "The restore is not finished: the disk stopped answering.",
                "It goes on by itself the next time the casebook is opened. Nothing is lost.",
            ) from error
        shutil.rmtree(staging, ignore_errors=True)
        raise
    except BaseException:
        if not counts:
            shutil.rmtree(staging, ignore_errors=True)
        raise
    known = {slot.member for slot in before}
    return RestoreResult(
        folder, restored, missing,
        tuple(slot.label for slot in after if live is not None and slot.member not in known),
        tuple(slot.label for slot in before if slot.member not in {each.member for each in after}),
        not isinstance(key, Sheet), not isinstance(key, Sheet) or (folder / NOTE).exists(), work.purged,
        work.hidden,
    )  # fmt: skip


def _stage(work: _Work, key: Key, reason: str, live: MembersFile | None, *, quarantine: str) -> Restored:
    """Copy database, members and keys into the staging folder, open them there, check them, note the restore."""
    members = read_members(work.found.folder)
    if members.casebook != work.manifest.casebook:
        raise DamagedBackup("its members belong to another casebook")
    identity, age_identity = who_restores(key, members, live)
    write_members(work.staging, with_present_passphrases(members, live))
    replace_both_copies(work.staging / KEY_FILE, (work.found.folder / KEY_FILE).read_bytes())
    try:
        keys = read_keys(work.staging, age_identity, casebook=members.casebook)
    except EnvironmentProblem:
        raise NotInThisBackup from None
    _make_room(work)
    copy_in(work.found.folder, check_snapshot(work.found.folder), work.staging, keys.database, work.pace)
    with damage_told(), contextlib.closing(
        Casebook(
            work.staging / keys.database, keys.key, casebook_id=members.casebook, clock=work.clock,
            identity=identity or new_identity("", ""),
        )
    ) as copy:  # fmt: skip
        refuse_stranger(copy, keys, identity, age_identity)
        live_journal = _live(work, age_identity, members.casebook)
        if live_journal.first_entry not in ("", copy.first_entry):
            raise AnotherCasebook
        _refuse_faulty(copy, keys, work)
        work.pool = {file.path: file.sha256 for file in work.manifest.pool} | evidence_paths(copy)
        _leave_out_purged(work, keys, copy, is_signed=not isinstance(key, Sheet))
        restored = Restored(
            id=new_id(), snapshot=work.found.name, from_entry=copy.head[0], from_hash=copy.head_hash,
            to_entry=live_journal.head, quarantine=quarantine, reason=reason,
            at=work.clock(), purged=work.left_out,
        )  # fmt: skip
        if isinstance(key, Sheet):
            signer = sheet_that_signs(copy, key)
            if signer is not None:
                leave_note(work.staging, copy.id, restored, signer)
        else:
            copy.commit([restored], reason=reason)
    return restored


def _leave_out_purged(work: _Work, keys: CasebookKeys, copy: Casebook, *, is_signed: bool) -> None:
    """What was purged since the backup was made does not come back with it, as far as anything here remembers it.

    It takes an erasure by somebody who may erase by the backup's own journal, and a restore that a member signs. What
    stands on a list without comes back, hidden (`learn_hidden`).
    """
    listed = (*remembered(work.folder, keys), *remembered(work.home.folder, keys))
    gone = {path_of(file.file_id): file.file_id for file in vouched_for(copy, listed)} if is_signed else {}
    work.purged = tuple(sorted(gone.keys() & work.pool.keys()))
    work.left_out = tuple(gone[path] for path in work.purged)
    for path in work.purged:
        del work.pool[path]
    work.hidden = tuple(sorted({path_of(file.file_id) for file in claimed(listed)} & work.pool.keys()))
    if listed:
        remember(work.folder, keys, listed)


def _refuse_faulty(copy: Casebook, keys: CasebookKeys, work: _Work) -> None:
    nothing_of_it = PartOfPool(work.home.folder / EVIDENCE, keys, part=1, parts=1)  # files are compared one by one
    try:
        faults = verify(copy, nothing_of_it, progress=lambda what, done: work.pace.count(0)).faults
    except DatabaseError:
        raise DamagedBackup("its database cannot be read") from None
    if faults:
        raise DamagedBackup(f"{faults[0].where}: {faults[0].what}")
    manifest = work.manifest
    if manifest.entries is not None and (copy.head[0], copy.head_hash) != (manifest.entries, manifest.head):
        raise DamagedBackup("its journal does not end where its manifest says")


def _stage_pool(work: _Work) -> tuple[list[str], list[str], tuple[str, ...]]:
    """What leaves the casebook's evidence, what comes from the pool, and what neither has whole."""
    live, wanted = pool_paths(work.folder), work.pool
    out = [path for path in live if path.startswith(EVIDENCE) and path not in wanted]
    into, missing = list[str](), list[str]()
    work.pace.expect(sum(size for path, size in live.items() if path in wanted))
    for path, sha256 in wanted.items():
        if path in live and hash_of(work.folder / path, work.pace) == sha256:
            continue
        if copy_file(work.home.folder, work.staging, path, sha256, work.pace) is None:
            missing.append(path)
            continue
        into.append(path)
        if path in live:
            out.append(path)
    unsound = set(work.manifest.unsound) - live.keys() - {*work.purged}
    return sorted(out), sorted(into), tuple(sorted({*missing, *unsound}))


def _make_room(work: _Work) -> None:
    there = pool_paths(work.folder)
    needed = sum(file.size for file in work.manifest.files)
    needed += sum(file.size for file in work.manifest.pool if file.path not in there)
    if shutil.disk_usage(work.staging).free < needed + _SPARE:
        raise EnvironmentProblem(
            f"This computer’s disk has too little room: the backup needs {needed >> 20:,} MB more.",
            "Make room, then restore again. Nothing was changed.",
        )


def _live_members(folder: Path) -> MembersFile | None:
    with contextlib.suppress(EnvironmentProblem):
        return read_members(folder)
    return None


class _Live(NamedTuple):
    """The journal of what is replaced: its last entry, and the hash of its first; neither where it cannot be read."""

    head: int | None = None
    first_entry: str = ""


def _live(work: _Work, age_identity: x25519.Identity, casebook: str) -> _Live:
    if work.folder == work.staging:
        return _Live()
    with contextlib.suppress(EnvironmentProblem, DatabaseError, OSError):
        keys = read_keys(work.folder, age_identity, casebook=casebook)
        with contextlib.closing(open_database(work.folder / keys.database, keys.key, read_only=True)) as connection:
            head, first = connection.execute(
                "SELECT max(seq), (SELECT body FROM journal WHERE seq = 1) FROM journal"
            ).fetchone()
            return _Live(head, hash_of_entry(first).hex() if first else "")
    return _Live()
