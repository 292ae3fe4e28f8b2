"""Whether a folder is a safe home for a casebook: this computer's own disk, neither shared, nor synced, nor unplugged.

Two computers writing through a share, or a sync program that puts an old file back, would damage it silently
(docs/security.md, *Opening*).
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from dslapp.domain.problems import EnvironmentProblem

Drive = Literal["fixed", "removable", "network", "simple"]
"""What kind of disk a folder is on; "simple" has a file system of cameras and sticks (FAT), which loses saves."""

_SYNCED = {
    "onedrive": "OneDrive", "dropbox": "Dropbox", "google drive": "Google Drive", "googledrive": "Google Drive",
    "my drive": "Google Drive", "icloud": "iCloud", "com~apple~clouddocs": "iCloud", "cloudstorage": "a cloud service",
    "nextcloud": "Nextcloud", "owncloud": "ownCloud",
}  # fmt: skip
_NETWORK_TYPES = ("nfs", "cifs", "smb", "ncpfs", "afs", "davfs", "fuse.")
_SIMPLE_TYPES = ("vfat", "msdos", "exfat", "fuseblk")
_WAY_FORWARD = "Choose a folder on this computer’s own disk, for example {home}."


def check_place(folder: Path, suggestion: Path, drive_of: Callable[[Path], Drive] | None = None) -> None:
    """Raise EnvironmentProblem, with a way forward, when a casebook must not live at `folder`.

    `suggestion` is the place to name instead; `drive_of` tells what kind of disk a folder is on.
    """
    way_forward = _WAY_FORWARD.format(home=suggestion)
    folder = folder.absolute()
    if service := _synced_by(folder) or _synced_by(folder.resolve()):
        raise EnvironmentProblem(
            f"A casebook cannot live in a folder that {service} copies: it would be damaged.", way_forward
        )
    drive = (drive_of or _drive_of)(_nearest(folder))
    if drive == "network":
        raise EnvironmentProblem(
            "A casebook cannot live on a shared drive: two computers would damage it.", way_forward
        )
    if drive == "removable":
        raise EnvironmentProblem(
            "A casebook cannot live on a stick or a drive that can be unplugged: a save could be lost.", way_forward
        )
    if drive == "simple":
        raise EnvironmentProblem("The disk of that folder does not keep files safely enough (FAT).", way_forward)


def check_home(folder: Path, suggestion: Path) -> None:
    """Raise EnvironmentProblem when the casebook at `folder` was moved to where it must not live."""
    try:
        check_place(folder, suggestion)
    except EnvironmentProblem as problem:
        raise EnvironmentProblem(
            problem.message,
            f"Move the whole folder “{folder.name}” to this computer’s own disk, for example into {suggestion}. Then "
            "choose “Open another casebook” and show where it is.",
        ) from None


def _synced_by(folder: Path) -> str:
    for part in folder.parts:
        for start, service in _SYNCED.items():
            if part.casefold().startswith(start):
                return service
    return ""


def _nearest(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that is there already."""
    return next((each.resolve() for each in (folder, *folder.parents) if each.exists()), folder)


def _drive_of(folder: Path) -> Drive:
    if sys.platform == "win32":
        return _drive_on_windows(folder)
    if sys.platform == "darwin":
        return "removable" if folder.is_relative_to("/Volumes") else "fixed"
    return drive_on_linux(folder, Path("/proc/self/mounts").read_text(encoding="utf-8"))


def drive_on_linux(folder: Path, mounts: str) -> Drive:
    """Read from the list of mounts what kind of disk holds `folder`."""
    best, kind = "", ""
    for line in mounts.splitlines():
        _device, point, file_system, *_ = line.split(" ")
        place = point.replace("\\040", " ")
        if len(place) >= len(best) and folder.is_relative_to(place):
            best, kind = place, file_system
    if kind.startswith(_NETWORK_TYPES):
        return "network"
    if kind in _SIMPLE_TYPES:
        return "simple"
    return "removable" if best.startswith(("/media/", "/run/media/")) else "fixed"


def _drive_on_windows(folder: Path) -> Drive:
    import ctypes

    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]  # exists on Windows only
    root = folder.anchor
    kind = kernel.GetDriveTypeW(root)
    removable, remote = 2, 4
    if kind == remote or root.startswith("\\\\"):
        return "network"
    if kind == removable:
        return "removable"
    file_system = ctypes.create_unicode_buffer(32)
    kernel.GetVolumeInformationW(root, None, 0, None, None, None, file_system, len(file_system))
    return "simple" if "FAT" in file_system.value.upper() else "fixed"
