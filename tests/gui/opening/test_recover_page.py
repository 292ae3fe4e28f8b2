"""Coming back with the recovery sheet: the key typed from paper, a new passphrase, and a red notice to replace it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dslapp.casebook.keys.member_keys import WrongPassphrase
from dslapp.casebook.opening import open_folder
from dslapp.gui.desk import Desk
from dslapp.gui.find.today_page import TodayPage
from dslapp.gui.opening.first_pin_page import FirstPinPage
from dslapp.gui.opening.forgotten_page import ForgottenPage
from dslapp.gui.opening.opening_window import OpeningWindow
from dslapp.gui.opening.recover_page import RecoverPage
from dslapp.gui.opening.unlock_page import UnlockPage
from dslapp.gui.routes import ToMembers, ToToday
from dslapp.gui.tasks import TaskRunner
from dslapp.services.access.countersign import waiting
from dslapp.services.access.recovery import RecoveryKey, new_recovery_key
from dslapp.services.access.unlock_casebook import lock_casebook
from dslapp.services.program import Program
from dslapp.services.session import Session
from tests.casebooks import DSL, PASSPHRASES, SettableClock, make_casebook
from tests.gui.accessibility import assert_accessible, clipped
from tests.gui.scripted_prompter import ScriptedPrompter

NEW = "marble-anchor-willow-compass"
DSL_DOOR = "Designated safeguarding lead · JH"


@pytest.fixture
def key() -> RecoveryKey:
    """The key on the sheet in the safe."""
    return new_recovery_key()


@pytest.fixture
def folder(tmp_path: Path, program: Program, key: RecoveryKey, clock: SettableClock) -> Path:
    """A casebook whose sheet the test holds, known on this computer."""
    place = make_casebook(tmp_path / "Thornmoss.casebook", clock, key)
    program.known.remember(place, "Thornmoss – pupils")
    return place


class Forgetful:
    """Somebody who has forgotten the passphrase, at the window before a casebook is open."""

    def __init__(self, qtbot: QtBot, program: Program, tasks: TaskRunner) -> None:
        self._qtbot = qtbot
        self.clicks = 0
        self.sessions: list[Session] = []
        self.window = OpeningWindow(program, tasks, ScriptedPrompter(), lambda pdf: True)
        self.window.unlocked.connect(self.sessions.append)
        qtbot.addWidget(self.window)
        self.window.resize(1000, 1100)
        self.window.show()

    @property
    def recover(self) -> RecoverPage:
        """The page for the sheet."""
        page = self.window.page
        assert isinstance(page, RecoverPage)
        return page

    def to_the_sheet(self) -> None:
        """From the unlock page to where the groups are typed."""
        unlock = self.window.page
        assert isinstance(unlock, UnlockPage)
        self._qtbot.waitUntil(lambda: unlock.who is not None)
        self.press("I have forgotten my passphrase")
        self.press("Use the recovery sheet")

    def press(self, name: str) -> None:
        """Press what a screen reader calls that."""
        self.clicks += 1
        (button,) = [b for b in self.window.findChildren(QPushButton) if b.isVisible() and b.accessibleName() == name]
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def type(self, words: str) -> None:
        """Type where the cursor is."""
        focused = self.window.focusWidget()
        assert focused is not None
        self._qtbot.keyClicks(focused, words)

    def enter(self) -> None:
        """Press Enter where the cursor is."""
        focused = self.window.focusWidget()
        assert focused is not None
        self._qtbot.keyClick(focused, Qt.Key.Key_Return)


@pytest.fixture
def person(qtbot: QtBot, program: Program, tasks: TaskRunner, folder: Path) -> Iterator[Forgetful]:
    forgetful = Forgetful(qtbot, program, tasks)
    yield forgetful
    for session in forgetful.sessions:
        tasks.on_casebook(lock_casebook, session)


def test_the_ways_back_in_are_told_and_the_sheet_is_one(person: Forgetful, qtbot: QtBot) -> None:
    unlock = person.window.page
    assert isinstance(unlock, UnlockPage)
    qtbot.waitUntil(lambda: unlock.who is not None)
    person.press("I have forgotten my passphrase")
    page = person.window.page
    assert isinstance(page, ForgottenPage)
    words = "\n".join(label.text() for label in page.findChildren(QLabel))
    assert "presses “Forgotten passphrase” beside your name" in words
    assert_accessible(page)
    person.press("Use the recovery sheet")
    assert isinstance(person.window.page, RecoverPage)


def test_the_sheet_opens_the_casebook_with_a_new_passphrase(
    person: Forgetful, key: RecoveryKey, qtbot: QtBot, tasks: TaskRunner
) -> None:
    person.to_the_sheet()
    for row in range(0, 15, 4):
        person.type(" ".join(key.groups[row : row + 4]).lower())
        person.enter() if row < 12 else None
    qtbot.waitUntil(lambda: person.recover.sheet.state() == "The key is whole.")
    person.enter()
    assert person.recover.step is person.recover.person
    person.press(f"Who you are: {DSL_DOOR}")
    person.press("Use these words")
    words = person.recover.person.chooser.offered()
    person.type(words)
    person.enter()
    assert person.recover.forward.text() == "Opening…"
    qtbot.waitUntil(lambda: isinstance(person.window.page, FirstPinPage))
    assert person.sessions[0].member.name == DSL
    assert person.clicks == 4


def test_both_steps_are_accessible(person: Forgetful, key: RecoveryKey, qtbot: QtBot) -> None:
    person.to_the_sheet()
    person.recover.go_on()
    assert person.recover.sheet.field.error() == "Type the groups from the recovery sheet."
    qtbot.waitUntil(lambda: clipped(person.recover) == [])
    assert_accessible(person.recover)
    person.recover.sheet.typed.setPlainText(key.identity)
    person.recover.go_on()
    person.recover.go_on()
    assert person.recover.person.who_field.error() == "Choose who you are."
    qtbot.waitUntil(lambda: clipped(person.recover) == [])
    assert_accessible(person.recover)


def test_a_misread_group_is_named_while_it_is_typed(person: Forgetful, key: RecoveryKey, qtbot: QtBot) -> None:
    person.to_the_sheet()
    groups = list(key.groups)
    groups[8] = ("Q" if groups[8][0] != "Q" else "P") + groups[8][1:]
    person.recover.sheet.typed.setPlainText(" ".join(groups))
    qtbot.waitUntil(lambda: "Look at group 9 again" in person.recover.sheet.state())
    assert person.recover.sheet.groups[8].text() == groups[8]
    person.recover.go_on()
    assert "Look at group 9 again" in person.recover.sheet.field.error()
    person.recover.sheet.typed.setPlainText(" ".join(key.groups))
    person.recover.go_on()
    assert person.recover.step is person.recover.person


def test_the_sheet_of_another_casebook_is_refused_before_anything_else_is_asked(person: Forgetful) -> None:
    person.to_the_sheet()
    person.recover.sheet.typed.setPlainText(new_recovery_key().identity)
    person.recover.go_on()
    assert person.recover.step is person.recover.sheet
    assert "does not open this casebook" in person.recover.sheet.trouble.accessibleName()


def test_a_passphrase_that_is_too_easy_is_said(person: Forgetful, key: RecoveryKey) -> None:
    person.to_the_sheet()
    person.recover.sheet.typed.setPlainText(key.identity)
    person.recover.go_on()
    person.press(f"Who you are: {DSL_DOOR}")
    person.recover.person.chooser.first.set_text("thornmoss")
    person.recover.go_on()
    assert person.recover.person.chooser.first_field.error()
    assert not person.sessions


def test_back_leads_to_the_ways_and_to_the_unlock_page(person: Forgetful, key: RecoveryKey) -> None:
    person.to_the_sheet()
    person.press("Back")
    assert isinstance(person.window.page, ForgottenPage)
    person.press("Back to try again")
    assert isinstance(person.window.page, UnlockPage)


def recovered(person: Forgetful, key: RecoveryKey, qtbot: QtBot) -> Session:
    person.to_the_sheet()
    person.recover.sheet.typed.setPlainText(key.identity)
    person.recover.go_on()
    person.press(f"Who you are: {DSL_DOOR}")
    for edit in (person.recover.person.chooser.first, person.recover.person.chooser.again):
        edit.set_text(NEW)
    person.recover.go_on()
    qtbot.waitUntil(lambda: bool(person.sessions))
    return person.sessions[0]


def test_a_red_notice_stays_until_there_is_a_new_sheet(
    person: Forgetful, key: RecoveryKey, qtbot: QtBot, tasks: TaskRunner, clock: SettableClock
) -> None:
    session = recovered(person, key, qtbot)
    today = TodayPage(Desk(session=session, tasks=tasks, prompter=ScriptedPrompter(), now=clock))
    qtbot.addWidget(today)
    today.show()
    today.enter(ToToday())
    qtbot.waitUntil(today.notices.sheet_used.isVisible)
    assert "The recovery sheet was used on Friday 13 November 2026" in today.notices.sheet_used.accessibleName()
    with qtbot.waitSignal(today.go) as gone:
        today.notices.replace_sheet.click()
    assert gone.args == [ToMembers("sheet")]


def test_the_old_passphrase_opens_nothing_afterwards(
    person: Forgetful, key: RecoveryKey, qtbot: QtBot, tasks: TaskRunner, folder: Path, clock: SettableClock
) -> None:

    session = recovered(person, key, qtbot)
    person.sessions.clear()
    tasks.on_casebook(lock_casebook, session)
    with pytest.raises(WrongPassphrase):
        open_folder(folder, who=DSL, passphrase=PASSPHRASES[DSL], clock=clock)
    open_folder(folder, who=DSL, passphrase=NEW, clock=clock).close()


def test_whoever_came_back_with_the_sheet_is_not_the_second_person_for_that(
    person: Forgetful, key: RecoveryKey, qtbot: QtBot, tasks: TaskRunner
) -> None:
    session = recovered(person, key, qtbot)
    assert tasks.on_casebook(waiting, session) == ()
