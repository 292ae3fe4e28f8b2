"""Several casebooks open at once: each in a process and a window of its own; locking one locks them all."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from dslapp.gui.compartments.switcher import Switcher
from dslapp.gui.window import MainWindow
from dslapp.services.access.known_casebooks import KnownCasebook
from dslapp.services.access.other_windows import OtherWindows
from dslapp.services.program import Program

ANSWERS_WITHIN_MS = 800
"""How long the window of an open casebook has to come forward before another one is opened."""


class Beside(QObject):
    """Gives a sitting's window its switcher, and hears what other windows say.

    `open_beside` starts the program once more at a casebook's unlock page. `lock_wanted`: another window was locked.
    """

    lock_wanted = Signal()

    def __init__(
        self,
        program: Program,
        window: MainWindow,
        here: Path,
        open_beside: Callable[[Path], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._program, self._window, self._here, self._open_beside = program, window, here, open_beside
        self._others = OtherWindows(program.settings)
        self._heard = self._others.last_lock()
        self.switcher = Switcher()
        self.switcher.chosen.connect(self.switch_to)
        window.add_switcher(self.switcher)
        self._waits = QTimer(self)
        self._waits.setSingleShot(True)
        self._waits.setInterval(ANSWERS_WITHIN_MS)
        self._waits.timeout.connect(self._nobody_came)
        self._wanted: Path | None = None
        self._listed: tuple[KnownCasebook, ...] | None = None
        self._watcher = QFileSystemWatcher(self)
        if self._others.listen():
            self._watcher.addPaths([str(self._others.folder), str(program.settings)])
        self._watcher.directoryChanged.connect(self.hear)
        self.refresh()

    def refresh(self) -> None:
        """List the casebooks that this computer knows by now."""
        known = self._program.known.listed()
        if known != self._listed:
            self._listed = known
            self.switcher.show_casebooks(known, self._here)

    def switch_to(self, folder: Path) -> None:
        """Bring the window of a casebook to the front; where none answers, open one at its unlock page."""
        self._wanted = folder
        self._others.ask_to_show(folder)
        self._waits.start()

    def lock_others(self) -> None:
        """Tell every other window to lock too."""
        self._heard = self._others.tell_to_lock()

    def end(self) -> None:
        """Hear nothing more."""
        self._watcher.directoryChanged.disconnect(self.hear)
        self._waits.stop()

    def hear(self) -> None:
        """Look at what was said, and whether another casebook became known."""
        self.refresh()
        word = self._others.last_lock()
        if word and word != self._heard:
            self._heard = word
            self.lock_wanted.emit()
            return
        if self._others.wanted() == str(self._here.absolute()):
            self._others.answered()
            if self._window.isMinimized():
                self._window.showNormal()
            self._window.raise_()
            self._window.activateWindow()

    def _nobody_came(self) -> None:
        folder, self._wanted = self._wanted, None
        if folder is not None and self._others.wanted() == str(folder.absolute()):
            self._others.answered()
            self._open_beside(folder)
