"""The composition root: builds the real objects, and joins them to the window or to a command."""

import gc
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from dslapp.services.program import Program

if TYPE_CHECKING:
    from dslapp.casebook.keys.credentials import CredentialStore

NAME = "DSL Casebook"
UNLOCK = "--unlock"
"""The argument behind which a casebook's folder stands: open the window at its unlock page."""


def build_program(*, settings: Path | None = None, casebooks: Path | None = None) -> Program:
    """Build what everything works with; `settings` and `casebooks` are where this computer keeps things."""
    if settings is None:
        import platformdirs

        settings = platformdirs.user_config_path(NAME, appauthor=False)
    return Program(
        clock=computer_clock,
        settings=settings,
        casebooks=casebooks or Path.home() / "DSL Casebooks",
        key_store=computers_key_store,
    )


def computers_key_store() -> "CredentialStore":
    """Make what asks this computer's own key store."""
    from dslapp.casebook.keys.credentials import ComputersCredentials

    return ComputersCredentials()


def computer_clock() -> datetime:
    """The present moment by this computer's clock, in UTC: the one place where it is asked."""
    return datetime.now(UTC)  # noqa: TID251 - this is the clock that is injected everywhere else


def open_window(program: Program, chosen: Path | None = None) -> int:
    """Show the window until it is closed, at the unlock page of `chosen` if there is one; return the exit code."""
    gc.disable()  # what is loaded before the first page stays, and looking through it costs a tenth: see gui/garbage
    from dslapp.gui.application import show_window

    return show_window(program, lambda: start_afresh([]), open_beside, chosen)


def run_command(program: Program, arguments: Sequence[str]) -> int:
    """Run one command without a window; return the exit code."""
    from dslapp.cli.app import run

    return run(program, arguments)


def own_command() -> list[str]:
    """How this very program is started: the frozen program by itself, else Python with main.py."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, str(Path(__file__).resolve().parent.parent / "main.py")]


def open_beside(folder: Path) -> None:
    """Start this program once more, for another casebook: each has a process of its own."""
    import subprocess

    subprocess.Popen([*own_command(), UNLOCK, str(folder)], start_new_session=True)


def start_afresh(arguments: Sequence[str]) -> NoReturn:
    """Replace this process by a new one, so that no key or passphrase stays in memory (docs/security.md, *Leaks*)."""
    command = [*own_command(), *arguments]
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"  # a frozen program would take itself for its own helper
    if sys.platform == "win32":
        import subprocess

        subprocess.Popen(command)
        os._exit(0)
    os.execv(command[0], command)  # the interpreter that runs this program, never a shell
