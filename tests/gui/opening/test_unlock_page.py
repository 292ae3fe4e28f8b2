"""The unlock page: three keystrokes from the start to an open casebook, and a plain word when it does not open."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from dslapp.gui.opening.passphrase_edit import CAPS_LOCK_WORDS, PassphraseEdit
from dslapp.gui.opening.unlock_page import UnlockPage
from dslapp.gui.tasks import TaskRunner
from dslapp.services.access.unlock_casebook import lock_casebook
from dslapp.services.matters.make_known import card_of_folder
from dslapp.services.program import Program
from dslapp.services.session import Session
from tests.casebooks import DSL, HEAD, PASSPHRASES, SettableClock
from tests.compartments import CHAIR, make_another
from tests.gui.accessibility import assert_accessible


@pytest.fixture
def sessions(tasks: TaskRunner) -> Iterator[list[Session]]:
    """What was unlocked; locked again afterwards."""
    opened: list[Session] = []
    yield opened
    for session in opened:
        tasks.on_casebook(lock_casebook, session)


@pytest.fixture
def page(qtbot: QtBot, known: Program, tasks: TaskRunner, sessions: list[Session]) -> UnlockPage:
    page = UnlockPage(known, tasks)
    qtbot.addWidget(page)
    page.opened.connect(lambda session, folder: sessions.append(session))
    page.resize(900, 700)
    page.show()
    page.arrive()
    qtbot.waitUntil(lambda: page.who is not None)
    return page


def choices(page: UnlockPage) -> list[str]:
    assert page.who is not None
    return [page.who.button(door.member_id).text() for door in page.doors]


def test_it_shows_casebooks_by_label_and_members_by_role_and_initials(page: UnlockPage) -> None:
    assert page.casebooks.currentText() == "Thornmoss – pupils"
    assert choices(page) == ["Designated safeguarding lead · JH", "Headteacher · RQ", "Deputy DSL · SO"]


def test_it_is_accessible(page: UnlockPage) -> None:
    assert_accessible(page)


def test_the_passphrase_and_enter_open_it(page: UnlockPage, qtbot: QtBot, sessions: list[Session]) -> None:
    assert page.passphrase.line.hasFocus()
    qtbot.keyClicks(page.passphrase.line, PASSPHRASES[DSL])
    qtbot.keyClick(page.passphrase.line, Qt.Key.Key_Return)
    assert page.unlock.text() == "Opening…"
    qtbot.waitUntil(lambda: bool(sessions))
    assert sessions[0].member.name == DSL
    assert page.passphrase.text() == "", "nothing stays in the field"


def test_the_headteacher_chooses_their_own_name(page: UnlockPage, qtbot: QtBot, sessions: list[Session]) -> None:
    assert page.who is not None
    qtbot.mouseClick(page.who.button(page.doors[1].member_id), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(page.passphrase.line, PASSPHRASES[HEAD])
    qtbot.mouseClick(page.unlock, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(sessions))
    assert sessions[0].member.name == HEAD


def test_a_wrong_passphrase_gets_a_plain_word_and_the_next_try(
    page: UnlockPage, qtbot: QtBot, sessions: list[Session]
) -> None:
    for _ in range(4):
        page.passphrase.set_text("not this one")
        page.try_unlock()
        qtbot.waitUntil(lambda: bool(page.passphrase_field.error()) and page.unlock.isEnabled())
        assert page.passphrase_field.error() == (
            "That did not open the casebook. Check the name and the passphrase, then try again."
        )
        assert page.passphrase.line.hasFocus()
        assert page.passphrase.line.selectedText(), "the next key replaces what was wrong"
    assert_accessible(page)
    qtbot.keyClicks(page.passphrase.line, PASSPHRASES[DSL])
    assert page.passphrase_field.error() == ""
    qtbot.keyClick(page.passphrase.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(sessions))


def test_an_empty_passphrase_is_asked_for(page: UnlockPage) -> None:
    page.try_unlock()
    assert page.passphrase_field.error() == "Type your passphrase."
    assert page.unlock.isEnabled()


def test_a_casebook_that_is_gone_is_shown_as_such_and_can_be_taken_off_the_list(
    page: UnlockPage, qtbot: QtBot, known: Program, tmp_path: Path
) -> None:
    known.known.remember(tmp_path / "Gone.casebook", "Staff concerns")
    page.arrive()
    assert page.trouble.isVisible()
    assert "not where it was" in page.trouble.accessibleName()
    assert not page.unlock.isVisible()
    assert_accessible(page)
    qtbot.mouseClick(page.forget, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.who is not None)
    assert page.casebooks.count() == 1
    assert not page.trouble.isVisible()


def test_a_casebook_with_damaged_files_says_that_the_passphrase_is_not_the_problem(
    page: UnlockPage, qtbot: QtBot, known: Program, casebook_folder: Path
) -> None:
    spoilt = Path(shutil.copytree(casebook_folder, casebook_folder.with_name("Spoilt.casebook")))
    for name in ("members.json", "members.json.b"):
        (spoilt / name).write_bytes(b"spoilt")
    page.arrive(spoilt)
    qtbot.waitUntil(lambda: page.trouble.isVisible())
    assert "Your passphrase is not the problem" in page.trouble.accessibleName()


def test_another_casebook_can_be_chosen(page: UnlockPage, qtbot: QtBot, known: Program, tmp_path: Path) -> None:
    known.known.remember(tmp_path / "Gone.casebook", "Staff concerns")
    page.arrive()
    page.casebooks.setCurrentIndex(1)
    qtbot.waitUntil(lambda: page.who is not None)
    assert page.folder().name == "Thornmoss.casebook"


@pytest.fixture
def edit(qtbot: QtBot) -> PassphraseEdit:
    edit = PassphraseEdit()
    qtbot.addWidget(edit)
    edit.show()
    return edit


def test_the_passphrase_is_hidden_unless_the_button_is_held(edit: PassphraseEdit, qtbot: QtBot) -> None:
    assert edit.line.echoMode() == QLineEdit.EchoMode.Password
    qtbot.mousePress(edit.show_button, Qt.MouseButton.LeftButton)
    assert edit.line.echoMode() == QLineEdit.EchoMode.Normal
    qtbot.mouseRelease(edit.show_button, Qt.MouseButton.LeftButton)
    assert edit.line.echoMode() == QLineEdit.EchoMode.Password


def test_caps_lock_is_noticed_and_shift_is_not_taken_for_it(edit: PassphraseEdit, qtbot: QtBot) -> None:
    qtbot.keyClick(edit.line, "J", Qt.KeyboardModifier.ShiftModifier)
    assert edit.caps_lock_warning() == ""
    qtbot.keyClicks(edit.line, "J")
    qtbot.keyClick(edit.line, "O")
    assert edit.caps_lock_warning() == CAPS_LOCK_WORDS
    qtbot.keyClicks(edit.line, "o")
    assert edit.caps_lock_warning() == ""


def test_the_pupils_casebook_stands_first_whichever_was_opened_last(
    qtbot: QtBot, known: Program, tasks: TaskRunner, tmp_path: Path, clock: SettableClock
) -> None:
    chairs = make_another(tmp_path / "Chair.casebook", "head", clock, CHAIR)
    known.known.remember(chairs, "A casebook of the chair", card_of_folder(chairs, "head"))
    page = UnlockPage(known, tasks)
    qtbot.addWidget(page)
    page.arrive()
    listed = [page.casebooks.itemText(number) for number in range(page.casebooks.count())]
    assert listed == ["Thornmoss – pupils", "A casebook of the chair"]
    assert page.casebooks.currentText() == "Thornmoss – pupils"
    qtbot.waitUntil(lambda: page.who is not None)
