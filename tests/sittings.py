"""Sittings at a computer, one after another, and what somebody does to the folder in between."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from dslapp.domain.case.casework import LogEntry
from dslapp.domain.entity import IncidentId, new_id
from dslapp.services.access.unlock_casebook import lock_casebook, unlock_casebook
from dslapp.services.health.anchors import AnchorReport, anchor_report, look_at_anchors
from dslapp.services.program import Program
from dslapp.services.session import Session
from tests.casebooks import DSL, PASSPHRASES, SettableClock


@contextmanager
def sitting(program: Program, folder: Path, who: str = DSL) -> Iterator[Session]:
    """From unlock to lock; an hour later than the one before."""
    session = unlock_casebook(program, folder, who, PASSPHRASES[who])
    try:
        look_at_anchors(session)
        yield session
    finally:
        lock_casebook(session)
        session.pictures.close()
        program.clock.forward(timedelta(hours=1))  # type: ignore[attr-defined]  # tests set their clock


def write_something(session: Session, times: int = 5) -> None:
    for _ in range(times):
        session.casebook.commit([note()])


def note() -> LogEntry:
    """An entry of nothing in particular."""
    return LogEntry(
        id=new_id(), incident_id=IncidentId(new_id()), at=SettableClock()(), entry_kind="note", what="Rang the school."
    )


def opened_again(program: Program, folder: Path, who: str = DSL) -> AnchorReport:
    """What the next person is told."""
    with sitting(program, folder, who) as session:
        return anchor_report(session)


def copied(folder: Path, name: str) -> Path:
    return Path(shutil.copytree(folder, folder.with_name(name)))


def put_back(copy: Path, folder: Path) -> None:
    shutil.rmtree(folder)
    shutil.copytree(copy, folder)
