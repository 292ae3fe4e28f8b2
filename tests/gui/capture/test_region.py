"""A part of the screen: our windows hidden first, marked by mouse or keys; Esc takes nothing; words where it fails."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dslapp.domain.problems import Problem
from dslapp.gui.capture.overlay import Overlay
from dslapp.gui.capture.region import NOT_ALLOWED, RegionCapture
from tests.gui.accessibility import spoken_name


class Screen:
    """Stands for the system: what it shows, and whether our window was still there when it was looked at."""

    def __init__(self) -> None:
        self.image = QImage()
        self.window = QWidget()
        self.line = QLineEdit()
        QVBoxLayout(self.window).addWidget(self.line)
        self.saw_us: list[bool] = []
        self.taken: list[QImage] = []
        self.problems: list[Problem] = []
        self.owner = QObject()
        self.capture = RegionCapture(self.owner, self.grab)
        self.capture.taken.connect(self.taken.append)
        self.capture.failed.connect(self.problems.append)

    def grab(self, screen: QScreen) -> QImage:
        self.saw_us.append(self.window.isVisible())
        return self.image

    def overlay(self) -> Overlay:
        [only] = self.capture.overlays
        return only


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    """Something is on the screen: a red square at 100, 100 on teal; our window with the keyboard in it."""
    made = Screen()
    size = QGuiApplication.primaryScreen().size()
    made.image = QImage(size, QImage.Format.Format_RGB32)
    made.image.fill(QColor("teal"))
    painter = QPainter(made.image)
    painter.fillRect(QRect(100, 100, 60, 40), QColor("red"))
    painter.end()
    made.window.show()
    made.line.setFocus()
    qtbot.waitUntil(made.line.hasFocus)
    yield made
    made.capture._end()
    made.window.close()


def begin(screen: Screen, qtbot: QtBot) -> Overlay:
    screen.capture.start()
    qtbot.waitUntil(lambda: bool(screen.capture.overlays))
    return screen.overlay()


def test_our_windows_are_gone_before_the_screen_is_looked_at_and_come_back(screen: Screen, qtbot: QtBot) -> None:
    overlay = begin(screen, qtbot)
    assert screen.saw_us == [False]
    assert spoken_name(overlay) == "Mark a part of the screen"
    with qtbot.waitSignal(screen.capture.ended):
        QTest.keyClick(overlay, Qt.Key.Key_Escape)
    assert screen.taken == []
    assert screen.window.isVisible()
    assert overlay._image.isNull(), "nothing of the screen stays in memory"
    qtbot.waitUntil(lambda: screen.window.focusWidget() is screen.line)


def test_the_mouse_marks_from_corner_to_corner_and_only_that_is_taken(screen: Screen, qtbot: QtBot) -> None:
    overlay = begin(screen, qtbot)
    QTest.mousePress(overlay, Qt.MouseButton.LeftButton, pos=QPoint(160, 140))
    QTest.mouseMove(overlay, QPoint(100, 100))
    QTest.mouseRelease(overlay, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    [image] = screen.taken
    assert (image.width(), image.height()) == (61, 41)
    assert image.pixelColor(5, 5) == QColor("red")


def test_a_click_that_shakes_marks_nothing(screen: Screen, qtbot: QtBot) -> None:
    overlay = begin(screen, qtbot)
    QTest.mousePress(overlay, Qt.MouseButton.LeftButton, pos=QPoint(160, 140))
    QTest.mouseMove(overlay, QPoint(162, 141))
    QTest.mouseRelease(overlay, Qt.MouseButton.LeftButton, pos=QPoint(162, 141))
    assert screen.taken == []
    assert screen.capture.overlays


def test_the_arrow_keys_move_and_size_the_frame_and_enter_takes_it(screen: Screen, qtbot: QtBot) -> None:
    overlay = begin(screen, qtbot)
    before = QRect(overlay.frame)
    QTest.keyClick(overlay, Qt.Key.Key_Right)
    QTest.keyClick(overlay, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert overlay.frame == before.translated(32, -1)
    QTest.keyClick(overlay, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert overlay.frame.width() == before.width() - 32
    for _ in range(100):
        QTest.keyClick(overlay, Qt.Key.Key_Down)
    assert overlay.rect().contains(overlay.frame), "it never leaves the screen"
    size = overlay.frame.size()
    QTest.keyClick(overlay, Qt.Key.Key_Return)
    [image] = screen.taken
    assert image.size() == size


def test_a_fine_screen_is_taken_in_its_own_dots(screen: Screen, qtbot: QtBot) -> None:
    screen.image = screen.image.scaled(screen.image.size() * 2)
    overlay = begin(screen, qtbot)
    overlay.frame = QRect(100, 100, 60, 40)
    QTest.keyClick(overlay, Qt.Key.Key_Enter)
    [image] = screen.taken
    assert (image.width(), image.height()) == (120, 80)
    assert image.pixelColor(110, 70) == QColor("red")


@pytest.mark.parametrize("nothing", ["no picture", "one colour"])
def test_where_the_system_shows_nothing_it_says_what_to_do_instead(screen: Screen, qtbot: QtBot, nothing: str) -> None:
    if nothing == "no picture":
        screen.image = QImage()
    else:
        screen.image.fill(QColor("black"))
    with qtbot.waitSignal(screen.capture.ended):
        screen.capture.start()
    qtbot.waitUntil(lambda: bool(screen.problems))
    assert screen.problems == [NOT_ALLOWED]
    assert "Ctrl+V" in NOT_ALLOWED.way_forward
    assert screen.window.isVisible()


def test_under_wayland_it_says_so_at_once(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "wayland")
    screen.capture.start()
    assert screen.problems == [NOT_ALLOWED]
    assert screen.saw_us == []
    assert screen.window.isVisible()


def test_our_windows_come_back_when_the_screen_cannot_be_looked_at_at_all(screen: Screen) -> None:
    def broken(_screen: QScreen) -> QImage:
        raise OSError("no display")

    screen.capture._grab = broken
    screen.window.hide()
    screen.capture._hidden = [screen.window]
    with pytest.raises(OSError, match="no display"):
        screen.capture._look()
    assert screen.window.isVisible()
