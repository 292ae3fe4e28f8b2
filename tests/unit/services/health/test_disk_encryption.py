"""Whether the disk is encrypted, as each system tells it; what is not told is not known, never guessed."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from dslapp.services.health.disk_encryption import (
    Encryption,
    bitlocker_of,
    encryption_on_linux,
    filevault,
    swap_on_linux,
)

MOUNTS = """\
22 1 254:1 / / rw,relatime - ext4 /dev/mapper/root rw
30 22 8:17 / /data\\040disk rw,relatime - ext4 /dev/sdb1 rw
31 22 0:40 / /overlay rw,relatime - overlay overlay rw
"""


@pytest.fixture
def system(tmp_path: Path) -> Path:
    """A /sys with an encrypted volume 254:1 on LVM 254:0 on sda2, and a plain sdb1."""
    block = tmp_path / "block"
    for name, number, mapped in (("dm-0", "254:0", "CRYPT-LUKS2-0af-root"), ("dm-1", "254:1", "LVM-abc")):
        (block / name / "dm").mkdir(parents=True)
        (block / name / "dm" / "uuid").write_text(mapped + "\n")
        (block / name / "slaves").mkdir()
        point(tmp_path, number, block / name)
    (block / "dm-1" / "slaves" / "dm-0").symlink_to(block / "dm-0")
    (block / "sdb" / "sdb1").mkdir(parents=True)
    (block / "sdb" / "sdb1" / "partition").write_text("1\n")
    (block / "sdb" / "slaves").mkdir()
    point(tmp_path, "8:17", block / "sdb" / "sdb1")
    return tmp_path


def point(system: Path, number: str, device: Path) -> None:
    for place in (system / "dev" / "block" / number, system / "class" / "block" / device.name):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(device)


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/home/jo/School.casebook", "on"),
        ("/data disk/School.casebook", "off"),
        ("/overlay/School.casebook", "unknown"),
    ],
    ids=["a volume on an encrypted disk", "a plain disk", "no disk of this computer"],
)
def test_on_linux_the_kernel_tells(system: Path, folder: str, expected: Encryption) -> None:
    assert encryption_on_linux(Path(folder), MOUNTS, system) == expected


@pytest.mark.parametrize(
    ("swaps", "expected"),
    [
        ("", "on"),
        ("/dev/zram0 partition 1 0 100", "on"),
        ("/dev/dm-1 partition 1 0 -2", "on"),
        ("/dev/sdb1 partition 1 0 -2", "off"),
        ("/dev/dm-1 partition 1 0 -2\n/dev/sdb1 partition 1 0 -3", "off"),
        ("/swapfile file 1 0 -2", "unknown"),
    ],
    ids=["none", "memory itself", "encrypted", "plain", "one of each", "a file"],
)
def test_what_memory_is_written_to_counts_as_well(system: Path, swaps: str, expected: Encryption) -> None:
    assert swap_on_linux(f"Filename Type Size Used Priority\n{swaps}", system) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("1\r\n", "on"), ("2\r\n", "off"), ("3\r\n", "working"), ("5\r\n", "working"), ("0\r\n", "unknown"),
        ("", "unknown"), ("Exception", "unknown"),
    ],
)  # fmt: skip
def test_on_windows_the_shell_tells_of_bitlocker_without_an_administrator(answer: str, expected: Encryption) -> None:
    asked: list[Sequence[str]] = []

    def run(command: Sequence[str]) -> str:
        asked.append(command)
        return answer

    assert bitlocker_of("c:\\", run) == expected
    assert "NameSpace('C:')" in asked[0][-1]


@pytest.mark.parametrize("drive", ["\\\\server\\share\\", "", "';:", "/"])
def test_on_windows_only_a_drive_is_asked_about(drive: str) -> None:
    def run(command: Sequence[str]) -> str:
        raise AssertionError(command)

    assert bitlocker_of(drive, run) == "unknown"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("FileVault is On.\n", "on"),
        ("FileVault is Off.\n", "off"),
        ("FileVault is On.\nEncryption in progress: Percent completed = 12\n", "working"),
        ("", "unknown"),
    ],
)
def test_on_a_mac_filevault_tells(said: str, expected: Encryption) -> None:
    assert filevault(lambda command: said) == expected
