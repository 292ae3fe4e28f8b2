"""The very program with a casebook open, in a process of its own: `python -m tests.faults.opened_program FOLDER`.

Reads a passphrase and some words, unlocks, writes and shows a case with those words, tells its secrets, and locks at
the next line. What comes after the lock is the program as it is delivered.
"""

import os
import sys
from pathlib import Path
from unittest import mock

from PySide6.QtCore import QSocketNotifier, QTimer

from dslapp import bootstrap
from dslapp.__main__ import main
from dslapp.gui.application import Application
from dslapp.gui.routes import ToCase, ToLogIncident
from dslapp.services.access.unlock_casebook import unlock_casebook
from tests.casebooks import DSL
from tests.cases import bare_case

FOLDER = Path(sys.argv[1]) if len(sys.argv) > 1 else Path()


def line() -> str:
    """One line of what we are told."""
    said = bytearray()
    while not said.endswith(b"\n"):
        said += os.read(0, 1)
    return said.decode().strip()


class OpenedProgram(Application):
    """Opens the casebook by itself, and locks when it is told to."""

    def _begin(self) -> None:
        passphrase, words = line(), line()
        session = self.tasks.on_casebook(unlock_casebook, self._program, FOLDER, DSL, passphrase)
        case = self.tasks.on_casebook(bare_case, session, summary=words)
        self.sit_down(session, has_pin=True)
        assert self.window is not None
        self.window.go(ToLogIncident())
        self.window.go(ToCase(case))
        QTimer.singleShot(500, self._tell)

    def _tell(self) -> None:
        assert self.session is not None
        keys, identity = self.session.opened.keys, self.session.casebook.identity
        secrets = (keys.key, keys.evidence[-1], identity.age_identity, identity.signing_seed.hex())
        os.write(1, (" ".join(secrets) + "\n").encode())
        self._notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._lock_now)

    def _lock_now(self) -> None:
        self._notifier.setEnabled(False)
        line()
        assert self.window is not None
        self.window.lock()


def opened(*wanted: object, **named: object) -> OpenedProgram:
    """The application, which begins by itself once its window's program runs."""
    application = OpenedProgram(*wanted, **named)  # type: ignore[arg-type]  # what the real one is given
    QTimer.singleShot(0, application._begin)
    return application


if __name__ == "__main__":
    program = bootstrap.build_program(settings=FOLDER.parent / "settings", casebooks=FOLDER.parent)
    with (
        mock.patch("dslapp.bootstrap.build_program", return_value=program),
        mock.patch("dslapp.gui.application.Application", opened),
    ):
        sys.exit(main([]))
