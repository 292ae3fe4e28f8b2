"""What the person is told when a file cannot be read; it can be kept all the same."""

from typing import Literal

from dslapp.casebook.pictures.formats import SHOWN
from dslapp.casebook.pictures.protocol import MOST_BYTES
from dslapp.casebook.reading.file_types import called
from dslapp.domain.problems import UserProblem

Why = Literal["damaged", "locked", "too large", "no such part", "too large for the memory", "too many dots", "too slow"]

_KEEP = "It can be kept as it is; open it where it came from and take a screenshot of what matters."
_WORDS: dict[Why, str] = {
    "damaged": "This file is damaged, or not what it begins like: it could not be read.",
    "locked": "This file is locked with a password: it could not be read.",
    "too large": "This part of the file is too large to be taken out.",
    "no such part": "There is no such part in this file.",
    "too large for the memory": "This file is too large to be read safely.",
    "too many dots": "This page is too large to be drawn safely.",
    "too slow": "Reading this file took longer than 10 seconds, so it was stopped.",
}


class NotReadable(UserProblem):
    """This file, or this part of it, cannot be read; its bytes can still be kept."""

    def __init__(self, reason: Why) -> None:
        super().__init__(_WORDS[reason], _KEEP)
        self.reason = reason


def say_kind(kind: str) -> tuple[str, ...]:
    """What to say of a file that is kept and not opened."""
    if kind in SHOWN:
        return (f"This picture is larger than {MOST_BYTES >> 20} MB: it can be kept as it is, and is not opened here.",)
    name = called(kind)
    if not name:
        return ("The program does not know this kind of file, whatever its name says. It can be kept as it is.",)
    return (f"This file is {name}: it can be kept as it is, and is not opened here.",)
