"""Brings a missing or damaged evidence file back from a folder that has a sound copy: a backup's pool, quarantine."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from dslapp.casebook.backups.pool import Pace, copy_file
from dslapp.casebook.durable_files import make_folder, sync_folder
from dslapp.casebook.evidence.files import EvidenceStore
from dslapp.casebook.keys.key_files import QUARANTINE

EVIDENCE = "evidence"
Outcome = Literal["brought back", "was sound", "no sound copy"]
"""What became of a file that was to be brought back; "was sound": there was nothing to do."""


def has_sound_copy(source: Path, evidence: EvidenceStore, file_id: str, sha256: str) -> bool:
    """Whether the folder `source`, laid out as a casebook's, holds the very file that was attached."""
    return evidence.in_folder(source / EVIDENCE).check(file_id, sha256).state == "sound"


def bring_back(
    folder: Path, evidence: EvidenceStore, file_id: str, sha256: str, source: Path, now: datetime
) -> Outcome:
    """Copy the file from `source` into the casebook at `folder`, if it is sound there; keep the damaged one aside.

    Raises OSError when the disk refuses: then what was there is still there.
    """
    if evidence.check(file_id, sha256).state == "sound":
        return "was sound"
    if file_id in evidence.purged or not has_sound_copy(source, evidence, file_id, sha256):
        return "no sound copy"
    path = Path(EVIDENCE, file_id[-2:], f"{file_id}.age")
    if (folder / path).is_file():
        aside = folder / QUARANTINE / f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-evidence"
        make_folder(aside, below=folder)
        shutil.copyfile(folder / path, aside / path.name)
        sync_folder(aside)
    copy_file(source, folder, path.as_posix(), None, Pace())
    return "brought back" if evidence.check(file_id, sha256).state == "sound" else "no sound copy"
