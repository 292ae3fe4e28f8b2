"""How the window looks on this computer: light or dark, and how large; outside any casebook, to be right at once."""

from pathlib import Path
from typing import Literal

import msgspec

from dslapp.domain.problems import EnvironmentProblem

Theme = Literal["system", "light", "dark"]
TextSize = Literal[100, 115, 130, 150]
"""Per cent of the usual size."""
TEXT_SIZES: tuple[TextSize, ...] = (100, 115, 130, 150)


class WindowLook(msgspec.Struct, frozen=True, kw_only=True):
    """What the person chose."""

    format: Literal["dsl-casebook/window/1"] = "dsl-casebook/window/1"
    theme: Theme = "system"
    text_size: TextSize = 100
    own_week: bool = False
    """Whether Today counts how many distressing exhibits whoever signed in has looked at."""


class WindowLooks:
    """The choice, kept in one small file; the usual look where there is none."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def chosen(self) -> WindowLook:
        """How the window should look."""
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=WindowLook)
        except (OSError, ValueError, RecursionError, msgspec.MsgspecError):
            return WindowLook()

    def choose(self, look: WindowLook) -> None:
        """Remember a choice. Raises EnvironmentProblem when it cannot be written down."""
        from dslapp.casebook.durable_files import replace_durably

        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            replace_durably(self._file, msgspec.json.encode(look))
        except OSError as error:
            raise EnvironmentProblem("This choice could not be kept for the next start.") from error
