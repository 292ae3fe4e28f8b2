"""How this very program is started a second time, for one task in a process of its own."""

import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2]
"""Where the package is found when the program runs from source."""


def child_command(task: str) -> list[str]:
    """The command that starts this program for `task`, e.g. "--keyring-child": from source, or frozen."""
    if getattr(sys, "frozen", False):
        return [sys.executable, task]
    return [sys.executable, "-E", "-s", "-m", "dslapp", task]
