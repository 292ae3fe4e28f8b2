"""Where a casebook may live: on this computer's own disk, and nowhere that copies, shares or unplugs it."""

from pathlib import Path, PurePosixPath

import pytest

from dslapp.domain.problems import EnvironmentProblem
from dslapp.services.backups.check_place import Drive, check_place, drive_on_linux

USUAL = Path("/home/jo/DSL Casebooks")
MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
/dev/sda2 /home btrfs rw 0 0
//server/share /mnt/school cifs rw 0 0
server:/export /mnt/nfs nfs4 rw 0 0
/dev/sdb1 /media/jo/STICK ext4 rw 0 0
/dev/sdc1 /run/media/jo/My\\040Stick exfat rw 0 0
/dev/sdd1 /mnt/camera vfat rw 0 0
rclone /mnt/drive fuse.rclone rw 0 0
tmpfs /tmp tmpfs rw 0 0
"""


def own_disk(folder: Path) -> Drive:
    return "fixed"


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive/Safeguarding", "OneDrive"),
        ("OneDrive - Thornmoss Academy/Documents", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Google Drive/School", "Google Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/School", "iCloud"),
        ("iCloudDrive", "iCloud"),
        ("Library/CloudStorage/Box-Box", "a cloud service"),
        ("Nextcloud", "Nextcloud"),
    ],
)
def test_a_folder_that_a_service_copies_is_refused_by_name(tmp_path: Path, folder: str, service: str) -> None:
    with pytest.raises(EnvironmentProblem, match=service) as refused:
        check_place(tmp_path / folder / "Pupils.casebook", USUAL, own_disk)
    assert str(USUAL) in refused.value.way_forward


def test_a_folder_of_ones_own_is_taken(tmp_path: Path) -> None:
    check_place(tmp_path / "DSL Casebooks" / "Pupils.casebook", USUAL, own_disk)
    check_place(tmp_path / "drive" / "cloudy" / "Pupils.casebook", USUAL, own_disk)
    check_place(tmp_path / "Pupils.casebook", USUAL)


@pytest.mark.parametrize(
    ("drive", "reason"),
    [("network", "shared drive"), ("removable", "unplugged"), ("simple", "FAT")],
)
def test_a_disk_that_could_lose_a_save_is_refused_with_a_way_forward(tmp_path: Path, drive: Drive, reason: str) -> None:
    with pytest.raises(EnvironmentProblem, match=reason) as refused:
        check_place(tmp_path / "Pupils.casebook", USUAL, lambda folder: drive)
    assert str(USUAL) in refused.value.way_forward


@pytest.mark.parametrize(
    ("folder", "drive"),
    [
        ("/home/jo/DSL Casebooks", "fixed"),
        ("/srv", "fixed"),
        ("/mnt/school/safeguarding", "network"),
        ("/mnt/nfs", "network"),
        ("/mnt/drive/x", "network"),
        ("/media/jo/STICK", "removable"),
        ("/run/media/jo/My Stick", "simple"),
        ("/mnt/camera", "simple"),
        ("/mnt/schoolwork", "fixed"),
    ],
)
def test_the_kind_of_disk_is_read_from_the_mounts(folder: str, drive: Drive) -> None:
    assert drive_on_linux(Path(PurePosixPath(folder)), MOUNTS) == drive
