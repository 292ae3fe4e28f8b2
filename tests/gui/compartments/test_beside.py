"""Several casebooks open at once: the switcher in the rail, a window that comes forward, one lock for all."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dslapp.casebook.keys.member_keys import FLOOR_KDF
from dslapp.gui.application import Application
from dslapp.services.access.cover_screen import set_cover_pin
from dslapp.services.access.other_windows import OtherWindows
from dslapp.services.access.unlock_casebook import lock_casebook, unlock_casebook
from dslapp.services.program import Program
from tests.casebooks import DSL, PASSPHRASES, SettableClock
from tests.gui.accessibility import assert_accessible
from tests.gui.applications import end
from tests.gui.applications import sit_down as sit_down_at
from tests.gui.scripted_prompter import ScriptedPrompter

Sits = Callable[[Path], Application]


@pytest.fixture
def computer(tmp_path: Path, casebook_folder: Path, clock: SettableClock) -> Program:
    """A computer that knows two casebooks of the DSL."""
    program = Program(clock=clock, settings=tmp_path / "settings", casebooks=tmp_path / "casebooks", kdf=FLOOR_KDF)
    session = unlock_casebook(program, casebook_folder, DSL, PASSPHRASES[DSL])
    set_cover_pin(session, "2846")
    lock_casebook(session)
    other = Path(shutil.copytree(casebook_folder, tmp_path / "Staff.casebook"))
    program.known.remember(other, "Thornmoss – staff")
    program.known.remember(casebook_folder, "Thornmoss – pupils")
    return program


@pytest.fixture
def opened_beside() -> list[Path]:
    return []


@pytest.fixture
def afresh() -> list[str]:
    return []


@pytest.fixture
def sits(
    qapp: QApplication, qtbot: QtBot, computer: Program, opened_beside: list[Path], afresh: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Sits]:  # fmt: skip
    """Have the DSL sit down at a casebook in an application of its own, as a process of its own would."""
    monkeypatch.setattr(qapp, "quit", lambda: afresh.append("left"))
    applications: list[Application] = []

    def sit_down(folder: Path) -> Application:
        application = Application(
            qapp, computer, lambda: afresh.append(folder.stem), ScriptedPrompter(), opened_beside.append
        )
        applications.append(application)
        application.opening.show_first(folder)
        application.opening.show()
        sit_down_at(application, qtbot)
        return application

    yield sit_down
    for application in applications:
        end(application)


def pupils(computer: Program) -> Path:
    return computer.known.listed()[0].folder


def staff(computer: Program) -> Path:
    return computer.known.listed()[1].folder


def test_the_rail_lists_the_other_casebooks_and_what_this_one_holds(
    sits: Sits, computer: Program, qtbot: QtBot
) -> None:
    application = sits(pupils(computer))
    assert application.beside is not None
    switcher = application.beside.switcher
    assert [button.accessibleName() for button in switcher.buttons] == ["Thornmoss – staff"]
    qtbot.waitUntil(lambda: switcher.holds.text() == "Holds pupils")
    assert application.window is not None
    application.window.resize(1366, 768)
    assert switcher.isVisible()
    assert_accessible(switcher)


def test_one_that_is_not_open_gets_a_window_of_its_own(
    sits: Sits, computer: Program, qtbot: QtBot, opened_beside: list[Path]
) -> None:
    other = staff(computer)
    application = sits(pupils(computer))
    assert application.beside is not None
    application.beside.switcher.buttons[0].click()
    qtbot.waitUntil(lambda: opened_beside == [other])
    assert application.window is not None
    assert application.window.isVisible(), "the present one stays open"


def test_one_that_is_open_comes_to_the_front(
    sits: Sits, computer: Program, qtbot: QtBot, opened_beside: list[Path]
) -> None:
    here, other = pupils(computer), staff(computer)
    first, second = sits(here), sits(other)
    assert first.beside is not None
    window = second.window
    assert window is not None
    window.showMinimized()
    first.beside.switch_to(other)
    qtbot.waitUntil(lambda: not window.isMinimized())
    qtbot.wait(900)
    assert opened_beside == []


def test_locking_one_locks_them_all(sits: Sits, computer: Program, qtbot: QtBot, afresh: list[str]) -> None:
    here, other = pupils(computer), staff(computer)
    first, second = sits(here), sits(other)
    assert first.window is not None
    first.window.lock()
    qtbot.waitUntil(lambda: sorted(afresh) == sorted([here.stem, "left"]))
    assert second.session is None


def test_an_old_word_locks_nobody(sits: Sits, computer: Program, qtbot: QtBot, afresh: list[str]) -> None:
    OtherWindows(computer.settings).tell_to_lock()
    application = sits(pupils(computer))
    assert application.beside is not None
    application.beside.hear()
    qtbot.wait(50)
    assert afresh == []
    assert application.session is not None


def test_without_a_folder_to_speak_through_everything_else_works(tmp_path: Path) -> None:
    (tmp_path / "settings").write_bytes(b"")
    others = OtherWindows(tmp_path / "settings")
    assert not others.listen()
    others.tell_to_lock()
    others.ask_to_show(tmp_path)
    assert (others.last_lock(), others.wanted()) == ("", "")
