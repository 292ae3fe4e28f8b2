"""The first-run wizard: seven steps, Back keeps everything, and it is not complete before the paper was read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from dslapp.domain.school import Member
from dslapp.gui.opening.wizard import Wizard
from dslapp.gui.tasks import TaskRunner
from dslapp.services.access.cover_screen import lifts_cover
from dslapp.services.access.unlock_casebook import lock_casebook
from dslapp.services.program import Program
from dslapp.services.session import Session
from tests.casebooks import DSL, HEAD
from tests.gui.accessibility import assert_accessible, clipped
from tests.gui.scripted_prompter import ScriptedPrompter


@pytest.fixture
def sessions(tasks: TaskRunner) -> Iterator[list[Session]]:
    """What was made; locked afterwards."""
    opened: list[Session] = []
    yield opened
    for session in opened:
        tasks.on_casebook(lock_casebook, session)


@pytest.fixture
def printed() -> list[bytes]:
    """What went to the printer."""
    return []


@pytest.fixture
def wizard(
    qtbot: QtBot, program: Program, tasks: TaskRunner, tmp_path: Path, sessions: list[Session], printed: list[bytes]
) -> Wizard:
    prompter = ScriptedPrompter(save_file=[tmp_path / "sheet.pdf"], choose_folder=[tmp_path / "elsewhere"])

    def printer(pdf: bytes) -> bool:
        printed.append(pdf)
        return True

    wizard = Wizard(program, tasks, prompter, printer)
    qtbot.addWidget(wizard)
    wizard.opened.connect(sessions.append)
    wizard.resize(900, 700)
    wizard.show()
    return wizard


class Hand:
    """Types and clicks as a person does, and counts it."""

    def __init__(self, qtbot: QtBot, wizard: Wizard) -> None:
        self._qtbot, self._wizard = qtbot, wizard
        self.clicks = self.keys = 0

    def type(self, words: str) -> None:
        """Type where the cursor is."""
        self.keys += len(words)
        self._qtbot.keyClicks(self.focused(), words)

    def press(self, key: Qt.Key) -> None:
        """Press one key where the cursor is."""
        self.keys += 1
        self._qtbot.keyClick(self.focused(), key)

    def click(self, widget: QWidget) -> None:
        """Click something."""
        self.clicks += 1
        self._qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def focused(self) -> QWidget:
        """Where the cursor is."""
        focused = self._wizard.focusWidget()
        assert focused is not None
        return focused


@pytest.fixture
def hand(qtbot: QtBot, wizard: Wizard) -> Hand:
    return Hand(qtbot, wizard)


def type_the_groups_back(wizard: Wizard, hand: Hand) -> None:
    for number in wizard.recovery.proof.groups:
        hand.type(wizard.recovery.proof.key.groups[number - 1].lower())
        hand.press(Qt.Key.Key_Return)


def to_the_other_people(wizard: Wizard, hand: Hand) -> None:
    """The school, the DSL, and the passphrase that is offered."""
    hand.type("Thornmoss Academy")
    hand.press(Qt.Key.Key_Return)
    hand.type(DSL)
    hand.press(Qt.Key.Key_Return)
    hand.click(wizard.passphrase.chooser.use)
    hand.type(wizard.passphrase.chooser.offered())
    hand.press(Qt.Key.Key_Return)


def to_the_recovery_step(wizard: Wizard, hand: Hand) -> None:
    """As quickly as the keyboard goes: nobody else may open it."""
    to_the_other_people(wizard, hand)
    hand.click(wizard.forward)
    for _ in range(2):
        hand.type("2846")
        hand.press(Qt.Key.Key_Return)


def test_from_the_first_page_to_an_open_casebook(
    wizard: Wizard, hand: Hand, qtbot: QtBot, sessions: list[Session], printed: list[bytes], tasks: TaskRunner,
    program: Program,
) -> None:  # fmt: skip
    to_the_recovery_step(wizard, hand)
    hand.click(wizard.recovery.proof.print)
    qtbot.waitUntil(lambda: bool(printed))
    assert printed[0].startswith(b"%PDF")
    type_the_groups_back(wizard, hand)
    assert wizard.place.name.text() == "Thornmoss Academy – pupils"
    hand.click(wizard.forward)
    assert wizard.forward.text() == "Making the casebook…"
    qtbot.waitUntil(lambda: bool(sessions))
    assert tasks.on_casebook(lifts_cover, sessions[0], "2846")
    assert sessions[0].member.initials == "JH"
    assert [known.label for known in program.known.listed()] == ["Thornmoss Academy – pupils"]
    typed_passphrase_and_groups = len(wizard.passphrase.chooser.offered()) + 12
    assert hand.clicks == 4
    assert hand.keys == len("Thornmoss Academy") + len(DSL) + 8 + 8 + typed_passphrase_and_groups


def test_every_step_is_accessible(wizard: Wizard, hand: Hand, qtbot: QtBot) -> None:
    assert_accessible(wizard)
    hand.type("Thornmoss Academy")
    wizard.go_on()
    assert_accessible(wizard)
    hand.type(DSL)
    wizard.go_on()
    assert_accessible(wizard)
    hand.click(wizard.passphrase.chooser.use)
    hand.type(wizard.passphrase.chooser.offered())
    wizard.go_on()
    wizard.resize(900, 1200)  # what is scrolled out of sight has no place to compare
    wizard.people.add_person()
    qtbot.waitUntil(lambda: clipped(wizard) == [])  # the card grows in two turns
    assert_accessible(wizard)
    wizard.people.people[0].remove.click()
    wizard.go_on()
    assert_accessible(wizard)
    hand.type("2846")
    hand.press(Qt.Key.Key_Return)
    hand.type("2846")
    wizard.go_on()
    assert_accessible(wizard)
    wizard.recovery.complete()
    assert_accessible(wizard)
    for number, (line, _) in wizard.recovery.proof.groups.items():
        line.setText(wizard.recovery.proof.key.groups[number - 1])
    wizard.go_on()
    assert wizard.step is wizard.place
    assert_accessible(wizard)


def test_back_keeps_everything(wizard: Wizard, hand: Hand) -> None:
    to_the_recovery_step(wizard, hand)
    passphrase, key = wizard.passphrase.chooser.passphrase(), wizard.recovery.proof.key
    for _ in range(5):
        wizard.go_back()
    assert wizard.step.title == "Your school"
    assert wizard.school.name.text() == "Thornmoss Academy"
    for _ in range(5):
        wizard.go_on()
    assert wizard.step.title == "The recovery sheet"
    assert (wizard.passphrase.chooser.passphrase(), wizard.recovery.proof.key) == (passphrase, key)


def test_back_from_the_first_step_leaves(wizard: Wizard, qtbot: QtBot) -> None:
    with qtbot.waitSignal(wizard.left):
        wizard.go_back()


def test_the_headteacher_can_be_made_a_member_with_a_passphrase_of_their_own(
    wizard: Wizard, hand: Hand, qtbot: QtBot, sessions: list[Session], tasks: TaskRunner
) -> None:
    to_the_other_people(wizard, hand)
    hand.click(wizard.people.add)
    (person,) = wizard.people.people
    hand.type(HEAD)
    assert person.form.initials.text() == "RQ"
    person.chooser.use.click()
    assert person.chooser.offered() != wizard.passphrase.chooser.passphrase()
    hand.type(person.chooser.offered())
    wizard.go_on()
    hand.type("2846")
    hand.press(Qt.Key.Key_Return)
    hand.type("2846")
    hand.press(Qt.Key.Key_Return)
    wizard.recovery.proof.groups[next(iter(wizard.recovery.proof.groups))][0].setFocus()
    type_the_groups_back(wizard, hand)
    wizard.go_on()
    qtbot.waitUntil(lambda: bool(sessions))
    members = tasks.on_casebook(sessions[0].casebook.select, Member)
    assert [(member.name, member.role) for member in members] == [(DSL, "dsl"), (HEAD, "headteacher")]


def test_nobody_else_gets_the_initials_of_the_one_at_the_keyboard(wizard: Wizard, hand: Hand) -> None:
    """Exhibits are numbered with them: JH/1 must be one person's."""
    to_the_other_people(wizard, hand)
    hand.click(wizard.people.add)
    (person,) = wizard.people.people
    hand.type("Jack Holt")
    assert not person.form.complete()
    assert "take JH2, for example" in " ".join(each.text() for each in person.form.initials_field.findChildren(QLabel))
    person.form.initials.setText("JH2")
    assert person.form.complete()


def test_a_passphrase_is_judged_in_words_while_it_is_typed(wizard: Wizard, hand: Hand, qtbot: QtBot) -> None:
    hand.type("Thornmoss Academy")
    wizard.go_on()
    hand.type(DSL)
    wizard.go_on()
    hand.type("thornmoss")
    qtbot.waitUntil(lambda: wizard.passphrase.chooser.judged() == "Use 6 more characters, or the four words offered.")
    wizard.go_on()
    assert wizard.step is wizard.passphrase
    assert wizard.passphrase.chooser.first_field.error()
    wizard.passphrase.chooser.first.set_text("correct pony battery stapler")
    qtbot.waitUntil(lambda: wizard.passphrase.chooser.judged() == "Long enough and hard to guess.")
    wizard.go_on()
    assert wizard.passphrase.chooser.again_field.error() == "This is not the same. Type the passphrase once more."


def test_new_words_are_offered_at_the_press_of_a_button(wizard: Wizard) -> None:
    before = wizard.passphrase.chooser.offered()
    wizard.passphrase.chooser.other.click()
    assert wizard.passphrase.chooser.offered() != before
    assert len(wizard.passphrase.chooser.offered().split("-")) == 4


def test_it_is_not_complete_before_three_groups_were_read_from_the_sheet(wizard: Wizard, hand: Hand) -> None:
    to_the_recovery_step(wizard, hand)
    wizard.go_on()
    assert wizard.step is wizard.recovery
    assert {field.error() for _, field in wizard.recovery.proof.groups.values()} == {"Not the group on the sheet."}
    (first, *_) = wizard.recovery.proof.groups
    wizard.recovery.proof.groups[first][0].setText(wizard.recovery.proof.key.groups[first - 1])
    wizard.go_on()
    assert wizard.recovery.proof.groups[first][1].error() == ""
    assert wizard.step is wizard.recovery


def test_the_sheet_can_be_saved_for_a_printer_elsewhere(
    wizard: Wizard, hand: Hand, qtbot: QtBot, tmp_path: Path
) -> None:
    to_the_recovery_step(wizard, hand)
    hand.click(wizard.recovery.proof.save)
    qtbot.waitUntil(lambda: (tmp_path / "sheet.pdf").exists() and "delete the file" in wizard.recovery.proof.said())
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


def test_the_key_is_on_no_screen_and_on_no_clipboard(wizard: Wizard, hand: Hand) -> None:
    to_the_recovery_step(wizard, hand)
    shown = " ".join(label.text() for label in wizard.findChildren(QLabel))
    assert not any(group in shown for group in wizard.recovery.proof.key.groups if len(group) == 4)
    assert wizard.recovery.proof.key.identity not in QGuiApplication.clipboard().text()


@pytest.mark.parametrize(
    ("name", "folder", "said"),
    [
        ("", "", "Use a name without"),
        ("a/b", "", "Use a name without"),
        ("Pupils", "OneDrive - Thornmoss", "OneDrive"),
    ],
)
def test_a_place_that_will_not_do_is_said_beside_the_field(
    wizard: Wizard, tmp_path: Path, name: str, folder: str, said: str
) -> None:
    wizard.place.name.setText(name)
    if folder:
        wizard.place.place.setText(str(tmp_path / folder))
    assert not wizard.place.complete()
    assert said in wizard.place.name_field.error() + wizard.place.place_field.error()


def test_another_folder_can_be_chosen(wizard: Wizard, tmp_path: Path) -> None:
    wizard.place.choose.click()
    wizard.place.name.setText("Pupils")
    assert wizard.place.folder() == tmp_path / "elsewhere" / "Pupils.casebook"


def test_a_name_that_is_taken_is_said_before_anything_is_made(wizard: Wizard, program: Program) -> None:
    (program.casebooks / "Pupils.casebook").mkdir(parents=True)
    wizard.place.name.setText("Pupils")
    assert not wizard.place.complete()
    assert "already" in wizard.place.name_field.error()
