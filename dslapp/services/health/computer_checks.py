"""What can be known of a casebook's safety without its passphrase: the computer around it, and its files."""

import contextlib
import os
import platform
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dslapp import __version__
from dslapp.domain.health import Check
from dslapp.domain.problems import EnvironmentProblem
from dslapp.services.backups.check_place import check_place
from dslapp.services.health.disk_encryption import Encryption, disk_encryption, swap_on_linux
from dslapp.services.program import Program

MB = 1 << 20
NO_ROOM, LITTLE_ROOM = 512 * MB, 2048 * MB
"""Free bytes below which a save can fail soon, and below which somebody should make room."""

_ASK_ENCRYPTION = (
    "Ask whoever looks after your computers to turn on {name}. Until then, a thief can look for traces of what was on "
    "the screen."
)
_ENCRYPTION_IS_CALLED = {"win32": "BitLocker", "darwin": "FileVault"}


@dataclass(frozen=True)
class Computer:
    """What is asked of the computer; tests ask a made-up one."""

    encryption: Callable[[Path], Encryption] = disk_encryption
    swap: Callable[[], Encryption | None] = lambda: swap_encryption()
    """Whether what memory is written to is encrypted; None where it goes with the disk."""
    free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free
    system: str = sys.platform


def computer_checks(program: Program, folder: Path, computer: Computer | None = None) -> tuple[Check, ...]:
    """Look at the place of the casebook and the computer that it is on.

    May take seconds: runs on the thread for files. Reads no database.
    """
    computer = computer or Computer()
    encryption = computer.encryption(folder)
    checks = [
        _place(folder, program.casebooks / folder.name),
        _writable(folder),
        _space(folder, computer),
        _disk(encryption, computer.system),
        _memory(encryption, computer),
        _database(folder),
        _versions(),
    ]
    if computer.system != "win32":
        checks.insert(1, _private(folder))
    return tuple(checks)


def make_private(folder: Path) -> None:
    """Keep everybody else who uses this computer out of the casebook's folder. Raises EnvironmentProblem."""
    try:
        folder.chmod(0o700)
    except OSError:
        raise EnvironmentProblem(
            "The folder belongs to another account of this computer.",
            "Ask whoever looks after this computer to give it to yours alone.",
        ) from None


def swap_encryption() -> Encryption | None:
    """Of this computer. A Mac always encrypts it; on Windows it lies on the disk and goes with that."""
    if sys.platform == "darwin":
        return "on"
    if sys.platform == "win32":
        return None
    try:
        swaps = Path("/proc/swaps").read_text(encoding="utf-8")
    except OSError:
        return "unknown"
    return swap_on_linux(swaps, Path("/sys"))


def _place(folder: Path, suggestion: Path) -> Check:
    title = "Where the casebook is kept"
    try:
        check_place(folder, suggestion.parent)
    except EnvironmentProblem as problem:
        return Check(
            key="place", title=title, state="bad", words=problem.message,
            way_forward=f"Lock it, move the whole folder to {suggestion}, and open it there.",
        )  # fmt: skip
    return Check(key="place", title=title, state="good", words=f"On this computer’s own disk: {folder}")


def _private(folder: Path) -> Check:
    title = "Who can see the folder"
    if folder.stat().st_mode & 0o077:
        return Check(
            key="private", title=title, state="attention",
            words="Other people who use this computer can look into the casebook’s folder. They see names and sizes of "
            "encrypted files, and nothing that is in them.",
            way_forward="Give the folder to your account alone.",
        )  # fmt: skip
    return Check(key="private", title=title, state="good", words="Only your account can look into its folder.")


def _writable(folder: Path) -> Check:
    from dslapp.casebook.durable_files import UNFINISHED, create_new, remove_if_there

    title = "Whether evidence can be kept"
    probe = folder / "evidence" / f"probe{UNFINISHED}"
    try:
        remove_if_there(probe)
        os.close(create_new(probe))
    except OSError:
        return Check(
            key="writable", title=title, state="bad", words="The evidence folder cannot be written to.",
            way_forward="Ask whoever looks after this computer for access to the casebook’s folder.",
        )  # fmt: skip
    finally:
        with contextlib.suppress(OSError):
            remove_if_there(probe)
    return Check(key="writable", title=title, state="good", words="The evidence folder can be written to.")


def _space(folder: Path, computer: Computer) -> Check:
    title = "Room on the disk"
    free = computer.free(folder)
    said = f"{free // MB:,} MB free".replace(",", " ") if free < 10_000 * MB else f"{free // (1024 * MB)} GB free"
    if free >= LITTLE_ROOM:
        return Check(key="space", title=title, state="good", words=f"{said}.")
    return Check(
        key="space", title=title, state="bad" if free < NO_ROOM else "attention",
        words=f"{said}: soon a picture or an entry may not be saved.",
        way_forward="Remove what is not needed from this computer, or ask for a larger disk. Remove nothing from the "
        "casebook’s folder.",
    )  # fmt: skip


def _disk(encryption: Encryption, system: str) -> Check:
    title = "Encryption of this computer’s disk"
    name = _ENCRYPTION_IS_CALLED.get(system, "full-disk encryption")
    if encryption == "on":
        return Check(key="disk encryption", title=title, state="good", words="The disk is encrypted.")
    if encryption == "working":
        return Check(
            key="disk encryption", title=title, state="attention",
            words=f"{name} is not finished, or is suspended: the disk can be read without its key.",
            way_forward=f"Leave the computer on until {name} is done, or ask for it to be resumed.",
        )  # fmt: skip
    if encryption == "off":
        return Check(
            key="disk encryption", title=title, state="attention",
            words="The disk is not encrypted. The casebook itself is, with its own keys.",
            way_forward=_ASK_ENCRYPTION.format(name=name),
        )  # fmt: skip
    return Check(
        key="disk encryption", title=title, state="unknown",
        words="This computer does not say whether its disk is encrypted. The casebook itself is, with its own keys.",
        way_forward=f"Ask whoever looks after your computers whether {name} is on.",
    )  # fmt: skip


def _memory(disk: Encryption, computer: Computer) -> Check:
    title = "What the computer writes of its memory (swap, hibernation)"
    swap = computer.swap()
    if "on" in (swap, disk):
        return Check(key="memory", title=title, state="good", words="It is encrypted, or nothing is written.")
    if (disk if swap is None else swap) == "unknown":
        return Check(
            key="memory", title=title, state="unknown", words="This computer does not say whether it is encrypted.",
            way_forward="Shut the computer down when you leave it, rather than letting it hibernate.",
        )  # fmt: skip
    return Check(
        key="memory", title=title, state="attention",
        words="While the casebook is open, the computer may write parts of its memory to a disk that is not encrypted.",
        way_forward="Lock the casebook when you pause, and shut the computer down rather than letting it hibernate.",
    )  # fmt: skip


def _database(folder: Path) -> Check:
    from dslapp.casebook.keys.key_files import read_members

    title = "The casebook’s own files"
    try:
        read_members(folder)
    except EnvironmentProblem as problem:
        return Check(key="database", title=title, state="bad", words=problem.message, way_forward=problem.way_forward)
    databases = list(folder.glob("casebook-*.db"))
    if not databases:
        return Check(
            key="database", title=title, state="bad", words="The database of this casebook is missing.",
            way_forward="Restore the casebook from a backup.",
        )  # fmt: skip
    return Check(key="database", title=title, state="good", words="Database, members and keys are there.")


def _versions() -> Check:
    from dslapp.casebook.database.versions import engine_versions

    engine = engine_versions()
    words = (
        f"DSL Casebook {__version__} · SQLCipher {engine.sqlcipher or 'not known'} · SQLite {engine.sqlite} · "
        f"Python {platform.python_version()} · {platform.system()} {platform.release()}"
    )
    return Check(key="versions", title="Versions", state="good", words=words)
