"""A screen with a window manager, and somebody in front of it."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dslapp.services.access.cover_screen import set_cover_pin
from dslapp.services.access.known_casebooks import KnownCasebooks
from tests.casebooks import PASSPHRASES, SettableClock, unlock
from tests.e2e.person import PIN, Person


@pytest.fixture(scope="session")
def window_manager() -> Iterator[None]:
    """openbox, which gives windows the keyboard as on a real desk; pytest-xvfb has started the screen."""
    command = ["openbox", "--sm-disable", "--startup", "echo ready"]
    manager = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert manager.stdout is not None
    manager.stdout.readline()
    yield
    manager.terminate()
    manager.communicate()


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Everything that a program may keep on this computer lies below the test's folder."""
    home = tmp_path / "home"
    home.mkdir()
    kept = {name: str(home) for name in ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")}
    passed = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_"))}
    return {**passed, **kept, "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}


@pytest.fixture
def sits_down(tmp_path: Path, environment: dict[str, str], window_manager: None) -> Iterator[Callable[[], Person]]:
    """Call it to have somebody start the program."""
    people: list[Person] = []

    def start() -> Person:
        people.append(Person(tmp_path, environment))
        return people[-1]

    yield start
    for person in people:
        person.leave()
    said = tmp_path / "said.txt"
    assert not said.exists() or said.read_text() == ""


@pytest.fixture
def note(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Call it with what was counted: it is printed at the end of the run."""
    return lambda counted: record_property("counts", counted)


@pytest.fixture
def thornmoss(tmp_path: Path, casebook_as_made: Path) -> Path:
    """Thornmoss's casebook, known on this computer; everybody has chosen the same PIN, which they should not."""
    folder = Path(shutil.copytree(casebook_as_made, tmp_path / "casebooks" / "Thornmoss.casebook"))
    KnownCasebooks(tmp_path / "settings" / "casebooks.json").remember(folder, "Thornmoss pupils")
    for name in PASSPHRASES:
        session = unlock(folder, name, SettableClock())
        set_cover_pin(session, PIN)
        session.opened.close()
    return folder
