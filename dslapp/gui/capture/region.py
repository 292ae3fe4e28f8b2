"""Takes a part of the screen: hides our own windows, takes each screen into memory, and lets a part of it be marked."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QImage, QScreen
from PySide6.QtWidgets import QApplication, QWidget

from dslapp.domain.problems import UserProblem
from dslapp.gui.capture.overlay import Overlay

_OURS = (Qt.WindowType.Window, Qt.WindowType.Dialog)
HIDDEN_AFTER_MS = 350
"""Until then, a window that was hidden is gone from every screen."""
NOT_ALLOWED = UserProblem(
    "This computer does not let a program look at the screen.",
    "Take the screenshot with the computer’s own key (Print Screen; on Windows also Windows+Shift+S), then paste it "
    "here with Ctrl+V.",
)


def grabbed(screen: QScreen) -> QImage:
    """All that a screen shows, in memory only; without a picture where the system does not give one."""
    return screen.grabWindow(0).toImage()


class RegionCapture(QObject):
    """One capture at a time. `taken` carries the marked part, `failed` a problem; `ended` comes after either or Esc.

    `grab` takes one screen.
    """

    taken = Signal(QImage)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject, grab: Callable[[QScreen], QImage] = grabbed) -> None:
        super().__init__(parent)
        self._grab = grab
        self._hidden: Sequence[QWidget] = ()
        self._focused: QWidget | None = None
        self.overlays: Sequence[Overlay] = ()

    def start(self) -> None:
        """Hide our windows, then bring the overlays up."""
        if self._hidden or self.overlays:
            return
        if QGuiApplication.platformName().startswith("wayland"):
            self.failed.emit(NOT_ALLOWED)
            self.ended.emit()
            return
        self._focused = QApplication.focusWidget()
        windows = QApplication.topLevelWidgets()
        self._hidden = [each for each in windows if each.isVisible() and each.windowType() in _OURS]
        for window in self._hidden:
            window.hide()
        QTimer.singleShot(HIDDEN_AFTER_MS, self, self._look)

    def _look(self) -> None:
        try:
            screens = [(screen, self._grab(screen)) for screen in QGuiApplication.screens()]
        except BaseException:
            self._end()  # or our windows would stay hidden
            raise
        if not screens or any(_shows_nothing(image) for _, image in screens):
            self._end()
            self.failed.emit(NOT_ALLOWED)
            return
        self.overlays = [Overlay(screen, image) for screen, image in screens]
        under_mouse = QGuiApplication.screenAt(QCursor.pos())
        first = next((each for each in self.overlays if each.screen() is under_mouse), self.overlays[0])
        for overlay in self.overlays:
            overlay.taken.connect(self._take)
            overlay.cancelled.connect(self._end)
            overlay.showFullScreen()
        first.activateWindow()
        first.setFocus()

    def _take(self, image: QImage) -> None:
        self._end()
        self.taken.emit(image)

    def _end(self) -> None:
        """Drop every picture of a screen from memory, and bring our windows back as they were."""
        for overlay in self.overlays:
            overlay.let_go()
            overlay.hide()
            overlay.deleteLater()
        self.overlays = ()
        windows, self._hidden = self._hidden, ()
        for window in windows:
            window.show()
            window.raise_()
        if windows:
            windows[0].activateWindow()
        if self._focused is not None:
            self._focused.setFocus()
            self._focused = None
        self.ended.emit()


def _shows_nothing(image: QImage) -> bool:
    """Whether the system gave no picture, or one of a single colour in place of the screen."""
    if image.isNull():
        return True
    few = image.scaled(64, 64)
    first = few.pixel(0, 0)
    return all(few.pixel(x, y) == first for x in range(few.width()) for y in range(few.height()))
