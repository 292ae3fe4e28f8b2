"""From the unlock page to a member removed, new keys, and the second signature: by the keyboard and the mouse alone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dslapp.casebook.journal.verify import verify
from dslapp.casebook.keys.member_keys import FLOOR_KDF, WrongPassphrase
from dslapp.casebook.opening import open_folder
from dslapp.gui.application import Application
from dslapp.gui.members.page import MembersPage
from dslapp.gui.opening.unlock_page import UnlockPage
from dslapp.gui.routes import ToSettings
from dslapp.gui.window import MainWindow
from dslapp.services.access.cover_screen import set_cover_pin
from dslapp.services.access.unlock_casebook import lock_casebook, unlock_casebook
from dslapp.services.program import Program
from dslapp.services.session import Session
from dslapp.services.window.window_look import WindowLook
from tests.casebooks import DEPUTY, DSL, HEAD, PASSPHRASES, SettableClock
from tests.gui.scripted_prompter import ScriptedPrompter

Sit = Callable[[str], Application]
INITIALS = {DSL: "JH", HEAD: "RQ"}


@pytest.fixture
def program(tmp_path: Path, clock: SettableClock, casebook_folder: Path) -> Program:
    made = Program(clock=clock, settings=tmp_path / "settings", casebooks=tmp_path / "casebooks", kdf=FLOOR_KDF)
    made.known.remember(casebook_folder, "Thornmoss – pupils")
    for name in (DSL, HEAD):
        session = unlock_casebook(made, casebook_folder, name, PASSPHRASES[name])
        set_cover_pin(session, "7413")
        lock_casebook(session)
    return made


@pytest.fixture
def running() -> list[Application]:
    """The program that runs, if any."""
    return []


@pytest.fixture
def get_up(running: list[Application]) -> Iterator[Callable[[], None]]:
    """Call it to close the program, as happens at the end anyway."""

    def close() -> None:
        for application in running:
            application.close()
            for window in (application.window, application.opening):
                if window is not None:
                    window.close()
                    window.deleteLater()
            application.wear(WindowLook(theme="light"))
        running.clear()

    yield close
    close()


@pytest.fixture
def sit_down_at(
    qapp: QApplication, qtbot: QtBot, program: Program, running: list[Application], get_up: Callable[[], None]
) -> Sit:
    """Call it with a member's name to start the program and have them unlock it, after whoever sat there before."""

    def sit(name: str) -> Application:
        get_up()
        application = Application(qapp, program, lambda: None, ScriptedPrompter())
        running.append(application)
        application.opening.show()
        page = application.opening.page
        assert isinstance(page, UnlockPage)
        qtbot.waitUntil(lambda: page.who is not None)
        door = next(each for each in page.doors if each.label.endswith(INITIALS[name]))
        assert page.who is not None
        page.who.set_value(door.member_id)
        qtbot.keyClicks(page.passphrase.line, PASSPHRASES[name])
        qtbot.keyClick(page.passphrase.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: application.window is not None)
        return application

    return sit


def button(window: QWidget, name: str) -> QPushButton | None:
    """What a screen reader calls that, if it can be seen."""
    return next((b for b in window.findChildren(QPushButton) if b.isVisible() and b.accessibleName() == name), None)


def press(qtbot: QtBot, window: QWidget, name: str) -> None:
    """Press it once it is there."""
    qtbot.waitUntil(lambda: button(window, name) is not None)
    found = button(window, name)
    assert found is not None
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def window_of(application: Application) -> MainWindow:
    """The window of the open casebook."""
    assert application.window is not None
    return application.window


def test_a_member_is_removed_and_the_headteacher_countersigns(
    sit_down_at: Sit, get_up: Callable[[], None], qtbot: QtBot, casebook_folder: Path, clock: SettableClock
) -> None:
    window = window_of(sit_down_at(DSL))
    window.go(ToSettings())
    press(qtbot, window, "Members and passphrases")
    press(qtbot, window, "Remove: Sam Ottrell")
    qtbot.waitUntil(lambda: button(window, "Remove Sam Ottrell") is not None)
    qtbot.keyClicks(window.focusWidget(), "Left the school.")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    page = window.page
    assert isinstance(page, MembersPage)
    qtbot.waitUntil(page.overview.outcome.isVisible)
    assert "Sam Ottrell can no longer open this casebook." in page.overview.outcome.accessibleName()

    window = window_of(sit_down_at(HEAD))
    qtbot.waitUntil(lambda: button(window, "1 change waits for your second signature") is not None)
    press(qtbot, window, "1 change waits for your second signature")
    press(qtbot, window, "I agree: Sam Ottrell (Deputy DSL) was removed. The casebook was given new keys (number 2).")
    page = window.page
    assert isinstance(page, MembersPage)
    qtbot.waitUntil(lambda: bool(page.overview.cards) and not page.overview.countersign.isVisible())
    session: Session = window._desk.session
    sound = window._desk.tasks.on_casebook(lambda: verify(session.casebook, session.evidence).faults)
    assert sound == ()
    assert sorted(path.name for path in casebook_folder.glob("casebook-*.db")) == ["casebook-2.db"]
    get_up()
    with pytest.raises(WrongPassphrase):
        open_folder(casebook_folder, who=DEPUTY, passphrase=PASSPHRASES[DEPUTY], clock=clock)
