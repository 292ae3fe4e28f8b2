"""Thornmoss's other casebooks, for tests of what goes between them, and a computer's key store."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dslapp.services.session import Session
from tests.casebooks import HEAD, SettableClock
from tests.compartments import CHAIR, know, make_another, unlock_another

if TYPE_CHECKING:
    from tests.secret_service import AskedDirectly


@pytest.fixture
def staff_folder(tmp_path: Path, clock: SettableClock) -> Path:
    """The casebook for concerns about staff, locked; the head opens it as case manager."""
    return make_another(tmp_path / "Thornmoss staff.casebook", "staff", clock)


@pytest.fixture
def chairs_folder(tmp_path: Path, clock: SettableClock) -> Path:
    """The chair's casebook, locked."""
    return make_another(tmp_path / "Thornmoss chair.casebook", "head", clock, CHAIR)


@pytest.fixture
def opened(clock: SettableClock) -> Iterator[Callable[[Path, str], Session]]:
    """Call it with a folder and a name to open one of them."""
    sessions: list[Session] = []

    def unlock(folder: Path, name: str) -> Session:
        sessions.append(unlock_another(folder, name, clock))
        return sessions[-1]

    yield unlock
    for session in sessions:
        session.opened.close()
        session.pictures.close()


@pytest.fixture
def staff(staff_folder: Path, opened: Callable[[Path, str], Session]) -> Session:
    """The casebook for concerns about staff, open by its case manager."""
    return opened(staff_folder, HEAD)


@pytest.fixture
def neighbours(session: Session, staff: Session) -> str:
    """The pupils' casebook and that one know each other; the id of the latter."""
    know(staff, session.opened.folder, "pupils")
    return know(session, staff.opened.folder, "staff")


@pytest.fixture(scope="module")
def key_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator["AskedDirectly"]:
    """A real Secret Service."""
    from tests.secret_service import AskedDirectly, running_secret_service  # its libraries are Linux's

    with pytest.MonkeyPatch.context() as patch, running_secret_service(tmp_path_factory.mktemp("home"), patch):
        yield AskedDirectly()
