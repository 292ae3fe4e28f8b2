"""The casebook closed and opened again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dslapp.services.session import Session
from tests.casebooks import DSL, SettableClock, unlock


@pytest.fixture
def reopened(casebook_folder: Path, clock: SettableClock) -> Iterator[Callable[[], Session]]:
    """Call it to open the casebook again as its DSL."""
    sessions: list[Session] = []

    def again() -> Session:
        sessions.append(unlock(casebook_folder, DSL, clock))
        return sessions[-1]

    yield again
    for session in sessions:
        session.opened.close()
        session.files.close()
