"""Keeps the program's windows out of screenshots, recordings and shared screens, where the system can do that.

Windows alone offers it (SetWindowDisplayAffinity). What the system draws itself, such as a file dialog, is not covered.
"""

import ctypes
import sys
from collections.abc import Callable
from ctypes import wintypes
from typing import Protocol

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

WDA_NONE, WDA_MONITOR, WDA_EXCLUDEFROMCAPTURE = 0x00, 0x01, 0x11
"""Seen; black in captures (Windows 7 to 10 of 2019); not there at all in captures (since Windows 10 of May 2020)."""

Exclude = Callable[[int, bool], bool]
"""Excludes the window of that number from capture, or shows it there again; returns whether the system did it."""

_NATIVE_WINDOW_IS_NEW = frozenset({QEvent.Type.Show, QEvent.Type.WinIdChange})


class User32(Protocol):
    """What is called of user32.dll; the tests have one of their own."""

    @property
    def SetWindowDisplayAffinity(self) -> Callable[[object, int], int]:
        """Takes a window and an affinity; 0 when it refuses."""


class CaptureExclusion(QObject):
    """Excludes every window of the program from capture, dialogs, menus and tips included, as soon as it is shown.

    `exclude` is None where the system offers nothing of the kind: then `able` is False and nothing is done.
    """

    def __init__(self, app: QApplication, exclude: Exclude | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._exclude = app, exclude
        self._allowed = False
        self.refused = False
        """Whether the system did not exclude some window although it offers to."""
        if exclude is not None:
            app.installEventFilter(self)

    @property
    def able(self) -> bool:
        """Whether windows can be excluded here."""
        return self._exclude is not None

    def allow_capture(self, allowed: bool) -> None:
        """Let all windows be seen in captures from now on, or exclude them all again."""
        self._allowed = allowed
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                self._apply(window)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at each window when its native window is there; let every event pass."""
        if event.type() in _NATIVE_WINDOW_IS_NEW and isinstance(watched, QWidget) and watched.isWindow():
            self._apply(watched)
        return False

    def _apply(self, window: QWidget) -> None:
        if self._exclude is None:
            return
        done = self._exclude(int(window.winId()), not self._allowed)
        if not done and not self._allowed:
            self.refused = True


def exclusion_here() -> Exclude | None:
    """How windows are excluded on this system, if at all."""
    if sys.platform == "win32":
        return exclusion_by(ctypes.WinDLL("user32"))
    return None


def exclusion_by(user32: User32) -> Exclude:
    """How Windows excludes a window: wholly where it can, else as a black area."""

    def exclude(window: int, excluded: bool) -> bool:
        affinities = (WDA_EXCLUDEFROMCAPTURE, WDA_MONITOR) if excluded else (WDA_NONE,)
        return any(user32.SetWindowDisplayAffinity(wintypes.HWND(window), affinity) for affinity in affinities)

    return exclude
