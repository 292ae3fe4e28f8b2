"""Proves that a backup can be restored: copies its database, opens the copy with the backup's own keys, checks it all.

The backup itself is only read. The copy is ciphertext on this computer's disk, and is removed afterwards.
"""

import contextlib
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec
from pyrage import x25519

from dslapp.casebook.backups.manifest import DamagedBackup, ManifestFile, sign_manifest, write_manifest
from dslapp.casebook.backups.of_open import evidence_paths, path_of
from dslapp.casebook.backups.place import EVIDENCE, BackupHome, Found
from dslapp.casebook.backups.pool import DAMAGED, Pace, hash_of
from dslapp.casebook.backups.restore_keys import NotInThisBackup
from dslapp.casebook.backups.writing import DATABASE, DATABASE_JOURNAL, check_snapshot
from dslapp.casebook.database.driver import DatabaseError
from dslapp.casebook.durable_files import move_into_place
from dslapp.casebook.evidence.files import EvidenceStore, FileCheck
from dslapp.casebook.journal.verify import Fault, verify
from dslapp.casebook.keys.key_files import CasebookKeys, read_keys
from dslapp.casebook.keys.member_keys import Identity
from dslapp.casebook.links import is_link, remove_link
from dslapp.casebook.store import Casebook
from dslapp.domain.problems import EnvironmentProblem

SCRATCH = "proof.part"
"""The folder in the casebook's own where the copy is opened; safe to delete whenever no proof is running."""
ALL_BELOW = 100 << 20
"""Bytes of evidence that are decrypted all at once: it takes a second."""
_PIECE = 1 << 20


class Proof(NamedTuple):
    """What a proof found: how far the backup's journal goes, how many files were decrypted, and what was wrong."""

    entries: int
    head_hash: str
    files: int
    files_in_all: int
    faults: tuple[Fault, ...]
    damaged: tuple[str, ...]
    """The evidence files of the pool that are damaged or missing, by their id."""


class PartOfPool(EvidenceStore):
    """The pool's evidence, of which one part is decrypted and the rest taken as it is.

    Parts are told by the last digits of a file's id, which are random: so many months, and each was decrypted once.
    """

    def __init__(self, folder: Path, keys: CasebookKeys, part: int, parts: int) -> None:
        identities = [x25519.Identity.from_str(each) for each in keys.evidence]
        super().__init__(folder, [], identities)
        self._part, self._parts = part, parts
        self.ciphertexts: Mapping[str, str] = {}
        """What each file must be as it is stored, where the journal says so: a restore takes no other."""
        self.checked, self.not_sound = 0, list[str]()

    def check(self, file_id: str, sha256: str) -> FileCheck:
        """Decrypt a file and compare it, if it is in this month's part; one that was purged is gone on purpose."""
        if int(file_id[-2:], 16) % self._parts != self._part or file_id in self.purged:
            return FileCheck(state="sound")
        self.checked += 1
        found = super().check(file_id, sha256)
        if found.state == "sound" and not self._is_as_stored(path_of(file_id)):
            found = FileCheck(state="changed", reason="The stored file is not the one that the record names.")
        if found.state != "sound":
            self.not_sound.append(file_id)
        return found

    def _is_as_stored(self, path: str) -> bool:
        expected = self.ciphertexts.get(path)
        return expected is None or hash_of(self.folder.parent / path) == expected


def prove(
    home: BackupHome,
    found: Found,
    casebook: Path,
    identity: Identity,
    *,
    part: int,
    parts: int,
    doubts: Callable[[ManifestFile, int], str],
    purged: Collection[str] = (),
    clock: Callable[[], datetime],
    pace: Pace,
) -> Proof:
    """Open a copy of a backup with a member's `identity` and check the whole journal and one part of the evidence.

    Where there is little evidence, it is all of it.
    `casebook` is the folder of the casebook, where the copy is made for a moment. A backup that was made without a
    passphrase is signed once nothing is wrong with it. `doubts` is asked about the manifest and the journal's last
    entry: what, by the record itself, speaks against when and by whom it says that it was made. `purged` are the ids of
    files that the record says were purged: they may be missing. Raises
    EnvironmentProblem when nothing can be said of the backup: the place does not answer, or the disk here is full. What
    is wrong with the backup is a fault, not an error.
    """
    try:
        home.refuse_links()
        try:
            stored = check_snapshot(found.folder)
        except DamagedBackup as damage:
            return _worthless(damage.reason)
        try:
            keys = read_keys(found.folder, identity.age, casebook=home.casebook_id)
        except EnvironmentProblem:  # the file is the one that was written: it was not sealed to this member
            raise NotInThisBackup from None
        if sum(file.size for file in stored.manifest.pool) <= ALL_BELOW:
            part, parts = 0, 1
        pool = PartOfPool(home.folder / EVIDENCE, keys, part, parts)
        pool.purged.update(purged)
        with scratch_copy(found, stored, keys, casebook, pace) as database:
            try:
                copy = Casebook(database, keys.key, casebook_id=home.casebook_id, identity=identity, clock=clock)
            except (EnvironmentProblem, DatabaseError):
                return _worthless("its database cannot be opened")
            with contextlib.closing(copy):
                proof = _checked(copy, stored, pool, doubts, pace)
        if stored.signed is None and not proof.faults:
            manifest = msgspec.structs.replace(stored.manifest, entries=proof.entries, head=proof.head_hash)
            write_manifest(found.folder, sign_manifest(manifest, identity))
    except OSError as error:
        raise EnvironmentProblem(
            "The backup could not be read to its end, so nothing is proved.",
            "Look whether the stick or the drive is still connected, and whether this computer’s disk has room.",
        ) from error
    return proof


def put_aside(home: BackupHome, casebook: EvidenceStore, proof: Proof, known: dict[str, str]) -> int:
    """Rename the damaged files of the pool whose original is sound, so that the next backup copies them anew.

    `known` is the original's SHA-256 by the file's id. Returns how many; nothing is deleted.
    """
    aside = 0
    for file_id in proof.damaged:
        path = home.folder / EVIDENCE / file_id[-2:] / f"{file_id}.age"
        if path.exists() and file_id in known and casebook.check(file_id, known[file_id]).state == "sound":
            with contextlib.suppress(OSError):
                move_into_place(path, path.with_name(path.name + DAMAGED))
                aside += 1
    return aside


@contextmanager
def scratch_copy(found: Found, stored: ManifestFile, keys: CasebookKeys, casebook: Path, pace: Pace) -> Iterator[Path]:
    """A copy of a backup's database beside the casebook, under the name that its keys give it; removed afterwards."""
    scratch = casebook / SCRATCH
    if is_link(scratch):
        remove_link(scratch)
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(mode=0o700)
    try:
        copy_in(found.folder, stored, scratch, keys.database, pace)
        yield scratch / keys.database
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def copy_in(snapshot: Path, stored: ManifestFile, target: Path, database: str, pace: Pace) -> None:
    """Copy a backup's database, with the journal of a save that was cut short, into `target`.

    Raises DamagedBackup when what was read is not what the manifest says, and OSError.
    """
    names = {DATABASE: database, DATABASE_JOURNAL: f"{database}-journal"}
    for file in stored.manifest.files:
        if file.name not in names:
            continue
        pace.expect(file.size)
        path = target / names[file.name]
        with (snapshot / file.name).open("rb") as reading, path.open("xb") as writing:
            while piece := reading.read(_PIECE):
                writing.write(piece)
                pace.count(len(piece))
        if hash_of(path) != file.sha256:
            raise DamagedBackup(f"its file {file.name} is damaged")


def _checked(
    copy: Casebook, stored: ManifestFile, pool: PartOfPool, doubts: Callable[[ManifestFile, int], str], pace: Pace
) -> Proof:
    entries, head_hash = copy.head[0], copy.head_hash
    try:
        pool.ciphertexts = evidence_paths(copy)
        found = verify(copy, pool, progress=lambda what, done: pace.count(0))
    except DatabaseError:
        return _worthless("its database cannot be read")
    faults = list(found.faults)
    if stored.manifest.entries is not None and (entries, head_hash) != (stored.manifest.entries, stored.manifest.head):
        faults.append(Fault("backup", "its journal does not end where its manifest says"))
    faults += [Fault("backup", what) for what in (doubts(stored, entries), _named_wrongly(copy, stored)) if what]
    in_all = sum(1 for file in stored.manifest.pool if file.path.startswith(EVIDENCE))
    return Proof(entries, head_hash, pool.checked, in_all, tuple(faults), tuple(pool.not_sound))


def _named_wrongly(copy: Casebook, stored: ManifestFile) -> str:
    """What is wrong with the files that the manifest lists, by the backup's own journal: empty when nothing is."""
    listed = {file.path: file.sha256 for file in stored.manifest.pool}
    for path, sha256 in evidence_paths(copy).items():
        if listed.get(path, sha256) != sha256:
            return "its manifest names another file than its journal"
        if path not in listed and path not in stored.manifest.unsound:
            return "its manifest leaves out a file that its journal names"
    return ""


def _worthless(reason: str) -> Proof:
    return Proof(0, "0" * 64, 0, 0, (Fault("backup", reason),), ())
