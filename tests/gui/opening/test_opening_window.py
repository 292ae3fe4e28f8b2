"""From the first page to an unlocked session, along each of the ways that lead there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dslapp.gui.contacts_dialog import ContactsDialog
from dslapp.gui.opening.demo_page import DemoPage
from dslapp.gui.opening.first_pin_page import FirstPinPage
from dslapp.gui.opening.forgotten_page import ForgottenPage
from dslapp.gui.opening.opening_window import OpeningWindow
from dslapp.gui.opening.unlock_page import UnlockPage
from dslapp.gui.opening.welcome_page import WelcomePage
from dslapp.gui.opening.wizard import Wizard
from dslapp.gui.tasks import TaskRunner
from dslapp.services.access.cover_screen import lifts_cover, set_cover_pin
from dslapp.services.access.unlock_casebook import lock_casebook, unlock_casebook
from dslapp.services.program import Program
from dslapp.services.session import Session
from tests.casebooks import DSL, PASSPHRASES
from tests.gui.accessibility import assert_accessible
from tests.gui.scripted_prompter import ScriptedPrompter


class Opening:
    """An opening window, what it asked, and what it opened."""

    def __init__(self, qtbot: QtBot, program: Program, tasks: TaskRunner, prompter: ScriptedPrompter) -> None:
        self.prompter = prompter
        self.opened: list[tuple[Session, bool]] = []
        self.window = OpeningWindow(program, tasks, prompter, lambda pdf: True)
        self.window.opened.connect(lambda session, has_pin: self.opened.append((session, has_pin)))
        qtbot.addWidget(self.window)
        self.window.show()

    @property
    def page(self) -> QWidget:
        """The page that is shown."""
        return self.window.page

    def press(self, words: str) -> None:
        """Press the button that says so."""
        buttons = {button.text().replace("&", ""): button for button in self.page.findChildren(QPushButton)}
        buttons[words].click()


@pytest.fixture
def opening(qtbot: QtBot, program: Program, tasks: TaskRunner) -> Iterator[Opening]:
    opening = Opening(qtbot, program, tasks, ScriptedPrompter())
    yield opening
    for session, _ in opening.opened:
        tasks.on_casebook(lock_casebook, session)


@pytest.fixture
def unlocking(qtbot: QtBot, known: Program, tasks: TaskRunner) -> Iterator[Opening]:
    opening = Opening(qtbot, known, tasks, ScriptedPrompter())
    qtbot.waitUntil(lambda: isinstance(opening.page, UnlockPage) and opening.page.who is not None)
    yield opening
    for session, _ in opening.opened:
        tasks.on_casebook(lock_casebook, session)


def type_the_passphrase(opening: Opening, qtbot: QtBot) -> None:
    assert isinstance(opening.page, UnlockPage)
    qtbot.keyClicks(opening.page.passphrase.line, PASSPHRASES[DSL])
    qtbot.keyClick(opening.page.passphrase.line, Qt.Key.Key_Return)


def test_at_the_very_first_start_there_are_three_ways(opening: Opening) -> None:
    assert isinstance(opening.page, WelcomePage)
    assert opening.page.create_button.hasFocus()
    assert_accessible(opening.page)


def test_the_wizard_keeps_its_answers_when_the_person_looks_elsewhere(opening: Opening, qtbot: QtBot) -> None:
    opening.press("Create a casebook")
    wizard = opening.page
    assert isinstance(wizard, Wizard)
    assert wizard.school.name.hasFocus(), "the first word can be typed at once"
    qtbot.keyClicks(wizard.school.name, "Thornmoss Academy")
    opening.press("Back")
    assert opening.page is not wizard
    opening.press("Create a casebook")
    assert opening.page is wizard
    assert wizard.school.name.text() == "Thornmoss Academy"


def test_whoever_has_no_pin_yet_is_asked_for_one(unlocking: Opening, qtbot: QtBot, tasks: TaskRunner) -> None:
    type_the_passphrase(unlocking, qtbot)
    qtbot.waitUntil(lambda: isinstance(unlocking.page, FirstPinPage))
    page = unlocking.page
    assert isinstance(page, FirstPinPage)
    assert_accessible(page)
    for line in (page.form.first, page.form.again):
        qtbot.keyClicks(line, "2846")
    qtbot.keyClick(page.form.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(unlocking.opened))
    session, has_pin = unlocking.opened[0]
    assert has_pin
    assert tasks.on_casebook(lifts_cover, session, "2846")


def test_the_pin_can_wait(unlocking: Opening, qtbot: QtBot) -> None:
    type_the_passphrase(unlocking, qtbot)
    qtbot.waitUntil(lambda: isinstance(unlocking.page, FirstPinPage))
    unlocking.press("Not now")
    qtbot.waitUntil(lambda: bool(unlocking.opened))
    assert not unlocking.opened[0][1]


def test_whoever_has_a_pin_is_in_at_once(
    unlocking: Opening, qtbot: QtBot, known: Program, casebook_folder: Path, tasks: TaskRunner
) -> None:
    session = tasks.on_casebook(unlock_casebook, known, casebook_folder, DSL, PASSPHRASES[DSL])
    tasks.on_casebook(set_cover_pin, session, "2846")
    tasks.on_casebook(lock_casebook, session)
    type_the_passphrase(unlocking, qtbot)
    qtbot.waitUntil(lambda: bool(unlocking.opened))
    assert unlocking.opened[0][1]


def test_a_forgotten_passphrase_is_no_dead_end(unlocking: Opening, qtbot: QtBot) -> None:
    unlocking.press("I have forgotten my passphrase")
    assert isinstance(unlocking.page, ForgottenPage)
    assert_accessible(unlocking.page)
    unlocking.press("Back to try again")
    assert isinstance(unlocking.page, UnlockPage)
    qtbot.waitUntil(lambda: isinstance(unlocking.page, UnlockPage) and unlocking.page.who is not None)


def test_a_casebook_that_was_moved_here_can_be_opened(
    qtbot: QtBot, program: Program, tasks: TaskRunner, casebook_folder: Path
) -> None:
    opening = Opening(qtbot, program, tasks, ScriptedPrompter(choose_folder=[casebook_folder]))
    opening.press("Open a casebook")
    qtbot.waitUntil(lambda: isinstance(opening.page, UnlockPage) and opening.page.who is not None)
    type_the_passphrase(opening, qtbot)
    qtbot.waitUntil(lambda: isinstance(opening.page, FirstPinPage))
    opening.press("Not now")
    qtbot.waitUntil(lambda: bool(opening.opened) and bool(program.known.listed()))
    assert [known.folder for known in program.known.listed()] == [casebook_folder]
    tasks.on_casebook(lock_casebook, opening.opened[0][0])


@pytest.mark.parametrize("name", ["Holiday pictures", "OneDrive"])
def test_a_folder_that_will_not_do_is_refused_with_a_reason(
    qtbot: QtBot, program: Program, tasks: TaskRunner, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).mkdir()
    opening = Opening(qtbot, program, tasks, ScriptedPrompter(choose_folder=[tmp_path / name]))
    opening.press("Open a casebook")
    assert isinstance(opening.page, WelcomePage)
    assert len(opening.prompter.asked) == 2, "the folder, and why not"


def test_whom_to_ring_is_there_before_anything_is_unlocked(unlocking: Opening, qtbot: QtBot) -> None:
    unlocking.window.activateWindow()
    qtbot.waitUntil(unlocking.window.isActiveWindow)
    qtbot.keyClick(unlocking.window, Qt.Key.Key_F2)
    (dialog,) = unlocking.window.findChildren(ContactsDialog)
    assert "999" in dialog.words()
    assert "101" in dialog.words()
    assert_accessible(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_made_up_school_is_written_and_opened(
    qtbot: QtBot, program: Program, tasks: TaskRunner, tmp_path: Path
) -> None:
    opening = Opening(qtbot, program, tasks, ScriptedPrompter(choose_folder=[tmp_path / "try"]))
    opening.press("Try with made-up cases")
    page = opening.page
    assert isinstance(page, DemoPage)
    assert_accessible(page)
    opening.press("Choose a folder for it")
    qtbot.waitUntil(lambda: page.open.isVisible() and page.open.isEnabled(), timeout=60_000)
    assert_accessible(page)
    opening.press("Open it as the DSL")
    qtbot.waitUntil(lambda: bool(opening.opened))
    session, _ = opening.opened[0]
    assert session.member.name == DSL
    labels = [known.label for known in program.known.listed()]
    assert labels == ["Thornmoss (made-up cases)", "Thornmoss – the chair’s casebook (made-up)"]
    tasks.on_casebook(lock_casebook, session)
