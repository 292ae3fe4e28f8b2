"""What the few message boxes answer, in the real boxes."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from dslapp.domain.problems import EnvironmentProblem
from dslapp.gui.prompter import Prompter
from tests.gui.accessibility import assert_accessible


@pytest.fixture
def meet(qtbot: QtBot) -> Callable[[Callable[[QMessageBox], object]], list[str]]:
    """Do something to the next message box; the list tells its words."""

    def when_it_opens(act: Callable[[QMessageBox], object]) -> list[str]:
        words: list[str] = []

        def answer() -> None:
            box = QApplication.activeModalWidget()
            assert isinstance(box, QMessageBox)
            words.extend((box.windowTitle(), box.text(), box.informativeText()))
            assert_accessible(box)
            act(box)

        QTimer.singleShot(0, answer)
        return words

    return when_it_opens


def press(words: str) -> Callable[[QMessageBox], None]:
    """Press the button with these words."""

    def pressed(box: QMessageBox) -> None:
        next(button for button in box.findChildren(QPushButton) if button.text() == words).click()

    return pressed


def escape(box: QMessageBox) -> None:
    QApplication.sendEvent(box, _key(Qt.Key.Key_Escape))


def enter(box: QMessageBox) -> None:
    QApplication.sendEvent(box, _key(Qt.Key.Key_Return))


def _key(key: Qt.Key) -> QKeyEvent:
    return QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)


Meet = Callable[[Callable[[QMessageBox], object]], list[str]]


def test_yes_is_a_verb_and_goes_on(meet: Meet) -> None:
    words = meet(press("&Print"))
    assert Prompter().confirm("Print this summary?", "Stay at the printer.", "&Print")
    assert words == ["DSL Casebook", "Print this summary?", "Stay at the printer."]


def test_escape_stays(meet: Meet) -> None:
    meet(escape)
    assert not Prompter().confirm("Print this summary?", "", "&Print")


def test_where_there_is_danger_enter_stays(meet: Meet) -> None:
    meet(enter)
    assert not Prompter().confirm("Close the case?", "", "&Close", danger=True)


@pytest.mark.parametrize(
    ("act", "answer"),
    [
        pytest.param(press("&Open it"), 1, id="the second answer"),
        pytest.param(enter, 0, id="Enter takes the first"),
        pytest.param(escape, None, id="Escape takes none"),
    ],
)
def test_one_answer_of_several(meet: Meet, act: Callable[[QMessageBox], None], answer: int | None) -> None:
    meet(act)
    assert Prompter().ask("There is a draft.", "From 14:05.", ["&Go on with it", "&Open it"]) == answer


def test_a_problem_is_told_with_its_way_forward(meet: Meet) -> None:
    words = meet(escape)
    Prompter().warn(EnvironmentProblem("The disk is full.", "Free some space."))
    assert words[1:] == ["The disk is full.", "Free some space."]


def test_the_details_of_a_crash_can_be_copied(meet: Meet) -> None:
    def copy_and_close(box: QMessageBox) -> None:
        press("Copy &details")(box)
        assert box.isVisible()
        escape(box)

    words = meet(copy_and_close)
    Prompter().report_crash("builtins.ValueError\n  dslapp/gui/window.py:12 go")
    assert words[1] == "Something went wrong in the program."
    assert QGuiApplication.clipboard().text() == "builtins.ValueError\n  dslapp/gui/window.py:12 go"
