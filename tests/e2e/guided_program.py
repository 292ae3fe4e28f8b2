"""The very program, in a process of its own, with a guide in it: `python -m tests.e2e.guided_program PLACE ASKED TOLD`.

Its settings and casebooks are kept below PLACE, passphrases are cheap to try, and it starts afresh as itself.
"""

import dataclasses
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from unittest import mock

from PySide6.QtWidgets import QApplication

from dslapp import bootstrap
from dslapp.__main__ import CRASHED, main
from dslapp.casebook.keys.member_keys import FLOOR_KDF
from dslapp.gui.application import Application
from dslapp.gui.prompter import Prompter
from dslapp.services.program import Program
from tests.casebooks import FRIDAY_AFTERNOON
from tests.e2e.guide import Guide


def program_in(place: Path) -> Program:
    """The program that keeps everything below `place`, at a Friday afternoon that goes on as time does."""
    built = bootstrap.build_program(settings=place / "settings", casebooks=place / "casebooks")
    return dataclasses.replace(built, kdf=FLOOR_KDF, clock=Afternoon(place / "began.txt"))


class Afternoon:
    """A clock that starts with the first program below a place, and goes on while another one is started there."""

    def __init__(self, note: Path) -> None:
        if not note.exists():
            note.write_text(str(monotonic()))
        self._began = float(note.read_text())

    def __call__(self) -> datetime:
        return FRIDAY_AFTERNOON + (datetime.fromtimestamp(monotonic(), UTC) - datetime.fromtimestamp(self._began, UTC))


def guided(asked: int, told: int) -> type[Application]:
    """The application with a guide that lives as long as it does."""

    class Guided(Application):
        def __init__(
            self,
            app: QApplication,
            program: Program,
            start_afresh: Callable[[], object],
            prompter: Prompter | None = None,
            open_beside: Callable[[Path], object] = lambda _folder: None,
        ) -> None:
            super().__init__(app, program, start_afresh, prompter, open_beside)
            self.guide = Guide(app, asked, told)

    return Guided


def say_crash(_: Prompter, details: str) -> None:
    """A crash ends the journey: what is said on stderr fails the test."""
    sys.stderr.write(details)
    os._exit(CRASHED)


if __name__ == "__main__":
    place, asked, told = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    itself = [sys.executable, "-m", "tests.e2e.guided_program", *sys.argv[1:]]
    made = program_in(place)
    with (
        mock.patch("dslapp.bootstrap.build_program", return_value=made),
        mock.patch("dslapp.bootstrap.own_command", return_value=itself),
        mock.patch("dslapp.gui.prompter.Prompter.report_crash", say_crash),
        mock.patch("dslapp.gui.application.Application", guided(asked, told)),
    ):
        sys.exit(main([]))
