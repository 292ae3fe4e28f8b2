"""The program is covered after three idle minutes and locked after ten."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from dslapp.gui.idle import COVER_AFTER_S, LOCK_AFTER_S, IdleWatch


class Watched:
    """An idle watch with two clocks that stand still, and what it asked for."""

    def __init__(self, app: QApplication) -> None:
        self.awake = self.wall = 1_000.0
        self.asked: list[str] = []
        self.watch = IdleWatch(app, lambda: self.awake, lambda: self.wall)
        self.watch.cover_due.connect(lambda: self.asked.append("cover"))
        self.watch.cover_due.connect(self.watch.covered)
        self.watch.lock_due.connect(lambda: self.asked.append("lock"))

    def let_pass(self, seconds: int) -> None:
        """Let time go by as it does, tick by tick."""
        for _ in range(0, seconds, 10):
            self.awake += 10
            self.wall += 10
            self.watch.tick()

    def sleep(self, seconds: int) -> None:
        """Let the computer sleep: one of the clocks stands still."""
        self.wall += seconds
        self.watch.tick()


@pytest.fixture
def watched(qapp: QApplication) -> Iterator[Watched]:
    made = Watched(qapp)
    yield made
    made.watch.stop()


def test_three_idle_minutes_cover_and_ten_lock(watched: Watched) -> None:
    watched.let_pass(COVER_AFTER_S - 10)
    assert watched.asked == []
    watched.let_pass(10)
    assert watched.asked == ["cover"]
    watched.let_pass(LOCK_AFTER_S - COVER_AFTER_S)
    assert watched.asked == ["cover", "lock"]


def test_a_key_pressed_anywhere_starts_the_minutes_again(qtbot: QtBot, watched: Watched) -> None:
    box = QLineEdit()
    qtbot.addWidget(box)
    watched.let_pass(COVER_AFTER_S - 10)
    qtbot.keyClick(box, Qt.Key.Key_A)
    watched.let_pass(COVER_AFTER_S - 10)
    assert watched.asked == []


def test_fiddling_with_the_cover_does_not_put_off_the_lock(qtbot: QtBot, watched: Watched) -> None:
    box = QLineEdit()
    qtbot.addWidget(box)
    watched.let_pass(COVER_AFTER_S)
    for _ in range(7):
        qtbot.keyClick(box, Qt.Key.Key_1)
        watched.let_pass(60)
    assert watched.asked[:2] == ["cover", "lock"]


def test_lifting_the_cover_starts_the_minutes_again(watched: Watched) -> None:
    watched.let_pass(COVER_AFTER_S)
    watched.watch.lifted()
    watched.let_pass(COVER_AFTER_S - 10)
    assert watched.asked == ["cover"]


def test_a_computer_that_slept_is_locked_at_once(watched: Watched) -> None:
    watched.sleep(45)
    assert watched.asked == ["lock"]


@pytest.mark.parametrize(
    ("key", "modifier", "asks_for"),
    [
        pytest.param(Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier, "cover", id="F9 covers"),
        pytest.param(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier, "lock", id="Ctrl+L locks"),
    ],
)
def test_the_keys_work_inside_a_dialog_too(
    qtbot: QtBot, watched: Watched, key: Qt.Key, modifier: Qt.KeyboardModifier, asks_for: str
) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.setModal(True)
    dialog.show()
    qtbot.keyClick(dialog, key, modifier)
    assert watched.asked == [asks_for]
