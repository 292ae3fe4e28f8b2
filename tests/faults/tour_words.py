"""What the tour types everywhere, and where it may leave files."""

from dataclasses import dataclass
from pathlib import Path

CANARY = "kanarienvogel4711"
"""In small letters: the words that are searched through are kept so."""
PASSPHRASE = f"{CANARY} sings at dawn for nobody"


@dataclass(frozen=True)
class Places:
    """Where the program may write, where the person's own files lie, and where exports go."""

    program: Path
    casebooks: Path
    own: Path
    exports: Path

    @property
    def casebook(self) -> Path:
        """The casebook's folder. Its name is seen by anybody, and so holds no canary."""
        return self.casebooks / "School.casebook"
