"""Whether the disk under a folder, and what memory is written to, is encrypted: read, never changed, nowhere guessed.

Each system has its own place to ask: BitLocker by the shell's property, which needs no administrator; FileVault by
`fdesetup`; dm-crypt by the kernel's own list of block devices.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

Encryption = Literal["on", "off", "working", "unknown"]
"""Of a disk; "working" while it is being encrypted, or protection is suspended: the disk is readable so far."""

Run = Callable[[Sequence[str]], str]
"""Runs a command of the system and returns what it printed; empty when it could not be run."""

PATIENCE_S = 20
"""PowerShell takes some seconds on a school's laptop."""

_BITLOCKER: dict[str, Encryption] = {"1": "on", "2": "off", "3": "working", "4": "working", "5": "working", "6": "on"}
"""Microsoft's values of System.Volume.BitLockerProtection; 0 and the others say nothing."""


def disk_encryption(folder: Path, run: Run | None = None) -> Encryption:
    """Return whether the disk that holds `folder` is encrypted, as far as this system tells an ordinary user.

    May take seconds: runs on the thread for files. `run` runs a command of the system.
    """
    run = run or _run
    if sys.platform == "win32":
        return bitlocker_of(folder.resolve().anchor, run)
    if sys.platform == "darwin":
        return filevault(run)
    mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    return encryption_on_linux(folder.resolve(), mounts, Path("/sys"))


def bitlocker_of(drive: str, run: Run) -> Encryption:
    """BitLocker's state of a drive such as `C:`; what could be anything else is not asked about."""
    letter = drive[:1].upper()
    if not (letter.isascii() and letter.isalpha() and drive[1:2] == ":"):
        return "unknown"
    ask = (
        f"(New-Object -ComObject Shell.Application).NameSpace('{letter}:').Self"
        ".ExtendedProperty('System.Volume.BitLockerProtection')"
    )
    windows = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"))
    powershell = windows / "System32" / "WindowsPowerShell" / "v1.0" / "powershell.exe"
    answer = run((str(powershell), "-NoProfile", "-NonInteractive", "-Command", ask))
    return _BITLOCKER.get(answer.strip(), "unknown")


def filevault(run: Run) -> Encryption:
    """FileVault's state of a Mac's own disk."""
    said = run(("/usr/bin/fdesetup", "status")).casefold()
    if "in progress" in said:
        return "working"
    if "filevault is on" in said:
        return "on"
    return "off" if "filevault is off" in said else "unknown"


def encryption_on_linux(folder: Path, mounts: str, system: Path) -> Encryption:
    """Read from the list of mounts and from /sys whether dm-crypt lies under the file system of `folder`.

    File systems that encrypt by themselves, and those that stand on no disk of this computer, are not judged.
    """
    device = _device_of(folder, mounts)
    if not device:
        return "unknown"
    block = system / "dev" / "block" / device
    return _encryption_of(block) if block.exists() else "unknown"


def swap_on_linux(swaps: str, system: Path) -> Encryption:
    """Whether what memory is written to when it is short is encrypted: "on" also where there is none, or it is memory.

    `swaps` is the text of /proc/swaps.
    """
    found: list[Encryption] = []
    for line in swaps.splitlines()[1:]:
        name, kind = line.split()[:2]
        if Path(name).name.startswith("zram"):
            continue
        block = system / "class" / "block" / Path(name).resolve().name
        found.append(_encryption_of(block) if kind == "partition" and block.exists() else "unknown")
    return "on" if all(each == "on" for each in found) else "off" if "off" in found else "unknown"


def _device_of(folder: Path, mounts: str) -> str:
    """The number of the device ("254:0") that holds `folder`, found by the mount that lies nearest above it."""
    best, device = "", ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 5:
            continue
        point = parts[4].replace("\\040", " ")
        if len(point) >= len(best) and folder.is_relative_to(point):
            best, device = point, parts[2]
    return device


def _encryption_of(block: Path) -> Encryption:
    """Of a block device in /sys: encrypted itself, or all that it is made of is."""
    block = block.resolve()
    whole = block.parent if (block / "partition").exists() else block
    try:
        mapped = (block / "dm" / "uuid").read_text(encoding="utf-8")
    except OSError:
        mapped = ""
    if mapped.startswith("CRYPT-"):
        return "on"
    below = sorted((whole / "slaves").iterdir()) if (whole / "slaves").is_dir() else []
    if not below:
        return "off"
    return "on" if all(_encryption_of(each) == "on" for each in below) else "off"


def _run(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=PATIENCE_S, check=False, stdin=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout
