"""F13: a casebook on a share, in a synced folder, on a stick or on FAT. It is refused, and a way on is named."""

import shutil
from pathlib import Path

import pytest

from dslapp.domain.problems import EnvironmentProblem
from dslapp.services.access.unlock_casebook import lock_casebook, unlock_casebook
from dslapp.services.backups import check_place as places
from dslapp.services.backups.check_place import Drive, check_place, drive_on_linux
from dslapp.services.program import Program
from tests.casebooks import DSL, PASSPHRASES, SettableClock
from tests.faults.counts import Count

SYNCED = [
    "OneDrive", "OneDrive - Thornmoss Academy", "Dropbox", "Dropbox (Thornmoss)", "Google Drive", "GoogleDrive",
    "My Drive", "iCloudDrive", "iCloud Drive", "Mobile Documents/com~apple~CloudDocs", "Library/CloudStorage/Box-Box",
    "Nextcloud", "ownCloud", "onedrive", "DROPBOX",
]  # fmt: skip
MOUNTED = {
    "nfs": "network", "nfs4": "network", "cifs": "network", "smb3": "network", "smbfs": "network", "afs": "network",
    "davfs": "network", "fuse.sshfs": "network", "fuse.rclone": "network", "fuse.gvfsd-fuse": "network",
    "vfat": "simple", "exfat": "simple", "msdos": "simple", "fuseblk": "simple",
}  # fmt: skip
HOME = Path("here at home")
REASONS = {"network": "shared drive", "removable": "unplugged", "simple": "FAT"}


@pytest.fixture
def program(tmp_path: Path, clock: SettableClock) -> Program:
    return Program(clock=clock, settings=tmp_path / "settings", casebooks=tmp_path / "home")


@pytest.mark.parametrize("folder", SYNCED)
def test_a_casebook_that_was_moved_into_a_synced_folder_is_not_unlocked(
    folder: str, tmp_path: Path, casebook_folder: Path, program: Program, counted: Count
) -> None:
    moved = tmp_path / folder / casebook_folder.name
    moved.parent.mkdir(parents=True)
    shutil.move(casebook_folder, moved)
    with pytest.raises(EnvironmentProblem, match="copies") as refused:
        unlock_casebook(program, moved, DSL, PASSPHRASES[DSL])
    assert str(program.casebooks) in refused.value.way_forward
    assert "Move the whole folder" in refused.value.way_forward
    shutil.move(moved, casebook_folder)
    lock_casebook(unlock_casebook(program, casebook_folder, DSL, PASSPHRASES[DSL]))
    counted("F13", "casebook in a folder that a service copies", 1, acknowledged=1)


@pytest.mark.parametrize(("file_system", "drive"), MOUNTED.items())
def test_each_file_system_that_is_unfit_is_known(
    file_system: str, drive: Drive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counted: Count
) -> None:
    mounts = f"/dev/sda1 / ext4 rw 0 0\nwhatever {tmp_path} {file_system} rw 0 0\n"
    assert drive_on_linux(tmp_path, mounts) == drive
    with pytest.raises(EnvironmentProblem, match=REASONS[drive]) as refused:
        check_place(tmp_path / "Thornmoss.casebook", HOME, lambda folder: drive_on_linux(folder, mounts))
    assert "own disk" in refused.value.way_forward
    counted("F13", "casebook on a share, a stick or FAT (mocked)", 1)


@pytest.mark.parametrize("drive", REASONS)
def test_a_casebook_whose_disk_became_unfit_is_not_unlocked(
    drive: Drive, casebook_folder: Path, program: Program, monkeypatch: pytest.MonkeyPatch, counted: Count
) -> None:
    monkeypatch.setattr(places, "_drive_of", lambda folder: drive)
    with pytest.raises(EnvironmentProblem, match=REASONS[drive]):
        unlock_casebook(program, casebook_folder, DSL, PASSPHRASES[DSL])
    counted("F13", "casebook on a share, a stick or FAT (mocked)", 1)
