"""A backup of the casebook that is open: copied by the database itself, signed by whoever is at the keyboard."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from dslapp.casebook.backups.manifest import sign_manifest
from dslapp.casebook.backups.place import EVIDENCE, BackupHome
from dslapp.casebook.backups.pool import Pace
from dslapp.casebook.backups.signers import signers_of
from dslapp.casebook.backups.writing import DATABASE, Contents, Made, copy_small_file, write_backup
from dslapp.casebook.database.copying import Copied, check_copy, write_copy
from dslapp.casebook.keys.key_files import KEY_FILE, MEMBERS_FILE, read_keys, read_members
from dslapp.casebook.opening import Opened
from dslapp.casebook.store import Casebook
from dslapp.domain.long_work import OnCasebook, run_here
from dslapp.domain.problems import EnvironmentProblem


def back_up_open(
    opened: Opened, home: BackupHome, *, now: datetime, pace: Pace, on_casebook: OnCasebook | None = None
) -> Made:
    """Back up an open casebook to `home`; whoever saves waits only while the database itself is copied.

    Runs on any thread with `on_casebook`, else on the casebook's. Raises PlaceNotThere, BackupFailed or BackupStopped.
    """
    ask = on_casebook or run_here
    identity = opened.casebook.identity

    def fill(part: Path) -> Contents:
        copied, database, key = ask(_fill, opened, part, pace)
        check_copy(part / DATABASE, key, copied, pace.look)
        return Contents(opened.casebook.id, database, copied.head_seq, copied.head_hash)

    return write_backup(
        home,
        opened.folder,
        fill=fill,
        sign=lambda manifest: sign_manifest(manifest, identity),
        expected=ask(evidence_paths, opened.casebook),
        believes=ask(signers_of, opened.casebook).vouch_for,
        now=now,
        pace=pace,
    )


def evidence_paths(casebook: Casebook) -> dict[str, str]:
    """The ciphertext's SHA-256 of every evidence file that an exhibit or a copy of one names, by its path."""
    rows: list[tuple[str, str]] = []
    for table in ("exhibit", "derivative"):
        rows += casebook.connection.execute(
            f"SELECT p.file_id, json_extract(v.content, '$.entity.stored_sha256') FROM {table} p "
            "JOIN version v ON v.seq = p.seq WHERE p.file_id IS NOT NULL"
        ).fetchall()
    return {path_of(file_id): sha256 for file_id, sha256 in rows if sha256}


def path_of(file_id: str) -> str:
    """Where an evidence file lies, in a casebook's folder as in a pool."""
    return f"{EVIDENCE}/{file_id[-2:]}/{file_id}.age"


def _fill(opened: Opened, part: Path, pace: Pace) -> tuple[Copied, str, str]:
    """On the casebook's thread, so that no change of keys comes between the database and its key file.

    Returns what was copied, the database's own name and its key.
    """
    casebook, keys = opened.casebook, opened.keys
    copied = write_copy(casebook, part / DATABASE, keys.key, pace.look)

    def keys_fit(folder: Path) -> bool:
        return _reads(lambda: read_keys(folder, casebook.identity.age, casebook=casebook.id).key == keys.key)

    copy_small_file(opened.folder, part, MEMBERS_FILE, lambda folder: _reads(lambda: bool(read_members(folder))))
    copy_small_file(opened.folder, part, KEY_FILE, keys_fit)
    pace.look()
    return copied, keys.database, keys.key


def _reads(read: Callable[[], bool]) -> bool:
    try:
        return read()
    except EnvironmentProblem:
        return False
