"""Brings a missing or damaged evidence file back from a folder that has a sound copy: a backup's pool, quarantine."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from dslapp.casebook.backup_pool import Pace, copy_file
from dslapp.casebook.durable_files import make_folder, sync_folder
from dslapp.casebook.evidence_files import EvidenceStore
from dslapp.casebook.key_files import QUARANTINE

EVIDENCE = "evidence"


def has_sound_copy(source: Path, evidence: EvidenceStore, file_id: str, sha256: str) -> bool:
    """Whether the folder `source`, laid out as a casebook's, holds the very file that was attached."""
    return evidence.in_folder(source / EVIDENCE).check(file_id, sha256).state == "sound"


def bring_back(folder: Path, evidence: EvidenceStore, file_id: str, sha256: str, source: Path, now: datetime) -> bool:
    """Copy the file from `source` into the casebook at `folder`, if it is sound there; keep the damaged one aside.

    Returns whether the casebook has the file that was attached. Raises OSError when the disk refuses: then what was
    there is still there.
    """
    if evidence.check(file_id, sha256).state == "sound":
        return True
    if not has_sound_copy(source, evidence, file_id, sha256):
        return False
    path = Path(EVIDENCE, file_id[-2:], f"{file_id}.age")
    if (folder / path).is_file():
        aside = folder / QUARANTINE / f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-evidence"
        make_folder(aside, below=folder)
        shutil.copyfile(folder / path, aside / path.name)
        sync_folder(aside)
    copy_file(source, folder, path.as_posix(), None, Pace())
    return evidence.check(file_id, sha256).state == "sound"
