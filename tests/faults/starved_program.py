"""A program that is given little memory: `python -m tests.faults.starved_program FOLDER KB before|after`.

Opens Thornmoss's casebook and saves longer and longer entries, with so many kilobytes beyond what it has once it is
loaded, or once the casebook is open; says on a line of its own what is saved. Ends as the program does: 0 done, 2 told
why not, 3 a mistake in one line.
"""

import os
import resource
import sys
from pathlib import Path

from dslapp.__main__ import CRASHED, DONE, keep_memory_private, keep_words_private, say_crash
from dslapp.domain.case.casework import LogEntry
from dslapp.domain.entity import new_id
from dslapp.domain.problems import Problem
from dslapp.services.case.search_everything import search_everything
from tests.casebooks import DSL, SettableClock, unlock
from tests.cases import TOLD, bare_case

COULD_NOT_RUN = 2
SAVES = 12
KB = 1 << 10


def starve(kilobytes: int) -> None:
    """Allow that much more address space from now on."""
    mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    most = mapped + kilobytes * KB
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def acknowledged(what: str) -> None:
    """Say it the moment it is saved."""
    os.write(1, f"{what}\n".encode())


def work(folder: Path, kilobytes: int, *, starved_at_unlock: bool) -> None:
    """Unlock, log, write on, search."""
    if starved_at_unlock:
        starve(kilobytes)
    session = unlock(folder, DSL, SettableClock())
    try:
        if not starved_at_unlock:
            starve(kilobytes)
        case = bare_case(session)
        acknowledged(case)
        for number in range(SAVES):
            words = f"Line {number} " * (100 << number)
            entry = LogEntry(id=new_id(), incident_id=case, at=TOLD, entry_kind="note", what=words)
            session.casebook.commit([entry])
            acknowledged(entry.id)
        search_everything(session, "Ellis")
    finally:
        session.opened.close()


if __name__ == "__main__":
    keep_memory_private()
    keep_words_private()
    import argon2.low_level  # noqa: F401 - loaded before the memory is short, like all that follows

    import dslapp.casebook.opening
    import dslapp.casebook.pictures.reader  # noqa: F401

    try:
        work(Path(sys.argv[1]), int(sys.argv[2]), starved_at_unlock=sys.argv[3] == "before")
    except Problem as problem:
        sys.stderr.write(f"{problem}\n")
        sys.exit(COULD_NOT_RUN)
    except Exception as error:  # noqa: BLE001 - the program's own last edge
        say_crash(type(error), error, error.__traceback__)
        sys.exit(CRASHED)
    sys.exit(DONE)
