"""What the windows of this program on this computer tell each other: lock, or come to the front. Never any content.

Each open casebook has a process of its own (docs/decisions/compartments.md). Two small files in the settings folder
carry the word; a window that does not hear it still locks by its own clock.
"""

import contextlib
from pathlib import Path

from dslapp.domain.entity import new_id

_LOCK, _SHOW = "lock", "show"


class OtherWindows:
    """The folder through which they speak."""

    def __init__(self, settings: Path) -> None:
        self.folder = settings / "windows"

    def listen(self) -> bool:
        """Make sure that the folder is there; return whether it is."""
        with contextlib.suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self.folder.is_dir()

    def tell_to_lock(self) -> str:
        """Ask every window to lock; return the word that was given, so that the asker does not hear itself."""
        word = new_id()
        self._say(_LOCK, word)
        return word

    def last_lock(self) -> str:
        """The word of the last time that somebody asked to lock."""
        return self._heard(_LOCK)

    def ask_to_show(self, casebook: Path) -> None:
        """Ask the window in which that casebook is open to come to the front."""
        self._say(_SHOW, str(casebook.absolute()))

    def wanted(self) -> str:
        """The place of the casebook whose window is asked for; empty when nobody asks."""
        return self._heard(_SHOW)

    def answered(self) -> None:
        """The window came forward, or there is none."""
        with contextlib.suppress(OSError):
            (self.folder / _SHOW).unlink(missing_ok=True)

    def _say(self, name: str, word: str) -> None:
        from dslapp.casebook.durable_files import replace_durably

        if self.listen():
            with contextlib.suppress(OSError):
                replace_durably(self.folder / name, word.encode())

    def _heard(self, name: str) -> str:
        try:
            return (self.folder / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return ""
