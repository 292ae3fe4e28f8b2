"""Failed unlocks: noted beside the casebook while there is no key to sign with, and signed at the next unlock.

Anybody who can write into the folder can write into this file, so nothing in it is trusted beyond its count and times,
and nothing that is wrong with it keeps anybody out.
"""

import contextlib
import os
from datetime import datetime
from pathlib import Path

from dslapp.casebook.store import Casebook
from dslapp.domain.case.case_words import count_of
from dslapp.domain.entity import new_id
from dslapp.domain.local_time import say_moment
from dslapp.domain.school import Access

_ATTEMPTS = "attempts"
_READ_AT_MOST = 64 * 1024
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def note_attempt(folder: Path, at: datetime) -> None:
    """Write down a failed unlock; advisory."""
    with contextlib.suppress(OSError):
        number = os.open(folder / _ATTEMPTS, os.O_WRONLY | os.O_APPEND | os.O_CREAT | _NO_LINK, 0o600)
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(f"\n{at.isoformat()}\n")  # on a line of its own, even when the one before was cut short


def sign_attempts(folder: Path, casebook: Casebook) -> None:
    """Put the failed unlocks since last time into the journal, then forget the file.

    Raises EnvironmentProblem only when the journal cannot be written.
    """
    path = folder / _ATTEMPTS
    try:
        number = os.open(path, os.O_RDONLY | _NO_LINK)
        with os.fdopen(number, "rb") as file:
            lines = list(filter(None, file.read(_READ_AT_MOST).decode("ascii", "replace").splitlines()))
    except FileNotFoundError:
        return
    except OSError:
        lines = []
    casebook.commit([Access(id=new_id(), what="failed unlock", detail=_in_words(lines))])
    with contextlib.suppress(OSError):
        path.unlink()


def _in_words(lines: list[str]) -> str:
    moments = [moment for line in lines if (moment := _moment(line)) is not None]
    failed = count_of(len(moments), "failed unlock")
    if len(moments) < len(lines) or not lines:
        return f"{failed}, and a note of them that was cut short or changed from outside"
    return f"{failed}, the last at {say_moment(moments[-1])}"


def _moment(line: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(line)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
